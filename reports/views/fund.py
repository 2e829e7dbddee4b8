"""Where does a fund stand? Its headline, schemes and months, which lines are late, and what is approved but held."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.scope import frame, read_scope
from reports.document import Document, Section
from reports.layouts.plain import PLAIN
from reports.load import load_position
from reports.papers.board.changes import change_blocks
from reports.papers.board.months import month_blocks
from reports.papers.board.paper import meta
from reports.papers.board.reading import Reading, read
from reports.papers.headline import cards, schemes_of_fund
from reports.progress import late_lines
from reports.views.drawn import draw_cards, draw_document


@require_safe
def fund(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    scope = read_scope(request, place, fund)
    this = scope.funds[0]
    facts = load_position(
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        narratives=False,
    )
    reading = read(facts, PLAIN)
    context = {
        "fund": this,
        "state": scope.states.get(scope.month, ""),
        "is_open": scope.open_month(this) == scope.month,
        "cards": draw_cards(cards(reading)),
        "document": draw_document(_sections(reading), numbered=False),
        "late": late_lines(scope, this),
        "board_href": f"{scope.address('board')}&fund={this.slug}",
    }
    return render(request, "reports/fund.html", context | frame(scope, "place", (this.name, "")))


def _sections(reading: Reading) -> Document:
    """What the paper says of the fund, as far as this page repeats it."""
    blocks = {
        "Position by scheme": (schemes_of_fund(reading),),
        "Forecast against budget by month": month_blocks(reading),
        f"Changes approved since {reading.period}": change_blocks(reading),
    }
    sections = tuple(Section(f"fund-{i}", heading, made) for i, (heading, made) in enumerate(blocks.items()))
    return Document(meta(reading, draft=True), sections)
