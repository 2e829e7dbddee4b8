"""What is this figure made of? The parts of any one figure, which re-add to it and lead on down to the postings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.scope import Scope, frame, read_scope
from reports.behind import FIELDS, Opened, open_figure, other_measures
from reports.document import Cell
from reports.figures.variance import movement_word, variance_word
from reports.papers.figure_page import MEASURES
from reports.render.words import exact, print_in_sentence
from reports.views.drawn import draw_table
from reports.views.narrowed import narrowed

WORDS = {"variance": variance_word, "movement": movement_word}


@require_safe
def figure(request: HttpRequest, place: str, measure: str) -> HttpResponse:
    scope = narrowed(read_scope(request, place), request.GET.get("fund"))
    asked = {key: request.GET[key] for key in ("fund", *FIELDS) if request.GET.get(key)}
    opened = open_figure(scope, measure, asked)
    word = WORDS[measure](opened.total) if measure in WORDS else ""
    context = {
        "title": f"{MEASURES[measure][0]}: {opened.words}",
        "meaning": MEASURES[measure][1],
        "is_open": not scope.locked,
        "printed": print_in_sentence(Cell(opened.total, "pounds", word=word)),
        "exact": exact(opened.total),
        "parts": draw_table(opened.document.table("parts")),
        "measures": other_measures(scope, measure, asked),
        "line_href": scope.address("line", opened.line.ref) if opened.line else "",
    }
    trail = _trail(scope, opened)
    return render(request, "reports/figure.html", context | frame(scope, "place", *trail, keep=asked.items()))


def _trail(scope: Scope, opened: Opened) -> list[tuple[str, str]]:
    trail = []
    if opened.fund is not None:
        trail.append((opened.fund.name, scope.address("fund", opened.fund.slug)))
    if opened.line is not None:
        trail.append((opened.line.ref, scope.address("line", opened.line.ref)))
    return [*trail, (MEASURES[opened.measure][0], "")]
