"""Every refusal of an uploaded ledger names place and cure, keeps what was typed and posts nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from budgets.actions.agreements import create_fund
from budgets.actions.years import lock_open_period, start_year
from schemes.actions.schemes import create_line
from schemes.models import ActualsImport, PendingUpload
from tests.schemes.views.uploading import (
    GOOD,
    UPLOAD,
    bomb,
    nothing_posted,
    send,
    text,
)
from tests.universe import YEAR, Universe, ledger_csv


def test_a_control_total_that_differs_is_refused_and_can_be_corrected(officer: Client) -> None:
    answer = send(officer, ledger_csv("P01", GOOD), control_total="150.00")
    assert answer.status_code == 422
    assert "the file gives £150.01 on section 75 codes; check the total typed, or the file" in text(answer.content)
    assert 'value="150.00"' in answer.content.decode()
    assert '<a href="#id_control_total">' in answer.content.decode()
    assert nothing_posted()
    assert send(officer, pending=PendingUpload.objects.get().pk, control_total="150.01").status_code == 302


def test_a_control_total_that_is_no_amount_is_refused(officer: Client) -> None:
    answer = send(officer, ledger_csv("P01", GOOD), control_total="about 150")
    assert answer.status_code == 422
    assert "Enter the control total in pounds" in text(answer.content)
    assert 'value="about 150"' in answer.content.decode()


def test_no_file_is_refused(officer: Client) -> None:
    answer = send(officer)
    assert answer.status_code == 422
    assert "Choose the ledger file" in text(answer.content)


def test_the_same_file_twice_is_refused(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    officer.post(UPLOAD, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    answer = send(officer, ledger_csv("P01", GOOD), "renamed.csv")
    assert answer.status_code == 422
    assert re.search(r"This file was imported on \d+ \w+ \d{4} as P01 2024-25 \(ledger\.csv\)", text(answer.content))
    assert ActualsImport.objects.filter(place=world.place).count() == 1
    assert not PendingUpload.objects.exists()


def test_a_period_that_was_not_opened_is_no_choice(officer: Client) -> None:
    answer = send(officer, ledger_csv("P02", GOOD), month="2")
    assert answer.status_code == 422
    assert "Choose a period that has been opened" in text(answer.content)


def test_a_file_of_another_period_is_refused(officer: Client) -> None:
    answer = send(officer, ledger_csv("P03", GOOD))
    assert answer.status_code == 422
    assert "found “P03”; the ledger of P01 2024-25; choose the period that the file is of" in text(answer.content)
    assert nothing_posted()


def test_a_fund_that_is_still_in_an_earlier_period_is_refused(officer: Client, world: Universe) -> None:
    lock_open_period(fund=world.lead, year=YEAR, month=1, waived="for a test", by=world.board_manager)
    answer = send(officer, ledger_csv("P02", GOOD), month="2", address=f"{UPLOAD}?year=2024-25&period=2")
    assert answer.status_code == 422
    assert "Pool is still in P01: the ledger of P02 can be posted once P01 is locked." in text(answer.content)
    assert nothing_posted()
    assert not PendingUpload.objects.exists()


def test_a_fund_without_an_open_period_is_refused(officer: Client, world: Universe) -> None:
    fund = create_fund(
        agreement=world.agreement,
        code="NEW",
        name="New fund",
        arrangement="pooled",
        host=world.council,
        by=world.operator,
    )
    start_year(fund=fund, year=YEAR, by=world.manager)
    create_line(
        scheme=world.lines["HOME"].scheme, fund=fund, year=YEAR, ref="NEW", stream=world.own,
        contributing_partner=world.council, spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    answer = send(officer, ledger_csv("P01", GOOD))
    assert answer.status_code == 422
    assert "No period of New fund is open in 2024-25. Ask its pool manager to open one." in text(answer.content)
    assert nothing_posted()


def test_a_period_that_is_locked_between_preview_and_posting_is_refused(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    start = PendingUpload.objects.get()
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)
    page = text(officer.get(f"{UPLOAD}?pending={start.pk}").content)
    assert "Pool (£), stamped with P02 May 2024" in page
    for month in range(2, 14):
        lock_open_period(fund=world.pool, year=YEAR, month=month, waived="for a test", by=world.manager)
    answer = officer.post(UPLOAD, {"pending": start.pk, "step": "post"})
    assert answer.status_code == 422
    assert "No period of Pool is open" in text(answer.content)
    assert nothing_posted()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ledger.xlsx", b"%PDF-1.7\n%..."),
        ("ledger.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("ledger.xlsx", b"PK\x03\x04 broken"),
        ("ledger.csv", b""),
        ("ledger.csv", b"Dear all,\r\nplease find the ledger attached.\r\n"),
        ("ledger.xlsx", bomb()),
    ],
    ids=["PDF", "picture", "broken zip", "empty", "a letter", "zip bomb"],
)
def test_what_is_no_ledger_is_refused_with_a_cure(officer: Client, name: str, content: bytes) -> None:
    answer = send(officer, content, name)
    assert answer.status_code == 422
    page = text(answer.content)
    assert f"{name} cannot be posted as it is. Nothing was posted." in page
    problem = page.split("Nothing was posted.")[1].split("Upload a ledger")[0].strip()
    assert len(problem) > 30
    assert nothing_posted()
    assert not PendingUpload.objects.exists()


def test_a_file_beyond_the_limit_is_refused_unread(officer: Client, settings: Settings) -> None:
    settings.LARGEST_UPLOAD = 1024**2
    answer = send(officer, bytes(2 * 1024**2))
    assert answer.status_code == 413
    assert "A file may have 1 MB at most. Nothing was saved." in text(answer.content)
    assert nothing_posted()


def test_bad_cells_are_named_by_row_and_column(officer: Client) -> None:
    answer = send(officer, ledger_csv("P01", {"C100": "twelve", "C200": "1.2.3"}))
    assert answer.status_code == 422
    page = text(answer.content)
    assert re.search(r"row 3, column [^:]+: found “twelve”", page, re.I)
    assert re.search(r"3 Actual to date \(C\) twelve ", page)
    assert re.search(r"4 Actual to date \(C\) 1\.2\.3 ", page)
    assert nothing_posted()


def test_many_problems_are_named_first_and_all_listed(officer: Client) -> None:
    answer = send(officer, ledger_csv("P01", {f"C{number}": "x" for number in range(30)}))
    page = text(answer.content)
    assert "All 30 problems are listed below." in page
    assert answer.content.decode().count("<tr>") == 31


def test_a_code_that_vanished_is_refused(officer: Client, world: Universe) -> None:
    send(officer, ledger_csv("P01", GOOD))
    officer.post(UPLOAD, {"pending": PendingUpload.objects.get().pk, "step": "post"})
    answer = send(officer, ledger_csv("P01", {"C200": "60.00"}))
    assert answer.status_code == 422
    assert "Code C100 stood at £100.00 in an earlier file and is missing from this one" in text(answer.content)


def test_markup_in_a_file_is_shown_as_it_is(officer: Client) -> None:
    content = ledger_csv("P01", GOOD).replace(b"Line of C100", b"<script>alert(1)</script>")
    answer = send(officer, content, "<img src=x>.csv")
    page = officer.get(answer.headers["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
