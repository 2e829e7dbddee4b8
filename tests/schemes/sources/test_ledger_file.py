"""The case's own ledgers, read as they are: their totals, their periods, their sub-totals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemes.sources.ledger_file import LedgerFormat, LedgerRow, read_ledger
from tests.schemes.sources.ledgers import (
    CODES,
    CONTROL,
    COUNCIL,
    SECTION_75,
    as_workbook,
    content_of,
    file_of,
    table_of,
)


@pytest.mark.parametrize("name", CONTROL)
def test_ledger_total_on_section_75_codes_is_the_control_total(name: str) -> None:
    ledger, problems = read_ledger(content_of(name), file_of(name), codes=CODES)

    assert problems == []
    assert ledger is not None
    control = CONTROL[name]
    assert sum(row.amount for row in ledger.rows if row.code in SECTION_75) == Decimal(
        control["total_on_section_75_codes"]
    )
    assert (ledger.basis, ledger.year, ledger.months) == (control["basis"], 2022, {int(control["period"][1:])})
    assert ledger.warnings == ()


@pytest.mark.parametrize("name", COUNCIL)
def test_ledger_sub_totals_are_listed_and_not_counted(name: str) -> None:
    ledger, _ = read_ledger(content_of(name), file_of(name), codes=CODES)

    assert ledger is not None
    assert [row.description for row in ledger.subtotals] == ["Sub-total", "Sub-total", "Total"]
    assert {row.code for row in ledger.subtotals} == {""}
    assert ledger.subtotals[-1].amount == sum(row.amount for row in ledger.rows)


def test_ledger_row_is_named_as_its_reader_sees_it() -> None:
    ledger, _ = read_ledger(content_of("icb_p08"), "icb_p08.csv", codes=CODES)

    assert ledger is not None
    assert ledger.rows[2] == LedgerRow(
        row=4,
        code="52086001",
        description="Accrual reversal",
        amount=Decimal("-500.00"),
        month=8,
        reference="J080002",
    )
    assert ledger.read_as == "text, Windows-1252, separated by commas"
    assert ledger.sheet == ""


def test_ledger_of_another_service_is_returned_for_the_action_to_leave_out() -> None:
    ledger, _ = read_ledger(content_of("council_p08"), "council_p08.xlsx", codes=SECTION_75)

    assert ledger is not None
    assert [(row.row, row.code, row.amount) for row in ledger.rows if row.code not in SECTION_75] == [
        (38, "PA9000", Decimal("812345.67"))
    ]


@pytest.mark.parametrize("name", CONTROL)
def test_ledger_reads_without_any_known_code_by_its_headers(name: str) -> None:
    ledger, problems = read_ledger(content_of(name), file_of(name), codes=[])

    assert problems == []
    assert ledger is not None
    assert sum(row.amount for row in ledger.rows if row.code in SECTION_75) == Decimal(
        CONTROL[name]["total_on_section_75_codes"]
    )


@pytest.mark.parametrize("name", CONTROL)
def test_ledger_format_of_one_month_reads_the_same_file_again(name: str) -> None:
    first, _ = read_ledger(content_of(name), file_of(name), codes=CODES)
    assert first is not None

    again, problems = read_ledger(content_of(name), file_of(name), codes=CODES, format=first.format)

    assert (again, problems) == (first, [])


def test_ledger_format_of_one_month_reads_another_whose_sheet_is_renamed() -> None:
    first, _ = read_ledger(content_of("council_p07"), "council_p07.xlsx", codes=CODES)
    assert first is not None

    again, problems = read_ledger(content_of("council_p08"), "council_p08.xlsx", codes=CODES, format=first.format)

    assert problems == []
    assert again is not None
    assert again.months == {8}


def test_ledger_format_says_which_amount_is_read_and_its_sign() -> None:
    saved = LedgerFormat(code="Cost centre", amount="Profiled budget", basis="month", sign=-1)

    ledger, problems = read_ledger(content_of("council_p08"), "council_p08.xlsx", codes=CODES, format=saved)

    assert [str(problem) for problem in problems] == [
        "sheet Budget Monitoring P08, row 4: found “Basis: cumulative, net of recoverable VAT”; "
        "the basis that the header of the amounts states: month"
    ]
    assert ledger is not None
    assert ledger.rows[0].amount == Decimal("-3913333.33")
    assert ledger.basis == "month"


def test_ledger_format_that_the_file_does_not_have_names_its_columns() -> None:
    saved = LedgerFormat(code="Cost centre", amount="Spend so far")

    ledger, problems = read_ledger(content_of("council_p08"), "council_p08.xlsx", codes=CODES, format=saved)

    assert ledger is None
    assert "the columns of the saved format: “Cost centre”, “Spend so far”" in problems[0].expected


def test_ledger_sheet_is_chosen_by_name() -> None:
    table = table_of("council_p08")

    ledger, problems = read_ledger(as_workbook(table, sheet="P08"), "a.xlsx", codes=CODES, sheet=" p08 ")

    assert problems == []
    assert ledger is not None
    assert ledger.sheet == "P08"
