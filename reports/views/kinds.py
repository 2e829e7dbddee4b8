"""Which papers can be made? A list of them, and any of them as a page with its downloads, and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budgets.scope import Scope, frame, read_scope
from reports.catalogue import PAPERS, Kind, Wanted
from reports.house_style.offered import Template, looks_of
from reports.layouts import Layout
from reports.making import make_document, make_paper
from reports.narrowing import Choices
from reports.packs.choosing import Chosen
from reports.render.docx_guard import TemplateRefused
from reports.render.html_cells import element_id
from reports.views.board import DOWNLOADS, PLAIN
from reports.views.drawn import draw_document, draw_title
from reports.views.long_papers import pdf_or_wait
from reports.views.narrowed import narrowed
from reports.views.papers import writes
from reports.views.word_choice import not_filled, word_choices, word_template

TITLE = "All papers"
BOARD = "board"  # it has a page of its own


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a kind of paper of a scope, of one fund (its slug) or all, about something, in one
    of the place's layouts."""

    name: str
    whole: Scope
    scope: Scope
    fund: str
    about: str
    layout: str
    layouts: Mapping[str, Layout]
    templates: Sequence[Template]
    choices: Choices

    @property
    def kind(self) -> Kind:
        return PAPERS[self.name]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What its addresses carry beside year and period."""
        asked = (("fund", self.fund), ("about", self.about), ("layout", "" if self.layout == PLAIN else self.layout))
        return [(name, value) for name, value in asked if value]

    def address(self, form: str) -> str:
        address = self.scope.address("paper_kind_file", self.name, form)
        return "&".join([address, urlencode(self.kept)]) if self.kept else address


@require_safe
def paper_kinds(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    kinds = [
        (kind.title, kind.tells, scope.address(*(("board",) if name == BOARD else ("paper_kind", name))))
        for name, kind in sorted(PAPERS.items(), key=lambda named: (named[0] != BOARD, named[1].title))
    ]
    context = {"title": TITLE, "kinds": kinds, "is_open": not scope.locked}
    trail = (("Papers", scope.address("papers")), (TITLE, ""))
    return render(request, "reports/kinds.html", context | frame(scope, "papers", *trail))


@require_safe
def paper_kind(request: HttpRequest, place: str, kind: str) -> HttpResponse:
    asked = _asked(request, place, kind)
    document = make_document(
        kind,
        place=asked.scope.place,
        funds=asked.scope.funds,
        year=asked.scope.year,
        period=asked.scope.month,
        periods=asked.scope.periods,
        layout=asked.layouts[asked.layout],
        about=asked.about,
    )
    whole = asked.whole
    context = {
        "kind": asked.kind,
        "desk": _desk(asked),
        "write": _write(asked),
        "title": draw_title(document.meta),
        "paper": draw_document(document),
        "contents": [(element_id("section", s.key), s.heading) for s in document.sections if s.level == 2],
        "downloads": [(text, asked.address(form)) for form, (text, _) in DOWNLOADS.items()],
        "layouts": [(key, house.name, key == asked.layout) for key, house in asked.layouts.items()],
        "funds": [(f.slug, f.name, f.slug == asked.fund) for f in whole.funds] if len(whole.funds) > 1 else [],
        "choices": [(value, text, value == asked.about) for value, text in asked.choices],
        "word_choices": word_choices(asked.templates),
        "word_file": whole.address("paper_kind_file", kind, "docx"),
        "word_kept": asked.kept,
    }
    trail = (("Papers", whole.address("papers")), (TITLE, whole.address("paper_kinds")), (asked.kind.title, ""))
    return render(request, "reports/kind.html", context | frame(whole, "papers", *trail, keep=asked.kept))


def _write(asked: Asked) -> str:
    """Where the paper is written and published, for whoever may."""
    if not writes(asked.whole, asked.scope.funds):
        return ""
    return f"{asked.whole.address('paper_new')}&{urlencode([('kind', asked.name), *asked.kept])}"


def _desk(asked: Asked) -> tuple[str, str] | None:
    """Where the paper is worked on, as words and address."""
    if asked.kind.desk is None:
        return None
    name, of, words = asked.kind.desk
    return words, asked.whole.address(name, of)


@require_safe
def paper_kind_file(request: HttpRequest, place: str, kind: str, form: str) -> HttpResponse:
    """The paper in one of its forms, as a download."""
    if form not in DOWNLOADS:
        raise Http404(f"The paper can be had as {', '.join(text for text, _ in DOWNLOADS.values())}.")
    asked = _asked(request, place, kind)
    scope, template = asked.scope, word_template(request, asked.scope.place, kind, form)
    layout = asked.layouts[asked.layout]
    made: bytes | HttpResponse
    try:
        if form == "pdf":
            paper = Chosen(kind, asked.fund, scope.month, asked.layout, asked.about)
            made = pdf_or_wait(request, scope, paper, layout)
        else:
            made = make_paper(
                kind, form, place=scope.place, funds=scope.funds, year=scope.year, period=scope.month,
                periods=scope.periods, layout=layout, about=asked.about, template=template,
            )  # fmt: skip
    except TemplateRefused as refused:
        return not_filled(request, asked.whole, refused)
    if isinstance(made, HttpResponse):
        return made
    headers = {"Content-Disposition": content_disposition_header(True, _file_name(asked, form)) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


def _file_name(asked: Asked, form: str) -> str:
    """worcestershire-outturn-2022-23-P08.pdf, with what it is about after its name."""
    of = [asked.fund or asked.scope.place.slug, asked.name, asked.about.replace(":", "-")]
    return f"{'-'.join(filter(None, of))}-{asked.scope.year_label}-{asked.scope.label}.{form}"


def _asked(request: HttpRequest, place: str, name: str) -> Asked:
    """What is asked for, or 404: for an unknown kind, layout or fund, or something that the paper cannot be about."""
    kind = PAPERS.get(name)
    layout = request.GET.get("layout") or PLAIN
    if kind is None:
        raise Http404("There is no such paper.")
    whole = read_scope(request, place)
    layouts, templates = looks_of(whole.place, name)
    if layout not in layouts:
        raise Http404("There is no such layout.")
    fund, about = request.GET.get("fund", ""), request.GET.get("about", "")
    scope = narrowed(whole, fund)
    wanted = Wanted(scope.place, scope.funds, scope.year, scope.month, scope.periods)
    choices = kind.about.choices(wanted) if kind.about else ()
    if about and about not in {value for value, _ in choices}:
        raise Http404("The paper cannot be about that.")
    return Asked(name, whole, scope, fund, about, layout, layouts, templates, choices)
