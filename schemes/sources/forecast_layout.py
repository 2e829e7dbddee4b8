"""Finds the columns of a forecast file: one row a line and month, or one row a line with its months side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from s75.errors import Problem
from schemes.sources.cells import Fault, column_name, is_blank, shown
from schemes.sources.headers import Column, HeaderMatch, Vocabulary, match_headers, words_of
from schemes.sources.ledger_words import in_thousands
from schemes.sources.periods import Stated, read_period
from schemes.sources.sheets import Row, Sheet

_NOT_FORECAST = (
    "budget", "variance", "actual", "outturn", "total", "previous", "last", "prior", "annual", "original", "change",
    "difference", "year",
)  # fmt: skip
VOCABULARY = Vocabulary.of(
    {
        "ref": (
            "line", "line ref", "line reference", "line id", "line code", "scheme line", "budget line", "ref",
            "reference", "scheme ref", "scheme reference", "scheme id", "scheme code", "id", "scheme",
        ),
        "month": ("month", "period", "forecast month", "forecast period", "month of forecast"),
        "amount": (
            "amount", "forecast", "forecast amount", "forecast spend", "forecast expenditure", "new forecast",
            "revised forecast", "latest forecast", "value", "projected spend", "projection",
        ),
        "round": ("round", "forecast round", "forecasting round", "reporting period", "reporting month"),
        "explanation": (
            "explanation", "explanation of variance", "variance explanation", "reason", "reason for variance",
            "comment", "commentary", "narrative", "note",
        ),
        "mitigation": ("mitigation", "mitigating action", "management action", "recovery action", "action"),
    },
    {
        "ref": ("name", "title", "description", "forecast", "amount"),
        "month": ("budget", "variance", "actual", "reporting"),
        "amount": _NOT_FORECAST,
        "explanation": ("mitigation", "mitigating"),
    },
)  # fmt: skip
NEEDED = (
    "a row of headers with a reference column (such as “Line”) and either “Month” and “Amount”, or a column a month "
    "(such as “P09” or “Dec-22”), or “Explanation”"
)


@dataclass
class ForecastLayout:
    """The columns of a forecast sheet; `months` has the months side by side, and is empty in the long form."""

    sheet: Sheet
    header: HeaderMatch
    months: dict[int, tuple[Column, Stated]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def column(self, meaning: str) -> Column | None:
        return self.header.best(meaning)

    @property
    def is_long(self) -> bool:
        return self.column("month") is not None and self.column("amount") is not None

    def data(self) -> Iterator[tuple[int, Row]]:
        """The rows under the header that hold anything, each with the number that the file's reader shows."""
        for index in range(self.header.last + 1, len(self.sheet.rows)):
            if any(not is_blank(value) for value in self.sheet.rows[index]):
                yield self.sheet.number(index), self.sheet.rows[index]

    def problem(self, row: int | None, column: Column | None, found: str, expected: str) -> Problem:
        named = column_name(column.header, column.index) if column else ""
        return Problem(self.sheet.name, row, named, found[:80], expected)


def find_forecast_layout(sheet: Sheet) -> ForecastLayout | None:
    """The layout of a sheet of forecasts; None where no header has what a forecast needs."""
    header = match_headers(sheet.rows, VOCABULARY, enough=_is_forecast)
    if header is None:
        header = match_headers(sheet.rows, VOCABULARY, enough=lambda found: "ref" in found)
    if header is None:
        return None
    layout = ForecastLayout(sheet, header)
    if not layout.is_long:
        _find_months(layout)
    if unit := _unit_problem(layout):
        layout.problems.append(unit)
    texts = layout.column("explanation") or layout.column("mitigation")
    return layout if layout.is_long or layout.months or texts else None


def _is_forecast(found: Collection[str]) -> bool:
    return "ref" in found and ({"month", "amount"} <= set(found) or bool({"explanation", "mitigation"} & set(found)))


def _find_months(layout: ForecastLayout) -> None:
    """Columns headed by a month, by that month; columns of actuals or budgets, and those left blank, are not read."""
    taken = {column.index for found in layout.header.columns.values() for column in found[:1]}
    number = layout.sheet.number(layout.header.last)
    for index, value in enumerate(layout.sheet.rows[layout.header.last]):
        stated = None if index in taken else _month(value)
        filled = any(index < len(row) and not is_blank(row[index]) for _, row in layout.data())
        if stated is None or stated.month is None or not filled:
            continue
        column = Column(index, shown(value), 1.0)
        if stated.month in layout.months:
            expected = f"each month in one column; “{layout.months[stated.month][0].header}” is the same month"
            layout.problems.append(layout.problem(number, column, column.header, expected))
        layout.months.setdefault(stated.month, (column, stated))


def _month(header: object) -> Stated | None:
    if isinstance(header, Fault) or set(words_of(header)) & set(_NOT_FORECAST):
        return None
    try:
        stated = read_period(header)
    except ValueError:
        return None
    return stated if stated and not stated.also else None


def _unit_problem(layout: ForecastLayout) -> Problem | None:
    """Forecasts in thousands would pass for pounds: the titles, or the header of the amounts, say so."""
    above = [shown(value) for row in layout.sheet.rows[: layout.header.first] for value in row]
    headers = [column.header for column, _ in layout.months.values()]
    amount = layout.column("amount")
    for text in [*above, *headers, *([amount.header] if amount else [])]:
        if in_thousands(text):
            return layout.problem(None, None, text, "amounts in pounds and pence, not in thousands")
    return None
