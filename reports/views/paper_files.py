"""A paper of a scope as a download, in one of its forms."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from budgets.scope import Scope
from reports.making import make_paper
from reports.packs.choosing import Chosen
from reports.render.docx_guard import TemplateRefused
from reports.views.board import DOWNLOADS
from reports.views.long_papers import pdf_or_wait
from reports.views.word_choice import not_filled, word_template

Step = tuple[str, str]


def paper_file(request: HttpRequest, scope: Scope, paper: str, form: str, named: str) -> HttpResponse:
    """The paper's bytes, a Word document in the place's usual template; 404 for a form that it cannot be had in.
    `named` stands in the file's name."""
    if form not in DOWNLOADS:
        raise Http404(f"The paper can be had as {', '.join(name for name, _ in DOWNLOADS.values())}.")
    made: bytes | HttpResponse
    try:
        if form == "pdf":
            made = pdf_or_wait(request, scope, Chosen(paper, "", scope.month))
        else:
            made = make_paper(
                paper, form, place=scope.place, funds=scope.funds, year=scope.year, period=scope.month,
                periods=scope.periods, template=word_template(request, scope.place, paper, form),
            )  # fmt: skip
    except TemplateRefused as refused:
        return not_filled(request, scope, refused)
    if isinstance(made, HttpResponse):
        return made
    name = f"{scope.place.slug}-{named}-{scope.year_label}-{scope.label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=DOWNLOADS[form][1], headers=headers)


def downloads_of(scope: Scope, name: str) -> list[Step]:
    """The forms of a paper with their addresses, for the tools above it."""
    return [(text, scope.address(name, form)) for form, (text, _) in DOWNLOADS.items()]
