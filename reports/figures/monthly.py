"""The year by month: budget by profile against ledgers, forecasts, and the budget of lines that nobody forecast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.position import MonthFacts
from s75.money import ZERO, total
from s75.years import MONTHS


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month of all funds together in £, and the year to its end.

    `expected` = actual + forecast + unforecast; over the year it re-adds to the forecast outturn.
    """

    month: int
    budget: Decimal
    actual: Decimal
    forecast: Decimal
    unforecast: Decimal
    expected: Decimal
    budget_to_date: Decimal
    expected_to_date: Decimal


def monthly(months: Iterable[MonthFacts]) -> tuple[MonthFigures, ...]:
    """The twelve months in order, and the closing month where something stands in it; months of a fund add up."""
    piles: dict[int, list[MonthFacts]] = {month: [] for month in MONTHS}
    for row in months:
        piles.setdefault(row.month, []).append(row)
    figures: list[MonthFigures] = []
    budget_to_date = expected_to_date = ZERO
    for month in sorted(piles):
        budget = total(row.budget for row in piles[month])
        actual = total(row.actual for row in piles[month])
        forecast = total(row.forecast for row in piles[month])
        unforecast = total(row.unforecast for row in piles[month])
        expected = actual + forecast + unforecast
        budget_to_date += budget
        expected_to_date += expected
        figures.append(
            MonthFigures(month, budget, actual, forecast, unforecast, expected, budget_to_date, expected_to_date)
        )
    return tuple(figures)


def last_ledger_month(figures: Sequence[MonthFigures]) -> int:
    """The last month up to which every figure is a ledger's, none a forecast; 0 when no ledger is in."""
    last = 0
    for row in figures:
        if row.forecast:
            break
        if row.actual:
            last = row.month
    return last


def solid(figures: Sequence[MonthFigures]) -> tuple[Decimal | None, ...]:
    """The year to date up to the last ledger month, for the solid line of the chart; gaps after it."""
    last = last_ledger_month(figures)
    return tuple(row.expected_to_date if row.month <= last else None for row in figures)


def dashed(figures: Sequence[MonthFigures]) -> tuple[Decimal | None, ...]:
    """The year to date from the last ledger month on, for the dashed line that starts where the solid one ends."""
    last = last_ledger_month(figures)
    return tuple(row.expected_to_date if row.month >= last else None for row in figures)
