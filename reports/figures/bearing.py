"""Who bears a fund's variance: its parts put to the rules, over and under separately, so that all re-adds exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.risk import Direction, FundRisk, PartFacts, RuleFacts
from reports.figures.risk_share import Shared, rule_for, share_out
from reports.figures.waterfall import Pools, Waterfall, overspend_waterfall, underspend_waterfall
from s75.money import ZERO, percent_of, total

KEPT = {"carry", "keep", "redeploy"}
MET = {"contingency", "uncommitted"}


@dataclass(frozen=True, slots=True)
class Portion:
    """One rule at work: on the fund's overspends or underspends, or on those of the scheme that it overrides."""

    direction: Direction
    scheme: str
    rule: RuleFacts | None
    waterfall: Waterfall
    shared: Shared


@dataclass(frozen=True, slots=True)
class Borne:
    """What one partner bears in £: of lines that are not shared, and of what is; `percent` is its exact share of all
    that is shared, None where that is nothing."""

    own: Decimal
    shared: Decimal
    percent: Decimal | None

    @property
    def total(self) -> Decimal:
        return self.own + self.shared


@dataclass(frozen=True, slots=True)
class Bearing:
    """A fund's variance in £ by who bears it. The partners' totals, what is met in the pool (contingency, uncommitted),
    what is kept in it (underspends carried forward, kept or redeployed) and what is by agreement re-add to it."""

    fund: str
    variance: Decimal
    partners: Mapping[str, Borne]
    apart: tuple[PartFacts, ...]
    portions: tuple[Portion, ...]
    met: Decimal
    kept: Decimal
    by_agreement: Decimal
    illustrative: bool

    @property
    def to_share(self) -> Decimal:
        """What the waterfalls leave to be shared between the partners."""
        return total(portion.shared.amount for portion in self.portions)


def bear(risk: FundRisk) -> Bearing:
    """The variance of a fund put to its rules.

    A stream that is not shared leaves its variance with the partner whose money it is. Of the rest, each scheme is over
    or under as a whole. A scheme whose direction has a rule of its own is taken out; the others are the fund's. The
    fund's rule draws on the pools first, then the overrides in the order of their schemes.
    """
    apart = tuple(part for part in risk.parts if part.stream in risk.apart)
    portions = _portions(risk, [part for part in risk.parts if part.stream not in risk.apart])
    own = _by_partner(apart)
    shared: dict[str, Decimal] = {}
    for portion in portions:
        for partner, amount in portion.shared.shares.items():
            shared[partner] = shared.get(partner, ZERO) + amount
    whole = total(portion.shared.amount for portion in portions)
    names = [*risk.partners, *(name for name in (*own, *shared) if name not in risk.partners)]
    return Bearing(
        fund=risk.fund,
        variance=total(part.amount for part in risk.parts),
        partners={
            name: Borne(own.get(name, ZERO), shared.get(name, ZERO), share_percent(shared.get(name, ZERO), whole))
            for name in dict.fromkeys(names)
        },
        apart=apart,
        portions=portions,
        met=_taken(portions, MET),
        kept=_taken(portions, KEPT),
        by_agreement=total(portion.shared.by_agreement for portion in portions),
        illustrative=any(part.illustrative for part in risk.parts) or any(rule.illustrative for rule in risk.rules),
    )


def share_percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """A part as an exact % of what is shared, over or under alike; None of nothing."""
    return percent_of(-part if whole < 0 else part, whole)


def _taken(portions: Iterable[Portion], keys: set[str]) -> Decimal:
    return total(step.amount for portion in portions for step in portion.waterfall.steps if step.key in keys)


def _by_partner(parts: Iterable[PartFacts]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for part in parts:
        found[part.partner] = found.get(part.partner, ZERO) + part.amount
    return found


def _portions(risk: FundRisk, parts: list[PartFacts]) -> tuple[Portion, ...]:
    schemes: dict[str, list[PartFacts]] = {}
    for part in parts:
        schemes.setdefault(part.scheme, []).append(part)
    over: list[PartFacts] = []
    under: list[PartFacts] = []
    overrides: list[tuple[RuleFacts, list[PartFacts]]] = []
    for scheme in sorted(schemes):
        amount = total(part.amount for part in schemes[scheme])
        direction: Direction = "over" if amount > 0 else "under"
        override = rule_for(risk.rules, direction, scheme)
        if override is not None:
            overrides.append((override, schemes[scheme]))
        else:
            (over if amount > 0 else under).extend(schemes[scheme])
    start = -total(part.amount for part in under)
    pools = Pools(start, risk.uncommitted, dict(risk.reserves))
    found = [_over(risk, rule_for(risk.rules, "over"), over, pools)]
    found += [_over(risk, rule, some, pools) for rule, some in overrides if rule.direction == "over"]
    found += [_under(risk, rule, some, ZERO) for rule, some in overrides if rule.direction == "under"]
    found.append(_under(risk, rule_for(risk.rules, "under"), under, start - pools.underspends))
    return tuple(portion for portion in found if portion.waterfall.start or portion.shared.shares)


def _over(risk: FundRisk, rule: RuleFacts | None, parts: list[PartFacts], pools: Pools) -> Portion:
    steps = overspend_waterfall(total(part.amount for part in parts), rule, pools)
    return _portion(risk, "over", rule, steps, parts)


def _under(risk: FundRisk, rule: RuleFacts | None, parts: list[PartFacts], used: Decimal) -> Portion:
    steps = underspend_waterfall(total(part.amount for part in parts), rule, used=used)
    return _portion(risk, "under", rule, steps, parts)


def _portion(
    risk: FundRisk, direction: Direction, rule: RuleFacts | None, steps: Waterfall, parts: list[PartFacts]
) -> Portion:
    own = _by_partner(parts)
    shared = share_out(steps.left, rule, contributions=risk.contributions, own=own)
    if not steps.left and not steps.steps and rule is not None and rule.kind == "none":
        shared = Shared(ZERO, {partner: amount for partner, amount in own.items() if amount})
    return Portion(direction, rule.scheme if rule else "", rule, steps, shared)
