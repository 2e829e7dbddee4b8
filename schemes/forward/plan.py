"""What copying a year forward would make: plain data and its arithmetic, so that the preview is what is then done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from s75.money import HUNDRED, ZERO, split_by_shares, to_pence, total

if TYPE_CHECKING:
    from budgets.models import Agreement, Fund, FundingStream, Partner, Place
    from schemes.models import LedgerCode, Line, Scheme

ORIGINAL, CURRENT = "original", "current"


@dataclass(frozen=True)
class Target:
    """The stream that a stream's money comes from next year: itself, its successor, or one that is still to be made."""

    name: str
    stream: FundingStream | None

    @property
    def is_new(self) -> bool:
        return self.stream is None


@dataclass(frozen=True)
class LineForward:
    """A line and its budgets in £: this year's, and next year's."""

    line: Line
    now: Decimal
    then: Decimal


@dataclass(frozen=True)
class Pot:
    """What one partner (by heir) puts into one fund from one stream, in £, with the lines that it pays for."""

    fund: Fund
    stream: FundingStream
    target: Target
    partner: Partner
    uplift: Decimal
    now: Decimal
    then: Decimal
    budget_now: Decimal
    lines: tuple[LineForward, ...]
    ceiling: Decimal | None = None
    illustrative: bool = False

    @property
    def budget_then(self) -> Decimal:
        return total(line.then for line in self.lines)

    @property
    def unallocated(self) -> Decimal:
        return self.then - self.budget_then

    @property
    def short(self) -> Decimal:
        """What its spending lines miss of their uplifted budgets, because income that helped to pay was left out."""
        wanted = uplifted(total(line.now for line in self.lines if line.now > 0), self.uplift)
        return wanted - total(line.then for line in self.lines if line.now > 0)


@dataclass(frozen=True)
class LeftOut:
    """Something that is not carried over, why, and its amount in £ this year where it has one."""

    what: str
    why: str
    amount: Decimal | None = None
    illustrative: bool = False


@dataclass(frozen=True)
class Forward:
    """Everything that copying a year forward would make. `present` says of funds what next year holds already."""

    place: Place
    year: int
    basis: str
    funds: tuple[Fund, ...]
    present: dict[int, str]
    pots: tuple[Pot, ...]
    left_out: tuple[LeftOut, ...]
    targets: dict[FundingStream, Target | None]
    follow_ups: tuple[Agreement, ...] = ()
    codes: tuple[tuple[LedgerCode, Line, Decimal], ...] = ()
    closed: tuple[Scheme, ...] = field(default=())

    @property
    def next_year(self) -> int:
        return self.year + 1

    @property
    def ready(self) -> tuple[Fund, ...]:
        """The funds of which next year holds nothing yet."""
        return tuple(fund for fund in self.funds if fund.pk not in self.present)


def uplifted(amount: Decimal, percent: Decimal) -> Decimal:
    """An amount in £ raised by a percentage, rounded half up to the penny."""
    return to_pence(amount * (HUNDRED + percent) / HUNDRED)


def spread(budgets: Sequence[Decimal], percent: Decimal, contribution: Decimal) -> list[Decimal]:
    """Next year's budgets of the lines of a pot, in £, which together never exceed its contribution next year.

    The pot's spending and its income are raised as two sums, and each is split over its lines in the proportions of this
    year (`split_by_shares`), so that the parts re-add to the penny whatever the percentage. Spending is held to what the
    contribution and the income pay for: it passes that only when income was left out.
    """
    gains, income = [max(b, ZERO) for b in budgets], [max(-b, ZERO) for b in budgets]
    earned = uplifted(total(income), percent)
    spends = min(uplifted(total(gains), percent), contribution + earned)
    return [plus - minus for plus, minus in zip(_split(spends, gains), _split(earned, income), strict=True)]


def _split(amount: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    return split_by_shares(amount, shares) if any(shares) else [ZERO] * len(shares)


def added_by_target(pots: Iterable[Pot]) -> dict[tuple[int, str, int], list[Pot]]:
    """The pots by what they become: one contribution of a partner from a stream to a fund, of one old stream or several."""
    found: dict[tuple[int, str, int], list[Pot]] = {}
    for pot in pots:
        found.setdefault((pot.fund.pk, pot.target.name, pot.partner.pk), []).append(pot)
    return found
