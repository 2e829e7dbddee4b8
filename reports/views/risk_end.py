"""Ending a scheme's own risk rule: from a period on it goes by its fund's again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from budgets.access import access_of
from budgets.roles import Power
from budgets.scope import frame, read_scope
from budgets.views.form_page import form_page
from reports.forms.risk import EndOverrideForm
from reports.views.risk import TITLE
from s75.years import month_label, year_label
from schemes.actions.risk import end_risk_override, overrides_standing


@require_http_methods(["GET", "HEAD", "POST"])
def risk_rule_end(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    scope = read_scope(request, place, unopened=True)
    this = next((one for one in scope.funds if one.slug == fund), None)
    if this is None:
        raise Http404("There is no such fund among those that you see.")
    if not access_of(scope.user).may(Power.SET_UP, heir=this.host.heir_id, agreement=this.agreement_id):
        raise PermissionDenied(f"Only who sets up {this} ends its risk rules: its pool manager or administrator.")
    rules = overrides_standing(this)
    form = EndOverrideForm(request.POST if request.method == "POST" else None, fund=this, rules=rules)

    def act() -> str:
        rule, (year, month) = form.ended(), form.when()
        scheme, direction = rule.override.scheme, rule.direction
        reason = form.cleaned_data["reason"]
        end_risk_override(
            scheme=scheme, fund=this, direction=direction, year=year, month=month, reason=reason, by=scope.user
        )
        return f"{scheme} goes by the rule of {this} from {month_label(month)} {year_label(year)}."

    back = f"{scope.address('risk')}&fund={this.slug}" if scope.opened else scope.address("risk")
    trail = (("Money in", scope.address("money_in")), (TITLE, back), ("End a rule", ""))
    context: dict[str, Any] = {
        "title": f"End a scheme’s own rule in {this}",
        "teaches": ""
        if rules
        else f"No scheme of {this} has a rule of its own, so there is nothing to end: all go by the fund’s rule.",
        "button": "End the rule",
        "back": back,
        **frame(scope, "money_in", *trail, switch=False),
    }
    return form_page(request, form=form, act=act, done=back, context=context)
