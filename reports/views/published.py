"""A published paper: which version it is, its files as they were made, and its correction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.catalogue import PAPERS
from reports.forms.paper import CorrectionForm
from reports.models import Paper, PublishedFile, PublishedPaper, WordTemplate
from reports.publishing.actions.publishing import begin_correction
from reports.publishing.files import PUBLIC, TYPES, edition_of
from reports.publishing.powers import role_title
from reports.publishing.reading import funds_of, visible_published
from reports.render.words import above_lines, title_lines
from reports.views.drawn import draw_document
from reports.views.papers import kind_title, period_of, trail_of, writes
from s75.errors import RuleBroken


def the_published(request: HttpRequest, place: str, number: int, version: int) -> tuple[Scope, PublishedPaper]:
    """A version of a published paper whose every fund the reader sees, or 404."""
    scope = read_scope(request, place)
    found = next((one for one in visible_published(scope) if (one.number, one.version) == (number, version)), None)
    if found is None:
        raise Http404("There is no such published paper among those that you see.")
    return scope, found


@require_safe
def published(request: HttpRequest, place: str, number: int, version: int) -> HttpResponse:
    return _page(request, *the_published(request, place, number, version))


def _page(request: HttpRequest, scope: Scope, one: PublishedPaper, *, status: int = 200, **more: Any) -> HttpResponse:
    newest = not hasattr(one, "superseded_by")
    kept = hasattr(one, "content")
    edition = edition_of(one) if kept else None
    document = edition.document(edition.variants[-1]) if edition else None
    files = list(one.files.all())
    correction = one.corrections.exclude(state=Paper.State.ABANDONED).first()
    context = {
        "paper": one,
        "kind": kind_title(one.kind),
        "period": period_of(one),
        "word_template": _template_name(one),
        "newest": newest,
        "later": "" if newest else scope.address("published", one.number, _newest_version(one)),
        "kept": kept,
        "files": [(TYPES[file.form][0], file, _address(scope, one, file) if kept else "") for file in files],
        "versions": [
            (v, scope.address("published", v.number, v.version))
            for v in visible_published(scope)
            if v.number == one.number
        ],
        "signatures": [(role_title(s.role), s) for s in _signatures(one)],
        "formulas": kept and one.kind in PAPERS and PAPERS[one.kind].formulas != one.formulas,
        "title_block": [*above_lines(document.meta), *title_lines(document.meta)] if document else [],
        "drawn": draw_document(document) if document else "",
        "correct_form": CorrectionForm()
        if newest and kept and correction is None and writes(scope, funds_of(one.paper))
        else None,
        "correction": scope.address("paper", correction.pk) if correction and newest else "",
        **more,
    }
    around = frame(scope, "papers", *trail_of(scope, (f"{one.title}", "")), switch=False)
    return render(request, "reports/paper_published.html", context | around, status=status)


def _newest_version(one: PublishedPaper) -> int:
    found = PublishedPaper.objects.filter(place=one.place, number=one.number).order_by("-version")
    return int(found.values_list("version", flat=True)[0])


def _template_name(one: PublishedPaper) -> str:
    """The Word template of its files; empty for the look that comes with the product."""
    if one.word_template_id is None:
        return ""
    return WordTemplate.objects.only("name").get(pk=one.word_template_id).name


def _signatures(one: PublishedPaper) -> Any:
    return one.paper.signatures.filter(revision=one.paper.revision).select_related("signed_by")


def _address(scope: Scope, one: PublishedPaper, file: PublishedFile) -> str:
    return scope.address("published_file", one.number, one.version, file.variant, file.form)


@require_safe
def published_file(
    request: HttpRequest, place: str, number: int, version: int, variant: str, form: str
) -> HttpResponse:
    """The stored bytes of one file, never made again."""
    _, one = the_published(request, place, number, version)
    return file_answer(one, variant, form)


def file_answer(one: PublishedPaper, variant: str, form: str) -> HttpResponse:
    """A file as a download. 404 where there is none, 410 where a redaction took it away."""
    file = one.files.filter(variant=variant, form=form).select_related("content").first()
    if file is None:
        raise Http404("This paper has no such file.")
    if not hasattr(file, "content"):
        return HttpResponse(
            "This version was redacted. A newer version takes its place.\n", status=410, content_type="text/plain"
        )
    exempt = "" if variant == PUBLIC else f"-{variant}"
    name = f"{one.place.slug}-paper-{one.number}-v{one.version}{exempt}.{form}"
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "ETag": f'"{file.sha256}"',
    }
    return HttpResponse(bytes(file.content.content), content_type=file.media_type, headers=headers)


@require_POST
def published_correct(request: HttpRequest, place: str, number: int, version: int) -> HttpResponse:
    """Begin a correction: a draft with the same words, for the next version."""
    scope, one = the_published(request, place, number, version)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, scope, one, status=UNPROCESSABLE, correct_form=form, form=form)
    try:
        paper = begin_correction(published=one, note=form.cleaned_data["note"], by=scope.user)
    except RuleBroken as broken:
        return _page(
            request, scope, one, status=status_of(broken), problems=sentences(broken), correct_form=form
        )  # fmt: skip
    messages.success(request, "The correction is begun, with the words of the published version.")
    return redirect(scope.address("paper", paper.pk))
