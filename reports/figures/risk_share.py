"""Who bears an amount: a rule applied to an over- or underspend in £, in shares that always re-add to the penny."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reports.facts.risk import Direction, RuleFacts, TierFacts
from s75.money import ZERO, split_by_shares, total


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of an amount in £ that falls in one step of a rule: from `start` up to `up_to` (None: no end)."""

    start: Decimal
    up_to: Decimal | None
    amount: Decimal
    shares: Mapping[str, Decimal]
    by_agreement: Decimal


@dataclass(frozen=True, slots=True)
class Shared:
    """An amount in £ (underspends are negative) borne by partners; what no share names is settled by agreement.

    The shares and `by_agreement` re-add to `amount`, and so do the slices.
    """

    amount: Decimal
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    by_agreement: Decimal = ZERO
    slices: tuple[Slice, ...] = ()


def in_force(rules: Iterable[RuleFacts], year: int, month: int) -> tuple[RuleFacts, ...]:
    """The rules that count at a period: of each fund, direction and scheme the newest made for it or before.

    A rule of an earlier year goes on until another replaces it, or a scheme's own is ended.
    """
    newest: dict[tuple[str, str, str], RuleFacts] = {}
    for rule in sorted(rules, key=lambda rule: (rule.year, rule.month)):
        if (rule.year, rule.month) <= (year, month):
            newest[rule.fund, rule.direction, rule.scheme] = rule
    return tuple(rule for rule in newest.values() if rule.kind != "fund")


def rule_for(rules: Iterable[RuleFacts], direction: Direction, scheme: str = "") -> RuleFacts | None:
    """Of the rules in force of one fund, the one for a direction: the fund's own, or the override of a scheme."""
    return next((rule for rule in rules if (rule.direction, rule.scheme) == (direction, scheme)), None)


def share_out(
    amount: Decimal, rule: RuleFacts | None, *, contributions: Mapping[str, Decimal], own: Mapping[str, Decimal]
) -> Shared:
    """An amount in £ by a rule; without a rule all of it is by agreement.

    `contributions` are the partners' contributions to what is shared; where none is above zero, or one is below, they
    give no proportion and the amount is by agreement. `own` is each partner's own part of the amount, which a rule of
    kind “none” leaves with it.
    """
    if not amount:
        return Shared(ZERO)
    if rule is None:
        return Shared(amount, by_agreement=amount)
    if rule.kind == "none":
        return Shared(amount, _own(amount, own))
    if rule.kind == "bearer":
        return Shared(amount, {rule.bearer: amount})
    if rule.kind == "contributions":
        if min(contributions.values(), default=ZERO) < 0 or not any(contributions.values()):
            return Shared(amount, by_agreement=amount)
        return Shared(amount, _split(amount, tuple(contributions.items())))
    return _by_tiers(amount, rule.tiers)


def _own(amount: Decimal, own: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Each partner's own part; when something was taken off before, what is left in proportion to the parts."""
    if total(own.values()) == amount:
        return {partner: part for partner, part in own.items() if part}
    same = {partner: abs(part) for partner, part in own.items() if part * amount > 0}
    return _split(amount, tuple(same.items()))


def _split(amount: Decimal, weights: tuple[tuple[str, Decimal], ...]) -> dict[str, Decimal]:
    parts = split_by_shares(amount, [weight for _, weight in weights])
    return {partner: part for (partner, _), part in zip(weights, parts, strict=True)}


def _by_tiers(amount: Decimal, tiers: tuple[TierFacts, ...]) -> Shared:
    """Each step takes the part of the amount that falls in it; above the last step it is by agreement."""
    sign = -1 if amount < 0 else 1
    slices: list[Slice] = []
    start, left = ZERO, abs(amount)
    for tier in (*tiers, TierFacts(None)):
        width = left if tier.up_to is None else min(left, tier.up_to - start)
        if width > 0:
            slices.append(_slice(start, tier, sign * width))
        left -= width
        if not left or tier.up_to is None:
            break
        start = tier.up_to
    shares: dict[str, Decimal] = {}
    for piece in slices:
        for partner, part in piece.shares.items():
            shares[partner] = shares.get(partner, ZERO) + part
    return Shared(amount, shares, total(piece.by_agreement for piece in slices), tuple(slices))


def _slice(start: Decimal, tier: TierFacts, amount: Decimal) -> Slice:
    if not tier.shares:
        return Slice(start, tier.up_to, amount, {}, amount)
    return Slice(start, tier.up_to, amount, _split(amount, tier.shares), ZERO)
