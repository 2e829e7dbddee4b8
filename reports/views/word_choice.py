"""The choice of a Word template beside a paper's downloads, and what is said when a paper does not fill it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.models import Place
from budgets.refusals import sentences, status_of
from budgets.scope import Scope, frame
from reports.house_style.offered import BUILT_IN, Template, template_of
from reports.models import WordTemplate
from reports.render.docx_guard import TemplateRefused
from reports.views.papers import trail_of
from s75.errors import Unknown

Choice = tuple[str, str, bool]


def word_choices(templates: Sequence[Template]) -> list[Choice]:
    """What a Word paper can be made in: value, name and whether it is chosen; nothing where there are no templates."""
    if not templates:
        return []
    own = [(str(number), name, standard) for number, name, standard in templates]
    return [(BUILT_IN, "As it comes with the product", not any(standard for _, _, standard in own)), *own]


def word_template(request: HttpRequest, place: Place, kind: str, form: str) -> WordTemplate | None:
    """The template that a download asks for, else the usual one; none for other forms than Word. 404 for an unknown one."""
    if form != "docx":
        return None
    try:
        return template_of(place, kind, request.GET.get("template", ""))
    except Unknown as unknown:
        raise Http404(unknown.message) from unknown


def not_filled(request: HttpRequest, scope: Scope, refused: TemplateRefused) -> HttpResponse:
    """The page that says why there is no Word document."""
    context = {"problems": sentences(refused), "styles": scope.address("house_style")}
    around = frame(scope, "papers", *trail_of(scope, ("Word template", "")))
    return render(request, "reports/word_not_filled.html", context | around, status=status_of(refused))
