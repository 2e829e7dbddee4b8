"""Every ledger of the case as other systems would write it: columns renamed, moved, retyped, in other files."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from schemes.sources.ledger_file import Ledger, read_ledger
from tests.schemes.sources.ledgers import (
    CODES,
    CONTROL,
    COUNCIL,
    ICB,
    MONEY,
    SECTION_75,
    Cell,
    Table,
    as_text,
    as_workbook,
    by_code,
    content_of,
    file_of,
    pounds,
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
    "bars": lambda table: as_text(table, separator="|"),
    "declared": lambda table: b"sep=;\r\n" + as_text(table, separator=";"),
    "old Macintosh": lambda table: as_text(table).replace(b"\r\n", b"\r"),
}


def money(style: Callable[[Decimal], Cell]) -> Callable[[str, Cell], Cell]:
    return lambda key, value: style(value) if key in MONEY and isinstance(value, Decimal) else value


def comma(value: Decimal) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


STYLES: dict[str, Callable[[Decimal], Cell]] = {
    "as floats": float,
    "pounds and commas": lambda value: ("-" if value < 0 else "") + pounds(value),
    "brackets": lambda value: f"({pounds(value)})" if value < 0 else pounds(value),
    "trailing minus": lambda value: f"{abs(value):,.2f}{'-' if value < 0 else ''}",
    "true minus": lambda value: f"{value:,.2f}".replace("-", "\N{MINUS SIGN}"),
    "CR and DR": lambda value: f"{abs(value):.2f} {'CR' if value < 0 else 'DR'}",
    "decimal comma": comma,
    "plain decimal comma": lambda value: f"{value:.2f}".replace(".", ","),
    "hard spaces": lambda value: f"\N{NO-BREAK SPACE}{value:,.2f} ".replace(",", "\N{NO-BREAK SPACE}"),
    "GBP": lambda value: f"GBP {value:,.2f}",
    "four decimals": lambda value: f"{value:.4f}",
}

CODE_STYLES: dict[str, Callable[[str], Cell]] = {
    "as numbers": lambda code: float(code) if code.isdigit() else code,
    "as number text": lambda code: f"{code}.0" if code.isdigit() else code,
    "lower case": str.lower,
    "spaced": lambda code: f" {code[:2]} {code[2:]} ",
    "apostrophe": lambda code: f"'{code}",
    "leading zeros": lambda code: f"00{code}" if code.isdigit() else code,
    "in a coding string": lambda code: f"{code}-41000-0000",
    "before a description": lambda code: f"{code} - a description",
    "power of ten": lambda code: f"{code[0]}.{code[1:]}E+7" if code.isdigit() else code,
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


def reads_like(original: str, content: bytes, name: str = "ledger.dat") -> Ledger:
    """Read a rewritten ledger; it must give the original's amount for every code, its basis, month and year."""
    expected, _ = read_ledger(content_of(original), file_of(original), codes=CODES)
    ledger, problems = read_ledger(content, name, codes=CODES)
    assert [str(problem) for problem in problems] == []
    assert ledger is not None
    assert expected is not None
    assert by_code(ledger) == by_code(expected)
    assert (ledger.basis, ledger.year, ledger.months) == (expected.basis, expected.year, expected.months)
    return ledger


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


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", CONTROL)
def test_ledger_with_amounts_written_otherwise(name: str, style: str) -> None:
    table = table_of(name).retype(money(STYLES[style]))

    reads_like(name, as_text(table, separator=";" if "comma" in style else "\t", encoding="utf-16"))
    reads_like(name, as_workbook(table) if name.startswith("council") else as_text(table))


@pytest.mark.parametrize("style", CODE_STYLES)
@pytest.mark.parametrize("name", CONTROL)
def test_ledger_with_codes_written_otherwise(name: str, style: str) -> None:
    write = CODE_STYLES[style]
    table = table_of(name).retype(lambda key, value: write(str(value)) if key == "code" and value else value)

    reads_like(name, as_text(table) if name.startswith("council") else as_workbook(table))


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


@pytest.mark.parametrize("name", COUNCIL)
def test_council_ledger_as_debits_and_credits(name: str) -> None:
    def side(sign: int) -> Callable[[dict[str, Cell]], Cell]:
        return lambda row: (
            abs(row["amount"]) if isinstance(row["amount"], Decimal) and sign * row["amount"] > 0 else None
        )

    table = table_of(name).with_columns(debit=("Debit", side(1)), credit=("Credit", side(-1))).without("amount")

    reads_like(name, as_workbook(table))


def net(row: dict[str, Cell]) -> Decimal:
    debit, credit = row["debit"] or Decimal(0), row["credit"] or Decimal(0)
    assert isinstance(debit, Decimal)
    assert isinstance(credit, Decimal)
    return debit - credit


@pytest.mark.parametrize(
    "header", ["Amount", "Net", "Net amount", "Value (£)", "Actual", "Debit/(Credit)", "Posted amount"]
)
@pytest.mark.parametrize("name", ICB)
def test_icb_ledger_with_one_signed_amount(name: str, header: str) -> None:
    table = table_of(name).with_columns(amount=(header, net)).without("debit", "credit")

    for style in STYLES.values():
        reads_like(name, as_text(table.retype(money(style)), separator=";"))


@pytest.mark.parametrize("header", ["DR/CR", "D/C", "Debit/Credit indicator"])
@pytest.mark.parametrize("name", ICB)
def test_icb_ledger_with_a_mark_for_credit(name: str, header: str) -> None:
    table = table_of(name).with_columns(
        amount=("Amount", lambda row: abs(net(row))),
        side=(header, lambda row: "C" if net(row) < 0 else "D"),
    )
    table = table.without("debit", "credit")
    signed = table.with_columns(amount=("Amount", net))

    reads_like(name, as_workbook(table))
    reads_like(name, as_text(signed))


@pytest.mark.parametrize("name", ICB)
def test_icb_ledger_with_credits_printed_as_negative(name: str) -> None:
    table = table_of(name).retype(
        lambda key, value: -value if key == "credit" and isinstance(value, Decimal) else value
    )

    ledger = reads_like(name, as_workbook(table))

    assert ledger.warnings == ("every credit is printed as a negative amount, and was read as one",)


@pytest.mark.parametrize("name", ICB)
def test_icb_ledger_with_a_balance_beside_debits_and_credits(name: str) -> None:
    table = table_of(name).with_columns(balance=("Running balance", lambda row: Decimal("123.45")))

    reads_like(name, as_text(table))


@pytest.mark.parametrize("name", ICB)
def test_icb_ledger_with_a_total_after_each_code(name: str) -> None:
    table = table_of(name)
    for style in ("{code} Total", "Total {code}", "Sub-total"):
        rows: list[dict[str, Cell]] = []
        for code in dict.fromkeys(row["code"] for row in table.rows):
            own = [row for row in table.rows if row["code"] == code]
            sums = {"debit": sum(net(row) for row in own), "code": style.format(code=code)}
            rows += [*own, sums]
        total = {"code": None, "line": "Grand total", "debit": sum(net(row) for row in table.rows)}
        written = replace(table, rows=(*rows, total))  # type: ignore[arg-type]

        ledger = reads_like(name, as_workbook(written))

        assert len(ledger.subtotals) == 6
        assert ledger.warnings == ()


PERIODS: dict[str, Callable[[int], Cell | datetime]] = {
    "name": lambda month: f"{datetime(2022, month + 3, 1):%B %Y}",  # noqa: DTZ001 - a cell has no zone
    "short": lambda month: f"{datetime(2022, month + 3, 1):%b-%y}",  # noqa: DTZ001
    "date": lambda month: datetime(2022, month + 3, 28),  # noqa: DTZ001
    "day": lambda month: f"28/{month + 3:02d}/2022",
    "both": lambda month: f"P{month:02d} {datetime(2022, month + 3, 1):%b-%y}",  # noqa: DTZ001
    "ISO": lambda month: f"2022-{month + 3:02d}",
    "year and period": lambda month: f"2022/23 P{month:02d}",
}


@pytest.mark.parametrize("written", PERIODS)
@pytest.mark.parametrize("name", ICB)
def test_icb_ledger_with_periods_written_otherwise(name: str, written: str) -> None:
    period = PERIODS[written](int(name[-2:]))
    table = table_of(name).retype(lambda key, value: period if key == "period" else value)  # type: ignore[arg-type,return-value]

    reads_like(name, as_workbook(table))


def test_ledger_of_several_months_keeps_each_row_in_its_month() -> None:
    rows = [row for name in ICB for row in table_of(name).rows]

    ledger, problems = read_ledger(as_text(replace(table_of("icb_p01"), rows=tuple(rows))), "year.csv", codes=CODES)

    assert problems == []
    assert ledger is not None
    assert (ledger.basis, ledger.year, ledger.months) == ("month", 2022, set(range(1, 9)))
    for name in ICB:
        month = int(name[-2:])
        total = sum(row.amount for row in ledger.rows if row.month == month and row.code in SECTION_75)
        assert total == Decimal(CONTROL[name]["total_on_section_75_codes"])
