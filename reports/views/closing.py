"""Is the period ready to be closed? What each fund waits for, and opening, locking and reopening its periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from budgets.actions.years import open_period, reopen_period
from budgets.models import Fund, Period
from budgets.refusals import sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.actions import lock_period, lock_ready_periods
from reports.closing import FundClosing, closings, ready_to_lock, reopening_means
from s75.errors import RuleBroken
from s75.models import User
from s75.numbers import whole
from s75.years import CLOSING_MONTH, month_label, month_name, year_label
from schemes.officers import left_lines

LISTED = 50


@require_safe
def closing(request: HttpRequest, place: str) -> HttpResponse:
    return _page(request, read_scope(request, place, unopened=True))


@require_POST
def closing_lock(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """Lock a fund's period; with a reason also when checks are not met. One that is locked already stays as it is."""
    scope, this = _fund(request, place, fund)
    month, reason = _month(request), request.POST.get("reason", "")
    if _locked_already(scope, this, month):
        messages.info(request, f"{month_label(month)} of {this} is locked.")
        return redirect(scope.address("closing"))

    def lock() -> str:
        lock_period(fund=this, year=scope.year, month=month, waive=reason, by=scope.user)
        return f"{month_label(month)} of {this} is locked{_next_is_open(month)}."

    return _do(request, scope, this, lock, field=f"waive-{this.slug}")


@require_POST
def closing_lock_all(request: HttpRequest, place: str) -> HttpResponse:
    """Lock the period of every fund that the person keeps and that no check holds back."""
    scope = read_scope(request, place)
    month = _month(request)
    found = closings(scope)
    if not any(one.may for one in found):
        raise PermissionDenied("Only a pool manager of a fund's host locks its periods.")
    funds = [c.fund for c in ready_to_lock(found)] if month == scope.month else []

    def lock() -> str:
        locked = lock_ready_periods(place=scope.place, funds=funds, year=scope.year, month=month, by=scope.user)
        if not locked:
            return f"No fund was ready to be locked in {month_label(month)}."
        names = ", ".join(str(period.fund) for period in locked)
        return f"{month_label(month)} is locked{_next_is_open(month)}: {names}."

    return _do(request, scope, None, lock)


@require_POST
def closing_open(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """Open a fund's next period. One that is open already stays as it is."""
    scope, this = _fund(request, place, fund)
    month, year = _month(request), _year(request, scope, this)

    def open_it() -> str:
        open_period(fund=this, year=year, month=month, by=scope.user)
        return f"{month_label(month)} {year_label(year)} of {this} is open."

    return _do(request, scope, this, open_it, then=replace(scope, year=year, month=month))


@require_POST
def closing_reopen(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """Reopen a fund's last locked period, for a reason."""
    scope, this = _fund(request, place, fund)
    month, reason = _month(request), request.POST.get("reason", "")

    def reopen() -> str:
        reopen_period(fund=this, year=scope.year, month=month, reason=reason, by=scope.user)
        return f"{month_label(month)} of {this} is open again."

    return _do(request, scope, this, reopen, field=f"reopen-{this.slug}")


def _fund(request: HttpRequest, place: str, slug: str) -> tuple[Scope, Fund]:
    scope = read_scope(request, place, unopened=True)
    found = next((fund for fund in scope.funds if fund.slug == slug), None)
    if found is None:
        raise Http404("There is no such fund among those that you see.")
    return scope, found


def _month(request: HttpRequest) -> int:
    """The period that the button was about, so that a late click does not close another one."""
    month = whole(request.POST.get("month", ""))
    if month is None or not 1 <= month <= CLOSING_MONTH:
        raise Http404("There is no such period.")
    return month


def _year(request: HttpRequest, scope: Scope, fund: Fund) -> int:
    """The year of the period to open, which may be the first of a year that the page cannot show yet."""
    given = whole(request.POST.get("year", ""))
    years = {period.year for period in scope.periods if period.fund_id == fund.pk}
    return given if given in years else scope.year


def _locked_already(scope: Scope, fund: Fund, month: int) -> bool:
    at = (fund.pk, scope.year, month)
    return any((p.fund_id, p.year, p.month) == at and p.state == Period.State.LOCKED for p in scope.periods)


def _next_is_open(month: int) -> str:
    return f"; {month_label(month + 1)} is open" if month < CLOSING_MONTH else ""


def _do(
    request: HttpRequest,
    scope: Scope,
    fund: Fund | None,
    act: Callable[[], str],
    *,
    then: Scope | None = None,
    field: str = "",
) -> HttpResponse:
    """Do one thing and go back with a message; what a rule refuses shows the page again, with what was typed."""
    try:
        said = act()
    except RuleBroken as broken:
        return _page(request, scope, fund=fund, broken=broken, field=field)
    messages.success(request, said)
    return redirect((then or scope).address("closing"))


def _page(
    request: HttpRequest,
    scope: Scope,
    *,
    fund: Fund | None = None,
    broken: RuleBroken | None = None,
    field: str = "",
) -> HttpResponse:
    found = closings(scope)
    names = User.objects.in_bulk({one.period.locked_by_id for one in found if one.period and one.period.locked_by_id})
    left = left_lines([one.fund.pk for one in found if one.is_open], scope.year)
    context: dict[str, Any] = {
        "funds": [
            _shown(scope, one, names, request if one.fund == fund else None) | {"left": left.get(one.fund.pk, ())}
            for one in found
        ],
        "officers": scope.address("forecast_officers"),
        "ready": ready_to_lock(found),
        "lock_all": scope.address("closing_lock_all"),
        "month_name": month_name(scope.year, scope.month),
    }
    status = 200
    if broken is not None:
        status = status_of(broken)
        cure = f"#{field or fund.slug}" if fund else ""
        context["problems"] = [{**one, "href": cure} for one in sentences(broken)]
    context |= frame(scope, "closing", ("Closing", ""))
    return render(request, "reports/closing.html", context, status=status)


def _shown(scope: Scope, one: FundClosing, names: Mapping[int, User], typed: HttpRequest | None) -> dict[str, Any]:
    """A fund as the template prints it: with its addresses, and with what was typed when it was refused."""
    reopens = one.last_locked if one.may else None
    return {
        "closing": one,
        "locked_by": names.get(one.period.locked_by_id or 0, "") if one.period else "",
        "fund_href": scope.address("fund", one.fund.slug),
        "lines": [(state, scope.address("line", state.ref), one.word(state)) for state in one.to_look_at[:LISTED]],
        "more": max(len(one.to_look_at) - LISTED, 0),
        "lock": scope.address("closing_lock", one.fund.slug),
        "suspense": scope.address("suspense"),
        "journals": scope.address("journals"),
        "next_year": year_label(one.next_to_open.year) if one.next_to_open else "",
        "open": scope.address("closing_open", one.fund.slug) if one.may and one.next_to_open else "",
        "reopen": scope.address("closing_reopen", one.fund.slug) if reopens else "",
        "reopening_means": reopening_means(reopens, one.open_now) if reopens else "",
        "reason": typed.POST.get("reason", "") if typed else "",
        "refused": typed.resolver_match.url_name if typed and typed.resolver_match else "",
    }
