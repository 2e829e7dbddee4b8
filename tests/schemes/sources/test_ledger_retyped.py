"""Every ledger of the case with its cells written otherwise: amounts, codes, signs, periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from schemes.sources.ledger_file import read_ledger
from tests.schemes.sources.ledgers import (
    CODES,
    CONTROL,
    COUNCIL,
    ICB,
    SECTION_75,
    STYLES,
    Cell,
    as_text,
    as_workbook,
    money,
    reads_like,
    table_of,
)

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
            sums: dict[str, Cell] = {"debit": sum(net(row) for row in own), "code": style.format(code=code)}
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
