"""What meets an over- or underspend before it is shared: a waterfall of steps in £, each with what it leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reports.facts.risk import RuleFacts
from s75.money import ZERO

StepKey = Literal["underspends", "contingency", "uncommitted", "overspends", "carry", "keep", "redeploy"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it takes off in £, with the sign of the amount that it is taken from, and what is left."""

    key: StepKey
    amount: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From `start` over the steps to what is left to be shared: the steps and `left` re-add to `start`."""

    start: Decimal
    steps: tuple[Step, ...]
    left: Decimal


@dataclass
class Pools:
    """What there is in £ to meet overspends with, used up as one rule after the other draws on it."""

    underspends: Decimal = ZERO
    uncommitted: Decimal = ZERO
    reserves: dict[str, Decimal] = field(default_factory=dict)

    def draw(self, key: StepKey, wanted: Decimal, rule: RuleFacts) -> Decimal:
        """As much of what is wanted as the pool of a step holds."""
        if key == "contingency":
            taken = self._least(wanted, self.reserves.get(rule.contingency, ZERO))
            self.reserves[rule.contingency] = self.reserves.get(rule.contingency, ZERO) - taken
        elif key == "uncommitted":
            taken = self._least(wanted, self.uncommitted)
            self.uncommitted -= taken
        else:
            taken = self._least(wanted, self.underspends)
            self.underspends -= taken
        return taken

    @staticmethod
    def _least(wanted: Decimal, held: Decimal) -> Decimal:
        """A pool that stands below zero holds nothing to draw."""
        return min(wanted, max(held, ZERO))


def overspend_waterfall(start: Decimal, rule: RuleFacts | None, pools: Pools) -> Waterfall:
    """An overspend in £ (zero or more) met in the order that agreements use: underspends elsewhere in the fund, the
    contingency reserve, contributions that no budget uses; each only where the rule takes it. What is left is shared
    outside the pool. Without a rule only underspends are set against it."""
    if rule is None:
        rule = RuleFacts("", "over", "fixed", 0, 1)
    asked: tuple[tuple[StepKey, bool], ...] = (
        ("underspends", rule.underspends_first),
        ("contingency", bool(rule.contingency)),
        ("uncommitted", rule.uncommitted_first),
    )
    steps: list[Step] = []
    left = start
    for key, wanted in asked:
        if wanted and rule.kind != "none":
            taken = pools.draw(key, left, rule)
            left -= taken
            steps.append(Step(key, taken, left))
    return Waterfall(start, tuple(steps), left)


def underspend_waterfall(start: Decimal, rule: RuleFacts | None, *, used: Decimal = ZERO) -> Waterfall:
    """An underspend in £ (zero or less): what of it (`used`, zero or more) met overspends, then the use that the rule
    makes of the rest. Only a rule whose use is “share” leaves anything to be shared."""
    steps: list[Step] = []
    left = start
    if used:
        left += used
        steps.append(Step("overspends", -used, left))
    if rule is not None and rule.use != "share" and rule.kind != "none":
        steps.append(Step(rule.use, left, ZERO))
        left = ZERO
    return Waterfall(start, tuple(steps), left)
