"""The schemes of a place's year: a list that one searches by name, reference or ledger code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgets.scope import frame, read_scope
from s75.years import month_end
from schemes.filters import LineFilter
from schemes.models import Line
from schemes.seats import codes_on, seats_of, standing
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
    context = {"filter": found, "table": table, "narrowed": bool(kept)}
    return render(request, "schemes/schemes.html", context | frame(scope, "schemes", ("Schemes", ""), keep=kept))
