"""The suspense of a place's year: the codes that lead nowhere yet, and the page on which one of them is settled."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from s75.money import total
from s75.templatetags.s75 import sterling
from s75.years import month_label
from schemes.actions.suspense import clear_suspense, leave_out_of_suspense, may_clear
from schemes.ledgers import suspense_seen
from schemes.suspense import InSuspense
from schemes.suspense_form import SuspenseForm


@require_safe
def suspense(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    found = suspense_seen(scope.place, scope.funds, scope.year)
    rows = [
        {
            "one": one,
            "since": month_label(one.since.month),
            "import": _rows(scope, one),
            "settle": _address(scope, one) if may_clear(scope.user, one.partner, scope.place) else "",
        }
        for one in found
    ]
    context: dict[str, Any] = {
        "rows": rows,
        "amount": total(one.amount for one in found),
        "back": scope.address("actuals"),
    }
    trail = (("Actuals", scope.address("actuals")), ("Suspense", ""))
    return render(request, "schemes/suspense.html", context | frame(scope, "actuals", *trail))


def _rows(scope: Scope, one: InSuspense) -> str:
    asked = urlencode({"fate": "unknown", "code": one.code})
    return f"{scope.address('actuals_import', one.newest.pk)}&{asked}#rows"


def _address(scope: Scope, one: InSuspense) -> str:
    return f"{scope.address('suspense_code')}&{urlencode({'partner': one.partner.pk, 'code': one.code})}"


@require_http_methods(["GET", "HEAD", "POST"])
def suspense_code(request: HttpRequest, place: str) -> HttpResponse:
    """Settle one code: lead it to lines, which posts what stands in suspense, or list it as not section 75."""
    scope = read_scope(request, place)
    one = _one(request, scope)
    if not may_clear(scope.user, one.partner, scope.place):
        raise PermissionDenied(f"Only a finance officer of {one.partner}, or who sets up {scope.place}, may do that.")
    form = SuspenseForm(request.POST if request.method == "POST" else None, funds=scope.funds, one=one)

    def act() -> str:
        of: dict[str, Any] = {
            "place": scope.place,
            "partner": one.partner,
            "year": one.year,
            "code": one.code,
            "by": scope.user,
        }
        if not form.percents:
            leave_out_of_suspense(**of)
            return f"{one.code} is listed as not section 75. Nothing of it is posted."
        made = clear_suspense(percents=form.percents, **of)
        return f"{one.code} is cleared: {sterling(made.amount)} is posted."

    back = scope.address("suspense")
    trail = (("Actuals", scope.address("actuals")), ("Suspense", back), (one.code, ""))
    context: dict[str, Any] = {"one": one, "back": back, "months": _months(one)}
    context |= frame(scope, "actuals", *trail, switch=False)
    return form_page(request, form=form, act=act, done=back, context=context, template="schemes/suspense_code.html")


def _one(request: HttpRequest, scope: Scope) -> InSuspense:
    asked = (request.GET.get("partner", ""), request.GET.get("code", ""))
    found = suspense_seen(scope.place, scope.funds, scope.year)
    one = next((each for each in found if (str(each.partner.pk), each.code) == asked), None)
    if one is None:
        raise Http404("That code is not in suspense any more.")
    return one


def _months(one: InSuspense) -> list[tuple[str, str, Any]]:
    return [(month_label(each.made.month), each.made.filename, each.amount) for each in one.pending]
