"""Risk rules: who bears an over- or underspend of a fund from a period on. A later rule replaces one; a
scheme's own can also be ended, from a period on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Required, TypedDict, Unpack

from budgets.access import require_host
from budgets.models import Fund, Partner, Period, Reserve, RiskRule, RiskShare, RiskTier
from budgets.roles import Power
from s75.errors import BadInput, PeriodLocked
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import HUNDRED, total
from s75.years import CLOSING_MONTH, month_label, year_label

Tier = tuple[Decimal | None, Mapping[Partner, Decimal]]
FOUR_PLACES = Decimal("0.0001")
UNSHARED = {Fund.Arrangement.ALIGNED, Fund.Arrangement.IN_VIEW}


class Terms(TypedDict, total=False):
    """What a rule says. `tiers` are (up to £ or None, {partner: percent}); one without partners is settled by agreement,
    and a fixed rule has one tier that does not end. `use` is for underspends; what an overspend is met from before it is
    shared: underspends elsewhere in the fund (so unless said otherwise), the contingency reserve, and contributions that
    no budget uses."""

    kind: Required[str]
    tiers: Sequence[Tier]
    bearer: Partner | None
    use: str
    underspends_first: bool
    contingency: Reserve | None
    uncommitted_first: bool
    words: str
    source: str
    illustrative: bool


def set_risk_rule(
    *, fund: Fund, direction: str, year: int, by: User, month: int = 1, **terms: Unpack[Terms]
) -> RiskRule:
    """The fund's rule for one direction from a period on; earlier periods keep theirs.

    A rule made before for the same period is replaced. Raises PeriodLocked when a period from there on is locked,
    BadInput for a rule that does not hold together.
    """
    require_host(by, Power.SET_UP, fund)
    with recorded(by=by, reason=f"Set who bears an {direction}spend of {fund} from {month_label(month)}"):
        hold_fund(fund, year, month)
        at = {"fund": fund, "direction": direction, "year": year, "month": month}
        rule = RiskRule.objects.filter(for_scheme=False, **at).first()
        return write_rule(rule or RiskRule(**at), **terms)


def hold_fund(fund: Fund, year: int, month: int) -> None:
    """Hold the fund and its periods for this transaction; PeriodLocked when a rule from there would move a locked one."""
    if not 1 <= month <= CLOSING_MONTH:
        raise BadInput(f"There is no period {month}: a rule counts from a period between P01 and P13.")
    held(Fund.objects).get(pk=fund.pk)
    periods = held(Period.objects).filter(fund=fund, year__gte=year).order_by("year", "month")
    locked = [p for p in periods if p.state == Period.State.LOCKED and (p.year, p.month) >= (year, month)]
    if locked:
        last = locked[-1]
        raise PeriodLocked(
            f"{last.label} {year_label(last.year)} of {fund} is locked, and its shares do not move. Let the rule count "
            "from a later period."
        )


def write_rule(rule: RiskRule, **terms: Unpack[Terms]) -> RiskRule:
    """Check the rule and save it with its tiers; the caller holds the fund and has asked for permission."""
    tiers = terms.get("tiers", ())
    rule.kind, rule.bearer = terms["kind"], terms.get("bearer")
    rule.use = terms.get("use", RiskRule.Use.SHARE)
    rule.underspends_first = terms.get("underspends_first", True)
    rule.contingency = terms.get("contingency")
    rule.uncommitted_first = terms.get("uncommitted_first", False)
    rule.words, rule.source = terms.get("words", "").strip(), terms.get("source", "").strip()
    rule.illustrative = terms.get("illustrative", False)
    _check_kind(rule, tiers)
    _check_uses(rule)
    _check_tiers(rule, tiers)
    if rule.pk:
        RiskShare.objects.filter(tier__rule=rule).delete()
        RiskTier.objects.filter(rule=rule).delete()
    rule.save()
    for position, (up_to, percents) in enumerate(tiers, 1):
        tier = RiskTier.objects.create(rule=rule, position=position, up_to=up_to)
        RiskShare.objects.bulk_create(
            RiskShare(tier=tier, partner=partner, percent=percent) for partner, percent in percents.items()
        )
    return rule


def _check_kind(rule: RiskRule, tiers: Sequence[Tier]) -> None:
    """That the rule has what its kind needs, and nothing that it does not."""
    kind, fund = rule.kind, rule.fund
    if kind not in RiskRule.Kind.values or rule.direction not in RiskRule.Direction.values:
        raise BadInput("Choose over- or underspends, and one of the kinds of rule.")
    if kind == RiskRule.Kind.FUND and not rule.for_scheme:
        raise BadInput(
            "Only the rule of a scheme can be left to the fund's. Say how the fund's over- or underspend is borne."
        )
    if fund.arrangement in UNSHARED and kind not in (RiskRule.Kind.NONE, RiskRule.Kind.FUND):
        raise BadInput(
            f"{fund} is {fund.get_arrangement_display().lower()}, so its partners share nothing: each bears its own lines."
        )
    if (kind == RiskRule.Kind.BEARER) != (rule.bearer is not None):
        raise BadInput("Name the partner that bears all, and name one for that kind of rule only.")
    if rule.bearer is not None:
        _check_partner(rule, rule.bearer)
    if kind == RiskRule.Kind.FIXED and (len(tiers) != 1 or tiers[0][0] is not None or not tiers[0][1]):
        raise BadInput("Fixed percentages are one set of shares for any amount. Use tiers for shares that change.")
    if kind == RiskRule.Kind.TIERS and not tiers:
        raise BadInput("Give at least one tier: up to which amount, and who bears it.")
    if kind not in (RiskRule.Kind.FIXED, RiskRule.Kind.TIERS) and tiers:
        raise BadInput("Only fixed percentages and tiers have shares. Take them away, or choose one of those kinds.")


def _check_uses(rule: RiskRule) -> None:
    """That what comes before the sharing goes with the direction and the kind."""
    if rule.use not in RiskRule.Use.values or (rule.direction == "over" and rule.use != RiskRule.Use.SHARE):
        raise BadInput("Only an underspend can be carried forward, kept or redeployed.")
    pays = rule.contingency is not None or rule.uncommitted_first
    if pays and (rule.direction == "under" or rule.kind in (RiskRule.Kind.NONE, RiskRule.Kind.FUND)):
        raise BadInput(
            "Only an overspend that is shared is met from a contingency reserve or uncommitted contributions."
        )
    if rule.contingency is not None and rule.contingency.fund_id != rule.fund_id:
        raise BadInput(f"{rule.contingency} is a reserve of another fund. Choose one of {rule.fund}.")


def _check_tiers(rule: RiskRule, tiers: Sequence[Tier]) -> None:
    """That tiers ascend, only the last is open, and the shares of each make 100 between partners of the agreement."""
    before = Decimal(0)
    for position, (up_to, percents) in enumerate(tiers, 1):
        if up_to is None and position < len(tiers):
            raise BadInput(f"Tier {position} has no end, so nothing reaches the tiers after it. Give it an amount.")
        if up_to is not None and up_to <= before:
            raise BadInput(f"Tier {position} must end above £{before:,.2f}, where it begins.")
        before = up_to or before
        _check_percents(rule, position, percents)


def _check_percents(rule: RiskRule, position: int, percents: Mapping[Partner, Decimal]) -> None:
    where = f"of tier {position} " if rule.kind == RiskRule.Kind.TIERS else ""
    for partner, percent in percents.items():
        _check_partner(rule, partner)
        if not 0 <= percent <= HUNDRED or percent != percent.quantize(FOUR_PLACES):
            raise BadInput(f"The share {where}of {partner} is a percentage from 0 to 100 with at most four decimals.")
    if len({partner.heir_id for partner in percents}) < len(percents):
        raise BadInput(
            f"The shares {where}name a partner and its successor. Name who stands for both.".replace("  ", " ")
        )
    whole = total(percents.values())
    if percents and whole != HUNDRED:
        raise BadInput(f"The shares {where}make {whole.normalize():f} per cent, not 100. Correct one of them.")


def _check_partner(rule: RiskRule, partner: Partner) -> None:
    if not rule.fund.agreement.partners.filter(heir=partner.heir_id).exists():
        raise BadInput(f"{partner} is not a partner of {rule.fund.agreement}, so it cannot bear a share.")
