"""The forecast grid of a partner's round: the page, one row, a pasted block, keeping the last round, submitting."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.roles import Power
from budgets.scope import Scope, read_scope
from reports.actions import submit_forecasts
from reports.rounds.round import Grid
from reports.views.forecast_address import round_address
from reports.views.forecast_answers import refused_answer, saved_answer, totals_answer
from reports.views.forecast_choices import named, view_of
from reports.views.forecast_entry import Typed, is_touched, read_block, read_form, read_json
from reports.views.forecast_page import Refusal, forecast_page, notices, read_grid, shown_lines
from reports.views.forecast_saving import merge_block, save_typed
from s75.errors import BadInput, NotPermitted, PeriodLocked, RuleBroken
from s75.years import parse_month
from schemes.actions.forecasts import keep_last_round


@require_http_methods(["GET", "HEAD", "POST"])
def forecast(request: HttpRequest, place: str) -> HttpResponse:
    """The round on one page; a POST saves every row of the form that differs from what it started from."""
    scope = read_scope(request, place)
    if request.method != "POST":
        return forecast_page(request, scope)
    entered = _entered(request, scope)
    try:
        saved = save_typed(scope, entered.values())
    except RuleBroken as broken:
        return forecast_page(request, scope, Refusal(broken, entered))
    if saved:
        messages.success(request, f"{_count(len(saved))} saved.")
    else:
        messages.info(request, "Nothing was changed, so nothing was saved.")
    return _back(request, scope)


@require_POST
def forecast_row(request: HttpRequest, place: str) -> HttpResponse:
    """Save one row given as JSON; the answer is the row as it stands, or why it was refused."""
    return _save_json(request, place)


@require_safe
def forecast_totals(request: HttpRequest, place: str) -> HttpResponse:
    """The totals of the page as JSON: what the script asks for once somebody has stopped saving rows."""
    scope, view = read_scope(request, place), view_of(request)
    grid = read_grid(request, scope, None if view.asks_all else ())
    return totals_answer(grid, named(view, grid))


@require_POST
def forecast_block(request: HttpRequest, place: str) -> HttpResponse:
    """Save a pasted block, all of it or nothing: rows given as JSON, or text pasted into the form."""
    if request.content_type == "application/json":
        return _save_json(request, place)
    scope = read_scope(request, place)
    entered, block = _entered(request, scope), {"block": request.POST.get("block", "")}
    block |= {name: request.POST.get(name, "") for name in ("start", "month")}
    try:
        refs = _shown(request, scope)
        pasted = read_block(block["block"], refs=refs, start=block["start"], month=_month(block))
        merged = merge_block(read_form(request.POST), pasted)
        saved = save_typed(scope, [row for ref, row in merged.items() if ref in pasted or ref in entered])
    except RuleBroken as broken:
        return forecast_page(request, scope, Refusal(broken, entered, block))
    messages.success(request, f"{_count(len(saved))} saved.")
    return _back(request, scope)


@require_POST
def forecast_keep(request: HttpRequest, place: str) -> HttpResponse:
    """Save what was typed, then take over the last round's rows for the lines that are not started."""
    scope = read_scope(request, place)
    entered = _entered(request, scope)
    try:
        with transaction.atomic():  # what was typed stays on the page, so that a refusal saves none of it
            save_typed(scope, entered.values())
            grid = _open_round(request, scope)
            refs = [line.ref for line in grid.own() if line.now is None and line.last]
            kept = keep_last_round(place=scope.place, year=scope.year, round=scope.month, refs=refs, by=scope.user)
    except RuleBroken as broken:
        return forecast_page(request, scope, Refusal(broken, entered))
    never = [line.ref for line in grid.own() if line.now is None and line.last is None]
    rest = f" Never forecast, so still to be entered: {', '.join(never)}." if never else ""
    messages.success(request, f"The last round’s figures are kept for {_count(len(kept))}.{rest}")
    return _back(request, scope)


@require_POST
def forecast_submit(request: HttpRequest, place: str) -> HttpResponse:
    """Save what was typed, then submit the officer's lines of the round, all or none; a refused submission leaves what
    was typed saved."""
    scope = read_scope(request, place)
    entered = _entered(request, scope)
    try:
        refs = [line.ref for line in _open_round(request, scope).own()]
        save_typed(scope, entered.values())
    except RuleBroken as broken:
        return forecast_page(request, scope, Refusal(broken, entered))
    try:
        done = submit_forecasts(place=scope.place, year=scope.year, round=scope.month, refs=refs, by=scope.user)
    except RuleBroken as broken:
        return forecast_page(request, scope, Refusal(broken, submitting=True))
    if done:
        messages.success(request, f"{scope.label}: {_count(len(done))} submitted.")
    else:
        messages.info(request, f"{scope.label} was submitted already.")
    return _back(request, scope)


def _save_json(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    _require_officer(scope)
    rows = read_json(request.body)
    entered = {typed.ref: typed for typed in rows}
    view = view_of(request)
    try:
        with transaction.atomic():  # what cannot be answered is not saved either
            save_typed(scope, rows)
            grid = read_grid(request, scope, entered, totals=False)
            return saved_answer(grid, named(view, grid), list(entered))
    except RuleBroken as broken:
        return refused_answer(broken, entered, read_grid(request, scope, entered, totals=False), view)


def _entered(request: HttpRequest, scope: Scope) -> dict[str, Typed]:
    """The rows of the form that were touched, but for one whose saved figures somebody chose to take."""
    _require_officer(scope)
    taken = request.POST.get("theirs", "")
    return {ref: typed for ref, typed in read_form(request.POST).items() if ref != taken and is_touched(typed)}


def _require_officer(scope: Scope) -> None:
    """403 for a reader who forecasts for nobody; whose lines somebody may write, the action decides."""
    if not scope.may(Power.FORECAST):
        raise PermissionDenied("Only finance officers enter forecasts.")


def _open_round(request: HttpRequest, scope: Scope) -> Grid:
    """The round, for the officer who writes it while it is open. Raises NotPermitted or PeriodLocked."""
    grid = read_grid(request, scope)
    if not grid.may:
        raise NotPermitted(f"Only the finance officers of {grid.partner.name} forecast its lines.")
    if not grid.writable:
        raise PeriodLocked(" ".join(notices(grid)))
    return grid


def _shown(request: HttpRequest, scope: Scope) -> list[str]:
    """The lines that a pasted block falls on, in order: those of the form that it was sent with, else those shown."""
    grid = _open_round(request, scope)
    own = {line.ref for line in grid.own() if line.to_come}
    rows = list(read_form(request.POST)) or [line.ref for line in shown_lines(grid, view_of(request))]
    return [ref for ref in rows if ref in own]


def _month(block: dict[str, str]) -> int:
    try:
        return parse_month(block["month"])
    except ValueError as wrong:
        raise BadInput(f"{wrong}. Choose the month that the block starts at.") from wrong


def _count(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines} lines"


def _back(request: HttpRequest, scope: Scope) -> HttpResponse:
    return redirect(round_address(scope, "forecast", request.GET.get("partner", ""), view_of(request)))
