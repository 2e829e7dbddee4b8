"""Writing a paper: one section with its figures and suggested words, the title block, and the figures by name."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame
from reports.forms.paper import TextForm, TitleForm
from reports.models import Paper, PaperText
from reports.publishing.actions.drafting import WRITTEN_IN, save_texts
from reports.publishing.drawing import draw
from reports.publishing.powers import may_for_all
from reports.publishing.reading import Read, read_paper
from reports.render.words import print_in_sentence
from reports.views.drawn import draw_document
from reports.views.paper import the_paper
from reports.views.papers import trail_of
from reports.writing.filling import read_out
from reports.writing.names import Named
from reports.writing.said import Said
from reports.writing.slots import Slot
from reports.writing.wording import Suggestion, suggestions
from s75.errors import RuleBroken, StaleVersion

METHODS = ["GET", "HEAD", "POST"]
FIRST = 60  # figures that the page of a section lists; all of them have a page of their own


class Shown(NamedTuple):
    """A figure as the list of figures shows it."""

    name: str
    label: str
    value: str


def _opened(request: HttpRequest, place: str, pk: int) -> tuple[Scope, Read]:
    """A paper that the person may write in now: 404 for an outsider, 403 for a reader or when it is published."""
    scope, paper = the_paper(request, place, pk)
    read = read_paper(paper)
    if paper.state not in WRITTEN_IN:
        raise PermissionDenied(f"“{paper.title}” is {paper.get_state_display().lower()}; nobody writes in it any more.")
    if not may_for_all(scope.user, Power.WRITE_PAPERS, read.funds):
        raise PermissionDenied("Board clerks, finance officers and pool managers write papers.")
    return scope, read


@require_http_methods(METHODS)
def paper_write(request: HttpRequest, place: str, pk: int, slot: str) -> HttpResponse:
    """One section. With `add` the suggested words are put under what was typed, and nothing is saved yet."""
    scope, read = _opened(request, place, pk)
    found = next((one for one in read.whole.slots if one.key == slot), None)
    if found is None:
        raise Http404("This paper has no such section.")
    if found.entry:
        return redirect(scope.address("paper_title", pk))
    offered = suggestions(read.whole.facts, read.whole.layout, read.whole.bare)
    if request.method != "POST":
        form = TextForm(choices=found.choices, initial=_initial(read.paper, slot))
        return _write(request, scope, read, found, form, offered)
    if request.POST.get("add"):
        return _write(request, scope, read, found, TextForm(initial=_added(request, offered)), offered)
    form = TextForm(request.POST, choices=found.choices, initial=_initial(read.paper, slot))
    if not form.is_valid():
        return _write(request, scope, read, found, form, offered, status=UNPROCESSABLE)
    try:
        save_texts(paper=read.paper, texts=[form.written(slot)], by=scope.user)
    except RuleBroken as broken:
        return _refused(request, scope, read, found, form, offered, broken)
    messages.success(request, f"“{found.heading}” is saved.")
    after = following(read, found)
    if after is not None and request.POST.get("then"):
        return redirect(scope.address("paper_write", pk, after.key))
    return redirect(scope.address("paper", pk))


def following(read: Read, slot: Slot) -> Slot | None:
    """The section to be written after one; none after the last."""
    sections = [one for one in read.whole.slots if not one.entry]
    after = sections[sections.index(slot) + 1 :]
    return after[0] if after else None


def _initial(paper: Paper, slot: str) -> dict[str, Any]:
    stands = paper.texts.filter(slot=slot).first() or PaperText(version=0)
    return {
        "text": stands.text, "exempt": stands.exempt, "public_text": stands.public_text, "version": stands.version,
    }  # fmt: skip


def _added(request: HttpRequest, offered: list[Suggestion]) -> dict[str, Any]:
    wanted = next((one for one in offered if one.key == request.POST["add"]), None)
    if wanted is None:
        raise Http404("These words are not suggested any more.")
    typed = request.POST.get("text", "").rstrip()
    text = f"{typed}\n\n{wanted.text}" if typed else wanted.text
    kept = {name: request.POST.get(name, "") for name in ("exempt", "public_text", "version")}
    return {**kept, "text": text}


def _refused(
    request: HttpRequest,
    scope: Scope,
    read: Read,
    slot: Slot,
    form: TextForm,
    offered: list[Suggestion],
    broken: RuleBroken,
) -> HttpResponse:
    """The page again with what was typed; where somebody was quicker, with what stands now beside it."""
    status = status_of(broken)
    now = broken.current if isinstance(broken, StaleVersion) else None
    if isinstance(now, PaperText):
        typed = {**form.cleaned_data, "version": now.version}
        form = TextForm(choices=slot.choices, initial=typed)
    fields = {"text": "id_text", "public_text": "id_public_text", "exempt": "id_exempt"}
    return _write(
        request, scope, read, slot, form, offered, status=status, problems=sentences(broken, fields), now=now
    )  # fmt: skip


def _write(
    request: HttpRequest,
    scope: Scope,
    read: Read,
    slot: Slot,
    form: TextForm,
    offered: list[Suggestion],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    paper = read.paper
    names = list(read.whole.names.values())
    context = {
        "paper": paper, "slot": slot, "form": form, "preview": _preview(read, slot), "after": following(read, slot),
        "offered": [] if slot.choices else [
            (one, read_out(one.text, read.whole.names, print_in_sentence)) for one in offered
        ],
        "figures": _grouped(names[:FIRST]), "more_figures": len(names) > FIRST,
        "all_figures": scope.address("paper_figures", paper.pk), "guidance": _guidance(slot), **more,
    }  # fmt: skip
    trail = trail_of(scope, (paper.title, scope.address("paper", paper.pk)), (slot.heading, ""))
    return render(
        request, "reports/paper_write.html", context | frame(scope, "papers", *trail, switch=False), status=status
    )


def _guidance(slot: Slot) -> str:
    return slot.guidance[:1].upper() + slot.guidance[1:]


def _preview(read: Read, slot: Slot) -> str:
    """The section as the paper prints it now, from what is saved."""
    document = draw(read.whole, draft=True)
    sections = [section for section in document.sections if section.key == slot.key]
    return draw_document(document.__class__(document.meta, tuple(sections))) if sections else ""


def _grouped(names: list[Named]) -> list[tuple[str, list[Shown]]]:
    return [
        (group, [Shown(one.name, one.label, print_in_sentence(one.cell)) for one in each])
        for group, each in groupby(names, key=lambda one: one.group)
    ]


@require_http_methods(METHODS)
def paper_title(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope, read = _opened(request, place, pk)
    paper = read.paper
    stands = {one.slot: (Said(one.text, one.exempt, one.public_text), one.version) for one in paper.texts.all()}
    form = TitleForm(
        request.POST if request.method == "POST" else None, title=paper.title, slots=read.whole.slots, texts=stands
    )
    status, problems = 200, []
    if request.method == "POST":
        if form.is_valid():
            try:
                save_texts(paper=paper, texts=list(form.written()), title=form.cleaned_data["title"], by=scope.user)
            except RuleBroken as broken:
                status, problems = status_of(broken), sentences(broken)
            else:
                messages.success(request, "The title block is saved.")
                return redirect(scope.address("paper", pk))
        else:
            status = UNPROCESSABLE
    trail = trail_of(scope, (paper.title, scope.address("paper", pk)), ("Title block", ""))
    context = {"paper": paper, "form": form, "problems": problems, **frame(scope, "papers", *trail, switch=False)}
    return render(request, "reports/paper_title.html", context, status=status)


@require_safe
def paper_figures(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Every figure of the paper by its name, with what it is now: a list to copy from."""
    scope, paper = the_paper(request, place, pk)
    read = read_paper(paper)
    sought = request.GET.get("q", "").strip().casefold()
    names = [one for one in read.whole.names.values() if sought in f"{one.name} {one.group} {one.label}".casefold()]
    trail = trail_of(scope, (paper.title, scope.address("paper", pk)), ("Figures by name", ""))
    context = {"paper": paper, "groups": _grouped(names), "sought": sought, "count": len(names)}
    return render(request, "reports/paper_figures.html", context | frame(scope, "papers", *trail, switch=False))
