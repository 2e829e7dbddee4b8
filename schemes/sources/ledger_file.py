"""Reads a partner's ledger file: which rows carry which amount for which code, and what the file says of its period."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from s75.errors import Problem
from s75.money import total
from schemes.sources.cells import shown
from schemes.sources.codes import CodeBook
from schemes.sources.ledger import Ledger, LedgerFormat, LedgerRow
from schemes.sources.ledger_columns import find_layout
from schemes.sources.ledger_layout import Layout
from schemes.sources.ledger_periods import months_missing, read_row_periods, read_row_years, read_saying
from schemes.sources.ledger_rows import MOST_PROBLEMS, Read, RowReader, Watch
from schemes.sources.ledger_words import NEEDED
from schemes.sources.settling import Settled, settle
from schemes.sources.tabular import Sheet, Unreadable, read_sheets

_GAP = re.compile(r"\S {2,}\S")

__all__ = ["Ledger", "LedgerFormat", "LedgerRow", "read_ledger"]


def read_ledger(
    content: bytes,
    name: str,
    *,
    codes: Collection[str],
    sheet: str | None = None,
    format: LedgerFormat | None = None,  # noqa: A002 - the word for it
    watch: Watch | None = None,
) -> tuple[Ledger | None, list[Problem]]:
    """Read a ledger file by meaning; `codes` are those the product knows, which help to find the column of codes.

    With problems (at most 200) the ledger is None or not to be used. Codes that are not known are returned as rows all
    the same. `sheet` chooses a sheet by its name, `format` is a layout kept from an earlier file, `watch` is told now and
    then how many rows are read, and of how many.
    """
    book = CodeBook(codes)
    try:
        sheets = read_sheets(content, name)
    except Unreadable as error:
        return None, [Problem("", None, "", "", error.message)]
    layout, problems = _choose_layout(sheets, book, sheet or _saved_sheet(sheets, format), format)
    if layout is None:
        return None, problems
    ledger, problems = _read(layout, book, format.sign if format else 1, watch)
    return replace(ledger, sheets=tuple(each.name for each in sheets if each.name and not each.hidden)), problems


def _saved_sheet(sheets: list[Sheet], saved: LedgerFormat | None) -> str:
    """The saved sheet's name where this file has it; ledgers that put the period into the name change it each month."""
    return saved.sheet if saved and saved.sheet in {each.name for each in sheets} else ""


def _choose_layout(
    sheets: list[Sheet], book: CodeBook, wanted: str, saved: LedgerFormat | None
) -> tuple[Layout | None, list[Problem]]:
    """The one sheet that holds a ledger, or why there is not one."""
    named = [each for each in sheets if each.name.strip().lower() == wanted.strip().lower()] if wanted else []
    if wanted and not named and len(sheets) > 1:
        listed = ", ".join(f"“{each.name}”" for each in sheets)
        return None, [Problem(wanted, None, "", "", f"there is no such sheet; the file has {listed}")]
    looked_at = named or [each for each in sheets if not each.hidden]
    layouts = [layout for each in looked_at if (layout := find_layout(each, book, saved))]
    layouts = [layout for layout in layouts if layout.hits] or layouts
    if len(layouts) == 1:
        return layouts[0], []
    if layouts:
        listed = ", ".join(f"“{layout.sheet.name}”" for layout in layouts)
        expected = f"one sheet with a ledger, and found it on {listed}: choose which of them is to be read"
        return None, [Problem("", None, "sheet", "", expected)]
    return None, [_no_ledger(sheets, looked_at, book, saved)]


def _no_ledger(sheets: list[Sheet], looked_at: list[Sheet], book: CodeBook, saved: LedgerFormat | None) -> Problem:
    for each in sheets:
        if each not in looked_at and find_layout(each, book, saved):
            return Problem(each.name, None, "", "a hidden sheet with a ledger", "a sheet that can be seen; unhide it")
    listed = ", ".join(f"“{each.name}”" for each in looked_at if each.name)
    if all(_is_printed(each) for each in looked_at):
        expected = "columns that are separated; this looks like a printed report. Export it as a workbook or CSV"
        return Problem(listed, None, "", "", expected)
    needed = NEEDED
    if saved:
        parts = (saved.code, saved.description, saved.amount, saved.debit, saved.credit, saved.period, saved.commitment)
        needed = "the columns of the saved format: " + ", ".join(f"“{part}”" for part in parts if part)
    return Problem(listed, None, "", "", f"no header was found in the first 60 rows; expected {needed}")


def _is_printed(sheet: Sheet) -> bool:
    """Whether a text sets its columns by blanks, as a printer does."""
    spaced = sum(bool(row) and isinstance(row[0], str) and bool(_GAP.search(row[0])) for row in sheet.rows)
    return sheet.read_as.startswith("text") and 2 * spaced > len(sheet.rows)


def _read(layout: Layout, book: CodeBook, sign: int, watch: Watch | None) -> tuple[Ledger, list[Problem]]:
    rows = RowReader(layout, book, sign, watch).read_all()
    said = read_saying(layout)
    periods = read_row_periods(layout, rows.rows, ignored=layout.period_is_date and said.has_month)
    basis = layout.basis or said.basis or ("month" if periods.stated else None)
    years = read_row_years(layout, rows.rows)
    settled = settle([*said.stated, *years], list(periods.stated.values()), rows_matter=basis != "cumulative")
    problems = [*layout.problems, *said.problems, *rows.problems, *periods.problems, *settled.problems]
    problems += months_missing(layout, rows.rows, periods, settled)
    if not rows.rows and not problems:
        expected = "a ledger with at least one row that has a code and an amount"
        problems = [Problem(layout.sheet.name, None, "", "", expected)]
    if total(read.amount for read in rows.rows) < 0:
        rows.warnings.append("the rows add up to less than nothing; the ledger may show spending as negative")
    layout.basis = basis
    ledger = Ledger(
        rows=tuple(_row(read, settled) for read in rows.rows),
        subtotals=tuple(_row(read, settled) for read in rows.subtotals),
        basis=basis,
        year=settled.year,
        months=settled.months,
        sheet=layout.sheet.name,
        format=layout.as_format(sign),
        read_as=layout.sheet.read_as,
        warnings=tuple(dict.fromkeys([*layout.warnings, *rows.warnings, *settled.warnings]))[:MOST_PROBLEMS],
    )
    return ledger, problems[:MOST_PROBLEMS]


def _row(read: Read, settled: Settled) -> LedgerRow:
    return LedgerRow(
        row=read.row,
        code=read.code,
        description=read.description,
        amount=read.amount,
        month=settled.month_of.get(shown(read.period)),
        reference=read.reference,
        commitment=read.commitment,
    )
