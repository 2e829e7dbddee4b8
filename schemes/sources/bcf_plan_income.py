"""Reads the income sheet of a planning workbook: contributions section by section, with totals that must re-add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from s75.errors import Problem
from s75.money import ZERO, to_pence, total
from schemes.sources.amounts import read_amount
from schemes.sources.bcf_plan_parts import Income, IncomeSheet
from schemes.sources.bcf_plan_words import LA, NHS, plain, side_of, source_of
from schemes.sources.bcf_plan_years import header_year
from schemes.sources.cells import Fault, column_name, is_blank, shown
from schemes.sources.sheets import Row, Sheet

_COLUMN = re.compile(
    r"\b(?:contribution|income|amount|allocation|funding|yr|year)\b|\d{2}\s*[-/–]\s*\d{2}", re.IGNORECASE
)
_QUESTION = re.compile(r"\?\s*(?:if|$)|^(?:are|is|please|has|have|do|does|if)\b", re.IGNORECASE)
_UNUSED = re.compile(r"^(?:\d{1,2}|<.*>|please select.*|not used)$", re.IGNORECASE)


@dataclass
class _Sheet:
    """The state of reading: the section that a row stands in, its columns, and what was read of it."""

    sheet: Sheet
    year: int
    stated: Sequence[int]
    source: str = ""
    column: tuple[int, str] | None = None
    breaking_down: bool = False
    rows: list[Income] = field(default_factory=list)
    breakdown: list[Income] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unsure: bool = False

    def refuse(self, row: int, found: object, expected: str) -> None:
        named = column_name(self.column[1], self.column[0]) if self.column else ""
        self.problems.append(Problem(self.sheet.name, row, named, shown(found)[:80], expected))


def read_income(sheets: Sequence[Sheet], year: int, stated: Sequence[int]) -> tuple[IncomeSheet | None, list[Problem]]:
    """The contributions of a year; None when the workbook has no income sheet."""
    sheet = _income_sheet(sheets)
    if sheet is None:
        return None, []
    reading = _Sheet(sheet, year, stated)
    for index, row in enumerate(sheet.rows):
        _read(reading, sheet.number(index), row)
    _check_breakdown(reading)
    if not reading.rows and not reading.problems:
        return None, []
    return IncomeSheet(sheet.name, tuple(reading.rows), tuple(reading.breakdown)), reading.problems


def _income_sheet(sheets: Sequence[Sheet]) -> Sheet | None:
    named = [sheet for sheet in sheets if "income" in plain(sheet.name).split()]
    shown_first = sorted(named, key=lambda sheet: sheet.hidden)
    return shown_first[0] if shown_first else None


def _read(reading: _Sheet, number: int, row: Row) -> None:
    texts = [(index, shown(cell)) for index, cell in enumerate(row) if isinstance(cell, str) and shown(cell)]
    numbers = [index for index, cell in enumerate(row) if isinstance(cell, int | float | Fault) and cell is not True]
    label = texts[0][1] if texts and (not numbers or texts[0][0] < numbers[0]) else ""
    if not label or _QUESTION.search(label):
        return
    if plain(label).startswith("total"):
        _check_total(reading, number, row, label)
    elif "breakdown" in plain(label).split():
        reading.breaking_down = True
    elif columns := _columns(reading, row, texts):
        _start(reading, label, columns)
    elif source_of(label) and not numbers:
        _start(reading, label, None)
    elif reading.column is not None and not _UNUSED.search(label):
        _take(reading, number, row, [text for index, text in texts if index < reading.column[0]])


def _columns(reading: _Sheet, row: Row, texts: list[tuple[int, str]]) -> dict[int, tuple[int, str]] | None:
    """The columns of each year that a heading's row names to the right of its label; None when it is no heading."""
    heads = [(index, text) for index, text in texts[1:] if _COLUMN.search(text) and len(text) <= 60]
    if not heads or any(isinstance(cell, float | int) for cell in row):
        return None
    found: dict[int, tuple[int, str]] = {}
    for index, text in heads:
        of = header_year(text, reading.stated)
        if of is not None:
            found.setdefault(of, (index, text))
    if not found and "comment" not in plain(heads[0][1]):
        found[reading.stated[0] if len(reading.stated) == 1 else reading.year] = heads[0]
    return found


def _start(reading: _Sheet, label: str, columns: dict[int, tuple[int, str]] | None) -> None:
    """A new section, or the columns of a table whose rows name their sources themselves."""
    source = source_of(label)
    if source or columns:
        reading.source, reading.breaking_down = source, False
    if columns:
        reading.column = columns.get(reading.year)


def _take(reading: _Sheet, number: int, row: Row, texts: list[str]) -> None:
    """A contribution: of the section's source by the body in its row, or a table's row that names source and body."""
    assert reading.column is not None
    source, body = reading.source, texts[0] if texts else ""
    if not source:
        source = next(filter(None, map(source_of, texts)), "")
        body = next((text for text in texts if not source_of(text)), "")
    value = row[reading.column[0]] if reading.column[0] < len(row) else None
    if not source or is_blank(value):
        return
    amount = _amount(reading, number, value)
    if amount is None:
        reading.unsure = True
    elif amount:
        (reading.breakdown if reading.breaking_down else reading.rows).append(Income(number, source, body, amount))


def _amount(reading: _Sheet, number: int, value: object) -> Decimal | None:
    if isinstance(value, Fault):
        reading.refuse(number, value.found, value.expected)
        return None
    try:
        exact = to_pence(Decimal(repr(value))) if isinstance(value, float | int) else value
        amount = read_amount(exact)
    except ValueError as wrong:
        reading.refuse(number, value, str(wrong).removeprefix("expected "))
        return None
    if amount is not None and amount < 0:
        reading.refuse(number, value, "a contribution of zero or more")
        return None
    return amount or ZERO


def _check_total(reading: _Sheet, number: int, row: Row, label: str) -> None:
    """A total must be the sum of its section, of a side, or of everything so far; it closes the section."""
    column, source = reading.column, source_of(label)
    value = row[column[0]] if column and column[0] < len(row) else None
    try:
        given = read_amount(to_pence(Decimal(repr(value))) if isinstance(value, float | int) else value)
    except ValueError:
        given = None
    if given is not None and not reading.unsure:
        sums = _sums(reading, source)
        if all(abs(given - each) > Decimal("0.01") for each in sums):
            reading.refuse(number, f"{given:,.2f}", f"£{sums[0]:,.2f}, the sum of what “{label[:60]}” adds up")
    if reading.source:
        reading.breaking_down = False


def _sums(reading: _Sheet, source: str) -> list[Decimal]:
    """What a total may be, likeliest first."""
    by_source: dict[str, Decimal] = {}
    for row in reading.rows:
        by_source[row.source] = by_source.get(row.source, ZERO) + row.amount
    if source:
        return [by_source.get(source, ZERO)]
    parts = list(by_source.items())
    sides = [total(amount for name, amount in parts if side_of(name) == side) for side in (LA, NHS)]
    trailing = [total(amount for _, amount in parts[start:]) for start in range(len(parts))]
    return [total(by_source.values()), by_source.get(reading.source, ZERO), *sides, *trailing, *by_source.values()]


def _check_breakdown(reading: _Sheet) -> None:
    """The parts of a row, such as DFG by district, must make the row."""
    for source in {row.source for row in reading.breakdown}:
        parts = total(row.amount for row in reading.breakdown if row.source == source)
        whole = total(row.amount for row in reading.rows if row.source == source)
        if parts != whole and not reading.unsure:
            last = max(row.row for row in reading.breakdown if row.source == source)
            reading.refuse(last, f"£{parts:,.2f}", f"parts of {source} that make £{whole:,.2f}")
