"""How do papers of this place look? Its layouts and its Word templates, and what can be done with each."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.scope import Scope, frame, read_scope
from reports.catalogue import PAPERS
from reports.house_style.offered import may_style, own_layouts, templates_of
from reports.layouts.houses import houses
from reports.models import PlaceLayout, WordTemplate
from reports.views.layouts import HOUSE_STYLE
from reports.views.papers import trail_of


class Look(NamedTuple):
    """A layout as its list shows it; `change` is empty for one that comes with the product."""

    name: str
    told: str
    shown: str
    copy: str
    change: str


class Letter(NamedTuple):
    """A Word template as its list shows it."""

    template: WordTemplate
    fits: str
    file: str
    step: str


@require_safe
def house_style(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    own = own_layouts(scope.place)
    looks = [_look(scope, slug, layout.name, "It comes with the product") for slug, layout in houses().items()]
    templates = templates_of(scope.place)
    context = {
        "title": HOUSE_STYLE,
        "looks": [*looks, *(_look(scope, one.slug, one.name, _told(one), own=True) for one in own)],
        "letters": [_letter(scope, one) for one in templates],
        "built_in": not any(one.standard for one in templates),
        "keeps": may_style(scope.user, scope.place),
        "add": scope.address("word_template_new"),
        "use_built_in": scope.address("word_template_built_in"),
    }
    around = frame(scope, "papers", *trail_of(scope, (HOUSE_STYLE, "")))
    return render(request, "reports/house_style.html", context | around)


def _look(scope: Scope, slug: str, name: str, told: str, *, own: bool = False) -> Look:
    return Look(
        name, told,
        f"{scope.address('board')}&{urlencode({'layout': slug})}",
        f"{scope.address('layout_new')}&{urlencode({'from': slug})}",
        scope.address("layout_edit", slug) if own else "",
    )  # fmt: skip


def _told(one: PlaceLayout) -> str:
    return f"Made here; {one.saved_by} changed it last, on {one.saved_at:%-d %B %Y}"


def _letter(scope: Scope, one: WordTemplate) -> Letter:
    fits = PAPERS[one.fits].title.lower() if one.fits in PAPERS else "any paper"
    file, step = scope.address("word_template_file", one.pk), scope.address("word_template_step", one.pk)
    return Letter(one, fits, file, step)
