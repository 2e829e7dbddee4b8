"""Reads a file of forecasts: for each line its months' amounts in pounds, and the words that explain them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from s75.errors import Problem
from s75.years import month_label, year_label
from schemes.sources.amounts import read_amount
from schemes.sources.cells import Fault, is_blank, shown
from schemes.sources.forecast_layout import NEEDED, ForecastLayout, find_forecast_layout
from schemes.sources.headers import Column
from schemes.sources.periods import Stated, read_period
from schemes.sources.sheets import Row
from schemes.sources.tabular import Unreadable, read_sheets

__all__ = ["ForecastRow", "read_forecasts"]

MOST_PROBLEMS = 200
BLANK = "an amount; a blank is not 0, so write 0 where nothing will be spent"
ONE_WAY = "a period that can be read in one way only, such as P09 or Dec-22"


@dataclass(frozen=True)
class ForecastRow:
    """What a file brings for one line (and one round, where it has rounds): £ by month, and the words.

    `row` is the first row of the line in the file, `rows` the row of each month, `year` the financial year where the
    months state one.
    """

    row: int
    ref: str
    amounts: dict[int, Decimal]
    explanation: str | None = None
    mitigation: str | None = None
    round: int | None = None
    rows: dict[int, int] = field(default_factory=dict)
    year: int | None = None


def read_forecasts(content: bytes, name: str) -> tuple[tuple[ForecastRow, ...], list[Problem]]:
    """Read forecasts in long form (line, month, amount) or wide (line, P09, P10 …), with explanations; by meaning.

    Rows of the same line and round are brought together. With problems (at most 200) the rows are not to be used.
    """
    try:
        sheets = read_sheets(content, name)
    except Unreadable as error:
        return (), [Problem("", None, "", "", error.message)]
    layouts = [layout for each in sheets if not each.hidden and (layout := find_forecast_layout(each))]
    if not layouts:
        return (), [Problem("", None, "", "", f"no header was found in the first 60 rows; expected {NEEDED}")]
    if len(layouts) > 1:
        listed = ", ".join(f"“{layout.sheet.name}”" for layout in layouts)
        return (), [Problem("", None, "", listed, "one sheet of forecasts; remove or hide the others")]
    return _Reader(layouts[0]).read_all()


@dataclass
class _Line:
    """A line as far as it was read."""

    row: int
    amounts: dict[int, Decimal] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


class _Reader:
    def __init__(self, layout: ForecastLayout) -> None:
        self.layout = layout
        self.lines: dict[tuple[str, int | None], _Line] = {}
        self.problems = list(layout.problems)
        self.year: tuple[int, int] | None = None

    def read_all(self) -> tuple[tuple[ForecastRow, ...], list[Problem]]:
        for column, stated in self.layout.months.values():
            self._check_year(self.layout.sheet.number(self.layout.header.last), column, stated)
        for number, row in self.layout.data():
            self._read_row(number, row)
        if not self.lines and not self.problems:
            self.problems.append(self.layout.problem(None, None, "", "at least one row with a forecast"))
        rows = tuple(
            ForecastRow(
                row=line.row,
                ref=ref,
                amounts=line.amounts,
                explanation=line.words.get("explanation"),
                mitigation=line.words.get("mitigation"),
                round=forecast_round,
                rows=line.rows,
                year=self.year[0] if self.year else None,
            )
            for (ref, forecast_round), line in self.lines.items()
        )
        return rows, self.problems[:MOST_PROBLEMS]

    def _refuse(self, number: int, column: Column | None, value: object, expected: str) -> None:
        self.problems.append(self.layout.problem(number, column, shown(value), expected.removeprefix("expected ")))

    def _cell(self, row: Row, column: Column | None) -> object:
        value = row[column.index] if column and column.index < len(row) else None
        return None if is_blank(value) else value

    def _read_row(self, number: int, row: Row) -> None:
        column = self.layout.column("ref")
        ref = self._cell(row, column)
        if isinstance(ref, Fault):
            self._refuse(number, column, ref, ref.expected)
        elif ref is None:
            if not any(isinstance(value, str) and "total" in value.lower() for value in row):
                self._refuse(number, column, "", "the reference of a line")
        elif not shown(ref).lower().startswith(("total", "sub-total", "subtotal", "grand total")):
            forecast_round = self._round(number, row)
            line = self.lines.setdefault((shown(ref), forecast_round), _Line(number))
            has_words = self._read_words(number, row, line)
            if self.layout.is_long:
                self._read_long(number, row, line, has_words=has_words)
            elif self.layout.months:
                self._read_wide(number, row, line, has_words=has_words)

    def _round(self, number: int, row: Row) -> int | None:
        column = self.layout.column("round")
        stated = self._month(number, column, self._cell(row, column))
        return stated.month if stated else None

    def _month(self, number: int, column: Column | None, value: object) -> Stated | None:
        try:
            stated = read_period(value)
        except ValueError as error:
            self._refuse(number, column, value, str(error))
            return None
        if stated and stated.also:
            self._refuse(number, column, value, ONE_WAY)
            return None
        return stated

    def _read_long(self, number: int, row: Row, line: _Line, *, has_words: bool) -> None:
        month_column, amount_column = self.layout.column("month"), self.layout.column("amount")
        month, amount = self._cell(row, month_column), self._cell(row, amount_column)
        if month is None and amount is None and has_words:
            return
        if month is None:
            self._refuse(number, month_column, "", "the month of the amount, such as P09 or Dec-22")
            return
        stated = self._month(number, month_column, month)
        if stated and stated.month:
            self._check_year(number, month_column, stated)
            self._read_amount(number, amount_column, amount, stated.month, line)

    def _read_wide(self, number: int, row: Row, line: _Line, *, has_words: bool) -> None:
        cells = {month: self._cell(row, column) for month, (column, _) in self.layout.months.items()}
        if has_words and all(value is None for value in cells.values()):
            return
        for month, value in cells.items():
            self._read_amount(number, self.layout.months[month][0], value, month, line)

    def _read_amount(self, number: int, column: Column | None, value: object, month: int, line: _Line) -> None:
        try:
            amount = read_amount(value)
        except ValueError as error:
            self._refuse(number, column, value, str(error))
            return
        if amount is None:
            self._refuse(number, column, value, BLANK)
        elif month in line.amounts:
            self._refuse(
                number, column, value, f"{month_label(month)} once; row {line.rows[month]} has it for the line"
            )
        else:
            line.amounts[month], line.rows[month] = amount, number

    def _read_words(self, number: int, row: Row, line: _Line) -> bool:
        """Whether the row brings words; two different explanations of one line are a problem."""
        brought = False
        for meaning in ("explanation", "mitigation"):
            column = self.layout.column(meaning)
            value = self._cell(row, column)
            if isinstance(value, Fault):
                self._refuse(number, column, value, "text")
            elif value is not None:
                brought, text = True, _text(value)
                if line.words.setdefault(meaning, text) != text:
                    self._refuse(number, column, value, f"one {meaning} of the line; an earlier row has another")
        return brought

    def _check_year(self, number: int, column: Column | None, stated: Stated) -> None:
        if stated.year is None:
            return
        if self.year is None:
            self.year = stated.year, number
        elif self.year[0] != stated.year:
            expected = f"a month of {year_label(self.year[0])}, as in row {self.year[1]}"
            self._refuse(number, column, stated.text, expected)


def _text(value: object) -> str:
    """Words as written, with their own line breaks."""
    return value.strip() if isinstance(value, str) else shown(value)
