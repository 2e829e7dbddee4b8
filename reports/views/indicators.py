"""What do schemes deliver, against what was planned? The indicators and outputs of a place, and the paper of them."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgets.access import may_set_up
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from reports.document import Document, Section
from reports.loading.indicators import load_performance
from reports.papers.performance.paper import (
    figures_of,
    indicator_sections,
    outputs_of,
    performance_meta,
    summary_blocks,
)
from reports.views.drawn import draw_document
from reports.views.paper_files import downloads_of, paper_file
from s75.years import london_date
from schemes.indicators import discharge_lines
from schemes.reporting_periods import QUARTER, began, long_label, period_ends
from schemes.set_up.indicators import INDICATORS

TITLE = "Performance"
Step = tuple[str, str]


@require_safe
def indicators(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    facts = load_performance(
        place=scope.place, funds=scope.funds, year=scope.year, period=scope.month, periods=scope.periods
    )
    figures = figures_of(facts)
    there = bool(figures or facts.outputs)
    sections = (
        Section("summary", "How it stands", summary_blocks(facts, figures)),
        *indicator_sections(figures, outputs_of(facts), changes=True),
    )
    document = Document(performance_meta(facts), sections)
    cadences = list(dict.fromkeys([one.facts.cadence for one in figures] + ([QUARTER] if facts.outputs else [])))
    context = {
        "title": TITLE,
        "is_open": not scope.locked,
        "document": draw_document(document, numbered=False) if there else "",
        "downloads": downloads_of(scope, "indicators_file") if there else (),
        "enter": _enter(scope, cadences, facts.ends) if may_enter(scope) else (),
        "set_up": INDICATORS.list_address(scope.place) if may_set_up(scope.user, scope.place) else "",
        "add": INDICATORS.add_address(scope.place),
        "discharge": scope.address("discharge")
        if discharge_lines(scope.place, scope.funds, scope.year).exists()
        else "",
    }
    return render(request, "reports/indicators.html", context | frame(scope, "indicators", (TITLE, "")))


def may_enter(scope: Scope) -> bool:
    """Whether the reader enters readings of anything here; which ones, their page says."""
    return scope.may(Power.ENTER_READINGS) or may_set_up(scope.user, scope.place)


def _enter(scope: Scope, cadences: list[str], ends: tuple[date, ...]) -> list[Step]:
    """For each cadence the newest period that has begun by the page's day: its name and where it is entered."""
    found = []
    for cadence in cadences:
        number = begun(cadence, scope.year, scope.day, ends)
        if number:
            text = f"Enter readings of {long_label(cadence, scope.year, number, ends[0])}"
            found.append((text, scope.address("indicator_readings", cadence, number)))
    return found


def begun(cadence: str, year: int, day: date, ends: tuple[date, ...]) -> int:
    """How many periods of the year had begun by a day, and by today."""
    day = min(day, london_date(timezone.now()))
    numbers = range(1, len(period_ends(cadence, year, ends[0])) + 1)
    return sum(began(cadence, year, number, ends[0]) <= day for number in numbers)


@require_safe
def indicators_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """The performance paper in one of its forms, as a download."""
    return paper_file(request, read_scope(request, place), "performance", form, "performance")
