"""Entering what indicators read in one period, and what was delivered by a quarter: one sheet, saved as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.forms.entry import Sheet
from reports.forms.readings import (
    delivery_sheet,
    plain,
    read_deliveries,
    read_readings,
    reading_sheet,
    written,
)
from reports.views.entering import counted_lines, show_conflict
from reports.views.indicators import TITLE, begun, may_enter
from s75.errors import RuleBroken, StaleVersion
from schemes.actions.readings import save_readings
from schemes.indicators import Enterer, first_end, indicators_in, outputs_in
from schemes.models import DeliveredOutput, Indicator, Reading
from schemes.reporting_periods import QUARTER, fortnight_ends, long_label, period_ends, short_label

TEACHES = (
    "Enter each reading as it is reported: a number, a share such as 21/28, a dash where it was not collected. Leave blank "
    "what is not reported yet. A correction is made in the same place; what stood before stays in the history."
)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_readings(request: HttpRequest, place: str, cadence: str, number: int) -> HttpResponse:
    scope = read_scope(request, place)
    if cadence not in Indicator.Cadence.values:
        raise Http404("Indicators are read every month, quarter or fortnight.")
    first = first_end(cadence, scope.year)
    if not 1 <= number <= len(period_ends(cadence, scope.year, first)):
        raise Http404(f"{scope.year_label} has no {cadence} {number}.")
    if not may_enter(scope):
        raise PermissionDenied("Finance officers, commissioners and the pool manager enter readings.")
    sheets, worded = _sheets(scope, cadence, number)
    title = f"Readings of {long_label(cadence, scope.year, number, first)}"
    context = {
        "title": title,
        "teaches": TEACHES,
        "sheets": [sheet for sheet in sheets if sheet.rows],
        "may_save": any(sheet.writable for sheet in sheets),
        "others": _others(scope, cadence, number),
        "back": scope.address("indicators"),
        **frame(scope, "indicators", (TITLE, scope.address("indicators")), (title, ""), switch=False),
    }
    if request.method != "POST":
        return render(request, "reports/readings.html", context)
    return _posted(request, scope, (cadence, number), sheets, worded, context)


def _sheets(scope: Scope, cadence: str, number: int) -> tuple[tuple[Sheet, Sheet], frozenset[int]]:
    """The sheet of indicators, and that of outputs, which only a quarter has; and which indicators are said in words."""
    enterer = Enterer(scope.user, scope.place)
    rows = indicators_in(scope.place, scope.funds, scope.year).filter(cadence=cadence)
    found = list(rows.select_related("fund__host", "scheme__lead_commissioner"))
    readings = Reading.objects.filter(indicator__in=found, year=scope.year, number__in=(number - 1, number))
    sheet = reading_sheet(found, readings, cadence, number, enterer)
    outputs = outputs_in(scope.place, scope.funds, scope.year).select_related("scheme__lead_commissioner")
    delivered = delivery_sheet(
        outputs.prefetch_related("deliveries") if cadence == QUARTER else (),
        number if cadence == QUARTER else 1,
        enterer,
    )
    return (sheet, delivered), frozenset(one.pk for one in found if one.unit == Indicator.Unit.TEXT)


def _others(scope: Scope, cadence: str, number: int) -> list[tuple[str, str, bool]]:
    """The periods of the year that have begun: label, address, whether it is this one."""
    ends = fortnight_ends(scope.year, first_end(cadence, scope.year))
    last = begun(cadence, scope.year, max(ends), ends)
    return [
        (short_label(cadence, one), scope.address("indicator_readings", cadence, one), one == number)
        for one in range(1, last + 1)
    ]


def _posted(
    request: HttpRequest,
    scope: Scope,
    period: tuple[str, int],
    sheets: tuple[Sheet, Sheet],
    worded: frozenset[int],
    context: dict[str, Any],
) -> HttpResponse:
    indicators, outputs = sheets
    for sheet in sheets:
        sheet.fill(request.POST)
    if request.POST.get("step") == "paste":
        context["pasted"] = counted_lines(indicators, request.POST.get("block", ""))
        return render(request, "reports/readings.html", context)
    rows, deliveries = read_readings(indicators, worded), read_deliveries(outputs)
    problems = [*indicators.problems(), *outputs.problems()]
    if problems:
        return render(request, "reports/readings.html", {**context, "problems": problems}, status=UNPROCESSABLE)
    cadence, number = period
    try:
        changed = save_readings(
            place=scope.place, cadence=cadence, year=scope.year, number=number, rows=rows, deliveries=deliveries,
            by=scope.user,
        )  # fmt: skip
    except RuleBroken as broken:
        if isinstance(broken, StaleVersion):
            show_conflict(broken, sheets, _row_of(broken.current), _said(broken.current))
        again = {**context, "problems": sentences(broken)}
        return render(request, "reports/readings.html", again, status=status_of(broken))
    label = short_label(cadence, number)
    told = f"{changed} {'row' if changed == 1 else 'rows'} of {label} saved." if changed else "Nothing was changed."
    messages.success(request, told)
    return redirect(scope.address("indicators"))


def _row_of(stands: object) -> str:
    """The key of the sheet's row that shows what stands now."""
    if isinstance(stands, DeliveredOutput):
        return f"o{stands.output_id}"
    return f"i{stands.indicator_id}" if isinstance(stands, Reading) else ""


def _said(stands: object) -> str:
    if isinstance(stands, DeliveredOutput):
        return f"{plain(stands.to_date)}, by {stands.saved_by}"
    return f"{written(stands) or 'nothing'}, by {stands.saved_by}" if isinstance(stands, Reading) else ""
