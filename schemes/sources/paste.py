"""Reads a block of cells copied from a spreadsheet, as the clipboard carries it: tabs within rows, lines between."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from s75.errors import Problem
from schemes.sources.amounts import read_amount
from schemes.sources.cells import clean

MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_PROBLEMS = 200
MOST_TEXT = 5_000_000

Value = Decimal | None | str


def read_block(text: str) -> tuple[list[list[Value]], list[Problem]]:
    """Read a pasted block into rows of equal width: an amount in £, None for a blank, the text where it is neither.

    Every text is also a problem, with its row and column counted from 1 within the block. A quoted cell may hold line
    breaks and tabs. A block that is too large, or whose quotes do not close, is refused whole.
    """
    if len(text) > MOST_TEXT:
        return [], [_problem(None, None, "", "a smaller block; paste it in parts")]
    try:
        cells = list(csv.reader(StringIO(_without_last_break(text), newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return [], [_problem(None, None, "", "a block whose quotation marks close; copy the cells again")]
    width = max((len(row) for row in cells), default=0)
    if len(cells) > MOST_ROWS or width > MOST_COLUMNS:
        expected = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns; paste the block in parts"
        return [], [_problem(None, None, f"{len(cells):,} rows and {width} columns", expected)]
    problems: list[Problem] = []
    block = [
        [
            _read(value, row, column, problems)
            for column, value in enumerate([*values, *[""] * (width - len(values))], 1)
        ]
        for row, values in enumerate(cells, 1)
    ]
    return block, problems[:MOST_PROBLEMS]


def _without_last_break(text: str) -> str:
    """Spreadsheets end the last row of what they copy with a line break too."""
    return text.removesuffix("\n").removesuffix("\r")


def _read(value: str, row: int, column: int, problems: list[Problem]) -> Value:
    try:
        return read_amount(value)
    except ValueError as error:
        text = clean(value)
        problems.append(_problem(row, column, text[:80], str(error).removeprefix("expected ")))
        return text


def _problem(row: int | None, column: int | None, found: str, expected: str) -> Problem:
    return Problem("", row, str(column) if column else "", found, expected)
