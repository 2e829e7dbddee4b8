"""The pages of bringing in a plan: upload, problems and choices, import, what comes next, and the workbooks to download."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.actions.changes import decide_change
from budgets.actions.places import create_place
from budgets.models import Change
from schemes.models import Line, PendingPlan, PlanImport
from schemes.plans.example import example
from schemes.plans.lists import lists_of
from schemes.sources.set_up_workbook import read_set_up_workbook
from schemes.sources.set_up_workbook_write import write_set_up_workbook
from tests.schemes.sources.plan_books import LA_NAME, Book, by_source, scheme_rows
from tests.schemes.views.uploading import bomb, text
from tests.universe import Universe

PLAN = "/places/testshire/plan/"


def send(
    client: Client, content: bytes, *, year: int | str = 2023, name: str = "plan.xlsx", address: str = PLAN
) -> Any:
    return client.post(address, {"year": str(year), "file": SimpleUploadedFile(name, content)})


def look(client: Client, content: bytes, **sent: Any) -> Any:
    answer = send(client, content, **sent)
    assert answer.status_code == 302
    return client.get(answer.headers["Location"])


def step(client: Client, name: str, *, at: str = "", **given: Any) -> Any:
    """`at` are the filters of the page that is sent."""
    pending = PendingPlan.objects.get().pk
    return client.post(f"{PLAN}?pending={pending}{at}", {"pending": pending, "step": name, **given})


def short_book() -> Book:
    rows = scheme_rows(20)
    income = {source: {LA_NAME: (amount, amount)} for source, amount in by_source(rows).items()}
    income["DFG"] = {LA_NAME: (income["DFG"][LA_NAME][0] - 7, Decimal(0))}
    return Book(rows=rows, income=income)


def test_a_plan_is_looked_through_and_imported(officer: Client, world: Universe) -> None:
    seen = text(look(officer, Book().content).content)
    assert "Planned expenditure £20,962,905.60 120 lines" in seen
    assert "Problems 0 It can be imported" in seen
    assert "Total 20,962,905.60 20,962,905.60 0.00 Reconciles" in seen
    assert "Schemes: 96" in seen
    assert not Line.objects.filter(place=world.place, year=2023).exists()
    done = step(officer, "post")
    made = PlanImport.objects.get(place=world.place)
    assert done.headers["Location"] == f"{PLAN}{made.pk}/"
    assert not PendingPlan.objects.exists()
    page = text(officer.get(done.headers["Location"]).content)
    assert "Next: The opening budget of Pool, £20,962,905.60, waits for approval" in page
    assert "A finance director decides" in page
    assert "Start 2023-24 and open P01" in page
    (opening,) = Change.objects.filter(place=world.place, year=2023)
    decide_change(change=opening, approve=True, authority="Board", by=world.director)
    page = text(officer.get(done.headers["Location"]).content)
    assert "Next: Start 2023-24 and open P01" in page
    file = officer.get(f"{PLAN}{made.pk}/file/")
    assert file.content == bytes(made.content)
    assert "attachment" in file.headers["Content-Disposition"]


def test_problems_stand_first_and_nothing_can_be_imported(officer: Client, world: Universe) -> None:
    planted = {(n, "area"): "Moon" for n in range(7)}
    seen = look(officer, Book(rows=scheme_rows(20), planted=planted).content)
    words = text(seen.content)
    assert "7 problems in the workbook" in words
    assert "All 7 problems are listed below." in words
    assert "Import the plan for" not in words
    assert words.index("There is a problem") < words.index("Planned expenditure")
    refused = step(officer, "post")
    assert refused.status_code == 422
    assert not PlanImport.objects.exists()


def test_the_cure_of_missing_income_is_ticked_and_kept(officer: Client, world: Universe) -> None:
    words = text(look(officer, short_book().content).content)
    assert "£7.00 too much" in words
    assert "−7.00 Missing" in words
    answer = step(officer, "choose", **{"raise": "on", "fund-0": "LEAD"})
    assert answer.status_code == 302
    kept = PendingPlan.objects.get().choices
    assert kept["raise"] is True
    assert list(kept["funds"].values()) == ["LEAD"]
    words = text(officer.get(answer.headers["Location"]).content)
    assert "Import the plan for 2023-24" in words
    assert "Opening budget of LEAD, which waits for approval" in words
    step(officer, "post")
    assert Change.objects.filter(place=world.place, year=2023).count() == 2


def test_a_choice_that_is_not_offered_is_refused(officer: Client) -> None:
    look(officer, short_book().content)
    answer = step(officer, "choose", **{"fund-0": "NOWHERE"})
    assert PendingPlan.objects.get().choices == {}
    assert answer.status_code in (200, 422)


def test_the_same_file_leads_to_its_import(officer: Client, world: Universe) -> None:
    content = Book(rows=scheme_rows(20)).content
    look(officer, content)
    step(officer, "post")
    again = look(officer, content)
    assert again.status_code == 422
    assert "Nothing is set up twice" in text(again.content)
    made = PlanImport.objects.get()
    answer = step(officer, "post")  # from a page that was open before
    assert answer.headers["Location"] == f"{PLAN}{made.pk}/"
    assert PlanImport.objects.count() == 1


def test_a_kept_workbook_is_its_owners_alone_and_can_be_given_up(officer: Client, world: Universe) -> None:
    look(officer, Book(rows=scheme_rows(20)).content)
    number = PendingPlan.objects.get().pk
    other = Client()
    other.force_login(world.manager)
    assert "imported already, given up" in text(other.get(f"{PLAN}?pending={number}", follow=True).content)
    step(other, "drop", pending=number)
    assert PendingPlan.objects.exists()
    assert "was given up" in text(officer.get(step(officer, "drop").headers["Location"]).content)
    assert not PendingPlan.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", bomb()], ids=["empty", "pdf", "bomb"])
def test_a_file_that_is_no_workbook_is_refused_in_words(officer: Client, content: bytes) -> None:
    words = text(look(officer, content).content)
    assert "There is a problem" in words
    assert "ledger" not in words.split("There is a problem")[1].split("Look through")[0]


def test_the_form_asks_for_a_file_and_takes_one_of_the_years(officer: Client) -> None:
    answer = officer.post(PLAN, {"year": "1066"})
    assert answer.status_code == 422
    assert "Choose one of the years" in text(answer.content)
    assert "Choose the workbook" in text(answer.content)


@pytest.mark.parametrize("fill", ["empty", "filled", "example"])
def test_the_workbooks_open_and_read_back(officer: Client, fill: str) -> None:
    answer = officer.get(f"{PLAN}workbook/{fill}/?year=2024-25")
    assert f"testshire-set-up-2024-25-{fill}.xlsx" in answer.headers["Content-Disposition"]
    read, problems = read_set_up_workbook(answer.content, "x.xlsx")
    assert not problems
    assert len(read.lines) == {"empty": 0, "filled": 4, "example": 3}[fill]
    assert not (fill == "filled" and read.people)  # an officer manages no people
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).active.title == "Instructions"


def test_other_workbooks_and_years_are_not_found(officer: Client) -> None:
    assert officer.get(f"{PLAN}workbook/other/").status_code == 404
    assert officer.get(f"{PLAN}workbook/empty/?year=soon").status_code == 404
    assert officer.get(f"{PLAN}999/").status_code == 404


def test_statements_of_the_preview_do_not_grow_with_rows(officer: Client) -> None:
    counts = []
    for count in (20, 120):
        answer = send(officer, Book(rows=scheme_rows(count)).content)
        with CaptureQueriesContext(connection) as seen:
            officer.get(answer.headers["Location"])
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


def test_a_new_place_is_set_up_from_the_workbook_by_the_operator(
    client: Client, world: Universe, mailoutbox: list[EmailMessage]
) -> None:
    create_place(slug="exampleshire", name="Exampleshire", board="Exampleshire HWB", by=world.operator)
    client.force_login(world.operator)
    address = "/places/exampleshire/plan/"
    content = write_set_up_workbook(example(), lists_of(2024), year=2024)
    words = text(look(client, content, year=2024, address=address).content)
    assert "Partners: 2" in words
    assert "People to invite: 1" in words
    done = client.post(address, {"pending": PendingPlan.objects.get().pk, "step": "post"}, follow=True)
    assert "Next: The opening budget of Better Care Fund, £3,200,000.00, waits for approval" in text(done.content)
    assert [letter.to for letter in mailoutbox] == [["administrator@example.gov.uk"]]


def test_a_reader_sees_an_import_but_brings_none(client: Client, officer: Client, world: Universe) -> None:
    look(officer, Book(rows=scheme_rows(20)).content)
    step(officer, "post")
    made = PlanImport.objects.get()
    reader = Client()
    reader.force_login(world.auditor)
    assert reader.get(f"{PLAN}{made.pk}/").status_code == 200
    assert reader.get(PLAN).status_code == 403


def first_row(officer: Client) -> str:
    page = officer.get(f"{PLAN}?pending={PendingPlan.objects.get().pk}").content.decode()
    return re.findall(r"&amp;row=(\d+)#lines", page)[0]


def test_one_row_goes_into_another_fund_and_is_spent_by_somebody_else(officer: Client, world: Universe) -> None:
    look(officer, Book(rows=scheme_rows(20)).content)
    row = first_row(officer)
    answer = step(officer, "choose", row_fund="LEAD", row_spender="ICB", at=f"&row={row}")
    assert answer.headers["Location"].endswith(f"&row={row}")
    kept = PendingPlan.objects.get().choices
    assert (kept["row_funds"], kept["row_spenders"]) == ({row: "LEAD"}, {row: "ICB"})
    words = text(officer.get(answer.headers["Location"]).content)
    assert "Problems 0 It can be imported" in words
    assert "0.00 Reconciles" in words
    step(officer, "post")
    moved = Line.objects.get(place=world.place, year=2023, fund=world.lead)
    assert moved.spending_partner == world.board
    budgets = {change.fund.code: change for change in Change.objects.filter(place=world.place, year=2023)}
    given = budgets["LEAD"].proposed_contributions.get()
    assert given.amount == budgets["LEAD"].proposed_budgets.get().amount
    assert (given.contribution.stream, given.contribution.partner) == (moved.stream, moved.contributing_partner)


def test_choices_of_rows_survive_pages_and_are_taken_back_by_what_is_shown(officer: Client, world: Universe) -> None:
    seen = text(look(officer, Book().content).content)
    assert "For all 120 lines" in seen
    pending = PendingPlan.objects.get().pk
    assert "Page 3 of lines" in officer.get(f"{PLAN}?pending={pending}").content.decode()
    stream = "&stream=DFG"
    step(officer, "choose", row_fund="LEAD", at=stream)
    moved = PendingPlan.objects.get().choices["row_funds"]
    assert moved
    assert set(moved.values()) == {"LEAD"}
    other = text(officer.get(f"{PLAN}?pending={pending}&page=2&apart=on").content)
    assert f"{len(moved)} of 120 lines" in other
    step(officer, "choose", row_fund="-", at="&apart=on")
    assert PendingPlan.objects.get().choices["row_funds"] == {}
    refused = step(officer, "choose", row_fund="NOWHERE", at=stream)
    assert refused.status_code == 422
    assert "Select a valid choice" not in text(refused.content)


def test_what_is_chosen_but_not_applied_is_applied_before_it_is_imported(officer: Client, world: Universe) -> None:
    look(officer, Book(rows=scheme_rows(20)).content)
    answer = step(officer, "post", chooses="on", row_fund="LEAD", at=f"&row={first_row(officer)}")
    assert "What you chose is applied first" in text(officer.get(answer.headers["Location"]).content)
    assert len(PendingPlan.objects.get().choices["row_funds"]) == 1
    assert not PlanImport.objects.exists()
