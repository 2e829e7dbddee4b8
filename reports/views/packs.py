"""Packs: choosing what goes into one, waiting for it, and taking it away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from budgets.refusals import sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.house_style.offered import layout_of, layouts_of
from reports.layouts.plain import PLAIN
from reports.models import Pack
from reports.packs.actions import ask_for_pack, drop_pack
from reports.packs.choosing import MOST, kinds, months, read_chosen
from reports.packs.waiting import is_stuck, name_of, words_of
from reports.papers.board.reading import label
from reports.render.words import clean
from s75.background.queue import is_over, run_now
from s75.errors import RuleBroken

LONGEST_TITLE = 120
FIELDS = {f"kind {number}": f"kind-{number}" for number in range(1, MOST + 1)}
FORMS = {form.value: form for form in (Pack.Form.PDF, Pack.Form.WORKBOOKS, Pack.Form.FORMS)}
TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    if request.method != "POST":
        return _form(request, scope, _start(scope))
    rows = list(
        zip(*(request.POST.getlist(name)[:MOST] for name in ("kind", "fund", "period")), strict=False)
    )  # fmt: skip
    title = clean(request.POST.get("title", "")).strip()[:LONGEST_TITLE] or _title(scope)
    form = FORMS.get(request.POST.get("form", ""), Pack.Form.PDF)
    layout = request.POST.get("layout") or PLAIN.slug
    try:
        layout_of(scope.place, layout)
        chosen = read_chosen(scope, rows, layout)
        made = ask_for_pack(
            title=title, chosen=chosen, place=scope.place, year=scope.year, by=scope.user, form=form
        )  # fmt: skip
    except RuleBroken as error:
        return _form(
            request, scope, rows, status_of(error), problems=sentences(error, FIELDS), title=title, layout=layout
        )
    return redirect(scope.address("pack", made.pk))


def _start(scope: Scope) -> list[tuple[str, ...]]:
    return [("board", "", str(scope.month))]


def _title(scope: Scope) -> str:
    return f"{scope.place.name}: papers at {label(scope.year, scope.month)}"


def _form(
    request: HttpRequest,
    scope: Scope,
    rows: list[tuple[str, ...]],
    status: int = 200,
    layout: str = PLAIN.slug,
    **more: Any,
) -> HttpResponse:
    filled = [*rows, *[("", "", str(scope.month))] * (MOST - len(rows))]
    kept = Pack.objects.filter(owner=scope.user, place=scope.place).exclude(form=Pack.Form.PUBLICATION)
    context = {
        "title": _title(scope),
        "rows": [_row(scope, number, *row) for number, row in enumerate(filled, 1)],
        "kept": kept.defer("content"),
        "layouts": [(key, one.name, key == layout) for key, one in layouts_of(scope.place).items()],
        **more,
    }
    around = frame(scope, "papers", *_trail(scope, ("Make a pack", "")))
    return render(request, "reports/packs.html", context | around, status=status)


def _row(scope: Scope, number: int, kind: str, fund: str, month: str) -> dict[str, Any]:
    """One row of the form: its number, and its three lists with what is chosen."""
    return {
        "number": number,
        "kinds": [(key, name, key == kind) for key, name in kinds()],
        "funds": [(each.slug, each.name, each.slug == fund) for each in scope.funds],
        "periods": [(each, label(scope.year, each), str(each) == month) for each in months(scope)],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """How far a pack is, and its file; the page can be left and returned to."""
    scope = read_scope(request, place)
    made = _file_pack(scope, pk)
    if request.method == "POST":
        if request.POST.get("step") == "drop":
            drop_pack(pack=made, by=scope.user)
            return redirect(scope.address("packs"))
        if made.percent < 100 and not run_now(made.task):
            messages.info(request, f"The {name_of(made)} is being made. Look again in a moment.")
        return redirect(scope.address("pack", pk))
    context = {
        "pack": made,
        "name": name_of(made),
        "words": words_of(made),
        "ready": made.percent == 100,
        "stuck": is_stuck(made),
        "given_up": bool(made.refusal) or (made.percent < 100 and is_over(made.task)),
        "file": scope.address("pack_file" if made.ending == "pdf" else "pack_archive", pk),
        "again": scope.address("packs"),
    }
    trail = _trail(scope, ("Make a pack", scope.address("packs")), (made.title, ""))
    return render(request, "reports/pack.html", context | frame(scope, "papers", *trail, switch=False))


def _trail(scope: Scope, *steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("Papers", scope.address("papers")), *steps)


@require_safe
def pack_progress(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The same for a script: percent, words, and whether the page has something else to show."""
    made = _own(read_scope(request, place), pk)
    over = made.percent == 100 or bool(made.refusal) or is_stuck(made)
    return JsonResponse({"percent": made.percent, "words": words_of(made), "over": over})


@require_safe
def pack_file(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The PDF of a pack that is made."""
    return _file(_file_pack(read_scope(request, place), pk), "pdf")


@require_safe
def pack_archive(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The archive of a pack that is made."""
    return _file(_file_pack(read_scope(request, place), pk), "zip")


def _own(scope: Scope, pk: int) -> Pack:
    """A pack of the person's own, without its file."""
    made = Pack.objects.filter(owner=scope.user, place=scope.place, pk=pk).defer("content").first()
    if made is None:
        raise Http404("There is no such pack of yours. Packs are kept for a day.")
    return made


def _file_pack(scope: Scope, pk: int) -> Pack:
    """One that is a file of its own: a publication's files are those of the paper."""
    made = _own(scope, pk)
    if made.form == Pack.Form.PUBLICATION:
        raise Http404("A publication is on the page of its paper.")
    return made


def _file(made: Pack, ending: str) -> HttpResponse:
    if made.percent < 100 or made.content is None or made.ending != ending:
        raise Http404("This pack is not made yet, or is no such file.")
    named = f"{slugify(made.title) or 'papers'}.{ending}"
    headers = {"Content-Disposition": content_disposition_header(True, named) or "attachment"}
    return HttpResponse(bytes(made.content), content_type=TYPES[ending], headers=headers)
