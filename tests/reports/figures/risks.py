"""Risk rules and funds at risk made by hand: only what a test is about needs to be said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reports.facts.risk import FundRisk, PartFacts, RuleFacts, RuleKind, TierFacts
from tests.reports.figures.made import money


def rule(kind: RuleKind, **more: Any) -> RuleFacts:
    """A rule for overspends of the Better Care Fund from P01 2022-23."""
    return RuleFacts(**{"fund": "bcf", "direction": "over", "kind": kind, "year": 2022, "month": 1, **more})


def fixed(*, direction: str = "over", **percents: int | str) -> RuleFacts:
    """Fixed percentages by partner."""
    tier = TierFacts(None, tuple((code, Decimal(str(percent))) for code, percent in percents.items()))
    return rule("fixed", tiers=(tier,), direction=direction)


def under(made: RuleFacts, **more: Any) -> RuleFacts:
    """The same rule for underspends."""
    from dataclasses import replace

    return replace(made, direction="under", **more)


def part(scheme: str, partner: str, amount: str | int, stream: str = "Pool") -> PartFacts:
    return PartFacts(scheme, stream, partner, money(amount))


def risk(*parts: PartFacts, **more: Any) -> FundRisk:
    known = {"fund": "bcf", "partners": ("WCC", "ICB"), "parts": parts, **more}
    return FundRisk(**known)
