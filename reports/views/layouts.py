"""How are papers of this place to look? The editor of a layout: copied from another, changed row by row, seen, kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.forms.layout_sheet import Sheet, sheet_of
from reports.house_style.actions.layouts import add_layout, drafts_in, retire_layout, save_layout
from reports.house_style.offered import layout_of, may_style
from reports.house_style.rows import Rows, read_rows, rows_of
from reports.house_style.steps import stepped
from reports.layouts import Layout
from reports.layouts.data import NoLayout, from_data
from reports.layouts.plain import PLAIN
from reports.making import make_document
from reports.models import PlaceLayout
from reports.views.drawn import draw_document, draw_title
from reports.views.papers import trail_of
from s75.errors import RuleBroken, StaleVersion, Unknown

METHODS = ["GET", "HEAD", "POST"]
KEEPERS = "Board clerks and pool managers keep the layouts and templates of the place."
HOUSE_STYLE = "Layouts and templates"


@dataclass(frozen=True)
class Editor:
    """The editor of one layout: of one that is kept, or of a copy that is not yet."""

    request: HttpRequest
    scope: Scope
    kept: PlaceLayout | None
    source: Layout

    @property
    def here(self) -> str:
        if self.kept is not None:
            return self.scope.address("layout_edit", self.kept.slug)
        return f"{self.scope.address('layout_new')}&from={self.source.slug}"

    def page(self, sheet: Sheet, *, status: int = 200, version: int = 0, at: str = "", **more: Any) -> HttpResponse:
        kept = self.kept
        heading = f"Change “{kept.name}”" if kept else f"A layout made from “{self.source.name}”"
        context = {
            "heading": heading, "sheet": sheet, "at": at, "here": self.here, "kept": kept, "problems": sheet.problems,
            "version": version or (kept.version if kept else 0), "drafts": drafts_in(kept) if kept else 0,
            "back": self.scope.address("house_style"),
            "retire": self.scope.address("layout_retire", kept.slug) if kept else "", **more,
        }  # fmt: skip
        trail = trail_of(self.scope, (HOUSE_STYLE, self.scope.address("house_style")), (heading, ""))
        around = frame(self.scope, "papers", *trail, keep=[] if kept else [("from", self.source.slug)])
        return render(self.request, "reports/layout_edit.html", context | around, status=status)

    def keep(self, sheet: Sheet, version: int) -> PlaceLayout:
        by, place = self.scope.user, self.scope.place
        if self.kept is None:
            return add_layout(place=place, content=sheet.data(), by=by)
        return save_layout(layout=self.kept, content=sheet.data(self.kept.slug), version=version, by=by)


@require_http_methods(METHODS)
def layout_new(request: HttpRequest, place: str) -> HttpResponse:
    scope = styled(request, place)
    try:
        source = layout_of(scope.place, request.GET.get("from") or PLAIN.slug)
    except Unknown as unknown:
        raise Http404(unknown.message) from unknown
    return _edit(Editor(request, scope, None, source))


@require_http_methods(METHODS)
def layout_edit(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    scope = styled(request, place)
    kept = _kept(scope, slug)
    return _edit(Editor(request, scope, kept, from_data(kept.content)))


@require_POST
def layout_retire(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    """Offer it no longer."""
    scope = styled(request, place)
    try:
        retired = retire_layout(layout=_kept(scope, slug), by=scope.user)
    except RuleBroken as broken:
        status_of(broken)
        messages.error(request, broken.message)
    else:
        messages.success(request, f"“{retired.name}” is retired. Papers that were begun in it keep it.")
    return redirect(scope.address("house_style"))


def styled(request: HttpRequest, place: str) -> Scope:
    """The scope of a page for those who keep the layouts and templates; 403 for any other reader."""
    scope = read_scope(request, place)
    if not may_style(scope.user, scope.place):
        raise PermissionDenied(KEEPERS)
    return scope


def _kept(scope: Scope, slug: str) -> PlaceLayout:
    rows = PlaceLayout.objects.filter(place=scope.place, slug=slug, retired_at=None)
    found = rows.select_related("place", "saved_by").first()
    if found is None:
        raise Http404("There is no such layout here that could be changed.")
    return found


def _edit(editor: Editor) -> HttpResponse:
    """Show the editor, take a step in it, preview what it says, or save it. Only saving changes anything."""
    request = editor.request
    if request.method != "POST":
        return editor.page(sheet_of(_begin(editor), bound=False))
    rows = read_rows(dict(request.POST.lists()))
    version = request.POST.get("version", "")
    read = int(version) if version.isdecimal() and len(version) < 9 else 0
    step = request.POST.get("step", "save")
    if step in ("save", "preview"):
        sheet = sheet_of(rows, bound=True)
        if not sheet.is_valid():
            return editor.page(sheet, status=UNPROCESSABLE, version=read)
        return _preview(editor, sheet, read) if step == "preview" else _save(editor, sheet, read)
    moved, at = stepped(rows, step)
    return editor.page(sheet_of(moved, bound=False, at=at), version=read, at=at)


def _begin(editor: Editor) -> Rows:
    """What the editor opens with; a copy wants a name of its own."""
    rows = rows_of(editor.source)
    if editor.kept is None:
        rows.top["name"] = f"{editor.source.name} (our own)"
    return rows


def _save(editor: Editor, sheet: Sheet, version: int) -> HttpResponse:
    try:
        kept = editor.keep(sheet, version)
    except StaleVersion as stale:
        now = stale.current
        assert isinstance(now, PlaceLayout)
        sheet.problems += sentences(stale)
        return editor.page(
            sheet, status=status_of(stale), version=now.version, now=now, now_layout=from_data(now.content)
        )
    except RuleBroken as broken:
        sheet.problems += sentences(broken)
        return editor.page(sheet, status=status_of(broken), version=version)
    messages.success(editor.request, f"The layout “{kept.name}” is saved.")
    return redirect(editor.scope.address("house_style"))


def _preview(editor: Editor, sheet: Sheet, version: int) -> HttpResponse:
    """The editor with the board paper below it, as the layout would have it; nothing is saved."""
    scope = editor.scope
    try:
        layout = from_data(sheet.data())
    except NoLayout as wrong:
        sheet.problems += [{"text": problem, "href": ""} for problem in wrong.problems]
        return editor.page(sheet, status=UNPROCESSABLE, version=version)
    document = make_document(
        "board", place=scope.place, funds=scope.funds, year=scope.year, period=scope.month, periods=scope.periods,
        layout=layout,
    )  # fmt: skip
    shown = {"title": draw_title(document.meta), "paper": draw_document(document)}
    return editor.page(sheet, version=version, shown=shown)
