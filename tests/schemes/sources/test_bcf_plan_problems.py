"""What is wrong with a planning workbook is named by sheet, row and column, with what was found and what was expected."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from schemes.sources.bcf_plan import read_better_care_plan
from schemes.sources.limits import MAX_FILE
from tests.schemes.sources.plan_books import LISTS, Book, by_source, scheme_rows
from tests.schemes.views.uploading import bomb


def read(book: Book, year: int = 2023) -> Any:
    return read_better_care_plan(book.content, "plan.xlsx", year=year, lists=LISTS)


PLANTED = [  # column, what is planted, the column's title, what is expected
    ("scheme_type", "Astrology", "Scheme Type", "a scheme type of the template’s list"),
    ("scheme_type", "Carer Services", "Scheme Type", "perhaps “Carers Services”"),
    ("area", "Outer space", "Area of Spend", "an area of spend of the template’s list"),
    ("area", None, "Area of Spend", "an area of spend of the template’s list"),
    ("commissioner", "CCG", "Commissioner", "a commissioner of the template’s list"),
    ("source", "Lottery", "Source of Funding", "a source of funding of the template’s list"),
    ("source", None, "Source of Funding", "a source of funding in every row with an amount"),
    ("ref", None, "Scheme ID", "a scheme id in every row with an amount"),
    ("name", None, "Scheme Name", "a scheme name in every row with an amount"),
    ("amount_1", "tbc", "Expenditure 23/24 (£)", "an amount in pounds"),
    ("amount_1", -5, "Expenditure 23/24 (£)", "an amount of zero or more"),
    ("amount_1", "=1+", "Expenditure 23/24 (£)", "open the workbook in Excel, save it"),
    ("outputs_1", "lots", "Expected outputs 2023-24", "a number of outputs"),
    ("nhs", 0.9, "% NHS (if Joint Commissioner)", "make 100"),
]


@pytest.mark.parametrize(("key", "value", "title", "expected"), PLANTED)
def test_a_planted_cell_is_named(key: str, value: object, title: str, expected: str) -> None:
    index = 6  # a jointly commissioned row
    book = Book(rows=scheme_rows(20), planted={(index, key): value}, with_income=False)
    if value is None:
        book.rows[index][key] = None
        book.planted = {}
    _, problems = read(book)
    assert problems, "nothing was found"
    problem = problems[0]
    assert (problem.sheet, problem.row) == ("6a. Expenditure", book.row(index))
    assert problem.column.startswith(title)
    assert re.search(r"\([A-Z]+\)$", problem.column)
    assert expected in problem.expected


def test_a_blank_amount_in_both_years_is_named() -> None:
    rows = scheme_rows(10)
    rows[4] |= {"amount_1": None, "amount_2": None}
    _, problems = read(Book(rows=rows, with_income=False))
    (problem,) = problems
    assert (problem.row, problem.expected) == (Book().row(4), "an amount in pounds; 0 if nothing")


def test_every_problem_is_listed_not_only_the_first() -> None:
    planted = {(0, "area"): "Moon", (3, "source"): "Mars", (5, "amount_1"): "x"}
    _, problems = read(Book(rows=scheme_rows(20), planted=planted, with_income=False))
    assert [problem.row for problem in problems] == [Book().row(0), Book().row(3), Book().row(5)]


def test_the_same_row_twice_is_named() -> None:
    rows = [*scheme_rows(10), dict(scheme_rows(10)[2])]
    _, problems = read(Book(rows=rows, with_income=False))
    (problem,) = problems
    assert problem.row == Book().row(10)
    assert f"row {Book().row(2)} says the same" in problem.expected


def test_a_scheme_with_two_names_is_named() -> None:
    rows = scheme_rows(10)
    rows[4]["name"] = "Something else"
    _, problems = read(Book(rows=rows, with_income=False))
    (problem,) = problems
    assert (problem.row, problem.found) == (Book().row(4), "Something else")
    assert "“Scheme 4”" in problem.expected


def test_a_total_that_does_not_readd_is_named() -> None:
    book = Book(rows=scheme_rows(10), totals=True, with_income=False)
    book.planted[len(book.rows) + book.prepared, "amount_1"] = 5
    _, problems = read(book)
    (problem,) = problems
    assert (problem.row, problem.found) == (book.row(10 + book.prepared), "5.00")
    assert problem.expected == f"the sum of the rows above, £{sum(row['amount_1'] for row in book.rows):,.2f}"


def test_a_year_that_the_workbook_lacks_is_named() -> None:
    plan, problems = read(Book(), year=2025)
    assert plan is None
    assert problems[0].found == "2023-24, 2024-25"
    assert "expenditure of 2025-26" in problems[0].expected


def test_a_workbook_without_an_expenditure_sheet_says_what_it_should_have() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Something", "else"])
    file = io.BytesIO()
    book.save(file)
    plan, problems = read_better_care_plan(file.getvalue(), "plan.xlsx", year=2023, lists=LISTS)
    assert plan is None
    assert "Scheme ID" in problems[0].expected


def _income(book: Book, change: Any) -> Any:
    file = io.BytesIO(book.content)
    opened = openpyxl.load_workbook(file)
    change(opened["4. Income"])
    out = io.BytesIO()
    opened.save(out)
    return read_better_care_plan(out.getvalue(), "plan.xlsx", year=2023, lists=LISTS)[1]


def test_an_income_total_that_does_not_readd_is_named() -> None:
    book = Book(rows=scheme_rows(10))
    ibcf = by_source(book.rows)["iBCF"]

    def plant(sheet: Any) -> None:
        at = next(cell.row for cell in sheet["A"] if cell.value == "Total iBCF")
        sheet.cell(at, 2, float(ibcf) + 1)

    (problem,) = _income(book, plant)
    assert (problem.sheet, problem.found) == ("4. Income", f"{ibcf + 1:,.2f}")
    assert f"£{ibcf:,.2f}" in problem.expected


def test_text_and_negative_contributions_are_named() -> None:
    for value, expected in (("about a million", "an amount in pounds"), (-3, "a contribution of zero or more")):

        def plant(sheet: Any, value: object = value) -> None:
            at = next(cell.row for cell in sheet["A"] if cell.value == "Testshire")
            sheet.cell(at, 2, value)

        problems = _income(Book(rows=scheme_rows(10)), plant)
        assert expected in problems[0].expected
        assert problems[0].sheet == "4. Income"


def test_districts_that_do_not_make_the_grant_are_named() -> None:
    book = Book(rows=scheme_rows(10), districts={"Northborough": (Decimal(7), Decimal(0))})
    _, problems = read(book)
    (problem,) = problems
    assert problem.found == "£7.00"
    assert "parts of DFG that make" in problem.expected


def _encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")


def _old() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "Workbook".encode("utf-16-le")


def _zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_encrypted(), "protected with a password"),
        (_old(), "Excel 97–2003"),
        (_zipped(), "not a planning workbook"),
        (b"%PDF-1.7 x", "is a PDF, not a planning workbook"),
        (b"", "is empty"),
        (bomb(), "would unpack to"),
        (b"PK" + bytes(MAX_FILE), "a file may have 30 MB"),
    ],
    ids=["encrypted", "xls", "zip", "pdf", "empty", "bomb", "huge"],
)
def test_files_that_cannot_be_taken_are_refused_in_words_of_a_plan(content: bytes, words: str) -> None:
    plan, (problem,) = read_better_care_plan(content, "plan.xlsx", year=2023, lists=LISTS)
    assert plan is None
    assert words in problem.expected
    assert "ledger" not in problem.expected
