"""Reads the numbers of an expenditure row: its amount, its outputs, and the percentages of joint commissioning."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from s75.errors import Problem
from s75.money import HUNDRED, ZERO, to_pence
from schemes.sources.amounts import read_amount
from schemes.sources.bcf_plan_layout import cell_of
from schemes.sources.cells import Fault, column_name, is_blank, shown
from schemes.sources.sheets import Row

if TYPE_CHECKING:
    from schemes.sources.bcf_plan_rows import Reading

NEAR = Decimal("0.01")


def amount_of(reading: Reading, number: int, row: Row) -> Decimal:
    """The amount of the year to the penny; zero where it is blank but another year has one, or after a problem."""
    layout = reading.layout
    column = layout.amounts[layout.year]
    named = column_name(" ".join(column.header.split()), column.index)
    value = cell_of(row, column)

    def refuse(expected: str) -> Decimal:
        found = shown(value)[:80]
        reading.problems.append(Problem(layout.sheet.name, number, named, found, expected))
        return ZERO

    if isinstance(value, Fault):
        return refuse(value.expected)
    if isinstance(value, float | int) and not isinstance(value, bool):
        exact = Decimal(repr(value))
        reading.rounded += to_pence(exact) != exact
        value = to_pence(exact)
    try:
        amount = read_amount(value)
    except ValueError as wrong:
        return refuse(str(wrong).removeprefix("expected "))
    if amount is None:
        others = [cell_of(row, other) for year, other in layout.amounts.items() if year != layout.year]
        return ZERO if any(not is_blank(other) for other in others) else refuse("an amount in pounds; 0 if nothing")
    return amount if amount >= 0 else refuse("an amount of zero or more")


def nhs_percent(reading: Reading, number: int, row: Row) -> Decimal | None:
    """The NHS's part of a jointly commissioned row, 0 to 100; one that is blank is the rest of the other."""
    nhs = _percent(reading, number, row, "nhs_percent")
    la = _percent(reading, number, row, "la_percent")
    if nhs is None and la is None:
        if {"nhs_percent", "la_percent"} & set(reading.layout.columns) and not _faulty(reading, row):
            reading.refuse(number, "nhs_percent", "", "the NHS’s part in per cent, as the commissioner is Joint")
        return None
    nhs, la = (HUNDRED - la if nhs is None and la is not None else nhs), la
    if nhs is not None and la is not None and abs(nhs + la - HUNDRED) > NEAR:
        reading.refuse(number, "nhs_percent", f"{nhs:f}% and {la:f}%", "percentages of NHS and LA that make 100")
    elif nhs is not None and not 0 <= nhs <= HUNDRED:
        reading.refuse(number, "nhs_percent", f"{nhs:f}%", "a percentage from 0 to 100")
    return nhs


def _faulty(reading: Reading, row: Row) -> bool:
    return any(isinstance(reading.layout.cell(row, meaning), Fault) for meaning in ("nhs_percent", "la_percent"))


def _percent(reading: Reading, number: int, row: Row, meaning: str) -> Decimal | None:
    value = reading.layout.cell(row, meaning)
    if is_blank(value):
        return None
    if isinstance(value, Fault):
        reading.refuse(number, meaning, value.found, value.expected)
        return None
    text = shown(value)
    try:
        exact = Decimal(repr(value)) if isinstance(value, float | int) else Decimal(text.rstrip("% "))
    except ArithmeticError:
        reading.refuse(number, meaning, text, "a percentage such as 50")
        return None
    if isinstance(value, float | int) and _are_fractions(reading, row):
        exact *= HUNDRED
    return exact.quantize(Decimal("0.0001")).normalize() + 0


def _are_fractions(reading: Reading, row: Row) -> bool:
    """Spreadsheets store 50% as 0.5: numbers that are at most 1 each are parts of one."""
    cells = [reading.layout.cell(row, meaning) for meaning in ("nhs_percent", "la_percent")]
    numbers = [cell for cell in cells if isinstance(cell, float | int)]
    return all(0 <= number <= 1 for number in numbers)


def outputs_of(reading: Reading, number: int, row: Row) -> Decimal | None:
    column = reading.layout.outputs.get(reading.layout.year)
    value = cell_of(row, column)
    if column is None or is_blank(value) or isinstance(value, Fault):
        return None
    try:
        return read_amount(to_pence(Decimal(repr(value))) if isinstance(value, float | int) else value)
    except ValueError:
        named = column_name(" ".join(column.header.split()), column.index)
        found = shown(value)[:80]
        reading.problems.append(Problem(reading.layout.sheet.name, number, named, found, "a number of outputs"))
        return None
