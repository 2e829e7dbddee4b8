"""Reads our own set-up workbook: bytes in, everything to be set up and every problem out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from s75.errors import Problem
from s75.years import parse_year
from schemes.sources.bcf_plan import plan_sheets
from schemes.sources.bcf_plan_words import plain
from schemes.sources.cells import column_name, is_blank, shown
from schemes.sources.limits import Unreadable
from schemes.sources.set_up_parts import SetUp
from schemes.sources.set_up_workbook_cells import value_of
from schemes.sources.set_up_workbook_columns import BY_KEY, SHEETS, Column, Described
from schemes.sources.set_up_workbook_write import EXAMPLE, INSTRUCTIONS
from schemes.sources.sheets import Row, Sheet

LOOKED_AT = 15


@dataclass
class _Reading:
    """One sheet while it is read: where each column stands, and what was found wrong."""

    sheet: Sheet
    described: Described
    at: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: int, column: Column, found: object, expected: str) -> None:
        index = self.at.get(column.key)
        named = column_name(column.header, index) if index is not None else column.header
        self.problems.append(Problem(self.sheet.name, row, named, shown(found)[:80], expected))


def is_set_up_workbook(sheets: Sequence[Sheet]) -> bool:
    """Whether sheets are those of our own workbook: its instructions, or two of its sheets, are there."""
    names = {plain(sheet.name) for sheet in sheets}
    ours = {plain(sheet.title) for sheet in SHEETS}
    return len(names & ours) >= 2 and bool(names & {plain(INSTRUCTIONS), plain(BY_KEY["lines"].title)})


def read_set_up_workbook(content: bytes, filename: str) -> tuple[SetUp, list[Problem]]:
    """Read a workbook; what is wrong with the file as a whole is a problem without a sheet."""
    try:
        return read_set_up_sheets(plan_sheets(content, filename))
    except Unreadable as refused:
        return SetUp(), [Problem("", None, "file", "", refused.message)]


def read_set_up_sheets(sheets: Sequence[Sheet]) -> tuple[SetUp, list[Problem]]:
    """The same of sheets that were opened already. Missing sheets are empty ones."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    by_name = {plain(sheet.name): sheet for sheet in sheets if not sheet.hidden}
    for described in SHEETS:
        sheet = by_name.get(plain(described.title))
        if sheet is not None:
            found[described.key], wrong = _read_sheet(sheet, described)
            problems += wrong
    return SetUp(year=own_year(sheets), **found), problems


def own_year(sheets: Sequence[Sheet]) -> int | None:
    """The year that the workbook's instructions name; None where they name none."""
    return _year(
        next((sheet for sheet in sheets if plain(sheet.name) == plain(INSTRUCTIONS) and not sheet.hidden), None)
    )


def _year(sheet: Sheet | None) -> int | None:
    for row in sheet.rows[:LOOKED_AT] if sheet else ():
        texts = [shown(cell) for cell in row]
        for index, text in enumerate(texts[:-1]):
            if plain(text) == "year" and texts[index + 1]:
                try:
                    return parse_year(texts[index + 1])
                except ValueError:
                    return None
    return None


def _read_sheet(sheet: Sheet, described: Described) -> tuple[tuple[Any, ...], list[Problem]]:
    reading = _Reading(sheet, described)
    header = _find_header(reading)
    if header is None:
        return (), [] if not any(sheet.rows) else reading.problems
    rows = []
    for index in range(header + 1, len(sheet.rows)):
        row, number = sheet.rows[index], sheet.number(index)
        if _is_example(row) or all(is_blank(_cell(reading, row, column)) for column in described.columns):
            continue
        made = _read_row(reading, number, row)
        if made is not None:
            rows.append(made)
    return tuple(rows), reading.problems


def _is_example(row: Row) -> bool:
    first = next((shown(cell) for cell in row if not is_blank(cell)), "")
    return plain(first) == plain(EXAMPLE) or plain(shown(row[0]) if row else "") == plain(EXAMPLE)


def _find_header(reading: _Reading) -> int | None:
    """The row in which the most of our headers stand; a required one that is missing is a problem."""
    columns = {plain(column.header): column.key for column in reading.described.columns}
    best: tuple[int, dict[str, int]] = (-1, {})
    for index, row in enumerate(reading.sheet.rows[:LOOKED_AT]):
        found = {columns[plain(shown(cell))]: at for at, cell in enumerate(row) if plain(shown(cell)) in columns}
        if len(found) > len(best[1]):
            best = (index, found)
    header, reading.at = best
    at_row = reading.sheet.number(header) if header >= 0 else None
    for column in reading.described.columns:
        if column.required and column.key not in reading.at:
            wanted = f"a column “{column.header}” in the header row, as the workbook had it"
            reading.problems.append(Problem(reading.sheet.name, at_row, column.header, "", wanted))
    return header if header >= 0 and not reading.problems else None


def _cell(reading: _Reading, row: Row, column: Column) -> object:
    index = reading.at.get(column.key)
    return row[index] if index is not None and index < len(row) else None


def _read_row(reading: _Reading, number: int, row: Row) -> Any:
    before = len(reading.problems)
    values: dict[str, Any] = {}
    for column in reading.described.columns:
        cell = _cell(reading, row, column)
        if is_blank(cell):
            if column.required:
                reading.refuse(number, column, "", "something in every row")
            continue
        try:
            values[column.key] = value_of(column, cell)
        except ValueError as wrong:
            reading.refuse(number, column, cell, str(wrong).removeprefix("expected "))
    return reading.described.makes(row=number, **values) if len(reading.problems) == before else None
