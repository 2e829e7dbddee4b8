"""The board paper: as a page with its downloads, and as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budgets.models import Period
from budgets.scope import Scope, frame, read_scope
from reports.making import LAYOUTS, make_document, make_paper
from reports.papers.board.reading import label
from reports.views.drawn import draw_document, draw_title
from reports.views.narrowed import narrowed
from s75.years import year_label

PLAIN = "plain"
DOWNLOADS = {  # by the ending of the file: what it is called, and its type
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
}


@require_safe
def board(request: HttpRequest, place: str) -> HttpResponse:
    whole = read_scope(request, place)
    scope = narrowed(whole, request.GET.get("fund"))
    layout = _layout(request)
    document = make_document(
        "board",
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        layout=layout,
    )
    one = request.GET.get("fund", "")
    context = {
        "title": draw_title(document.meta),
        "paper": draw_document(document),
        "sections": document.sections,
        "downloads": [(name, _file_address(scope, form, one, layout)) for form, (name, _) in DOWNLOADS.items()],
        "layouts": [(key, house.name, key == layout) for key, house in LAYOUTS.items()],
        "choices": [(fund.slug, fund.name, fund.slug == one) for fund in whole.funds] if len(whole.funds) > 1 else [],
    }
    context |= {"one": one, "others": _others(scope)}
    keep = [(name, value) for name, value in (("fund", one), ("layout", layout)) if value not in ("", PLAIN)]
    trail = (("Papers", scope.address("papers")), ("Board paper", ""))
    return render(request, "reports/board.html", context | frame(whole, "papers", *trail, keep=keep))


@require_safe
def board_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """The paper in one of its forms, as a download."""
    if form not in DOWNLOADS:
        raise Http404("The paper can be had as PDF, as a Word document, as an Excel workbook and as JSON.")
    scope = narrowed(read_scope(request, place), request.GET.get("fund"))
    made = make_paper(
        "board",
        form,
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        layout=_layout(request),
    )
    name = file_name(scope, form, one=bool(request.GET.get("fund")))
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


def file_name(scope: Scope, form: str, *, one: bool) -> str:
    """worcestershire-board-2022-23-P08.pdf, or with the fund's own name in front for the paper of one fund."""
    of = scope.funds[0].slug if one else scope.place.slug
    return f"{of}-board-{scope.year_label}-{scope.label}.{form}"


def _layout(request: HttpRequest) -> str:
    """The layout that the address asks for; one that there is not is not found."""
    name = request.GET.get("layout") or PLAIN
    if name not in LAYOUTS:
        raise Http404("There is no such layout.")
    return name


def _others(scope: Scope) -> list[tuple[str, str]]:
    """The periods that this one can be compared with, the newest first, as the comparison paper is asked for them."""
    opened = {(p.year, p.month) for p in scope.periods if p.state != Period.State.FUTURE}
    return [
        (f"{year_label(year)}:{month}", label(year, month))
        for year, month in sorted(opened - {(scope.year, scope.month)}, reverse=True)
    ]


def _file_address(scope: Scope, form: str, fund: str, layout: str) -> str:
    kept = [("fund", fund)] if fund else []
    kept += [("layout", layout)] if layout != PLAIN else []
    return "&".join([scope.address("board_file", form), *(f"{name}={value}" for name, value in kept)])
