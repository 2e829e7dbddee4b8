"""The heat table's figures: what each month is expected to cost, and how far that is from the month's budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.facts.dashboard import HeatFacts
from s75.money import ZERO, percent_of, round_percent
from s75.years import MONTHS

Band = Literal["", "level", "over-1", "over-2", "under-1", "under-2"]
Known = Literal["ledger", "forecast", "both", "budget"]
NEAR, FAR = Decimal(2), Decimal(10)  # % of the month's budget


@dataclass(frozen=True, slots=True)
class Heat:
    """One month (or year) of a row in £: expected against budget, `percent` exact and None without a budget.

    `known` says where it comes from: the ledger, a forecast, both, or the budget of lines that nobody has forecast.
    """

    expected: Decimal
    budget: Decimal
    variance: Decimal
    percent: Decimal | None
    band: Band
    known: Known


def heat(rows: Sequence[HeatFacts], month: int) -> Heat:
    """A month of one row, or of several together."""
    at = month - 1
    ledgers, forecast = sum(row.ledgers[at] for row in rows), sum(row.forecast_lines for row in rows)
    known: Known = "budget" if not forecast else "ledger" if ledgers == forecast else "both" if ledgers else "forecast"
    return _heat(_expected(rows, at), sum((row.budget[at] for row in rows), ZERO), known)


def heat_of_year(rows: Sequence[HeatFacts]) -> Heat:
    """The whole year of one row, or of several together: over it, expected is the forecast outturn."""
    expected = sum((_expected(rows, at) for at in range(len(MONTHS) + 1)), ZERO)
    known = {heat(rows, month).known for month in MONTHS}
    return _heat(
        expected, sum((sum(row.budget, ZERO) for row in rows), ZERO), known.pop() if len(known) == 1 else "both"
    )


def has_closing_month(rows: Sequence[HeatFacts]) -> bool:
    """Whether anything stands in the closing month."""
    return any(_expected([row], len(MONTHS)) or row.budget[len(MONTHS)] for row in rows)


def band(variance: Decimal, percent: Decimal | None) -> Band:
    """How strongly a month is coloured: by its whole %, so that what is printed alike is coloured alike. Below 2% of its
    budget not at all, from 10% on fully, and so without a budget."""
    if not variance:
        return "" if percent is None else "level"
    whole = round_percent(percent, 0)
    if whole is None or abs(whole) >= FAR:
        return "over-2" if variance > 0 else "under-2"
    if abs(whole) < NEAR:
        return "level"
    return "over-1" if variance > 0 else "under-1"


def _expected(rows: Sequence[HeatFacts], at: int) -> Decimal:
    return sum((row.actual[at] + row.forecast[at] + row.unforecast[at] for row in rows), ZERO)


def _heat(expected: Decimal, budget: Decimal, known: Known) -> Heat:
    variance = expected - budget
    percent = percent_of(variance, budget)
    return Heat(expected, budget, variance, percent, band(variance, percent), known)
