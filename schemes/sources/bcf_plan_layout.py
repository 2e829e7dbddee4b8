"""Finds the expenditure sheet of a planning workbook by what its header row means, and the columns of the year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from s75.errors import Problem
from s75.years import year_label
from schemes.sources.bcf_plan_parts import Unread
from schemes.sources.bcf_plan_words import HEADERS, plain
from schemes.sources.bcf_plan_years import header_year
from schemes.sources.cells import column_name, letters, shown
from schemes.sources.headers import Column, HeaderMatch, match_headers
from schemes.sources.sheets import Row, Sheet

NEEDED = {
    "ref": "Scheme ID",
    "name": "Scheme Name",
    "source": "Source of Funding",
    "amount": "Expenditure (£)",
}
LEFT_OUT = ("checks", "comments", "objective")


@dataclass(frozen=True)
class Layout:
    """The expenditure sheet, its columns by meaning, and those of expenditure and outputs by year."""

    sheet: Sheet
    header: HeaderMatch
    columns: dict[str, Column]
    amounts: dict[int, Column]
    outputs: dict[int, Column]
    year: int

    def data(self) -> list[tuple[int, Row]]:
        """The rows under the header, each with the number that its reader shows."""
        start = self.header.last + 1
        return [(self.sheet.number(start + place), row) for place, row in enumerate(self.sheet.rows[start:])]

    def cell(self, row: Row, meaning: str) -> object:
        column = self.columns.get(meaning)
        return cell_of(row, column)

    def named(self, meaning: str) -> str:
        column = self.columns.get(meaning)
        return column_name(" ".join(column.header.split()), column.index) if column else NEEDED.get(meaning, meaning)


def cell_of(row: Row, column: Column | None) -> object:
    return row[column.index] if column and column.index < len(row) else None


def _enough(found: Collection[str]) -> bool:
    return {"source", "amount"} <= set(found) and bool({"ref", "name", "description"} & set(found))


def find_layout(
    sheets: Sequence[Sheet], year: int, stated: Sequence[int]
) -> tuple[Layout | None, list[Problem], list[Unread]]:
    """The layout of the sheet that looks most like an expenditure plan, with what stands against taking it."""
    found = _best(sheets)
    if found is None:
        return None, [_no_sheet(sheets)], []
    sheet, header = found
    amounts = _by_year(header, "amount", year, stated)
    columns = {meaning: found[0] for meaning, found in header.columns.items()}
    problems = _missing(sheet, header, columns, year, amounts, stated)
    outputs = _by_year(header, "outputs", year, stated)
    layout = Layout(sheet, header, columns, amounts, outputs, year)
    return layout, problems, _columns_left_out(layout)


def _best(sheets: Sequence[Sheet]) -> tuple[Sheet, HeaderMatch] | None:
    ranked: list[tuple[tuple[bool, bool, int, int], Sheet, HeaderMatch]] = []
    for sheet in sheets:
        header = match_headers(sheet.rows, HEADERS, enough=_enough)
        if header is not None:
            named = bool({"expenditure", "spend"} & set(plain(sheet.name).split()))
            ranked.append(((not sheet.hidden, named, len(header.columns), len(sheet.rows)), sheet, header))
    if not ranked:
        return None
    _, sheet, header = max(ranked, key=lambda each: each[0])
    return sheet, header


def _no_sheet(sheets: Sequence[Sheet]) -> Problem:
    names = ", ".join(sheet.name for sheet in sheets if not sheet.hidden)[:80]
    wanted = (
        "a sheet with a header row of “Scheme ID”, “Scheme Name”, “Source of Funding” and “Expenditure (£)”, as the "
        "planning template’s expenditure sheet has"
    )
    return Problem("", None, "", names, wanted)


def _by_year(header: HeaderMatch, meaning: str, year: int, stated: Sequence[int]) -> dict[int, Column]:
    """The columns of a meaning by year; a single column that names none is of the year that the workbook is of."""
    found: dict[int, Column] = {}
    for column in sorted(header.columns.get(meaning, ()), key=lambda each: -each.score):
        of = header_year(column.header, stated)
        if of is not None:
            found.setdefault(of, column)
    columns = header.columns.get(meaning, ())
    if not found and columns:
        found[stated[0] if len(stated) == 1 else year] = columns[0]
    return found


def _missing(
    sheet: Sheet,
    header: HeaderMatch,
    columns: dict[str, Column],
    year: int,
    amounts: dict[int, Column],
    stated: Sequence[int],
) -> list[Problem]:
    at = sheet.number(header.last)
    seen = ", ".join(" ".join(text.split()) for text in header.headers if text)[:80]
    problems = [
        Problem(sheet.name, at, title, seen, f"a column “{title}” in the header row")
        for meaning, title in NEEDED.items()
        if meaning not in columns and not (meaning == "name" and "description" in columns)
    ]
    if year not in amounts:
        there = ", ".join(year_label(each) for each in sorted(amounts))
        wanted = f"a column of expenditure of {year_label(year)}; choose one of the years that the workbook has"
        problems.append(Problem(sheet.name, at, "Expenditure", there, wanted))
    elif stated and year not in stated and not any(header_year(c.header, ()) for c in amounts.values()):
        there = ", ".join(year_label(each) for each in stated)
        problems.append(
            Problem(sheet.name, None, "", there, f"a plan of {year_label(year)}; choose the file’s own year")
        )
    return problems


def _columns_left_out(layout: Layout) -> list[Unread]:
    """The columns that are not taken: sums and checks of the template, comments, and what nobody knows."""
    used = {column.index for meaning, column in layout.columns.items() if meaning not in LEFT_OUT}
    used |= {column.index for column in (*layout.amounts.values(), *layout.outputs.values())}
    left = []
    for index, header in enumerate(layout.header.headers):
        if header and index not in used:
            text = " ".join(shown(header).split())
            left.append(Unread(layout.sheet.name, f"column {letters(index)}", text, "not part of a scheme’s line"))
    return left
