"""Risk rules of single schemes, which stand instead of their fund's."""

from __future__ import annotations

from typing import Unpack

from budgets.access import require_host
from budgets.actions.risk import Terms, hold_fund, write_rule
from budgets.models import Fund, RiskRule
from budgets.roles import Power
from s75.errors import BadInput, WrongState
from s75.history import recorded
from s75.models import User
from s75.years import month_label, year_label
from schemes.models import RiskOverride, Scheme


def override_risk_rule(
    *, scheme: Scheme, fund: Fund, direction: str, year: int, by: User, month: int = 1, **terms: Unpack[Terms]
) -> RiskRule:
    """The rule of one scheme of the fund from a period on, with terms as `set_risk_rule` takes them.

    A later rule of the scheme replaces it, and `end_risk_override` ends it. BadInput for a scheme that has no line in the fund.
    """
    require_host(by, Power.SET_UP, fund)
    with recorded(by=by, reason=f"Set who bears an {direction}spend of {scheme} from {month_label(month)}"):
        hold_fund(fund, year, month)
        if not fund.lines.filter(scheme=scheme).exists():
            raise BadInput(f"{scheme} has no line in {fund}. Choose a scheme of the fund.")
        made = RiskOverride.objects.filter(
            scheme=scheme, rule__fund=fund, rule__direction=direction, rule__year=year, rule__month=month
        ).first()
        rule = made.rule if made else RiskRule(fund=fund, direction=direction, year=year, month=month, for_scheme=True)
        write_rule(rule, **terms)
        if made is None:
            RiskOverride.objects.create(rule=rule, scheme=scheme)
        return rule


def end_risk_override(
    *, scheme: Scheme, fund: Fund, direction: str, year: int, month: int, reason: str, by: User
) -> RiskRule:
    """From a period on, one direction of a scheme goes by its fund's rule again; earlier periods keep its own.

    Raises PeriodLocked when a period from there on is locked, WrongState when no rule of its own stands then.
    """
    require_host(by, Power.SET_UP, fund)
    if not reason.strip():
        raise BadInput("Say why the scheme's own rule ends. The reason is kept on record.")
    with recorded(by=by, reason=reason.strip()):
        hold_fund(fund, year, month)
        before = RiskRule.objects.filter(fund=fund, direction=direction, override__scheme=scheme)
        rules = list(before.order_by("year", "month", "pk"))
        standing = [rule for rule in rules if (rule.year, rule.month) <= (year, month)]
        if not standing or standing[-1].kind == RiskRule.Kind.FUND:
            raise WrongState(f"{scheme} has no rule of its own for {direction}spends in {month_label(month)}.")
        if later := next((rule for rule in rules if (rule.year, rule.month) > (year, month)), None):
            raise WrongState(
                f"A later rule of {scheme} counts from {month_label(later.month)} {year_label(later.year)}. End that one."
            )
        return override_risk_rule(
            scheme=scheme,
            fund=fund,
            direction=direction,
            year=year,
            month=month,
            by=by,
            kind=RiskRule.Kind.FUND,
            underspends_first=False,
            words=reason,
        )


def overrides_standing(fund: Fund) -> list[RiskRule]:
    """The newest rule of each scheme and direction of a fund that has one of its own, not ended: one query."""
    rules = RiskRule.objects.filter(fund=fund, for_scheme=True).select_related("override__scheme")
    newest = {(rule.override.scheme_id, rule.direction): rule for rule in rules.order_by("year", "month", "pk")}
    return [rule for rule in newest.values() if rule.kind != RiskRule.Kind.FUND]
