"""Our figures beside sourced ones, such as last year's outturn: the difference is printed, neither figure changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.facts.position import ComparatorFacts
from s75.money import percent_of

OurMeasure = Literal["outturn", "growth", "actual", "budget"]
STATED_PERIOD = re.compile(r"\bP0?(\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference of our figure from a sourced one in £ (positive: ours is above), and as an exact % of theirs."""

    ours: Decimal
    theirs: Decimal
    difference: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Reconciling:
    """A sourced measure beside the base measure of the same thing and year, with the item that reconciles them."""

    base: ComparatorFacts
    other: ComparatorFacts
    difference: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """A sourced amount as an exact % of a sourced whole, and what of the whole is left in £."""

    part: ComparatorFacts
    whole: ComparatorFacts
    percent: Decimal | None
    rest: Decimal


@dataclass(frozen=True, slots=True)
class Growth:
    """A sourced growth over a sourced outturn: the outturn that both together make, in £, and the growth as an exact %."""

    growth: ComparatorFacts
    base: ComparatorFacts
    amount: Decimal
    percent: Decimal | None


def compare(ours: Decimal, theirs: Decimal) -> Comparison:
    """Our figure less theirs in £, with the percentage of the absolute sourced figure; None of a zero one."""
    difference = ours - theirs
    return Comparison(ours, theirs, difference, percent_of(difference, theirs))


def our_measure(comparator: ComparatorFacts) -> OurMeasure:
    """Which of our figures stands beside a sourced measure, by its words: an outturn beside our forecast outturn, a
    growth over last year's outturn beside ours, an actual beside our actual, and any agreed value beside our budget."""
    words = comparator.measure.lower()
    if "above prior-year outturn" in words:
        return "growth"
    if "outturn" in words:
        return "outturn"
    return "actual" if "actual" in words else "budget"


def stated_period(comparator: ComparatorFacts) -> int | None:
    """The period that a sourced measure was published for (“at P08”); None when it names none."""
    found = STATED_PERIOD.search(comparator.measure)
    return int(found[1]) if found else None


def prior_outturn(comparators: Sequence[ComparatorFacts], of: ComparatorFacts) -> ComparatorFacts | None:
    """The earlier year's outturn of the same place, fund or scheme that a growth is measured from."""
    same = [
        c for c in comparators if (c.of, c.ref) == (of.of, of.ref) and our_measure(c) == "outturn" and c.year < of.year
    ]
    return max(same, key=lambda c: c.year, default=None)


def reconcile(comparators: Sequence[ComparatorFacts]) -> tuple[Reconciling, ...]:
    """Sourced values of one thing in one year, each beside the base (the first exact one, or the first) of them.

    Only agreed values are set side by side; an outturn and a growth are no two measures of the same thing.
    """
    piles: dict[tuple[str, str, str], list[ComparatorFacts]] = {}
    for row in comparators:
        if our_measure(row) == "budget" and not is_whole(row):
            piles.setdefault((row.of, row.ref, row.year), []).append(row)
    found: list[Reconciling] = []
    for pile in piles.values():
        base = next((row for row in pile if row.precision == "exact"), pile[0])
        found += [Reconciling(base, other, other.amount - base.amount) for other in pile if other is not base]
    return tuple(found)


def is_whole(comparator: ComparatorFacts) -> bool:
    """Whether a sourced value is of something that the place's budgets are only a part of."""
    return "part of" in comparator.measure.lower()


def shares(comparators: Sequence[ComparatorFacts]) -> tuple[Share, ...]:
    """Sourced values that are parts of another of the same year: the place's of a wider whole, and the funds' of the
    place's base measure (the first exact one, or the first)."""
    budgets = [row for row in comparators if our_measure(row) == "budget"]
    found: list[Share] = []
    for year in dict.fromkeys(row.year for row in budgets):
        of_place = [row for row in budgets if row.year == year and row.of == "place"]
        own = [row for row in of_place if not is_whole(row)]
        for whole in (row for row in of_place if is_whole(row)):
            found += [_share(part, whole) for part in own]
        base = next((row for row in own if row.precision == "exact"), own[0] if own else None)
        if base is not None:
            found += [_share(part, base) for part in budgets if part.year == year and part.of == "fund"]
    return tuple(found)


def _share(part: ComparatorFacts, whole: ComparatorFacts) -> Share:
    return Share(part, whole, percent_of(part.amount, whole.amount), whole.amount - part.amount)


def growths(comparators: Sequence[ComparatorFacts]) -> tuple[Growth, ...]:
    """Sourced growths over an outturn that is sourced as well."""
    pairs = [(row, prior_outturn(comparators, row)) for row in comparators if our_measure(row) == "growth"]
    return tuple(
        Growth(row, base, base.amount + row.amount, percent_of(row.amount, base.amount))
        for row, base in pairs
        if base is not None
    )
