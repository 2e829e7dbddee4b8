"""Our own set-up workbook: what is written is read back the same; examples are not read; wrong cells are named."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from budgets.models import COMMITTEE, Agreement, Change, Fund, FundingStream, Partner, RiskRule
from budgets.roles import ROLES
from schemes.plans.example import example
from schemes.sources import set_up_workbook_choices as choices
from schemes.sources.set_up_parts import PartnerRow, SetUp
from schemes.sources.set_up_workbook import read_set_up_workbook
from schemes.sources.set_up_workbook_columns import SHEETS
from schemes.sources.set_up_workbook_write import HEADER_ROW, write_set_up_workbook
from tests.schemes.sources.plan_books import LISTS


def unnumbered(set_up: SetUp) -> SetUp:
    """The same without the numbers of rows."""
    rows: dict[str, Any] = {
        sheet.key: tuple(replace(row, row=0) for row in getattr(set_up, sheet.key)) for sheet in SHEETS
    }
    return replace(set_up, **rows)


def test_what_is_written_is_read_back_the_same() -> None:
    content = write_set_up_workbook(example(), LISTS, year=2024)
    read, problems = read_set_up_workbook(content, "set-up.xlsx")
    assert not problems
    assert unnumbered(read) == replace(example(), year=2024)


def test_every_sheet_has_an_example_that_is_not_read() -> None:
    content = write_set_up_workbook(SetUp(), LISTS, year=2024)
    read, problems = read_set_up_workbook(content, "set-up.xlsx")
    assert not problems
    assert read == SetUp(year=2024)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in SHEETS:
        assert book[sheet.title]["A5"].value == "Example"
        assert any(cell.value for cell in book[sheet.title][5][1:])


def test_sheets_have_lists_to_choose_from_frozen_panes_and_headers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_set_up_workbook(SetUp(), LISTS, year=2024)))
    assert book.sheetnames == ["Instructions", *(sheet.title for sheet in SHEETS), "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    for described in SHEETS:
        sheet = book[described.title]
        assert sheet.freeze_panes == "C5"
        assert sheet.cell(HEADER_ROW, 2).font.bold
        validated = {rule.formula1 for rule in sheet.data_validations.dataValidation}
        chosen = [c for c in described.columns if c.choices or c.refers or c.kind == "yes"]
        assert len(sheet.data_validations.dataValidation) >= len(chosen)
        assert all(formula.startswith("=") for formula in validated)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    rows = SetUp(partners=(PartnerRow(0, "X", '=HYPERLINK("http://example.com")', "other"),))
    content = write_set_up_workbook(rows, LISTS, year=2024)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book["Partners"]["C6"].data_type == "s"
    read, problems = read_set_up_workbook(content, "set-up.xlsx")
    assert not problems
    assert read.partners[0].name == '=HYPERLINK("http://example.com")'


def test_columns_may_be_moved_and_rows_left_blank() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_set_up_workbook(SetUp(), LISTS, year=2024)))
    sheet = book["Partners"]
    sheet.delete_rows(1, 20)
    for row in (["Kind", "Name", "Code"], [], ["NHS body", "NHS Somewhere ICB", "ICB"]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    read, problems = read_set_up_workbook(file.getvalue(), "set-up.xlsx")
    assert not problems
    assert [(row.code, row.kind) for row in read.partners] == [("ICB", "nhs")]


WRONG: list[tuple[str, str, object, str, str]] = [
    ("Partners", "D6", "Wizard", "Kind (D)", "one of Council, NHS body"),
    ("Partners", "B6", None, "Code (B)", "something in every row"),
    ("Agreement", "D6", "soon", "Starts (D)", "a date such as 01/04/2024"),
    ("Streams", "D6", "perhaps", "Better Care Fund (D)", "Yes or No"),
    ("Streams", "J6", "2024", "First year (J)", "a financial year such as 2024-25"),
    ("Contributions", "E6", "a lot", "Contribution (£) (E)", "an amount in pounds"),
    ("Monthly profiles", "C6", -1, "April (C)", "a number of zero or more"),
    ("Risk rules", "K6", "half each", "Shares (K)", "codes with per cent"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "column", "expected"), WRONG)
def test_a_wrong_cell_is_named(sheet: str, cell: str, value: object, column: str, expected: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_set_up_workbook(example(), LISTS, year=2024)))
    book[sheet][cell] = value
    file = io.BytesIO()
    book.save(file)
    _, problems = read_set_up_workbook(file.getvalue(), "set-up.xlsx")
    problem = problems[0]
    assert (problem.sheet, problem.row, problem.column) == (sheet, 6, column)
    assert expected in problem.expected


def test_a_header_that_was_renamed_is_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_set_up_workbook(example(), LISTS, year=2024)))
    book["Funds"]["B4"] = "Abbreviation"
    file = io.BytesIO()
    book.save(file)
    _, (problem,) = read_set_up_workbook(file.getvalue(), "set-up.xlsx")
    assert (problem.sheet, problem.row, problem.column) == ("Funds", 4, "Code")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (choices.PARTNER_KINDS, Partner.Kind.choices),
        (choices.STATUSES, Agreement.Status.choices),
        (choices.ARRANGEMENTS, Fund.Arrangement.choices),
        (choices.STREAM_KINDS, FundingStream.Kind.choices),
        (choices.CHANGE_KINDS, [("", "Every kind"), *Change.Kind.choices]),
        (choices.DIRECTIONS, RiskRule.Direction.choices),
        (choices.RULES, [kind for kind in RiskRule.Kind.choices if kind[0] != "fund"]),
        (choices.USES, RiskRule.Use.choices),
        (choices.ROLES, [(role.key, role.title) for role in ROLES]),
        (choices.DECIDERS, [*((role.key, role.title) for role in ROLES), (COMMITTEE, "A committee")]),
    ],
)
def test_the_words_to_choose_from_are_those_that_are_kept(ours: Any, theirs: Any) -> None:
    assert list(ours) == [tuple(each) for each in theirs]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-04-01", date(2024, 4, 1)), ("1/4/2024", date(2024, 4, 1)), ("01.04.2024", date(2024, 4, 1))],
)
def test_days_are_read_as_people_write_them(text: str, day: date) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_set_up_workbook(example(), LISTS, year=2024)))
    book["Agreement"]["D6"] = text
    file = io.BytesIO()
    book.save(file)
    read, problems = read_set_up_workbook(file.getvalue(), "set-up.xlsx")
    assert not problems
    assert read.agreements[0].starts == day


def test_amounts_are_exact_to_the_penny() -> None:
    rows = example()
    exact = replace(rows.contributions[0], amount=Decimal("123456789.01"))
    content = write_set_up_workbook(replace(rows, contributions=(exact,)), LISTS, year=2024)
    read, _ = read_set_up_workbook(content, "set-up.xlsx")
    assert read.contributions[0].amount == Decimal("123456789.01")
