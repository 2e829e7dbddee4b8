"""The start page: what s75 is, or for somebody signed in what they must do, by when, and what has changed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.models import Notice
from budgets.queries import places_kept
from budgets.views.home import welcome
from reports.home.desk import headline
from reports.home.desks import begun_by_operator, desks_of

NEWS = 5


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return welcome(request)
    desks, unopened = desks_of(request.user)
    tasks = [task for desk in desks for task in desk.tasks] + [task for one in unopened for task in one.tasks]
    context: dict[str, object] = {
        "desks": desks,
        "unopened": unopened,
        "headline": headline(tasks) if len(desks) + len(unopened) > 1 else "",
        "news": Notice.objects.filter(user=request.user, seen_at=None).select_related("place").order_by("-pk")[:NEWS],
        "operator": request.user.is_staff,
    }
    if request.user.is_staff:
        kept = list(places_kept())
        context |= {"kept": kept, "unopened": [*unopened, *begun_by_operator(request.user, kept, unopened)]}
    return render(request, "reports/home.html", context)
