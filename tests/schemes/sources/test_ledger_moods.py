"""Every ledger of the case as other systems would lay it out: columns renamed, moved, added, in other files."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.schemes.sources.ledgers import (
    CONTROL,
    COUNCIL,
    ICB,
    Cell,
    Table,
    as_text,
    as_workbook,
    reads_like,
    table_of,
)

CONTENTS: dict[str, Callable[[Table], bytes]] = {
    "workbook": as_workbook,
    "commas": as_text,
    "commas, all quoted": lambda table: as_text(table, quoted=True),
    "commas, marked UTF-8": lambda table: as_text(table, encoding="utf-8-sig"),
    "semicolons": lambda table: as_text(table, separator=";"),
    "semicolons, Windows": lambda table: as_text(table, separator=";", encoding="cp1252"),
    "tabs, UTF-16": lambda table: as_text(table, separator="\t", encoding="utf-16"),
    "tabs, UTF-16 without its mark": lambda table: as_text(table, separator="\t", encoding="utf-16-le"),
    "bars": lambda table: as_text(table, separator="|"),
    "declared": lambda table: b"sep=;\r\n" + as_text(table, separator=";"),
    "old Macintosh": lambda table: as_text(table).replace(b"\r\n", b"\r"),
}


COUNCIL_NAMES: dict[str, dict[str, str]] = {
    "capitals": {"code": "COST CENTRE", "amount": "ACTUAL TO DATE", "description": "DESCRIPTION"},
    "units": {"code": "Cost\nCentre", "amount": "Actual to date\n(£)", "budget": "Annual budget (£)"},
    "year to date": {"code": "CC", "amount": "YTD Actuals", "budget": "FY Budget", "profiled": "YTD Budget"},
    "spend": {"code": "Ledger code", "amount": "Spend to date", "description": "Service"},
    "year-to-date": {"code": "GL Code", "amount": "Year-to-date actual (GBP)", "profiled": "Year-to-date budget"},
    "underscores": {
        "code": "COST_CENTRE_CODE",
        "amount": "ACTUAL_YTD",
        "budget": "BUDGET_FY",
        "profiled": "BUDGET_YTD",
    },
    "camel": {"code": "CostCentre", "amount": "ActualToDate", "description": "CostCentreDescription"},
    "cumulative": {"code": "Code", "amount": "Cumulative expenditure", "commitment": "Committed orders"},
    "plain": {"code": "Account", "amount": "Actual", "description": "Account name"},
    "net": {"code": "Nominal", "amount": "Net expenditure to date", "commitment": "Outstanding POs"},
    "to a period": {"code": "Budget code", "amount": "Actuals to P08", "profiled": "Profile to P08"},
    "odd code": {"code": "Zuordnung", "amount": "Actual", "description": "Text"},
    "American": {"code": "Cost Center", "amount": "Actuals (YTD)", "description": "Cost Center Name"},
    "total": {"code": "Cost Ctr", "amount": "Total", "description": "Budget heading"},
    "ex VAT": {"code": "Cost code", "amount": "Amount net of VAT", "description": "Narrative"},
}
ICB_NAMES: dict[str, dict[str, str]] = {
    "capitals": {key: key.upper() for key in ("period", "debit", "credit")} | {"code": "COST CENTRE"},
    "short": {"period": "Per", "code": "CC", "debit": "Dr", "credit": "Cr", "reference": "Jnl no"},
    "units": {"debit": "Debit (£)", "credit": "Credit (£)", "period": "Accounting Period"},
    "oracle": {"period": "Period Name", "code": "Segment 2", "debit": "Accounted Dr", "credit": "Accounted Cr"},
    "plural": {"period": "GL period", "code": "Cost Centre Code", "debit": "Debits", "credit": "Credits"},
    "amounts": {"period": "Posting Period", "code": "Account", "debit": "Debit amount", "credit": "Credit amount"},
    "odd code": {"code": "Kostenstelle", "description": "Name", "line": "Narrative"},
    "underscores": {"period": "PERIOD_NAME", "code": "COST_CENTRE", "debit": "ENTERED_DR", "credit": "ENTERED_CR"},
}


@pytest.mark.parametrize("kind", CONTENTS)
@pytest.mark.parametrize("name", CONTROL)
def test_ledger_in_other_files(name: str, kind: str) -> None:
    reads_like(name, CONTENTS[kind](table_of(name)))


@pytest.mark.parametrize("names", COUNCIL_NAMES)
@pytest.mark.parametrize("name", COUNCIL)
def test_council_ledger_with_columns_renamed(name: str, names: str) -> None:
    renamed = {key: header.replace("P08", name[-3:].upper()) for key, header in COUNCIL_NAMES[names].items()}
    table = table_of(name).rename(**renamed)

    reads_like(name, as_text(table) if len(names) % 2 else as_workbook(table))


@pytest.mark.parametrize("names", ICB_NAMES)
@pytest.mark.parametrize("name", ICB)
def test_icb_ledger_with_columns_renamed(name: str, names: str) -> None:
    table = table_of(name).rename(**ICB_NAMES[names])

    reads_like(name, as_text(table) if len(names) % 2 else as_workbook(table))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", CONTROL)
def test_ledger_with_columns_in_another_order(name: str, seed: int) -> None:
    table = table_of(name).reorder(lambda keys: random.Random(seed).sample(keys, len(keys)))  # noqa: S311 - an order

    reads_like(name, as_text(table, separator=";") if seed % 2 else as_workbook(table))


@pytest.mark.parametrize("name", CONTROL)
def test_ledger_among_titles_notes_blank_and_foreign_columns(name: str) -> None:
    table = table_of(name).with_columns(
        variance=("Variance", lambda row: Decimal("12.34")),
        blank=("", lambda row: None),
        holder=("Budget holder", lambda row: "A. Person"),
        share=("% spent", lambda row: "66.7%"),
        vat=("VAT", lambda row: Decimal("1.00")),
        last_year=("Last year actual", lambda row: Decimal("99.99")),
        forecast=("Forecast outturn", lambda row: Decimal("77.00")),
        subjective=("Subjective", lambda row: 41000),
    )
    table = replace(
        table,
        titles=((), ("Report FIN-042", None, "Run date", "05/12/2022 10:31"), (), *table.titles, ()),
        footers=((), ("Prepared by finance on 6 December 2022",), ("End of report", None, "Page 1 of 1")),
    ).reorder(lambda keys: ["blank", *[key for key in keys if key != "blank"]])

    reads_like(name, as_workbook(table))
    reads_like(name, as_text(table))


@pytest.mark.parametrize("name", CONTROL)
def test_ledger_with_its_header_printed_again_on_each_page(name: str) -> None:
    table = table_of(name)
    header: dict[str, Cell] = dict(table.headers)
    table = replace(table, rows=(*table.rows[:5], {}, header, *table.rows[5:10], header, *table.rows[10:]))

    reads_like(name, as_workbook(table))
    reads_like(name, as_text(table))


@pytest.mark.parametrize("name", COUNCIL)
def test_council_ledger_with_a_header_of_two_rows(name: str) -> None:
    table = table_of(name).rename(
        code="Cost centre", description="", budget="Annual", profiled="To date", amount="To date"
    )
    above = {"description": "Description", "budget": "Budget", "amount": "Actual", "commitment": "Commitments"}
    table = replace(table.rename(commitment=""), header_above=above)

    reads_like(name, as_workbook(table))
    reads_like(name, as_text(table))


@pytest.mark.parametrize("name", COUNCIL)
def test_council_ledger_with_the_month_beside_the_year_to_date(name: str) -> None:
    table = table_of(name).with_columns(month=("Actual this month", lambda row: Decimal("10.00")))
    table = table.reorder(lambda keys: ["month", *[key for key in keys if key != "month"]])

    reads_like(name, as_workbook(table))
