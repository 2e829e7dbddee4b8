"""The pages of suspense, undoing and journals: what they show to whom, and what they refuse."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.people import narrow_role
from budgets.models import Membership
from schemes.models import Actual, Journal
from schemes.suspense import in_suspense
from schemes.suspense_form import SuspenseForm
from schemes.views import journals
from tests.schemes.ledgers import bring, lock, stands, waiting
from tests.schemes.views.test_actuals import half, post
from tests.schemes.views.uploading import send, text, workbook
from tests.universe import YEAR, Universe

__all__ = ["half"]  # a fixture
ACTUALS = "/places/testshire/actuals/"
SUSPENSE = f"{ACTUALS}suspense/"


def code_page(world: Universe, code: str = "Z9") -> str:
    return f"{SUSPENSE}code/?year=2024-25&period=1&partner={world.council.pk}&code={code}"


def test_the_list_says_since_when_and_how_much(officer: Client, world: Universe) -> None:
    made = bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    assert "Nothing of them is posted. Say where they belong" in text(officer.get(f"{ACTUALS}{made.pk}/").content)
    page = text(officer.get(SUSPENSE).content)
    assert "Z9 Say where it belongs : Z9 30.00 Line of Z9 Testshire Council P01 ledger 1.csv" in page
    assert "1 code of the ledger of Testshire Council with £30.00 is in suspense." in text(officer.get(ACTUALS).content)


def test_an_empty_list_teaches(officer: Client) -> None:
    assert "Nothing is in suspense" in text(officer.get(SUSPENSE).content)


def test_who_sees_only_some_of_a_files_funds_does_not_see_its_codes(client: Client, world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    client.force_login(world.auditor)
    assert "Z9" in text(client.get(SUSPENSE).content)


def test_a_narrowed_reader_sees_no_code_that_may_be_of_a_hidden_fund(
    client: Client, world: Universe, half: object
) -> None:
    lock_free = {"C100": "1.00", "C200": "2.00", "C300": "3.33", "Z9": "4.00"}
    post(world, 1, lock_free)
    client.force_login(world.auditor)
    assert "Z9" not in text(client.get(SUSPENSE).content)
    client.force_login(world.officer)
    assert "Z9" in text(client.get(SUSPENSE).content)


def test_the_list_takes_the_same_queries_at_any_size(
    officer: Client, world: Universe, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bring(world, 1, {"C100": "10.00", **{f"Z{number}": "1.00" for number in range(60)}})
    officer.get(SUSPENSE)
    with django_assert_max_num_queries(18):
        officer.get(SUSPENSE)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({}, "Choose what is on the code"),
        ({"how": "one"}, "Choose the line"),
        ({"how": "several", "shares": ""}, "Enter the lines"),
        ({"how": "several", "shares": "KIDS 100"}, "“KIDS 100” is not a line of Testshire Council"),
        ({"how": "several", "shares": "HOME 50"}, "These make 50; they must make 100"),
    ],
)
def test_what_says_too_little_is_refused(officer: Client, world: Universe, typed: dict[str, str], wanted: str) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    answer = officer.post(code_page(world), typed)
    assert answer.status_code == 422
    assert wanted in text(answer.content)
    assert waiting(world) == {"Z9": Decimal("30.00")}


def test_a_code_with_signs_of_an_address_is_settled_by_its_link(officer: Client, world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "A&B#1+2": "30.00"})
    (settle,) = [row["settle"] for row in officer.get(SUSPENSE).context["rows"]]
    assert officer.post(settle, {"how": "one", "line": "HOME"}).status_code == 302
    assert stands(world, "HOME") == {"HOME": {1: Decimal("30.00")}}


def test_only_lines_of_funds_that_the_person_sees_are_offered(officer: Client, world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    (one,) = in_suspense([world.place.pk], [YEAR])
    assert set(SuspenseForm(funds=[world.pool], one=one).lines) == {"BEDS-C", "BEDS-N", "HOME"}
    assert set(SuspenseForm(funds=[world.lead], one=one).lines) == set()
    assert set(officer.get(code_page(world)).context["form"].lines) == {"BEDS-C", "BEDS-N", "HOME"}


def test_a_second_click_finds_the_code_gone(officer: Client, world: Universe) -> None:
    bring(world, 1, {"C100": "10.00", "Z9": "30.00"})
    sent = {"how": "one", "line": "HOME"}
    assert officer.post(code_page(world), sent).status_code == 302
    assert officer.post(code_page(world), sent).status_code == 404
    assert stands(world, "HOME") == {"HOME": {1: Decimal("30.00")}}


def test_only_the_newest_import_offers_to_be_undone(officer: Client, world: Universe) -> None:
    first = bring(world, 1, {"C100": "10.00"})
    lock(world, 1)
    bring(world, 2, {"C100": "12.00"})
    page = text(officer.get(f"{ACTUALS}{first.pk}/undo/").content)
    assert "ledger 2.csv was imported after it" in page
    assert officer.post(f"{ACTUALS}{first.pk}/undo/", {"reason": "x"}).status_code == 422
    assert officer.post(f"{ACTUALS}{first.pk}/undo/", {"reason": ""}).status_code == 422
    assert stands(world, "BEDS-N") == {"BEDS-N": {1: Decimal("10.00"), 2: Decimal("2.00")}}


def test_a_locked_month_is_named_before_posting(officer: Client, world: Universe) -> None:
    lock(world, 1)
    from tests.universe import ledger_csv

    answer = officer.get(send(officer, ledger_csv("P01", {"C100": "10.00"})).headers["Location"])
    assert "P01 is locked in Pool: what the file posts there is stamped P02" in text(answer.content)


def test_another_sheet_can_be_chosen_on_the_way(officer: Client, world: Universe) -> None:
    title: list[object] = ["Ledger of period P01 of financial year 2024/25"]
    header: list[object] = ["Cost centre", "Actual to date"]
    book = workbook(("Ledger", [title, header, ["C100", 10]]), ("Notes", [["Nothing here"]]), ("Old", [["x"]]))
    preview = send(officer, book, "book.xlsx").headers["Location"]
    assert "Read from sheet “Ledger” of 3." in text(officer.get(preview).content)
    again = officer.get(f"{preview}&change=1").content.decode()
    assert '<option value="Notes">' in again
    assert '<option value="Ledger" selected>' in again


def test_a_journal_that_is_refused_keeps_what_was_typed(officer: Client, world: Universe) -> None:
    sent = {"text": "", "key": str(uuid4()), "line": ["HOME"], "month": ["1"], "amount": ["5"], "note": ["Mine"]}
    answer = officer.post(f"{ACTUALS}journals/testshire-pool/new/", sent)
    assert answer.status_code == 422
    assert 'value="Mine"' in answer.content.decode()
    assert not Journal.objects.exists()
    twice = {**sent, "text": "Accrual"}
    places = [officer.post(f"{ACTUALS}journals/testshire-pool/new/", twice).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Actual.objects.filter(line=world.lines["HOME"]).count() == 1


def test_lines_too_many_for_a_list_are_typed_into_a_journal(
    officer: Client, world: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "MOST_LISTED", 2)
    address = f"{ACTUALS}journals/testshire-pool/new/"
    assert "Reference of the line of row 1" in officer.get(address).content.decode()
    sent = {"text": "x", "key": str(uuid4()), "month": ["1"], "amount": ["5"], "note": [""]}
    refused = officer.post(address, {**sent, "line": ["KIDS"]})
    assert "Enter the reference of a line that you may post to" in text(refused.content)
    assert officer.post(address, {**sent, "line": [" HOME "]}).status_code == 302


def test_a_narrowed_officer_posts_no_journal_elsewhere(client: Client, world: Universe, half: object) -> None:
    role = Membership.objects.get(user=world.officer)
    narrow_role(membership=role, place=world.place, agreement=world.agreement, by=world.operator)
    client.force_login(world.officer)
    assert client.get(f"{ACTUALS}journals/testshire-sec/new/").status_code == 404
    assert client.get(f"{ACTUALS}journals/testshire-pool/new/").status_code == 200
