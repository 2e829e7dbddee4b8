"""From the facts of a position to what each fund's bearing is worked out from, and the same with overspends supposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reports.facts.position import Group, PositionFacts
from reports.facts.risk import FundRisk, PartFacts, RiskFacts, RuleFacts
from reports.figures.bearing import Bearing, bear
from reports.figures.risk_share import in_force
from reports.figures.variance import variance
from s75.money import ZERO, split_by_shares, total
from s75.years import CLOSING_MONTH

SchemeKey = tuple[str, str]  # the fund's slug and the scheme's reference


def bearings(facts: PositionFacts, funds: Sequence[str]) -> dict[str, Bearing]:
    """Who bears the variance of each of these funds (slugs), by the rules in force at the facts' period."""
    return {slug: bear(fund_risk(facts, slug)) for slug in funds}


def borne(facts: PositionFacts, funds: Sequence[str]) -> dict[tuple[str, str], Decimal]:
    """What each partner bears in all of each fund's variance in £, by fund and partner: what a settlement takes in."""
    return {
        (slug, partner): part.total
        for slug, bearing in bearings(facts, funds).items()
        for partner, part in bearing.partners.items()
    }


def fund_risk(facts: PositionFacts, fund: str) -> FundRisk:
    """What the bearing of one fund is worked out from.

    An aligned fund whose partners made no rule shares nothing. Contributions count from the streams that are shared, and
    so does what of them no budget uses.
    """
    risk = facts.risk or RiskFacts()
    groups = [group for group in facts.groups if group.fund == fund]
    rules = tuple(r for r in in_force(risk.rules, facts.year, facts.period) if r.fund == fund)
    if fund in risk.aligned and not rules:
        rules = (RuleFacts(fund, "over", "none", 0, 1), RuleFacts(fund, "under", "none", 0, 1))
    contributions: dict[str, Decimal] = {}
    for row in facts.contributions:
        if row.fund == fund and row.stream not in risk.apart:
            contributions[row.partner] = contributions.get(row.partner, ZERO) + row.amount
    budgets = total(group.now.budget for group in groups if group.stream not in risk.apart)
    involved = {group.contributor for group in groups} | set(contributions) | _named(rules)
    return FundRisk(
        fund=fund,
        partners=tuple(partner.code for partner in facts.partners if partner.code in involved),
        parts=tuple(_part(group) for group in groups),
        rules=rules,
        apart=risk.apart,
        contributions=contributions,
        uncommitted=total(contributions.values()) - budgets,
        reserves={name: balance for (of, name), balance in risk.reserves.items() if of == fund},
    )


def _named(rules: Sequence[RuleFacts]) -> set[str]:
    shares = {partner for rule in rules for tier in rule.tiers for partner, _ in tier.shares}
    return shares | {rule.bearer for rule in rules if rule.bearer}


def _part(group: Group) -> PartFacts:
    return PartFacts(group.scheme, group.stream, group.contributor, variance(group.now), group.illustrative)


def suppose(facts: PositionFacts, more: Mapping[SchemeKey, Decimal]) -> PositionFacts:
    """The facts as they would be if schemes spent so much more in £ (less: negative) than is forecast.

    What a scheme spends more is spread over its groups of lines in proportion to their budgets, evenly where none has
    one above zero. KeyError for a scheme that has no line in its fund.
    """
    groups = list(facts.groups)
    for key, amount in more.items():
        at = [i for i, group in enumerate(groups) if (group.fund, group.scheme) == key]
        if not at:
            raise KeyError(key)
        weights = [max(groups[i].now.budget, ZERO) for i in at]
        parts = split_by_shares(amount, weights if any(weights) else [1] * len(at))
        for i, part in zip(at, parts, strict=True):
            now = groups[i].now
            groups[i] = replace(groups[i], now=now._replace(to_come=now.to_come + part))
    return replace(facts, groups=tuple(groups))


def outturn_word(period: int, *, locked: bool) -> str:
    """What an outturn is called at a period: forecast in the year, provisional from its last month, and final once the
    closing period is locked. The formula is the same: by then ledgers have taken the place of every forecast."""
    if period < CLOSING_MONTH - 1 or (period == CLOSING_MONTH - 1 and not locked):
        return "Forecast outturn"
    return "Final outturn" if locked and period == CLOSING_MONTH else "Provisional outturn"
