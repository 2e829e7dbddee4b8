"""What a page of setting up is about: the place, for whoever may set it up, also before it has any fund or period."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from budgets.access import may_set_up
from budgets.models import Fund, Period, Place
from budgets.scope import Scope, frame
from s75.models import User
from s75.years import london_date, month_of, year_of

SET_UP = "Set-up"
UNOPENED = ("closing", "set_up", "people")  # the pages of a place that are there before its first period is opened


def visible(user: User, place: Place) -> bool:
    """Whether the person reads the figures of an agreement of the place; an operator may not."""
    return Place.objects.visible_to(user).filter(pk=place.pk).exists()


def place_scope(request: HttpRequest, slug: str) -> Scope:
    """The place with all of its funds that the person sees, or 404: a place may have none, or no period yet."""
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else in
    place = Place.objects.filter(slug=slug).first()
    if place is None or not (visible(user, place) or may_set_up(user, place)):
        raise Http404("There is no such place among those that you see.")
    funds = Fund.objects.filter(place=place) if may_set_up(user, place) else Fund.objects.visible_to(user)
    mine = list(funds.filter(place=place).select_related("place", "agreement", "host").order_by("position", "code"))
    periods = list(Period.objects.filter(fund__in=mine).order_by("year", "month"))
    opened = [period for period in periods if period.state != Period.State.FUTURE]
    if not opened:
        today = london_date(timezone.now())
        return Scope(user, place, mine, periods, year_of(today), month_of(today))
    newest = [period for period in opened if period.year == opened[-1].year]
    month = min((p.month for p in newest if p.state == Period.State.OPEN), default=newest[-1].month)
    return Scope(user, place, mine, periods, newest[0].year, month)


def set_up_scope(request: HttpRequest, slug: str) -> Scope:
    """The place, for whoever sets it up: 404 for an outsider, 403 for any other reader."""
    scope = place_scope(request, slug)
    if not may_set_up(scope.user, scope.place):
        raise PermissionDenied("Only a pool manager or administrator of a partner that hosts a fund here sets it up.")
    return scope


def operator_scope(request: HttpRequest, slug: str) -> Scope:
    """The place, for whoever runs the installation: what is done there reaches beyond the place."""
    scope = set_up_scope(request, slug)
    if not scope.user.is_staff:
        raise PermissionDenied("Only whoever runs this installation does this: it reaches beyond the place.")
    return scope


def set_up_frame(scope: Scope, *trail: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of setting up."""
    steps = [(SET_UP, reverse("set_up", args=[scope.place.slug])), *trail] if trail else [(SET_UP, "")]
    return unopened_frame(scope, "set_up", *steps)


def unopened_frame(scope: Scope, here: str, *trail: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page that is there before the first period is opened, or for an operator without a role.

    Its menu and trail lead only to pages that are there already for this person.
    """
    around: dict[str, Any] = frame(scope, here, *trail, switch=False)
    reads = visible(scope.user, scope.place)
    if scope.opened and reads:
        return around
    there = {scope.address(name) for name in UNOPENED if reads or name == "set_up"}
    home = scope.address("place")
    around["navigation"] = [entry for entry in around["navigation"] if entry["href"] in there]
    around["trail"] = [{**step, "href": ""} if step["href"] == home else step for step in around["trail"]]
    return around
