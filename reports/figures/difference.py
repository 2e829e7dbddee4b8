"""What is different between two positions: every scheme of either, with its outturn, budget and variance then and now."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.facts.position import Group, PositionFacts
from reports.figures.bridge import Part
from reports.figures.variance import by, counted, of_funds, position
from s75.money import percent_of

SchemeKey = tuple[str, str]  # fund, scheme


@dataclass(frozen=True, slots=True)
class Difference:
    """One scheme, or several, in £ then and now; a scheme that only one of them has is nil in the other."""

    key: SchemeKey
    budget: tuple[Decimal, Decimal]
    outturn: tuple[Decimal, Decimal]
    illustrative: bool = False

    @property
    def variance(self) -> tuple[Decimal, Decimal]:
        return self.outturn[0] - self.budget[0], self.outturn[1] - self.budget[1]

    @property
    def more(self) -> Decimal:
        """How much more the outturn is now."""
        return self.outturn[1] - self.outturn[0]

    @property
    def percent(self) -> Decimal | None:
        """The same as an exact % of the earlier outturn; None of nothing."""
        return percent_of(self.more, self.outturn[0])

    def part(self, label: str) -> Part:
        """It as a step of the bridge from one outturn to the other."""
        return Part("|".join(self.key), label, self.outturn[0], self.outturn[1], self.illustrative)


def differences(then: PositionFacts, now: PositionFacts) -> tuple[Difference, ...]:
    """Every scheme of the funds that count, those of now first."""
    piles = [_piles(facts) for facts in (then, now)]
    keys = dict.fromkeys([*piles[1], *piles[0]])
    return tuple(together(key, [pile.get(key, []) for pile in piles]) for key in keys)


def together(key: SchemeKey, piles: list[list[Group]]) -> Difference:
    """Groups then and groups now as one difference."""
    before, after = (position(pile, compared=False) for pile in piles)
    return Difference(
        key, (before.budget, after.budget), (before.outturn, after.outturn), before.illustrative or after.illustrative
    )


def _piles(facts: PositionFacts) -> dict[SchemeKey, list[Group]]:
    groups = of_funds(facts.groups, counted(facts.funds))
    return by(groups, lambda group: (group.fund, group.scheme))


def add(key: SchemeKey, parts: list[Difference]) -> Difference:
    """Several differences as one."""
    zero = Decimal(0)
    return Difference(
        key,
        (sum((p.budget[0] for p in parts), zero), sum((p.budget[1] for p in parts), zero)),
        (sum((p.outturn[0] for p in parts), zero), sum((p.outturn[1] for p in parts), zero)),
        any(part.illustrative for part in parts),
    )
