"""When is what due? The calendar of a place's year, the dates that were moved, and moving one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.access import access_of, may_set_up
from budgets.actions.working_calendar import move_due_dates, put_back_due_date
from budgets.calendar_file import calendar_file
from budgets.calendar_table import Table, tables_of
from budgets.models import DueDate, Fund, Partner
from budgets.refusals import status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.set_up.month_forms import MoveForm
from budgets.set_up.scope import unopened_frame
from budgets.views.form_page import form_page
from budgets.working_calendar import Calendar, read_calendar
from s75.errors import RuleBroken
from s75.today import moment
from s75.years import month_label

TITLE = "Calendar"


def _tables(scope: Scope) -> tuple[Calendar, list[Table]]:
    calendar = read_calendar(scope.funds)
    seats = list(scope.place.seats.select_related("partner"))
    heirs = [seat for seat in seats if seat.partner.heir_id == seat.partner_id]  # the code that stands today comes last
    codes = {seat.partner.heir_id or 0: seat.code for seat in [*seats, *heirs]}
    return calendar, tables_of(calendar, scope.funds, scope.year, scope.periods, codes)


@require_safe
def calendar(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place, unopened=True)
    known, tables = _tables(scope)
    moved = DueDate.objects.filter(fund__in=scope.funds, year=scope.year).select_related("fund", "partner")
    years = {day.year for day in known.holidays}
    context = {
        "tables": tables,
        "moved": [
            {"due": one, "label": month_label(one.month), "may": one.fund_id in {fund.pk for fund in _kept(scope)}}
            for one in moved
        ],
        "may_move": bool(_kept(scope)),
        "may_set_up": may_set_up(scope.user, scope.place),
        "unknown": [year for year in (scope.year, scope.year + 1) if year not in years],
    }
    around = frame if scope.opened else unopened_frame  # the latter leads only to pages that are there already
    return render(request, "budgets/calendar.html", context | around(scope, "manage", (TITLE, "")))


@require_safe
def calendar_ics(request: HttpRequest, place: str) -> HttpResponse:
    """The year's dates for a diary."""
    scope = read_scope(request, place, unopened=True)
    _, tables = _tables(scope)
    name = f"{scope.place} {scope.year_label}"
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{place}-{scope.year_label}.ics") or "attachment"
    }
    return HttpResponse(calendar_file(name, tables, moment()), content_type="text/calendar", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_move(request: HttpRequest, place: str) -> HttpResponse:
    """Let one date of the year differ from the rules, in one fund or in all that the person keeps."""
    scope = read_scope(request, place, unopened=True)
    funds = _kept(scope)
    if not funds:
        raise PermissionDenied("Only a pool manager of a fund's host moves its dates.")
    asked = {name: request.GET.get(name, "") for name in ("fund", "month", "kind", "partner")}
    form = MoveForm(request.POST if request.method == "POST" else None, initial={"month": scope.month} | _given(asked))
    form.fields["fund"].queryset = Fund.objects.filter(pk__in=[fund.pk for fund in funds])  # type: ignore[attr-defined]
    form.fields["partner"].queryset = Partner.objects.filter(  # type: ignore[attr-defined]
        agreements__place=scope.place, successor=None
    ).distinct()

    def act() -> str:
        given = dict(form.cleaned_data)
        fund = given.pop("fund")
        moved = move_due_dates(funds=[fund] if fund else funds, year=scope.year, by=scope.user, **given)
        return f"{moved[0].get_kind_display()} for {month_label(moved[0].month)} is due on {moved[0].day:%-d %B %Y}."

    back = scope.address("calendar")
    around = frame(scope, "manage", (TITLE, back), ("Move a date", ""), switch=False)
    context: dict[str, Any] = {"title": f"Move a date in {scope.year_label}", "button": "Move the date", "back": back}
    context["teaches"] = "The rules stay as they are: this date alone differs, and its reason stands beside it."
    return form_page(request, form=form, act=act, done=back, context=context | around)


def _given(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value}


@require_POST
def calendar_put_back(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Let the rule count again for a date that was moved."""
    scope = read_scope(request, place, unopened=True)
    moved = DueDate.objects.filter(pk=pk, fund__in=scope.funds).select_related("fund__host").first()
    if moved is None:
        raise Http404("There is no such date in this place.")
    said = f"{moved.get_kind_display()} for {month_label(moved.month)} of {moved.fund} is due by its rule again."
    try:
        put_back_due_date(moved=moved, by=scope.user)
    except RuleBroken as broken:
        status_of(broken)  # 403 for who may not
        messages.error(request, broken.message)
    else:
        messages.success(request, said)
    return redirect(scope.address("calendar"))


def _kept(scope: Scope) -> list[Fund]:
    access = access_of(scope.user)
    return [
        fund
        for fund in scope.funds
        if access.may(Power.KEEP_PERIODS, heir=fund.host.heir_id, agreement=fund.agreement_id)
    ]
