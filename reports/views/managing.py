"""Which version is this, who is late, and what stops the lock? The pool manager's page, and reminding who is late."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from budgets.models import DueKind
from budgets.scope import Scope, frame, read_scope
from reports import links
from reports.figures.variance import movement_word, variance_word
from reports.managing.breaches import FundBreach
from reports.managing.late import Owed
from reports.managing.reading import Managing, Mover, read_managing, version_of
from reports.managing.reminding import remind_of
from reports.progress import keeps
from reports.review.choices import Choice
from reports.review.lines import SUBMITTED
from s75.years import month_name


@require_safe
def manage(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    found = read_managing(scope)
    mine = {fund.pk for fund in scope.funds if keeps(scope, fund)}
    context = {
        "month_name": month_name(scope.year, scope.month),
        "version": version_of(scope, found.closings),
        "managing": found,
        "funds": [{"closing": closing} for closing in found.closings],
        "owed": [_owed(scope, one, mine) for one in found.owed],
        "movers": [_mover(scope, found, one) for one in found.movers],
        "breaches": [_breach(scope, one) for one in found.breaches if one.breach or one.past],
        "may": bool(mine),
        "addresses": {name: scope.address(name) for name in ("closing", "calendar", "suspense", "journals", "review")},
    }
    return render(request, "reports/manage.html", context | frame(scope, "manage", ("Manage", "")))


def _owed(scope: Scope, one: Owed, mine: set[int]) -> dict[str, Any]:
    """What a partner owes, where it is seen, and the button that reminds it where the reader keeps one of its funds."""
    may = one.asks and bool({fund.pk for fund in one.funds} & mine)
    remind = reverse("manage_remind", args=[scope.place.slug]) + scope.query if may else ""
    return {"one": one, "remind": remind, "href": _seen(scope, one)}


def _seen(scope: Scope, one: Owed) -> str:
    """The page where what is owed is seen, of the one fund that waits where it is one."""
    single = one.funds[0].slug if len(one.funds) == 1 else ""
    if one.kind == DueKind.LEDGER:
        return scope.address("actuals")
    if one.kind == DueKind.REVIEW:
        return scope.address("review") + Choice(fund=single, state=SUBMITTED).query
    return scope.address("closing") + (f"#{single}" if single else "")


def _mover(scope: Scope, found: Managing, one: Mover) -> dict[str, Any]:
    names = {closing.fund.slug: closing.fund.name for closing in found.closings}
    open_at = {"fund": one.fund, "scheme": one.ref}
    figure = {
        measure: links.figure_path(scope.place.slug, measure, scope.year, scope.month, **open_at)
        for measure in ("movement", "variance")
    }
    return {
        "one": one,
        "fund": names[one.fund],
        "href": scope.address("scheme", one.ref),
        "word": movement_word(one.movement),
        "variance_word": variance_word(one.variance),
        **figure,
    }


def _breach(scope: Scope, one: FundBreach) -> dict[str, Any]:
    return {"one": one, "href": scope.address("overspend", one.fund.slug)}


@require_POST
def manage_remind(request: HttpRequest, place: str) -> HttpResponse:
    """Remind the people of a partner of what they owe the period, in the funds whose periods the reader keeps."""
    scope = read_scope(request, place)
    if not any(keeps(scope, fund) for fund in scope.funds):
        raise PermissionDenied("Only a pool manager of a fund's host reminds its partners.")
    asked = (request.POST.get("kind"), request.POST.get("heir"), request.POST.get("day"))
    one = next((o for o in read_managing(scope).owed if (o.kind, str(o.heir), o.day.isoformat()) == asked), None)
    if one is None:
        messages.info(request, "That is not owed any more.")
        return redirect(scope.address("manage"))
    mine = [fund for fund in one.funds if keeps(scope, fund)]
    if not mine:
        raise PermissionDenied("Only a pool manager of the fund's host reminds of what it waits for.")
    told = remind_of(replace(one, funds=mine), year=scope.year, month=scope.month, by=scope.user)
    people = "1 person was" if told == 1 else f"{told} people were"
    if told:
        messages.success(request, f"{people} reminded: {one.partner}, {one.what.lower()}.")
    else:
        messages.info(
            request, f"Nobody new was reminded of {one.partner}: today’s reminder is out, or nobody is there."
        )
    return redirect(scope.address("manage"))
