"""Red, amber, green, and whether a variance must be explained: limits in £ or %, whichever is lower."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from reports.facts.position import ThresholdFacts
from s75.money import HUNDRED

Rag = Literal["Red", "Amber", "Green"]
Level = Literal["scheme", "fund"]


def reaches(amount: Decimal, budget: Decimal, pounds: Decimal | None, percent: Decimal | None) -> bool:
    """Whether an amount above zero reaches a limit in £, or in % of the absolute budget; None switches a limit off.

    Any amount reaches a percentage of a zero budget.
    """
    if amount <= 0:
        return False
    in_pounds = pounds is not None and amount >= pounds
    return in_pounds or (percent is not None and amount * HUNDRED >= percent * abs(budget))


def rag(variance: Decimal, budget: Decimal, threshold: ThresholdFacts) -> Rag:
    """Red for an overspend at a limit, amber for a smaller one, green for break-even or an underspend."""
    if variance <= 0:
        return "Green"
    red = reaches(variance, budget, threshold.red_pounds, threshold.red_percent)
    return "Red" if red else "Amber"


def needs_explanation(variance: Decimal, budget: Decimal, threshold: ThresholdFacts) -> bool:
    """Whether a variance, over or under, reaches the limit beyond which its officer must explain it."""
    return reaches(abs(variance), budget, threshold.explain_pounds, threshold.explain_percent)


def threshold_for(thresholds: Mapping[str, Sequence[ThresholdFacts]], fund: str, level: Level) -> ThresholdFacts | None:
    """The limits of a fund at a level; None when the fund has none there."""
    return next((limit for limit in thresholds.get(fund, ()) if limit.level == level), None)
