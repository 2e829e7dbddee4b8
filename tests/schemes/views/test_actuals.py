"""The ledgers of a year: what is in and what is missing, one import with its rows and postings, and its file."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import narrow_role
from budgets.actions.years import lock_open_period, open_period, start_year
from budgets.models import Membership, Place
from s75.models import User
from schemes.actions.actuals import import_actuals
from schemes.actions.schemes import create_line, map_code
from schemes.models import ActualsImport, ImportedFile
from tests.schemes.views.uploading import text
from tests.universe import YEAR, Universe, ledger_csv

ACTUALS = "/places/testshire/actuals/"
SHIRE = "/places/worcestershire/actuals/"


def post(world: Universe, month: int = 1, amounts: dict[str, str] | None = None) -> ActualsImport:
    content = ledger_csv(f"P{month:02d}", amounts or {"C100": "100.00", "C200": "50.01", "X1": "7.00", "Q9": "8.00"})
    return import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=month, filename=f"ledger {month}.csv", content=content,
        by=world.officer,
    )[0]  # fmt: skip


@pytest.fixture
def reader(client: Client, world: Universe) -> Client:
    client.force_login(world.auditor)
    return client


@pytest.mark.parametrize(
    "person", ["operator", "officer", "board_officer", "commissioner", "manager", "director", "clerk", "auditor"]
)
def test_everybody_of_the_agreement_reads_and_no_outsider(client: Client, world: Universe, person: str) -> None:
    made = post(world)
    pages = [ACTUALS, f"{ACTUALS}{made.pk}/", f"{ACTUALS}{made.pk}/file/"]
    client.force_login(getattr(world, person))
    assert [client.get(page).status_code for page in pages] == [200] * 3
    client.force_login(world.outsider)
    assert [client.get(page).status_code for page in pages] == [404] * 3
    client.force_login(User.objects.get(email="auditor.council@demonstration.example"))
    assert [client.get(page).status_code for page in pages] == [404] * 3


def test_an_import_of_another_place_is_not_found(reader: Client, demonstration: Place) -> None:
    theirs = ActualsImport.objects.filter(place=demonstration).first()
    assert theirs
    assert reader.get(f"{ACTUALS}{theirs.pk}/").status_code == 404
    assert reader.get(f"{ACTUALS}{theirs.pk}/file/").status_code == 404


def test_the_list_says_what_is_missing_and_offers_the_upload_to_officers_only(client: Client, world: Universe) -> None:
    client.force_login(world.officer)
    page = client.get(ACTUALS).content
    assert "Not in as at P01: the ledger of Testshire Council for P01." in text(page)
    assert "the ledger of NHS Testshire ICB for P01." in text(page)
    assert "No ledger has been imported in this year yet." in text(page)
    assert b"/actuals/upload/?year=2024-25&amp;period=1" in page
    client.force_login(world.auditor)
    assert b"/actuals/upload/" not in client.get(ACTUALS).content


def test_the_list_shows_each_import(reader: Client, world: Universe) -> None:
    made = post(world)
    page = text(reader.get(ACTUALS).content)
    assert re.search(
        r"P01 Testshire Council ledger 1\.csv Cumulative 150\.01 150\.01 2 \d+ \w+ \d{4} \d\d:\d\d, by Officer", page
    )
    assert "the ledger of Testshire Council for" not in page
    assert f'{ACTUALS}{made.pk}/?year=2024-25&amp;period=1"' in reader.get(ACTUALS).content.decode()


def test_the_overview_stands_as_at_the_chosen_period(reader: Client, world: Universe) -> None:
    for fund in (world.pool, world.lead):
        lock_open_period(fund=fund, year=YEAR, month=1, waived="for a test", by=world.manager_of(fund))
    post(world, 2)
    now = text(reader.get(f"{ACTUALS}?year=2024-25&period=2").content)
    assert re.search(r"Testshire Council in in to come", now)
    before = text(reader.get(f"{ACTUALS}?year=2024-25&period=1").content)
    assert re.search(r"Testshire Council not in to come", before)


def test_the_list_takes_the_same_queries_at_any_size(
    client: Client, world: Universe, demonstration: Place, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    post(world)
    for user, address in (
        (world.auditor, ACTUALS),
        (User.objects.get(email="auditor.council@demonstration.example"), SHIRE),
    ):
        client.force_login(user)
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_an_import_shows_what_the_file_was(reader: Client, world: Universe) -> None:
    made = post(world)
    page = text(reader.get(f"{ACTUALS}{made.pk}/").content)
    assert "Control total £150.01, cumulative" in page
    assert "Posted £150.01" in page
    assert made.sha256 in page
    assert "4 rows" in page
    assert "by Officer" in page


def test_its_rows_are_listed_with_what_became_of_them(reader: Client, world: Universe) -> None:
    made = post(world)
    page = text(reader.get(f"{ACTUALS}{made.pk}/").content)
    for row in (
        "3 C100 Line of C100 100.00 Posted",
        "5 X1 Line of X1 7.00 Left out: not section 75",
        "6 Q9 Line of Q9 8.00 In suspense: unknown code",
    ):
        assert row in page


def test_rows_are_filtered_by_code_and_fate(reader: Client, world: Universe) -> None:
    made = post(world)
    by_code = reader.get(f"{ACTUALS}{made.pk}/?code=c200#rows").content
    assert "Line of C200" in text(by_code)
    assert "Line of C100" not in text(by_code)
    assert "BEDS-N" not in text(by_code)
    assert b'id="rows"' in by_code
    by_fate = text(reader.get(f"{ACTUALS}{made.pk}/?fate=unknown").content)
    assert "Line of Q9" in by_fate
    assert "Line of C200" not in by_fate


def test_its_postings_lead_to_the_lines(reader: Client, world: Universe) -> None:
    made = post(world)
    answer = reader.get(f"{ACTUALS}{made.pk}/").content
    assert re.search(r"HOME Home Pool C200 P01 By the file 25\.0", text(answer))
    assert re.search(r'href="/places/testshire/lines/BEDS-N/\?year=2024-25&amp;period=1"', answer.decode())
    amounts = re.findall(r"C\d00 P01 By the file ([\d.]+)", text(answer))
    assert sum(map(Decimal, amounts)) == made.posted


def test_rows_come_in_pages(
    reader: Client, world: Universe, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = post(world, 1, {"C100": "1.00", **{f"Q{number}": "2.00" for number in range(119)}})
    address = f"{ACTUALS}{made.pk}/"
    reader.get(address)
    with django_assert_max_num_queries(21):
        page = text(reader.get(address).content)
    assert "Page 3" not in page
    assert page.count("In suspense: unknown code") == 49 + 1  # and the filter's choice
    last = text(reader.get(f"{address}?rows-page=3").content)
    assert last.count("Line of Q") == 20


def test_the_file_comes_back_byte_for_byte_and_is_only_ever_saved(reader: Client, world: Universe) -> None:
    made = post(world)
    answer = reader.get(f"{ACTUALS}{made.pk}/file/")
    assert answer.content == bytes(ImportedFile.objects.get(actuals_import=made).content)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ledger 1.csv"'


@pytest.mark.parametrize("name", ['a"b\r\nSet-Cookie: x=1.csv', "Bericht für März.csv", "../../etc/passwd", "<b>.html"])
def test_a_strange_file_name_stays_a_name(reader: Client, world: Universe, name: str) -> None:
    made = import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename=name,
        content=ledger_csv("P01", {"C100": "1.00", "C200": "0.00"}), by=world.officer,
    )[0]  # fmt: skip
    answer = reader.get(f"{ACTUALS}{made.pk}/file/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert "Set-Cookie" not in answer.headers
    page = reader.get(f"{ACTUALS}{made.pk}/").content.decode()
    assert "<b>.html" not in page


def test_the_demonstrations_files_say_that_they_are_illustrative(client: Client, demonstration: Place) -> None:
    client.force_login(User.objects.get(email="auditor.council@demonstration.example"))
    made = ActualsImport.objects.get(place=demonstration, month=8, filename="council_p08.xlsx")
    page = text(client.get(f"{SHIRE}{made.pk}/").content)
    assert "This file is illustrative" in page
    assert "Control total £68,408,169.34, cumulative" in page
    assert "14 Sub-total 17,257,243.99 Left out: a sub-total" in page


@pytest.fixture
def half(world: Universe) -> ActualsImport:
    """An import that reaches a second agreement's fund, which the auditor, narrowed to the first, does not see."""
    both = [world.council, world.board]
    other = create_agreement(
        place=world.place, title="Other", status="draft", starts=date(2024, 4, 1), partners=both, by=world.operator
    )
    secret = create_fund(
        agreement=other, code="SEC", name="Secret", arrangement="pooled", host=world.council, by=world.operator
    )
    start_year(fund=secret, year=YEAR, by=world.manager)
    open_period(fund=secret, year=YEAR, month=1, by=world.manager)
    line = create_line(
        scheme=world.lines["HOME"].scheme, fund=secret, year=YEAR, ref="SECRET", stream=world.own,
        contributing_partner=world.council, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    map_code(partner=world.council, code="C300", percents={line: Decimal(100)}, by=world.manager)
    role = Membership.objects.get(user=world.auditor)
    narrow_role(membership=role, place=world.place, agreement=world.agreement, by=world.operator)
    return post(world, 1, {"C100": "1.00", "C200": "2.00", "C300": "3.33"})


def test_who_sees_one_agreement_sees_that_part_of_an_import_only(
    client: Client, world: Universe, half: ActualsImport
) -> None:
    client.force_login(world.auditor)
    page = text(client.get(f"{ACTUALS}{half.pk}/").content)
    assert "C100" in page
    assert "C300" not in page
    assert "SECRET" not in page
    assert "funds that you do not see" in page
    assert client.get(f"{ACTUALS}{half.pk}/file/").status_code == 404
    client.force_login(world.officer)
    whole = client.get(f"{ACTUALS}{half.pk}/")
    assert "SECRET" in text(whole.content)
    assert client.get(f"{ACTUALS}{half.pk}/file/").status_code == 200
