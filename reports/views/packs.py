"""Packs of papers: choosing what goes into one, waiting for it, and taking it away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from budgets.refusals import sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.models import Pack
from reports.packs.actions import ask_for_pack, drop_pack
from reports.packs.choosing import MOST, Chosen, kinds, months, read_chosen
from reports.packs.making import make_archive
from reports.papers.board.reading import label
from s75.background.health import is_there
from s75.background.queue import is_over, run_now
from s75.errors import RuleBroken

LONGEST_TITLE = 120
PATIENCE = timedelta(seconds=5)  # for a worker to be there
LONGEST = timedelta(seconds=90)  # for one that is busy
FIELDS = {f"kind {number}": f"kind-{number}" for number in range(1, MOST + 1)}


@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    if request.method != "POST":
        return _form(request, scope, _start(scope))
    rows = list(
        zip(*(request.POST.getlist(name)[:MOST] for name in ("kind", "fund", "period")), strict=False)
    )  # fmt: skip
    title = request.POST.get("title", "").strip()[:LONGEST_TITLE] or _title(scope)
    try:
        chosen = read_chosen(scope, rows)
        if request.POST.get("form") == "xlsx":
            return _archive(scope, title, chosen)
        made = ask_for_pack(title=title, chosen=chosen, place=scope.place, year=scope.year, by=scope.user)
    except RuleBroken as error:
        return _form(request, scope, rows, status_of(error), problems=sentences(error, FIELDS), title=title)
    return redirect(scope.address("pack", made.pk))


def _archive(scope: Scope, title: str, chosen: list[Chosen]) -> HttpResponse:
    made = make_archive(chosen, place=scope.place, year=scope.year, by=scope.user)
    return _file(made, f"{slugify(title) or 'papers'}.zip", "application/zip")


def _start(scope: Scope) -> list[tuple[str, ...]]:
    return [("board", "", str(scope.month))]


def _title(scope: Scope) -> str:
    return f"{scope.place.name}: papers at {label(scope.year, scope.month)}"


def _form(
    request: HttpRequest, scope: Scope, rows: list[tuple[str, ...]], status: int = 200, **more: Any
) -> HttpResponse:
    filled = [*rows, *[("", "", str(scope.month))] * (MOST - len(rows))]
    context = {
        "title": _title(scope),
        "rows": [_row(scope, number, *row) for number, row in enumerate(filled, 1)],
        "kept": Pack.objects.filter(owner=scope.user, place=scope.place).defer("content"),
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
    made = _own(scope, pk)
    if request.method == "POST":
        if request.POST.get("step") == "drop":
            drop_pack(pack=made, by=scope.user)
            return redirect(scope.address("packs"))
        if made.percent < 100 and not run_now(made.task):
            messages.info(request, "The pack is being made. Look again in a moment.")
        return redirect(scope.address("pack", pk))
    context = {
        "pack": made,
        "words": _words(made),
        "ready": made.percent == 100,
        "stuck": _stuck(made),
        "given_up": bool(made.refusal) or (made.percent < 100 and is_over(made.task)),
        "file": scope.address("pack_file", pk),
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
    over = made.percent == 100 or bool(made.refusal) or _stuck(made)
    return JsonResponse({"percent": made.percent, "words": _words(made), "over": over})


@require_safe
def pack_file(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """The PDF of a pack that is made."""
    made = _own(read_scope(request, place), pk)
    if made.percent < 100 or made.content is None:
        raise Http404("This pack is not made yet.")
    return _file(bytes(made.content), f"{slugify(made.title) or 'papers'}.pdf", "application/pdf")


def _own(scope: Scope, pk: int) -> Pack:
    """A pack of the person's own, without its file."""
    made = Pack.objects.filter(owner=scope.user, place=scope.place, pk=pk).defer("content").first()
    if made is None:
        raise Http404("There is no such pack of yours. Packs are kept for a day.")
    return made


def _file(made: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=kind, headers=headers)


def _words(made: Pack) -> str:
    if made.percent == 100:
        return "The pack is made"
    return f"The pack is being made: {made.percent} per cent" if made.percent else "The pack waits to be made"


def _stuck(made: Pack) -> bool:
    """Whether it has waited longer than a worker would let it."""
    waited = timezone.now() - made.asked_at
    return made.percent < 100 and (waited > LONGEST or (waited > PATIENCE and not is_there()))
