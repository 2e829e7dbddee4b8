"""The calendar of a place's year as tables: periods down, what is due across, funds with the same days together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from budgets.models import DueKind, Fund, Period
from budgets.working_calendar import Calendar, Due
from s75.years import CLOSING_MONTH, month_label, month_name


@dataclass(frozen=True)
class Cell:
    """A date of the calendar; None where nothing is due. `why` says why it differs from the rule."""

    day: date | None
    why: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    name: str
    state: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """What is due, and whose it is: empty for all partners and for the fund itself."""

    kind: str
    whose: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.whose}" if self.whose else self.kind


@dataclass(frozen=True)
class Table:
    """The year of the funds named, whose days are all the same."""

    funds: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def moved(self) -> bool:
        return any(cell.why for row in self.rows for cell in row.cells)


def tables_of(
    calendar: Calendar, funds: Sequence[Fund], year: int, periods: Iterable[Period], codes: Mapping[int, str]
) -> list[Table]:
    """One table for all funds whose days and states are the same; `codes` name the partners by heir."""
    states = {(period.fund_id, period.month): period.state for period in periods if period.year == year}
    piles: dict[tuple[tuple[Column, ...], tuple[Row, ...]], list[str]] = {}
    for fund in funds:
        piles.setdefault(_year(calendar, fund, year, states, codes), []).append(fund.name)
    return [Table(tuple(names), columns, rows) for (columns, rows), names in piles.items()]


def _year(
    calendar: Calendar, fund: Fund, year: int, states: Mapping[tuple[int, int], str], codes: Mapping[int, str]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    months = {month: calendar.dues(fund, year, month) for month in range(1, CLOSING_MONTH + 1)}
    columns, cells = [], []
    for kind, label in DueKind.choices:
        for whose, found in _together(kind, months, codes).items():
            columns.append(Column(label, whose))
            cells.append(found)
    rows = tuple(
        Row(
            month_label(month),
            month_name(year, month),
            states.get((fund.pk, month), ""),
            tuple(c[month] for c in cells),
        )
        for month in months
    )
    return tuple(columns), rows


def _together(kind: str, months: Mapping[int, Sequence[Due]], codes: Mapping[int, str]) -> dict[str, dict[int, Cell]]:
    """The days of one kind by month: one column for all partners where they are the same for each, else one a partner."""
    found: dict[int | None, dict[int, Cell]] = {}
    for month, dues in months.items():
        for due in dues:
            if due.kind == kind:
                found.setdefault(due.heir, {})[month] = Cell(due.day, due.why)
    full = {heir: {month: days.get(month, Cell(None)) for month in months} for heir, days in found.items()}
    each = list(full.values())
    if all(one == each[0] for one in each):
        return {"": each[0]} if each else {}
    return {codes.get(heir or 0, ""): days for heir, days in full.items()}
