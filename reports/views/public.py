"""The public page of a place, where it has one: its published papers and their figures as open data, for anybody."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from budgets.models import Place
from reports.models import PublishedFile, PublishedPaper
from reports.publishing.files import PUBLIC, TYPES
from reports.publishing.open_data import SCHEMA, as_csv, figures_of
from reports.views.papers import kind_title, period_of
from reports.views.published import file_answer

MINUTES, DAY = 5 * 60, 24 * 60 * 60
A_PAGE = 20
View = Callable[..., HttpResponse]


def _public(seconds: int) -> Callable[[View], View]:
    """A page for anybody, of a place that shows one, which others may keep for so long."""

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, place: str, **arguments: Any) -> HttpResponse:
            of = get_object_or_404(Place, slug=place, public_page__shown=True)
            return view(request, of, **arguments)

        return login_not_required(require_safe(cache_control(public=True, max_age=seconds)(shown)))

    return decorate


def _newest(place: Place) -> QuerySet[PublishedPaper]:
    """The papers that stand: of each number the newest version."""
    rows = PublishedPaper.objects.filter(place=place, superseded_by__isnull=True).prefetch_related("files")
    return rows.order_by("-number")


@_public(MINUTES)
def public_place(request: HttpRequest, place: Place) -> HttpResponse:
    page = Paginator(_newest(place), A_PAGE).get_page(request.GET.get("page"))
    papers = [
        {
            "paper": one,
            "kind": kind_title(one.kind),
            "period": period_of(one),
            "files": [(TYPES[file.form][0], file) for file in one.files.all() if file.variant == PUBLIC],
        }
        for one in page
    ]
    return render(request, "reports/public.html", {"place": place, "papers": papers, "page": page})


@_public(MINUTES)
def public_file(request: HttpRequest, place: Place, number: int, version: int, form: str) -> HttpResponse:
    """A public file, as it was published. An older version can still be had. It is not kept long elsewhere: a redaction
    takes it away."""
    one = get_object_or_404(PublishedPaper.objects.select_related("place"), place=place, number=number, version=version)
    return file_answer(one, PUBLIC, form)


@_public(MINUTES)
def open_data(request: HttpRequest, place: Place, form: str) -> HttpResponse:
    """The figures of the papers that stand, as CSV or JSON."""
    files = PublishedFile.objects.filter(
        published__in=_newest(place), form="json", variant=PUBLIC, content__isnull=False
    ).select_related("content", "published")
    figures = figures_of(files.order_by("published__number"))
    if form == "csv":
        return HttpResponse(as_csv(figures), content_type="text/csv; charset=utf-8")
    if form == "json":
        return HttpResponse(json.dumps(list(figures), ensure_ascii=False), content_type="application/json")
    raise Http404("Open data can be had as CSV and as JSON.")


@login_not_required
@require_safe
@cache_control(public=True, max_age=DAY)
def open_data_schema(request: HttpRequest) -> HttpResponse:
    """What the open data hold, as a JSON schema."""
    return HttpResponse(json.dumps(SCHEMA, indent=1), content_type="application/schema+json")
