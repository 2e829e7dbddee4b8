"""What is wrong with a ledger's headers, columns, sheets and size is said with what is needed instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter

from tests.schemes.sources.ledgers import Table, as_workbook, workbook
from tests.schemes.sources.planted import COUNCIL, ICB, read


def test_header_not_found_says_which_columns_are_needed() -> None:
    ledger, [problem] = read(as_workbook(COUNCIL.without("amount")))

    assert ledger is None
    assert "a column of ledger codes (such as “Cost centre”)" in problem.expected


def test_same_header_over_different_figures_is_a_problem() -> None:
    twice = COUNCIL.with_columns(again=("Actual to date", lambda row: Decimal(1)))
    _, [problem] = read(as_workbook(twice))
    assert problem.column == "Actual to date (G)"
    assert "Actual to date (E) and Actual to date (G) have the same header" in problem.expected

    same = COUNCIL.with_columns(again=("Actual to date", lambda row: row["amount"]))
    assert read(as_workbook(same))[1] == []


@pytest.mark.parametrize("header", ["Actual to date £000", "Actual to date (£'000)", "Actual to date (000s)"])
def test_amounts_in_thousands_are_a_problem(header: str) -> None:
    _, [problem] = read(as_workbook(COUNCIL.rename(amount=header)))
    assert problem.expected == "amounts in pounds and pence; export the ledger without rounding to thousands"


@pytest.mark.parametrize(
    "table",
    [
        replace(COUNCIL, titles=(*COUNCIL.titles, ("All figures in £000",))),
        replace(COUNCIL, rows=({"amount": "£000"}, *COUNCIL.rows)),
    ],
    ids=["a title", "a row of units"],
)
def test_amounts_in_thousands_by_a_title_or_a_row_of_units_are_a_problem(table: Table) -> None:
    [problem] = read(as_workbook(table))[1]
    assert problem.found in {"All figures in £000", "£000"}


def test_spending_and_income_in_two_columns_need_a_net_one() -> None:
    table = COUNCIL.rename(amount="Expenditure").with_columns(income=("Income", lambda row: Decimal(-5)))
    _, [problem] = read(as_workbook(table))
    assert problem.expected == "a column of net spending, income included"

    net = table.with_columns(net=("Net", lambda row: row["amount"]))
    assert read(as_workbook(net))[1] == []


def test_two_sheets_with_a_ledger_are_named_and_one_can_be_chosen() -> None:
    content = workbook({"Cover": [["Notes"]], "October": COUNCIL.cells(), "November": COUNCIL.cells()})

    ledger, [problem] = read(content)
    assert ledger is None
    assert "found it on “October”, “November”: choose which" in problem.expected

    assert read(content, sheet="november")[0] is not None
    assert read(content, sheet="December")[1][0].expected == (
        "there is no such sheet; the file has “Cover”, “October”, “November”"
    )


def test_hidden_sheet_is_not_chosen() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Seen").write(0, 0, "x")
        hidden = book.add_worksheet("Away")
        hidden.hide()
        for number, row in enumerate(COUNCIL.cells()):
            hidden.write_row(number, 0, row)

    ledger, [problem] = read(stream.getvalue())

    assert ledger is None
    assert (problem.sheet, problem.expected) == ("Away", "a sheet that can be seen; unhide it")


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"PK\x03\x04"], ids=["PDF", "empty", "damaged"])
def test_file_that_is_not_a_ledger_is_one_problem(content: bytes) -> None:
    ledger, [problem] = read(content)
    assert ledger is None
    assert "“ledger.xlsx”" in str(problem)


def large_workbook() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(ICB.headers.values()))
        for number in range(50_000):
            sheet.write_row(number + 1, 0, ["NOV-22", 52086001, "A service", f"J{number}", "Invoice", number + 0.37])
    return stream.getvalue()


def large_text() -> bytes:
    rows = (f'NOV-22,52086001,A service,J{number},Invoice,"{number + 0.37:,.2f}",\n' for number in range(50_000))
    return (",".join(ICB.headers.values()) + "\n" + "".join(rows)).encode()


@pytest.mark.parametrize("make", [large_workbook, large_text])
def test_ledger_of_50_000_rows_is_read(make: Callable[[], bytes]) -> None:
    ledger, problems = read(make())

    assert problems == []
    assert ledger is not None
    assert sum(row.amount for row in ledger.rows) == sum(range(50_000)) + 50_000 * Decimal("0.37")
