"""A line's own record: how far its earlier forecasts were from what the ledgers then held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from s75.money import ZERO, percent_of, total
from s75.years import MONTHS

Amounts = Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class PastRound:
    """An earlier forecast and what came: thirteen figures in £ (None: its ledger was in, or nothing was forecast), and
    the thirteen months of ledgers as they are now (None: not in)."""

    year: int
    round: int
    figures: Amounts
    ledgers: Amounts

    @property
    def complete(self) -> bool:
        """Whether the ledgers of all twelve months are in, so that the outturn is known."""
        return None not in self.ledgers[: len(MONTHS)]


@dataclass(frozen=True, slots=True)
class Miss:
    """How far one forecast was off in £ (positive: too high), and as an unsigned % of what it is measured by."""

    year: int
    round: int
    amount: Decimal
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Record:
    """The average miss in %, unrounded; how many forecasts it is over, and how many were too high and too low."""

    average: Decimal
    rounds: int
    high: int
    low: int


def miss(past: PastRound) -> Miss | None:
    """Forecast less ledgers over the months that came in since, as a % of the outturn where the year is complete, else
    of what came in these months; None where nothing came in since, or the measure is zero."""
    came = [(f, a) for f, a in zip(past.figures, past.ledgers, strict=True) if f is not None and a is not None]
    if not came:
        return None
    amount = total(forecast - actual for forecast, actual in came)
    measure = total(a for a in past.ledgers if a is not None) if past.complete else total(a for _, a in came)
    percent = percent_of(amount, measure)
    return None if percent is None else Miss(past.year, past.round, amount, abs(percent))


def record(pasts: Iterable[PastRound]) -> Record | None:
    """The record over earlier forecasts; None where none can be compared with anything yet."""
    misses = [found for past in pasts if (found := miss(past)) is not None]
    if not misses:
        return None
    average = sum((found.percent for found in misses), ZERO) / len(misses)
    return Record(
        average, len(misses), sum(found.amount > 0 for found in misses), sum(found.amount < 0 for found in misses)
    )


def same_period(pasts: Iterable[PastRound], period: int) -> list[PastRound]:
    """The forecasts of complete years that were made in the same period."""
    return [past for past in pasts if past.round == period and past.complete]
