"""The tools of one line in a round: a total spread over its months to come, its projections and its own record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from budgets.refusals import status_of
from budgets.scope import Scope, frame, read_scope
from reports.figures.spreading import Ground, Kind, Shape, reasons_against, spread
from reports.loading.past import LinePast, load_past
from reports.render.html_cells import element_id
from reports.review.lines import Said
from reports.review.threads import load_threads
from reports.rounds.grid import load_grid
from reports.rounds.lines import GridLine
from reports.rounds.round import FundRound, Grid
from reports.views.forecast_address import round_address
from reports.views.forecast_choices import view_of
from reports.views.forecast_entry import Typed, read_typed
from reports.views.forecast_page import notices
from reports.views.forecast_past import KINDS, SHAPES, facts_of
from reports.views.forecast_saving import save_typed
from s75.errors import BadInput, NotPermitted, PeriodLocked, RuleBroken
from s75.numbers import whole
from schemes.models import Line


@dataclass(frozen=True)
class Tool:
    """One line of the round with its past."""

    scope: Scope
    grid: Grid
    part: FundRound
    line: GridLine
    past: LinePast
    said: Sequence[Said]

    @property
    def ground(self) -> Ground:
        return Ground(self.line.actuals, self.line.to_come, self.past.profile, self.past.last_year)


@require_safe
def forecast_line(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    """The tools on a page of their own; a script asks for the `part` that it shows beside the grid."""
    return _page(request, _tool(request, place, ref))


@require_POST
def forecast_spread(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    """Spread a total: a script gets the figures, to put them into cells; the form of the page saves them at once."""
    tool = _tool(request, place, ref)
    as_json = request.headers.get("Accept", "") == "application/json"
    try:
        figures = _figures(tool, request)
        if as_json:
            return JsonResponse({"ref": ref, "figures": {str(m): str(amount) for m, amount in figures.items()}})
        version = request.POST.get("version", "")
        cells = {month: str(amount) for month, amount in figures.items()}
        words = (None, None) if tool.line.now else (tool.line.words, tool.line.mitigation)
        typed = Typed(ref, cells, words[0], whole(version) or 0, mitigation=words[1])
        save_typed(tool.scope, [typed])
    except RuleBroken as broken:
        if as_json:
            return JsonResponse({"message": broken.message}, status=status_of(broken))
        return _page(request, tool, broken)
    messages.success(request, f"{ref} saved.")
    there = round_address(tool.scope, "forecast", tool.grid.partner.code, view_of(request))
    return redirect(f"{there}#{element_id('r', ref)}")


def _tool(request: HttpRequest, place: str, ref: str) -> Tool:
    """The line and its past; 404 for one that is not in the round or that the reader does not see."""
    scope = read_scope(request, place)
    lines = Line.objects.select_related("spending_partner").filter(place=scope.place, year=scope.year, ref=ref)
    line = lines.filter(fund__in=scope.funds).first()
    grid = load_grid(scope, heir=(line.spending_partner.heir_id if line else None) or 0, refs=[ref])
    found = next(((part, own) for part in grid.funds for own in part.lines if own.ref == ref), None)
    if line is None or found is None:
        raise Http404("There is no such line in this round.")
    past = load_past(line, period=scope.month, funds=[fund.pk for fund in scope.funds])
    return Tool(scope, grid, *found, past, load_threads([line.pk], up_to=scope.month).get(line.pk, ()))


def _figures(tool: Tool, request: HttpRequest) -> dict[int, Decimal]:
    """What the form asks for, computed. BadInput says what does not fit, NotPermitted and PeriodLocked who or when."""
    if not tool.part.may:
        raise NotPermitted(f"Only the finance officers of {tool.grid.partner.name} forecast its lines.")
    if not tool.part.writable:
        raise PeriodLocked(" ".join(notices(tool.grid)))
    shape, kind = request.POST.get("shape", ""), request.POST.get("kind", "")
    if shape not in SHAPES or kind not in KINDS:
        raise BadInput("Choose what the amount is, and how it is spread.")
    try:
        amount = read_typed(request.POST.get("amount", ""))
        return spread(tool.ground, cast(Shape, shape), cast(Kind, kind), amount)
    except ValueError as wrong:
        raise BadInput(f"Nothing was spread: {wrong}.") from wrong


def _page(request: HttpRequest, tool: Tool, broken: RuleBroken | None = None) -> HttpResponse:
    scope, line, code = tool.scope, tool.line, tool.grid.partner.code
    view = view_of(request)
    back = round_address(scope, "forecast", code, view)
    context: dict[str, Any] = {
        "line": line,
        "writable": tool.part.writable and bool(line.to_come) and line.wanted,
        "action": round_address(scope, "forecast_spread", code, view, line.ref),
        "facts": facts_of(line, tool.past, tool.ground, scope.month),
        "shapes": _shapes(tool, request.POST.get("shape", "even")),
        "kinds": [
            {"value": kind, "label": label, "chosen": kind == request.POST.get("kind", "outturn")}
            for kind, label in KINDS.items()
        ],
        "amount": request.POST.get("amount", ""),
        "thread": tool.said,
        "about": scope.address("line", line.ref),
        "back": f"{back}#{element_id('r', line.ref)}",
    }
    if request.GET.get("part"):
        return render(request, "reports/_forecast_tools.html", context)
    trail = (("Forecast", back), (f"Tools for {line.ref}", ""))
    context |= frame(scope, "forecast", *trail, switch=False)
    context["problems"] = [{"text": broken.message, "href": "#amount"}] if broken else []
    return render(request, "reports/forecast_line.html", context, status=status_of(broken) if broken else 200)


def _shapes(tool: Tool, chosen: str) -> list[dict[str, Any]]:
    """The ways to spread, with the reason where one cannot be chosen."""
    against = reasons_against(tool.ground)
    return [
        {"value": shape, "label": label, "reason": against.get(cast(Shape, shape), ""), "chosen": shape == chosen}
        for shape, label in SHAPES.items()
    ]
