"""From what was read of a round to standings: of a line by its months, and of a part of a fund by the sums of its months.

A standing here has the parts that a round shows; what it never shows (original budget, postings whatever their month)
stays 0.00.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reports.facts.position import Standing
from reports.loading.rounds import LineRow, Months, PartSums
from s75.money import ZERO
from s75.years import CLOSING_MONTH
from schemes.queries import months_to_come

ALL_MONTHS = range(1, CLOSING_MONTH + 1)
Standings = tuple[Standing, Standing]  # now, and as at the period before


@dataclass(frozen=True)
class Ledgers:
    """Which months of a fund are in for a partner, now and as at the period before; `asked` are the months whose sums
    were read for each line, in that order."""

    now: Months
    before: Months
    asked: Sequence[int] = ()

    @cached_property
    def come(self) -> list[int]:
        """The months that are not in, the closing month among them."""
        return [month for month in ALL_MONTHS if month not in self.now]

    @cached_property
    def months_to_come(self) -> list[int]:
        """The months that are forecast: those to come but for the closing month."""
        return months_to_come(self.now)

    @cached_property
    def come_before(self) -> list[int]:
        return [month for month in ALL_MONTHS if month not in self.before]

    @cached_property
    def places(self) -> list[int | None]:
        """Where the sum of each of the thirteen months stands among those asked for; None where it is not in."""
        return [self.asked.index(month) if month in self.now else None for month in ALL_MONTHS]

    @cached_property
    def places_before(self) -> list[int]:
        return [self.asked.index(month) for month in sorted(self.before)]


def spent_by_month(row: LineRow, ledgers: Ledgers) -> list[Decimal | None]:
    """The thirteen months of a line's ledgers in £, None where the ledger is not in."""
    spent = row.spent
    if spent is None:
        return [None if place is None else ZERO for place in ledgers.places]
    return [None if place is None else spent[place] or ZERO for place in ledgers.places]


def standings_of_line(row: LineRow, spent: Sequence[Decimal | None], ledgers: Ledgers) -> Standings:
    """A line's standings, from its newest figures and what its ledgers hold month by month."""
    forecast, forecast_before = row.version is not None or row.last_round is not None, row.last_round is not None
    newest = row.last_figures if row.version is None else row.figures
    entered = [newest[month - 1] for month in ledgers.come] if newest else []
    last = row.last_figures
    return (
        _standing(
            forecast=forecast,
            budget=row.budget or ZERO,
            profiled=row.profiled or ZERO,
            actual_in=sum(filter(None, spent), ZERO),
            to_come=sum(filter(None, entered), ZERO),
            lines=1,
            wanted=int(row.wanted),
            gaps=entered[: len(ledgers.months_to_come)].count(None),
        ),
        _standing(
            forecast=forecast_before,
            budget=(row.budget or ZERO) - (row.budget_since or ZERO),
            actual_in=_before(row, ledgers) if forecast_before else ZERO,
            to_come=sum(filter(None, [last[month - 1] for month in ledgers.come_before]), ZERO) if last else ZERO,
            lines=1,
            wanted=int(row.wanted),
        ),
    )


def _before(row: LineRow, ledgers: Ledgers) -> Decimal:
    """What the ledgers held, as at the period before, in the months that were in then."""
    if row.spent is None or row.since is None:
        return ZERO
    spent = sum(filter(None, [row.spent[place] for place in ledgers.places_before]), ZERO)
    return spent - sum(filter(None, [row.since[place] for place in ledgers.places_before]), ZERO)


def standings_of_part(part: PartSums, ledgers: Ledgers) -> Standings:
    """The standings of a part of a fund's lines, from the sums of its months."""
    return (
        _standing(
            forecast=part.forecast,
            budget=part.budget,
            profiled=part.profiled,
            actual_in=sum((part.spent.get(month, ZERO) for month in ledgers.now), ZERO),
            to_come=sum((part.figures[month] for month in ledgers.come), ZERO),
            lines=part.lines,
            wanted=part.wanted,
            gaps=sum(part.lines - part.entered[month] for month in ledgers.months_to_come),
        ),
        _standing(
            forecast=part.forecast_before,
            budget=part.budget - part.budget_since,
            actual_in=sum((part.spent.get(m, ZERO) - part.since.get(m, ZERO) for m in ledgers.before), ZERO),
            to_come=sum((part.last[month] for month in ledgers.come_before), ZERO),
            lines=part.lines,
            wanted=part.wanted,
        ),
    )


def _standing(
    *,
    forecast: bool,
    budget: Decimal,
    actual_in: Decimal,
    to_come: Decimal,
    lines: int,
    wanted: int,
    gaps: int = 0,
    profiled: Decimal = ZERO,
) -> Standing:
    """Lines that somebody forecast stand at ledgers and forecasts; others at their budget, and count as not forecast."""
    if forecast:
        return Standing(budget=budget, profiled=profiled, actual_in=actual_in, to_come=to_come, lines=lines, gaps=gaps)
    return Standing(budget=budget, profiled=profiled, unforecast=budget, lines=lines, not_forecast=wanted)
