"""What was discharge money spent on, fortnight by fortnight? The return of a place, its files, and entering a fortnight."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from reports.forms.entry import Sheet
from reports.forms.fortnight import fortnight_sheet, read_fortnight
from reports.loading.discharge import load_discharge
from reports.papers.discharge.paper import discharge_paper
from reports.views.drawn import draw_document
from reports.views.entering import counted_lines, show_conflict
from reports.views.indicators import TITLE as ABOVE
from reports.views.indicators import begun
from reports.views.paper_files import downloads_of, paper_file
from s75.errors import RuleBroken, StaleVersion
from s75.templatetags.s75 import sterling
from schemes.actions.discharge import save_fortnight
from schemes.indicators import Enterer, discharge_lines, first_end
from schemes.models import FortnightSpend
from schemes.reporting_periods import FORTNIGHT, fortnight_ends, long_label, short_label

TITLE = "Discharge fund return"
TEACHES = (
    "Enter what each line spent in the fortnight, how much of it was administration, and what it delivered. Ledgers are "
    "monthly, so this is no posting; the return shows both beside each other."
)


@require_safe
def discharge(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    facts = load_discharge(
        place=scope.place, funds=scope.funds, year=scope.year, period=scope.month, periods=scope.periods
    )
    number = begun(FORTNIGHT, scope.year, scope.day, facts.ends)
    enters = number and facts.lines and may_enter(scope)
    context = {
        "title": TITLE,
        "is_open": not scope.locked,
        "document": draw_document(discharge_paper(facts), numbered=False) if facts.lines else "",
        "downloads": downloads_of(scope, "discharge_file") if facts.lines else (),
        "enter": [(f"Enter {_named(scope, number, facts.ends)}", scope.address("discharge_fortnight", number))]
        if enters
        else [],
    }
    return render(request, "reports/discharge.html", context | frame(scope, "indicators", *_trail(scope)))


def _named(scope: Scope, number: int, ends: tuple[date, ...]) -> str:
    return long_label(FORTNIGHT, scope.year, number, ends[0])


def _trail(scope: Scope, *steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    above = (ABOVE, scope.address("indicators"))
    return (above, (TITLE, scope.address("discharge") if steps else ""), *steps)


def may_enter(scope: Scope) -> bool:
    return scope.may(Power.ENTER_READINGS)


@require_safe
def discharge_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """The return in one of its forms, as a download."""
    return paper_file(request, read_scope(request, place), "discharge", form, "discharge-return")


@require_http_methods(["GET", "HEAD", "POST"])
def discharge_fortnight(request: HttpRequest, place: str, number: int) -> HttpResponse:
    scope = read_scope(request, place)
    ends = fortnight_ends(scope.year, first_end(FORTNIGHT, scope.year))
    if not 1 <= number <= len(ends):
        raise Http404(f"{scope.year_label} has no fortnight {number}.")
    if not may_enter(scope):
        raise PermissionDenied("Finance officers, commissioners and the pool manager enter the return.")
    lines = list(discharge_lines(scope.place, scope.funds, scope.year))
    spends = FortnightSpend.objects.filter(line__in=lines, number__in=(number - 1, number))
    sheet = fortnight_sheet(lines, spends, number, Enterer(scope.user, scope.place))
    name = _named(scope, number, ends)
    title = name[:1].upper() + name[1:]
    context = {
        "title": title,
        "teaches": TEACHES,
        "sheets": [sheet] if sheet.rows else [],
        "may_save": bool(sheet.writable),
        "others": _others(scope, number, ends),
        "back": scope.address("discharge"),
        **frame(scope, "indicators", *_trail(scope, (title, "")), switch=False),
    }
    if request.method != "POST":
        return render(request, "reports/readings.html", context)
    return _posted(request, scope, number, sheet, context)


def _others(scope: Scope, number: int, ends: tuple[date, ...]) -> list[tuple[str, str, bool]]:
    last = begun(FORTNIGHT, scope.year, max(ends), ends)
    return [
        (short_label(FORTNIGHT, one), scope.address("discharge_fortnight", one), one == number)
        for one in range(1, last + 1)
    ]


def _posted(request: HttpRequest, scope: Scope, number: int, sheet: Sheet, context: dict[str, Any]) -> HttpResponse:
    sheet.fill(request.POST)
    if request.POST.get("step") == "paste":
        context["pasted"] = counted_lines(sheet, request.POST.get("block", ""))
        return render(request, "reports/readings.html", context)
    rows = read_fortnight(sheet)
    if problems := sheet.problems():
        return render(request, "reports/readings.html", {**context, "problems": problems}, status=UNPROCESSABLE)
    try:
        changed = save_fortnight(place=scope.place, year=scope.year, number=number, rows=rows, by=scope.user)
    except RuleBroken as broken:
        if isinstance(broken, StaleVersion) and isinstance(broken.current, FortnightSpend):
            stands = broken.current
            show_conflict(broken, [sheet], f"l{stands.line_id}", f"{sterling(stands.spend)}, by {stands.saved_by}")
        again = {**context, "problems": sentences(broken)}
        return render(request, "reports/readings.html", again, status=status_of(broken))
    told = f"{changed} {'line' if changed == 1 else 'lines'} of {context['title'].lower()} saved."
    messages.success(request, told if changed else "Nothing was changed.")
    return redirect(scope.address("discharge"))
