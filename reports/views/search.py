"""Where is it? What somebody looks for, in one place or in all that they see."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.models import Fund
from budgets.refusals import UNPROCESSABLE
from budgets.scope import read_scope
from budgets.set_up.scope import place_scope, unopened_frame
from reports.search.asking import read_asked
from reports.search.reading import Within, search
from s75.models import User

TITLE = "Search"


@require_safe
def search_all(request: HttpRequest) -> HttpResponse:
    """In every place that the person sees."""
    return _page(request, Within(cast(User, request.user)), {})  # LoginRequiredMiddleware lets nobody else in


@require_safe
def search_place(request: HttpRequest, place: str) -> HttpResponse:
    """In one place, which may have no period yet."""
    if Fund.objects.visible_to(cast(User, request.user)).filter(place__slug=place).exists():
        scope = read_scope(request, place, unopened=True)
    else:
        scope = place_scope(request, place)
    within = Within(scope.user, scope.place, scope.year, scope.month)
    everywhere = f"{reverse('search')}?{urlencode({'q': request.GET.get('q', '')})}"
    return _page(request, within, {"everywhere": everywhere, **unopened_frame(scope, "", (TITLE, ""))})


def _page(request: HttpRequest, within: Within, around: dict[str, Any]) -> HttpResponse:
    asked = read_asked(request.GET.get("q", ""))
    groups = search(asked, within)
    context = {
        "searched": asked,
        "problems": [{"text": asked.problem, "href": "#search"}] if asked.problem else [],
        "groups": groups,
        "count": sum(len(group.results) for group in groups),
        "more": any(group.more for group in groups),
    }
    status = UNPROCESSABLE if asked.problem else 200
    return render(request, "reports/search.html", context | around, status=status)
