"""The schemes of a place's year: a list that one searches by name, reference or ledger code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgets.access import may_set_up
from budgets.scope import Scope, frame, read_scope
from s75.years import month_end
from schemes.filters import LineFilter
from schemes.models import Line, PlanImport
from schemes.plans.permission import may_bring_plans, sees_plans
from schemes.seats import codes_on, seats_of, standing
from schemes.set_up.codes import CODES
from schemes.set_up.lines import LINES
from schemes.set_up.schemes import OUTPUTS, SCHEMES
from schemes.tables import LinesTable


@require_safe
def schemes(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    seats = seats_of(scope.place)
    lines = (
        Line.objects.filter(fund__in=scope.funds, year=scope.year)
        .select_related("fund", "scheme", "stream", "contributing_partner", "spending_partner")
        .prefetch_related("codes__ledger_code")
        .order_by("fund__position", "fund__code", "ref")
    )
    found = LineFilter(request.GET, queryset=lines, funds=scope.funds, partners=standing(seats))
    table = LinesTable(found.qs, scope=scope, codes=codes_on(seats, month_end(scope.year, scope.month)))
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    kept = [(name, value) for name in found.filters if (value := request.GET.get(name))]
    plan = reverse("plan_upload", args=[place]) if may_bring_plans(scope.user, scope.place, seats) else ""
    brought = list(PlanImport.objects.filter(place=scope.place, year=scope.year).defer("content"))
    context = {
        "filter": found,
        "table": table,
        "narrowed": bool(kept),
        "plan_href": plan,
        "keeps": _keeps(scope),
        "plans": brought if brought and sees_plans(scope.user, scope.place) else (),
    }
    return render(request, "schemes/schemes.html", context | frame(scope, "schemes", ("Schemes", ""), keep=kept))


def _keeps(scope: Scope) -> list[tuple[str, str]]:
    """Where whoever sets the place up goes on; nothing for others."""
    if not may_set_up(scope.user, scope.place):
        return []
    parts = [(part.title, part.list_address(scope.place)) for part in (SCHEMES, LINES, CODES, OUTPUTS)]
    found = [(f"Add to or change {title.lower()}", href) for title, href in parts]
    return [*found, (f"Copy {scope.year_label} forward to next year", scope.address("forward"))]
