"""The Word templates of a place: adding one, the names that it may ask for, an example, and what becomes of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.forms.word_template import WordTemplateForm
from reports.house_style.actions.templates import add_template, choose_built_in, choose_template, retire_template
from reports.house_style.example import example_template
from reports.house_style.sample import sample_paper
from reports.layouts.plain import PLAIN
from reports.models import WordTemplate
from reports.render.docx_names import MEANINGS
from reports.views.board import DOWNLOADS
from reports.views.layouts import HOUSE_STYLE, styled
from reports.views.papers import trail_of
from s75.errors import RuleBroken

FIELDS = {"name": "id_name"}


@require_http_methods(["GET", "HEAD", "POST"])
def word_template_new(request: HttpRequest, place: str) -> HttpResponse:
    """Add a template: it is proved, and filled on trial, before it is kept."""
    scope = styled(request, place)
    if request.method != "POST":
        return _page(request, scope, WordTemplateForm())
    form = WordTemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, scope, form, status=UNPROCESSABLE)
    given = form.cleaned_data
    try:
        kept = add_template(
            place=scope.place, name=given["name"], filename=given["file"].name, content=given["file"].read(),
            standard=given["standard"], by=scope.user,
        )  # fmt: skip
    except RuleBroken as broken:
        fields = sentences(broken, FIELDS)
        fields[0]["href"] = fields[0]["href"] or ("" if broken.problems else "#id_file")
        return _page(request, scope, form, status=status_of(broken), problems=fields)
    messages.success(request, f"“{kept.name}” was filled on trial and is kept.")
    return redirect(scope.address("house_style"))


def _page(
    request: HttpRequest, scope: Scope, form: WordTemplateForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    paper = sample_paper(PLAIN)
    heading = "Add a Word template"
    context = {
        "heading": heading,
        "form": form,
        "meanings": list(MEANINGS.items()),
        "sections": [(section.key, section.heading) for section in paper.sections],
        "tables": [(table.key, table.caption, [column.key for column in table.columns]) for table in paper.tables()],
        "example": scope.address("word_template_example"),
        "back": scope.address("house_style"),
        **more,
    }
    trail = trail_of(scope, (HOUSE_STYLE, scope.address("house_style")), (heading, ""))
    return render(
        request, "reports/word_template_new.html", context | frame(scope, "papers", *trail, switch=False), status=status
    )


@require_safe
def word_template_example(request: HttpRequest, place: str) -> HttpResponse:
    """A template to begin one's own from."""
    read_scope(request, place)
    return _document(example_template(), "example-template.docx")


@require_safe
def word_template_file(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """A template as it was uploaded."""
    template = _template(read_scope(request, place), pk)
    return _document(bytes(template.content), f"{slugify(template.name) or 'template'}.docx")


@require_POST
def word_template_step(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Use it for Word papers, or retire it."""
    scope = styled(request, place)
    template = _template(scope, pk)
    try:
        if request.POST.get("step") == "retire":
            retire_template(template=template, by=scope.user)
            messages.success(request, f"“{template.name}” is retired. Published papers keep their files.")
        else:
            choose_template(template=template, by=scope.user)
            messages.success(request, f"Word papers are made in “{template.name}” from now on.")
    except RuleBroken as broken:
        status_of(broken)
        messages.error(request, broken.message)
    return redirect(scope.address("house_style"))


@require_POST
def word_template_built_in(request: HttpRequest, place: str) -> HttpResponse:
    """Use none."""
    scope = styled(request, place)
    choose_built_in(place=scope.place, by=scope.user)
    messages.success(request, "Word papers look as they come with the product from now on.")
    return redirect(scope.address("house_style"))


def _template(scope: Scope, pk: int) -> WordTemplate:
    found = WordTemplate.objects.filter(place=scope.place, pk=pk, retired_at=None).select_related("place").first()
    if found is None:
        raise Http404("There is no such template here.")
    return found


def _document(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=DOWNLOADS["docx"][1], headers=headers)
