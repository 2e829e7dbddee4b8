"""Where do we stand? A place at a period: its headline, its funds, how far the round has come, and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.scope import Scope, frame, read_scope
from budgets.warnings import agreement_warnings
from reports.layouts.plain import PLAIN
from reports.load import load_position
from reports.papers.board.position import funds_table, in_view_table
from reports.papers.board.reading import read
from reports.papers.headline import cards
from reports.progress import next_steps, open_shares, partner_rounds
from reports.views.drawn import draw_cards, draw_table


@require_safe
def place(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    facts = load_position(
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        months=False,
        narratives=False,
    )
    reading = read(facts, PLAIN)
    rounds = partner_rounds(open_shares(scope))
    context = {
        "is_open": not scope.locked,
        "warnings": agreements_to_look_at(scope),
        "cards": draw_cards(cards(reading)),
        "illustrative": reading.total.illustrative,
        "funds": draw_table(funds_table(reading)) if reading.funds else "",
        "in_view": draw_table(in_view_table(reading)) if reading.in_view else "",
        "rounds": rounds,
        "steps": next_steps(scope, rounds),
    }
    return render(request, "reports/place.html", context | frame(scope, "place"))


def agreements_to_look_at(scope: Scope) -> list[tuple[str, str, str]]:
    """What is due or missing of the agreements of the funds, each with the agreement's title and page."""
    agreements = {fund.agreement_id: fund.agreement for fund in scope.funds}.values()
    return [
        (one.title, scope.address("agreement", one.pk), words)
        for one in agreements
        for words in agreement_warnings(one, scope.day)
    ]
