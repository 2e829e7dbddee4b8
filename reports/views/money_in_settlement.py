"""A partner's settlement statement: as a page with its downloads, and as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budgets.scope import Scope, frame, read_scope
from reports.making import make_document, make_paper
from reports.views.board import DOWNLOADS
from reports.views.drawn import draw_document, draw_title
from reports.views.money_in import LIST


def _found(request: HttpRequest, place: str, partner: str) -> Scope:
    """The scope, where the code is of a partner of the place; 404 otherwise."""
    scope = read_scope(request, place)
    if not scope.place.seats.filter(code=partner).exists():
        raise Http404("There is no such partner in this place.")
    return scope


@require_safe
def money_in_settlement(request: HttpRequest, place: str, partner: str) -> HttpResponse:
    scope = _found(request, place, partner)
    document = make_document(
        "settlement",
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        about=partner,
    )
    context = {
        "heading": document.meta.title,
        "title": draw_title(document.meta),
        "paper": draw_document(document),
        "sections": document.sections,
        "downloads": [
            (name, scope.address("money_in_settlement_file", partner, form)) for form, (name, _) in DOWNLOADS.items()
        ],
    }
    trail = ((LIST, scope.address("money_in")), (document.meta.title, ""))
    return render(request, "reports/money_in_settlement.html", context | frame(scope, "money_in", *trail))


@require_safe
def money_in_settlement_file(request: HttpRequest, place: str, partner: str, form: str) -> HttpResponse:
    """The statement in one of its forms, as a download."""
    if form not in DOWNLOADS:
        raise Http404("The statement can be had as PDF, as an Excel workbook and as JSON.")
    scope = _found(request, place, partner)
    made = make_paper(
        "settlement",
        form,
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        about=partner,
    )
    name = f"{scope.place.slug}-settlement-{partner}-{scope.year_label}-{scope.label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)
