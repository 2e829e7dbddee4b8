"""The national conditions of a Better Care Fund plan: the least that must be spent from the NHS minimum contribution.

Source: the Better Care Fund planning requirements and their planning template. Social care spend is what comes from the
minimum NHS contribution with the area of spend “Social Care”. NHS-commissioned out-of-hospital spend is what comes from
it, is commissioned by the NHS (of joint commissioning the NHS's percentage) and is not “Acute”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.money import ConditionFacts, SchemeKind, StreamFacts
from reports.facts.position import Group
from reports.figures.variance import outturn
from s75.money import HUNDRED, ZERO, split_by_shares, total

NHS_MINIMUM = "minimum nhs contribution"  # its name in the template's list of sources of funding, whatever its case
SOCIAL_CARE = "social care"
ACUTE = "acute"
NHS, JOINT = frozenset({"nhs", "icb"}), "joint"


@dataclass(frozen=True, slots=True)
class Against:
    """Spend in £ held against a floor; a margin below zero is what is missing."""

    spend: Decimal
    floor: Decimal

    @property
    def margin(self) -> Decimal:
        return self.spend - self.floor

    @property
    def met(self) -> bool:
        return self.margin >= 0


@dataclass(frozen=True, slots=True)
class ConditionFigures:
    """One condition: as planned (original budgets), with current budgets, and at the forecast outturn."""

    condition: ConditionFacts
    planned: Against
    current: Against
    forecast: Against
    illustrative: bool


def conditions(
    wanted: Iterable[ConditionFacts],
    groups: Iterable[Group],
    streams: Iterable[StreamFacts],
    schemes: Iterable[SchemeKind],
) -> tuple[ConditionFigures, ...]:
    """Each condition with the spend that counts towards it, of groups that count towards totals."""
    minimum = {stream.name for stream in streams if is_nhs_minimum(stream)}
    kinds = {scheme.ref: scheme for scheme in schemes}
    own = [group for group in groups if group.stream in minimum]
    return tuple(_condition(condition, own, kinds) for condition in wanted)


def is_nhs_minimum(stream: StreamFacts) -> bool:
    """Whether the stream is the minimum NHS contribution of the national template."""
    return stream.national.strip().casefold() == NHS_MINIMUM


def counts(kind: str, scheme: SchemeKind, amount: Decimal) -> Decimal:
    """The part of an amount in £ of a scheme that counts towards a condition (social_care or out_of_hospital)."""
    area, commissioner = scheme.area.strip().casefold(), scheme.commissioner.strip().casefold()
    if kind == "social_care":
        return amount if area == SOCIAL_CARE else ZERO
    if area == ACUTE:
        return ZERO
    if commissioner == JOINT and scheme.nhs_percent is not None:
        return split_by_shares(amount, [scheme.nhs_percent, HUNDRED - scheme.nhs_percent])[0]
    return amount if commissioner in NHS else ZERO


def _condition(condition: ConditionFacts, groups: list[Group], kinds: Mapping[str, SchemeKind]) -> ConditionFigures:
    def counted(amounts: Iterable[Decimal]) -> Against:
        pairs = zip(groups, amounts, strict=True)
        spend = total(counts(condition.kind, kinds[group.scheme], amount) for group, amount in pairs)
        return Against(spend, condition.floor)

    return ConditionFigures(
        condition,
        planned=counted(group.now.original for group in groups),
        current=counted(group.now.budget for group in groups),
        forecast=counted(outturn(group.now) for group in groups),
        illustrative=condition.illustrative or any(group.illustrative for group in groups),
    )
