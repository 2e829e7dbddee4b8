"""Risk rules of single schemes, which stand instead of their fund's."""

from __future__ import annotations

from typing import Unpack

from budgets.access import require_host
from budgets.actions.risk import Terms, hold_fund, write_rule
from budgets.models import Fund, RiskRule
from budgets.roles import Power
from s75.errors import BadInput
from s75.history import recorded
from s75.models import User
from s75.years import month_label
from schemes.models import RiskOverride, Scheme


def override_risk_rule(
    *, scheme: Scheme, fund: Fund, direction: str, year: int, by: User, month: int = 1, **terms: Unpack[Terms]
) -> RiskRule:
    """The rule of one scheme of the fund from a period on, with terms as `set_risk_rule` takes them.

    A later rule of the scheme replaces it. BadInput for a scheme that has no line in the fund.
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
