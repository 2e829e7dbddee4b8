"""The forecast page: what its template shows around the grid, also after a refusal, with everything typed kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from budgets.models import Period
from budgets.refusals import status_of
from budgets.scope import Scope, frame
from reports.render.html_cells import element_id
from reports.rounds.grid import load_grid
from reports.rounds.lines import GridLine
from reports.rounds.round import FundRound, Grid
from reports.rounds.view import GridView
from reports.views.forecast_address import round_address
from reports.views.forecast_choices import choices_context, named, options, remember, view_of
from reports.views.forecast_entry import Typed
from reports.views.forecast_saving import faults, spots_of
from reports.views.forecast_table import Kept, render_grid
from s75.errors import PeriodLocked, RuleBroken, Unknown
from s75.models import User
from s75.years import CLOSING_MONTH, MONTHS, london_date, month_label
from schemes.models import Forecast

MOST_LISTED = 30


@dataclass(frozen=True)
class Refusal:
    """A refused save: the rule, what was typed, and the pasted block where there was one."""

    broken: RuleBroken
    entered: Mapping[str, Typed] = field(default_factory=dict)
    block: Mapping[str, str] = field(default_factory=dict)
    submitting: bool = False


def read_grid(request: HttpRequest, scope: Scope, refs: Collection[str] | None = None, *, totals: bool = True) -> Grid:
    """The round that the address names, or only some of its lines; 404 for a partner that spends nothing here."""
    try:
        return load_grid(scope, request.GET.get("partner", ""), refs=refs, totals=totals)
    except Unknown as unknown:
        raise Http404(unknown.message) from unknown


def forecast_page(request: HttpRequest, scope: Scope, refusal: Refusal | None = None) -> HttpResponse:
    """The page of a round; after a refusal with its status, its error summary and everything that was typed."""
    status = status_of(refusal.broken) if refusal else 200
    grid = read_grid(request, scope)
    view = named(view_of(request), grid)
    kept = Kept(refusal.entered, faults(grid, refusal.entered, refusal.broken)) if refusal else None
    code = grid.partner.code
    pinned = replace(
        view, chosen=True
    )  # what a row is answered with fits this page, whatever is chosen elsewhere since
    context: dict[str, Any] = {
        **frame(scope, "forecast", ("Forecast", ""), keep=[*([("partner", code)] if code else []), *view.pairs]),
        "grid": grid,
        "table": mark_safe(render_grid(grid, view, kept)) if grid.funds else "",  # noqa: S308 - every text in it is escaped
        "view": choices_context(scope, grid, view),
        "problems": _summary(grid, view, refusal) if refusal else [],
        "partners": [
            {"name": p.name, "href": round_address(scope, "forecast", p.code, view), "current": p.code == code}
            for p in grid.partners
        ],
        "addresses": {
            name: round_address(scope, f"forecast_{name}", code, pinned)
            for name in ("row", "block", "totals", "keep", "submit", "workbook", "csv")
        },
        "here": round_address(scope, "forecast", code, view),
        "drafts": f"{scope.user.pk}/{scope.place.slug}/{scope.year}/{scope.month}/{code}",
        "progress": grid.progress(),
        "own": len(grid.own()),
        "queried": {
            "refs": [line.ref for line in grid.own() if line.state == Forecast.State.QUERIED],
            "href": round_address(scope, "forecast", code, replace(view.unfiltered, filters={"state": "queried"})),
        },
        "notices": notices(grid),
        "keepable": [line for line in grid.own() if line.now is None and line.last] if grid.writable else [],
        "pasting": _block_choices(grid, view, refusal.block if refusal else {}),
    }
    response = render(request, "reports/forecast.html", context, status=status)
    remember(request, response, view)
    return response


def _summary(grid: Grid, view: GridView, refusal: Refusal) -> list[dict[str, str]]:
    """The refusal as sentences, each linked to the row or cell that it is about."""
    found = [{"text": refusal.broken.message, "href": ""}]
    if refusal.submitting and not isinstance(refusal.broken, PeriodLocked):
        return [{"text": f"{grid.scope.label} was not submitted.", "href": ""}, *_missing(grid, view)]
    spots = spots_of(refusal.broken, refusal.entered)
    for ref, month, sentence in spots[:MOST_LISTED]:
        target = element_id("f", f"{ref}-{month}") if month else element_id("r", ref) if ref else ""
        found.append({"text": sentence, "href": f"#{target}" if target else ""})
    if len(spots) > MOST_LISTED:
        found.append({"text": f"And {len(spots) - MOST_LISTED} more.", "href": ""})
    return found


def _missing(grid: Grid, view: GridView) -> list[dict[str, str]]:
    """What stands in the way of submitting, line by line; a line that is not shown is linked to where it is."""
    found = []
    whole = round_address(grid.scope, "forecast", grid.partner.code, view.unfiltered)
    for line in grid.own():
        there = "" if view.shows(line) else whole
        if line.now is None:
            target = element_id("f", f"{line.ref}-{line.to_come[0]}") if line.to_come else element_id("r", line.ref)
            words = f"{line.ref} has no forecast in {grid.scope.label} yet. Enter figures, or keep the last round’s."
            found.append({"text": words, "href": f"{there}#{target}"})
        elif line.owes and not line.now.explanation:
            words = f"{line.ref} must be explained: its variance passes the fund’s limit."
            found.append({"text": words, "href": f"{there}#{element_id('x', line.ref)}"})
        elif line.state == Forecast.State.QUERIED:
            words = f"{line.ref} was queried. Answer the query on its page, or change its forecast."
            found.append({"text": words, "href": f"{there}#{element_id('r', line.ref)}"})
    return found


def notices(grid: Grid) -> list[str]:
    """Where and why the round takes no entries: locked since when and by whom, not opened, or not the reader's."""
    locked = [part for part in grid.funds if part.period.state == Period.State.LOCKED]
    people = User.objects.in_bulk([p.period.locked_by_id for p in locked if p.period.locked_by_id]) if locked else {}
    found: dict[str, list[str]] = {}
    for part in locked:
        found.setdefault(_lock(part, grid.scope, people), []).append(part.fund.name)
    told = [
        f"{grid.scope.label}{'' if len(names) == len(grid.funds) else ' of ' + _listed(names)} {sentence}"
        for sentence, names in found.items()
    ]
    if grid.waiting:
        told.append(f"{grid.scope.label} of {_listed([fund.name for fund in grid.waiting])} has not been opened yet.")
    if grid.funds and not grid.may:
        told.append(f"You read this round. The finance officers of {grid.partner.name} write it.")
    return told


def _lock(part: FundRound, scope: Scope, people: Mapping[int, User]) -> str:
    period = part.period
    since = f" since {london_date(period.locked_at):%-d %B %Y}" if period.locked_at else ""
    who = people.get(period.locked_by_id or 0)
    by = f" by {who}" if who else ""
    now = scope.open_month(part.fund)
    later = month_label(now) if now else "the period that is opened next"
    return f"is locked{since}{by}; a correction goes into {later}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def shown_lines(grid: Grid, view: GridView) -> list[GridLine]:
    """The reader's own lines that are shown, in the order of the page."""
    own = {line.ref for line in grid.own()}
    groups = [some for part in grid.funds for some in view.groups(view.select(part.lines))]
    return [line for some in groups for line in some.lines if line.ref in own]


def _block_choices(grid: Grid, view: GridView, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The starting places of a pasted block, and what was pasted and chosen before."""
    lines = [line for line in shown_lines(grid, view) if line.to_come] if grid.writable else []
    come = sorted({month for line in lines for month in line.to_come})
    first = str(come[0]) if come else ""
    return {
        "text": chosen.get("block", ""),
        "open": bool(chosen),
        "starts": options(((line.ref, f"the lines from {line.ref} down") for line in lines), chosen.get("start", "")),
        "months": [
            {"value": month, "label": month_label(month), "chosen": str(month) == chosen.get("month", first)}
            for month in come
            if month in MONTHS and month < CLOSING_MONTH
        ],
    }
