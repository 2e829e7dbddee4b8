"""Reads a forecast round's workbook after somebody filled it in: by key and by meaning, wherever rows and columns went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from s75.errors import Problem
from s75.years import CLOSING_MONTH, month_label, year_label
from schemes.sources.amounts import read_amount
from schemes.sources.cells import Fault, is_blank, letters, shown
from schemes.sources.limits import CURE
from schemes.sources.round_workbook_keys import (
    BUDGET,
    EXPLANATION,
    KEY,
    LINE,
    MITIGATION,
    OUTTURN,
    LineKey,
    RoundKey,
    read_key,
)
from schemes.sources.sheets import Row, Sheet
from schemes.sources.tabular import Unreadable, read_sheets

HEADER_WITHIN = 60  # rows
MOST_PROBLEMS = 200
NOT_OURS = "is not a forecast workbook, or has lost its keys; download the round again, copy your figures into it, and upload that"
_MEANINGS = {text.casefold(): text for text in (KEY, LINE, BUDGET, OUTTURN, EXPLANATION, MITIGATION)}
_MONTH = re.compile(r"p(\d\d)\b", re.IGNORECASE | re.ASCII)
Place = str | int  # a column's meaning: a month, or one of the headings


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell as it was read: an amount in £ (None: blank) or a text; `expected` says what is wrong with it."""

    column: str
    amount: Decimal | None = None
    text: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One line of the workbook, with its key and its cells by month or heading; a column that is gone has no cell."""

    sheet: str
    row: int
    key: LineKey
    cells: Mapping[Place, ReadCell]

    def problem(self, place: Place, found: str, expected: str) -> Problem:
        return Problem(self.sheet, self.row, self.cells[place].column, found[:80], expected)

    def address(self, place: Place) -> str:
        """The cell as a spreadsheet names it, such as H12."""
        return f"{self.cells[place].column}{self.row}"


@dataclass(frozen=True)
class RoundFile:
    """A round's workbook: whose round it is, its rows, and the references whose rows were deleted."""

    of: RoundKey
    rows: tuple[RoundRow, ...]
    gone: tuple[str, ...] = ()


def read_round(content: bytes, name: str) -> tuple[RoundFile | None, list[Problem]]:
    """Read the workbook (XLSX, ODS, or saved as CSV); None with a problem where it cannot be told whose round it is.

    A problem here is about a row; what is wrong with a cell stands in the cell, as only who knows the round can say
    whether it matters.
    """
    try:
        sheets = read_sheets(content, name)
    except Unreadable as error:
        return None, [Problem("", None, "", "", _of_a_round(error.message))]
    tables = [table for sheet in sheets if (table := _find_table(sheet))]
    tables = [table for table in tables if not table.sheet.hidden] or tables
    tables = [table for table in tables if table.has_keys] or tables
    keys = _Keys()
    for sheet in sheets:
        keys.add_all(read_key(value) for row in sheet.rows for value in row)
    if not tables or keys.of is None:
        return None, [Problem("", None, "", "", f"“{name}” {NOT_OURS}")]
    if len(tables) > 1:
        listed = ", ".join(f"“{table.sheet.name}”" for table in tables)
        return None, [
            Problem("", None, "", "", f"forecasts stand on {listed}: keep one of these sheets, and remove the others")
        ]
    return _Reader(tables[0], keys, keys.of).read_all()


def _of_a_round(message: str) -> str:
    """A refusal that the readers of ledgers word for ledgers, worded for a round."""
    cure = "send the workbook that you downloaded here, saved as .xlsx"
    return (
        message.replace(CURE, cure).replace("a ledger's export", "a forecast workbook").replace("a ledger", "a round")
    )


@dataclass
class _Keys:
    """Every key that the workbook holds, by reference: of the hidden column, the hidden sheet, or either."""

    of: RoundKey | None = None
    by_ref: dict[str, LineKey] = field(default_factory=dict)
    strange: LineKey | None = None

    def add_all(self, keys: Iterable[LineKey | None]) -> None:
        for key in keys:
            if key is not None:
                self.of = self.of or key.of
                if key.of == self.of:
                    self.by_ref.setdefault(key.ref, key)
                else:
                    self.strange = key


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    header: int
    columns: dict[Place, int]
    twice: tuple[tuple[Place, int], ...]

    @property
    def has_keys(self) -> bool:
        """Whether its rows carry their keys, which somebody's own table beside ours does not."""
        return any(read_key(value) is not None for row in self.sheet.rows[self.header :] for value in row)


def _find_table(sheet: Sheet) -> _Table | None:
    """The header with a line or its key and at least one month; None for a sheet that holds something else."""
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        columns: dict[Place, int] = {}
        twice = []
        for place, value in enumerate(row):
            meaning = _meaning(value)
            if meaning is not None and meaning in columns:
                twice.append((meaning, place))
            elif meaning is not None:
                columns[meaning] = place
        if {LINE, KEY} & set(columns) and any(isinstance(meaning, int) for meaning in columns):
            return _Table(sheet, index, columns, tuple(twice))
    return None


def _meaning(header: object) -> Place | None:
    if not isinstance(header, str):
        return None
    text = shown(header)
    month = _MONTH.match(text)
    if month and 1 <= int(month[1]) <= CLOSING_MONTH and len(text) < 60:
        return int(month[1])
    return _MEANINGS.get(text.casefold())


class _Reader:
    def __init__(self, table: _Table, keys: _Keys, of: RoundKey) -> None:
        self.table, self.keys, self.of = table, keys, of
        self.problems: list[Problem] = []
        self.seen: dict[str, int] = {}

    def read_all(self) -> tuple[RoundFile, list[Problem]]:
        sheet = self.table.sheet
        if strange := self.keys.strange:
            self.problems.append(Problem(sheet.name, None, KEY, named(strange.of), f"rows of {named(self.of)} only"))
        for meaning, place in self.table.twice:
            words = month_label(meaning) if isinstance(meaning, int) else meaning
            number = sheet.number(self.table.header)
            self.problems.append(
                Problem(sheet.name, number, letters(place), words, "each column once; delete the copy")
            )
        rows = tuple(self._rows())
        gone = tuple(ref for ref in self.keys.by_ref if ref not in self.seen)
        return RoundFile(self.of, rows, gone), self.problems[:MOST_PROBLEMS]

    def _rows(self) -> Iterator[RoundRow]:
        sheet = self.table.sheet
        for index in range(self.table.header + 1, len(sheet.rows)):
            if found := self._row(sheet.number(index), sheet.rows[index]):
                yield found

    def _row(self, number: int, row: Row) -> RoundRow | None:
        """The line that a row is: the one that it names for everybody to see, else the one of its hidden key."""
        said = self._at(row, LINE)
        hidden = read_key(self._at(row, KEY))
        ref = shown(said) or (hidden.ref if hidden and hidden.of == self.of else "")
        if not ref:
            if any(not is_blank(self._at(row, month)) for month in self.table.columns if isinstance(month, int)):
                self._refuse(number, LINE, "", "the reference of a line; figures stand in this row")
            return None
        key = self.keys.by_ref.get(ref)
        if key is None:
            self._refuse(number, LINE, ref, f"a line of {named(self.of)}, as it was downloaded")
        elif ref in self.seen:
            self._refuse(number, LINE, ref, f"each line once; row {self.seen[ref]} has it too")
        else:
            self.seen[ref] = number
            cells = {meaning: _read(meaning, place, row) for meaning, place in self.table.columns.items()}
            return RoundRow(self.table.sheet.name, number, key, cells)
        return None

    def _at(self, row: Row, meaning: Place) -> object:
        place = self.table.columns.get(meaning)
        return None if place is None else _value(row, place)

    def _refuse(self, number: int, meaning: Place, found: str, expected: str) -> None:
        column = letters(self.table.columns.get(meaning, self.table.columns.get(KEY, 0)))
        self.problems.append(Problem(self.table.sheet.name, number, column, found[:80], expected))


def named(of: RoundKey) -> str:
    """A round in words: P08 2022-23 of WCC in worcestershire."""
    return f"{month_label(of.round)} {year_label(of.year)} of {of.partner} in {of.place}"


def _value(row: Row, place: int) -> object:
    value = row[place] if place < len(row) else None
    return None if is_blank(value) else value


def _read(meaning: Place, place: int, row: Row) -> ReadCell:
    value, column = _value(row, place), letters(place)
    if isinstance(value, Fault):
        return ReadCell(column, text=value.found, expected=value.expected)
    if meaning in (EXPLANATION, MITIGATION, LINE, KEY):
        return ReadCell(column, text=value.strip() if isinstance(value, str) else shown(value))
    try:
        return ReadCell(column, amount=read_amount(value), text=shown(value))
    except ValueError as error:
        return ReadCell(column, text=shown(value), expected=str(error).removeprefix("expected "))
