"""The start page: what s75 is, or for somebody signed in what waits for them in each place."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.queries import places_kept
from budgets.views.home import welcome
from schemes.desks import desks_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return welcome(request)
    desks, unopened = desks_of(request.user)
    context: dict[str, object] = {"desks": desks, "unopened": unopened, "operator": request.user.is_staff}
    if request.user.is_staff:
        context["kept"] = places_kept()
    return render(request, "schemes/home.html", context)
