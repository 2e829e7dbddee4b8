"""Reads where things stand in a national return's template: its tables, what their columns mean, and their rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from s75.errors import Problem
from s75.years import year_label
from schemes.sources.bcf_plan_words import source_of
from schemes.sources.bcf_plan_years import header_year, stated_years
from schemes.sources.cells import is_blank, shown
from schemes.sources.headers import LONGEST_HEADER, Column, HeaderMatch, Vocabulary, match_headers
from schemes.sources.return_template_words import SCHEME_HEADERS, SOURCE_HEADERS
from schemes.sources.sheets import Row, Sheet

Of = Literal["schemes", "sources"]
_TOTAL = re.compile(r"^(?:grand |sub ?)?total\b", re.IGNORECASE)
_BY_YEAR = ("planned_outputs", "delivered", "planned", "actual", "planned_income", "updated_income", "actual_income")


@dataclass(frozen=True)
class TemplateRow:
    """A row of the template: its number, and the scheme and source (by its national name) that it is of."""

    number: int
    ref: str
    source: str


@dataclass(frozen=True)
class TemplateTable:
    """One table of the template: its columns by what they mean, and its rows with their cells as they came."""

    sheet: str
    of: Of
    header: int
    columns: dict[str, Column]
    rows: tuple[TemplateRow, ...]
    cells: tuple[Row, ...]

    def found(self, number: int, column: Column) -> object:
        """What stands in a column of a row; None when it is blank."""
        row = self.cells[number - 1] if number <= len(self.cells) else ()
        return row[column.index] if column.index < len(row) and not is_blank(row[column.index]) else None


def read_template(sheets: Sequence[Sheet], year: int) -> tuple[tuple[TemplateTable, ...], list[Problem]]:
    """The tables that can be filled, those of schemes first; a problem says why there is none."""
    stated = stated_years([sheet.rows for sheet in sheets])
    if stated and year not in stated:
        there = ", ".join(year_label(each) for each in stated)
        return (), [
            Problem("", None, "", there, f"a template of {year_label(year)}; choose that year, or its own file")
        ]
    shown_sheets = [sheet for sheet in sheets if not sheet.hidden]
    found = [table for sheet in shown_sheets if (table := _table(sheet, year, stated)) is not None]
    if found:
        return tuple(sorted(found, key=lambda table: table.of)), []
    names = ", ".join(sheet.name for sheet in shown_sheets)[:80]
    wanted = (
        "a sheet with a header row of “Scheme ID”, “Source of Funding” and “Actual expenditure to date”, or of sources "
        "with “Year-to-date actual expenditure”, as the national return’s template has it"
    )
    return (), [Problem("", None, "", names, wanted)]


def _table(sheet: Sheet, year: int, stated: Sequence[int]) -> TemplateTable | None:
    """The table that a sheet holds: of schemes where it has their IDs, else of sources."""
    rows = [_shortened(row) for row in sheet.rows]
    kinds: tuple[tuple[Of, Vocabulary, Callable[[Collection[str]], bool]], ...] = (
        ("schemes", SCHEME_HEADERS, _enough_schemes),
        ("sources", SOURCE_HEADERS, _enough_sources),
    )
    for of, vocabulary, enough in kinds:
        header = match_headers(rows, vocabulary, enough=enough)
        if header is None:
            continue
        columns = _columns(header, year, stated)
        if not columns:
            continue
        made = (_scheme_rows if of == "schemes" else _source_rows)(sheet, header, columns)
        if made:
            return TemplateTable(sheet.name, of, sheet.number(header.last), columns, made, tuple(sheet.rows))
    return None


def _enough_schemes(found: Collection[str]) -> bool:
    return {"ref", "source"} <= set(found) and bool({"delivered", "actual", "issues"} & set(found))


def _enough_sources(found: Collection[str]) -> bool:
    return len({"planned_income", "updated_income", "actual_income", "actual", "actual_plain"} & set(found)) >= 2


def _shortened(row: Row) -> Row:
    """The row with long questions cut, so that a header of two sentences can still be one."""
    return tuple(
        cell[:LONGEST_HEADER].rsplit(" ", 1)[0] if isinstance(cell, str) and len(cell) > LONGEST_HEADER else cell
        for cell in row
    )


def _columns(header: HeaderMatch, year: int, stated: Sequence[int]) -> dict[str, Column]:
    """The column of each meaning: of the year, where columns name one; none of a meaning that only has other years."""
    found: dict[str, Column] = {}
    for meaning, columns in header.columns.items():
        years = {column.index: header_year(column.header, stated) for column in columns} if meaning in _BY_YEAR else {}
        named = [column for column in columns if years.get(column.index) == year]
        unnamed = [column for column in columns if years.get(column.index) is None]
        if named or unnamed:
            found[meaning] = (named or unnamed)[0]
    return found


def _text(row: Row, column: Column | None) -> str:
    return shown(row[column.index]) if column is not None and column.index < len(row) else ""


def _scheme_rows(sheet: Sheet, header: HeaderMatch, columns: dict[str, Column]) -> tuple[TemplateRow, ...]:
    """Each row with a source; an ID that is merged over several rows stands in the first of them only."""
    if not {"ref", "source"} <= columns.keys():
        return ()
    made, above = [], ""
    for place, row in enumerate(sheet.rows[header.last + 1 :], start=header.last + 1):
        ref, source = _text(row, columns["ref"]), _text(row, columns["source"])
        if _TOTAL.search(ref) or _TOTAL.search(_text(row, columns.get("name"))) or not source:
            above = ref if ref and not _TOTAL.search(ref) and source else ""
            continue
        above = ref or above
        made.append(TemplateRow(sheet.number(place), above, source_of(source) or source))
    return tuple(made)


def _source_rows(sheet: Sheet, header: HeaderMatch, columns: dict[str, Column]) -> tuple[TemplateRow, ...]:
    """Each row whose words before the figures name a source."""
    money = min(column.index for meaning, column in columns.items() if meaning != "source")
    made = []
    for place, row in enumerate(sheet.rows[header.last + 1 :], start=header.last + 1):
        label = next((shown(cell) for cell in row[:money] if isinstance(cell, str) and not is_blank(cell)), "")
        source = "" if _TOTAL.search(label) else source_of(label)
        if source:
            made.append(TemplateRow(sheet.number(place), "", source))
    return tuple(made)
