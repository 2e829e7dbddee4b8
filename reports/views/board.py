"""The board paper: as a page with its downloads, and as a file."""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budgets.models import Period
from budgets.scope import Scope, frame, read_scope
from reports.house_style.offered import layouts_of, looks_of
from reports.making import make_document, make_paper
from reports.packs.choosing import Chosen
from reports.papers.board.reading import label
from reports.render.docx_guard import TemplateRefused
from reports.views.drawn import draw_document, draw_title
from reports.views.long_papers import pdf_or_wait
from reports.views.narrowed import narrowed
from reports.views.word_choice import not_filled, word_choices, word_template
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
    layouts, templates = looks_of(scope.place, "board")
    layout = _layout(request, layouts)
    document = make_document(
        "board",
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        layout=layouts[layout],
    )
    one = request.GET.get("fund", "")
    context = {
        "title": draw_title(document.meta),
        "paper": draw_document(document),
        "sections": document.sections,
        "downloads": [(name, _file_address(scope, form, one, layout)) for form, (name, _) in DOWNLOADS.items()],
        "layouts": [(key, house.name, key == layout) for key, house in layouts.items()],
        "choices": [(fund.slug, fund.name, fund.slug == one) for fund in whole.funds] if len(whole.funds) > 1 else [],
    }
    keep = [(name, value) for name, value in (("fund", one), ("layout", layout)) if value not in ("", PLAIN)]
    context |= {
        "one": one,
        "others": _others(scope),
        "word_choices": word_choices(templates),
        "word_file": scope.address("board_file", "docx"),
        "word_kept": keep,
    }
    trail = (("Papers", scope.address("papers")), ("Board paper", ""))
    return render(request, "reports/board.html", context | frame(whole, "papers", *trail, keep=keep))


@require_safe
def board_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """The paper in one of its forms, as a download."""
    if form not in DOWNLOADS:
        raise Http404("The paper can be had as PDF, as a Word document, as an Excel workbook and as JSON.")
    scope = narrowed(read_scope(request, place), request.GET.get("fund"))
    layouts = layouts_of(scope.place)
    layout, fund = _layout(request, layouts), request.GET.get("fund", "")
    template = word_template(request, scope.place, "board", form)
    made: bytes | HttpResponse
    try:
        if form == "pdf":
            made = pdf_or_wait(request, scope, Chosen("board", fund, scope.month, layout), layouts[layout])
        else:
            made = make_paper(
                "board", form, place=scope.place, funds=scope.funds, year=scope.year, period=scope.month,
                periods=scope.periods, layout=layouts[layout], template=template,
            )  # fmt: skip
    except TemplateRefused as refused:
        return not_filled(request, scope, refused)
    if isinstance(made, HttpResponse):
        return made
    name = file_name(scope, form, one=bool(fund))
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


def file_name(scope: Scope, form: str, *, one: bool) -> str:
    """worcestershire-board-2022-23-P08.pdf, or with the fund's own name in front for the paper of one fund."""
    of = scope.funds[0].slug if one else scope.place.slug
    return f"{of}-board-{scope.year_label}-{scope.label}.{form}"


def _layout(request: HttpRequest, layouts: Collection[str]) -> str:
    """The layout that the address asks for; one that there is not is not found."""
    name = request.GET.get("layout") or PLAIN
    if name not in layouts:
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
