"""Approval limits in plain English, from the smallest amount up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from reports.facts.agreement import LimitFacts

KINDS = {
    "": "Changes of every kind",
    "opening": "Opening budgets",
    "virement": "Virements",
    "variation": "Variations",
    "carry_forward": "Carry-forwards",
    "drawdown": "Reserve drawdowns",
}
RULE = (
    "The lowest limit that reaches a change names who decides it; whoever a higher limit names may decide it as well. "
    "Nobody decides on a change that they asked for."
)
UNLIMITED = Decimal("Infinity")


def limit_words(limit: LimitFacts) -> str:
    """One limit as a sentence: “Virements between lines of one scheme up to £50,000 are approved by the pool manager.”"""
    what = KINDS[limit.kind] + (" between lines of one scheme" if limit.within_scheme else "")
    amount = "of any amount" if limit.up_to is None else f"up to {_pounds(limit.up_to)}"
    return f"{what} {amount} {_decided(limit)}{_when(limit.starts, limit.ends)}."


def _decided(limit: LimitFacts) -> str:
    if limit.committee:
        return f"are decided by the {limit.committee.removeprefix('The ').removeprefix('the ')}, and its minute is recorded"
    return f"are approved by the {limit.decider[:1].lower()}{limit.decider[1:]}"


def _when(starts: date | None, ends: date | None) -> str:
    parts = [f"from {_day(starts)}" if starts else "", f"until {_day(ends)}" if ends else ""]
    said = " ".join(part for part in parts if part)
    return f", {said}" if said else ""


def in_order(limits: Sequence[LimitFacts]) -> list[LimitFacts]:
    """The limits of every kind first, then kind by kind as a year goes, each from the smallest amount up."""
    kinds = list(KINDS)
    return sorted(
        limits,
        key=lambda one: (
            kinds.index(one.kind),
            not one.within_scheme,
            UNLIMITED if one.up_to is None else one.up_to,
            bool(one.committee),
            one.committee or one.decider,
        ),
    )


def no_limits(deciders: Sequence[str]) -> str:
    """What is true where no limit is kept."""
    roles = [f"{title[:1].lower()}{title[1:]}" for title in deciders]
    who = " or ".join(roles)
    return (
        f"No approval limits are kept: any change is approved by a {who} of a partner, never by whoever asked for it."
    )


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}".removesuffix(".00")


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
