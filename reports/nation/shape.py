"""The size of a synthetic nation, and its amounts: made by arithmetic, so that the same seed gives the same pennies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from s75.money import to_pence
from s75.years import month_end

EVERY_BOARD_AREA = 153
INTEGRATED_CARE_BOARDS = 42
OVERSPENDS = 20  # one line in so many spends more than it has, and says why
EXPLANATION = "More people needed this than was planned. Synthetic."


@dataclass(frozen=True)
class Shape:
    """How many places, schemes a place and years; the last year has begun `months` of its months, the last one open.

    `lines` a place and year are one a scheme unless said. Rounds before `first_round` of a year hold no forecasts. The
    integrated care board spends the last `board_lines`, or a third where none are said; the council spends the rest.
    `prefix` begins the places' slugs.
    """

    places: int = EVERY_BOARD_AREA
    schemes: int = 100
    years: int = 10
    months: int = 12
    lines: int = 0
    first_round: int = 1
    board_lines: int | None = None
    last_year: int = 2025
    seed: int = 75
    prefix: str = "nation"

    @property
    def lines_a_year(self) -> int:
        return self.lines or self.schemes

    @property
    def all_years(self) -> range:
        return range(self.last_year - self.years + 1, self.last_year + 1)

    def slug(self, place: int) -> str:
        return f"{self.prefix}-{place + 1:03d}"

    def budget(self, place: int, line: int, year: int) -> Decimal:
        """A line's opening budget in £: between £10,000 and £1,000,000, a little more every year."""
        mixed = (place * 7919 + line * 104_729 + self.seed * 1_299_709) % 991
        return Decimal(10_000 + mixed * 1_000 + (year - 2000) * 250 + line % 100)

    def spend(self, place: int, line: int, year: int) -> Callable[[int], Decimal]:
        """What a line spends in a month, in £."""
        twelfth = self.budget(place, line, year) / 1200
        mixed, more = line * 31 + place * 7 + year + self.seed, 8 * _overspends(line)
        return lambda month: to_pence(twelfth * (94 + more + (mixed + month * 17) % 13))

    def foreseen(self, place: int, line: int, year: int) -> Callable[[int, int], Decimal]:
        """What is foreseen in a round for a month still to come, in £."""
        twelfth = self.budget(place, line, year) / 1200
        mixed, more = line * 13 + place + self.seed, 6 * _overspends(line)
        return lambda at, month: to_pence(twelfth * (97 + more + (mixed + month * 5 + at * 3) % 7))

    def explanation(self, line: int) -> str:
        return EXPLANATION if _overspends(line) else ""


def _overspends(line: int) -> bool:
    return line % OVERSPENDS == 0


def closed_on(year: int, month: int, *, days: int) -> datetime:
    """A moment so many days after a month's end: ledgers come in after 5 days, forecasts after 8, the lock after 12."""
    after = timedelta(days=days + (15 if month == 13 else 0))
    return datetime.combine(month_end(year, month) + after, time(12), tzinfo=UTC)
