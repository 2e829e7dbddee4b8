"""The dashboard of a place or a fund: as a page, and as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budgets.scope import Scope, frame, read_scope
from reports.making import make_document, make_paper
from reports.packs.choosing import Chosen
from reports.papers.board.reading import label
from reports.views.board import DOWNLOADS
from reports.views.drawn import draw_document
from reports.views.long_papers import pdf_or_wait
from reports.views.narrowed import narrowed


@require_safe
def dashboard(request: HttpRequest, place: str) -> HttpResponse:
    whole = read_scope(request, place)
    fund, scheme = request.GET.get("fund", ""), request.GET.get("scheme", "")
    scope = narrowed(whole, fund)
    document = make_document("dashboard", **_of(scope, scheme))
    if scheme and all(section.key != "heat" for section in document.sections):
        raise Http404("No line of this year is in that scheme.")
    kept = [(name, value) for name, value in (("fund", fund), ("scheme", scheme)) if value]
    context = {
        "document": draw_document(document, numbered=False),
        "sections": document.sections,
        "heading": scope.funds[0].name if fund else scope.place.name,
        "when": label(scope.year, scope.month),
        "downloads": [(name, _file(whole, form, kept)) for form, (name, _) in DOWNLOADS.items()],
        "choices": [(each.slug, each.name, each.slug == fund) for each in whole.funds] if len(whole.funds) > 1 else [],
        "all_lines": _page(whole, [("fund", fund)] if fund else []) if scheme else "",
        "scheme": scheme,
    }
    return render(request, "reports/dashboard.html", context | frame(whole, "place", ("Dashboard", ""), keep=kept))


@require_safe
def dashboard_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """The dashboard in one of its forms, as a download."""
    if form not in DOWNLOADS:
        raise Http404("The dashboard can be had as PDF, as a Word document, as an Excel workbook and as JSON.")
    fund = request.GET.get("fund", "")
    scope = narrowed(read_scope(request, place), fund)
    scheme = request.GET.get("scheme", "")
    made: bytes | HttpResponse
    if form == "pdf":
        made = pdf_or_wait(request, scope, Chosen("dashboard", fund, scope.month, about=scheme))
    else:
        made = make_paper("dashboard", form, **_of(scope, scheme))
    if isinstance(made, HttpResponse):
        return made
    name = f"{fund or scope.place.slug}-dashboard-{scope.year_label}-{scope.label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


def _of(scope: Scope, scheme: str) -> dict[str, Any]:
    return {
        "place": scope.place,
        "funds": scope.funds,
        "year": scope.year,
        "period": scope.month,
        "periods": scope.periods,
        "about": scheme,
    }


def _page(scope: Scope, kept: list[tuple[str, str]]) -> str:
    return "&".join([scope.address("dashboard"), *([urlencode(kept)] if kept else [])])


def _file(scope: Scope, form: str, kept: list[tuple[str, str]]) -> str:
    return "&".join([scope.address("dashboard_file", form), *([urlencode(kept)] if kept else [])])
