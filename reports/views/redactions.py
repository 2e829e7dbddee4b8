"""Where do these words stand? Every place of them is listed before anything changes; then they are taken out, on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.forms.paper import RedactionForm, WordsForm
from reports.models import Pack, Redaction
from reports.packs.waiting import is_stuck, words_of
from reports.publishing.actions.redacting import LAYOUTS, look_for, redact
from reports.publishing.actions.republishing import finish, progress_on, waiting_for_files
from reports.publishing.redaction.finding import Found, Stand, around
from reports.publishing.redaction.words import python_pattern, sought_words
from reports.views.papers import redacts, trail_of
from s75.background.queue import is_over
from s75.errors import RuleBroken

A_PAGE = 25
FIELDS = {"words": "id_words", "reason": "id_reason"}
NAMES = {  # what people call what a table holds
    "actuals": "Postings by hand",
    "actuals imports": "Ledgers",
    "forecasts": "Explanations of forecasts",
    "import rows": "Rows of ledgers",
    "paper reasons": "Reasons given for papers",
    "paper remarks": "Comments on papers",
    "paper texts": "Sections of papers",
    "remarks": "Comments on lines",
    "return answers": "Answers in national returns",
}
SHOWN = 50  # rows of one kind; there are seldom as many, and all are taken out


@dataclass(frozen=True)
class Group:
    """The places of one kind: how many, how many of these in the history, and what stands there now."""

    heading: str
    count: int
    past: int
    shown: list[tuple[str, str, str, str]]

    @property
    def more(self) -> int:
        return self.count - self.past - len(self.shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def redactions(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place, unopened=True)
    if not redacts(scope):
        raise PermissionDenied("Only an administrator of a partner that hosts a fund here redacts.")
    if request.method != "POST":
        return _page(request, scope, WordsForm())
    if request.POST.get("step") == "redact":
        return _take_out(request, scope)
    if request.POST.get("step") == "files":
        return _make_files(request, scope)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, scope, form, UNPROCESSABLE)
    return _look(request, scope, form.cleaned_data["words"], form)


def _look(
    request: HttpRequest,
    scope: Scope,
    words: str,
    form: WordsForm | RedactionForm,
    status: int = 200,
    problems: Sequence[dict[str, str]] = (),
) -> HttpResponse:
    """Where the words stand, with the form that takes them out; what was filled in there before stays."""
    try:
        found = look_for(place=scope.place, words=words, by=scope.user)
    except RuleBroken as broken:
        return _page(request, scope, WordsForm(request.POST), status_of(broken), problems=sentences(broken, FIELDS))
    again = isinstance(form, RedactionForm)
    return _page(
        request, scope, WordsForm(initial={"words": words}), status, asked=words, found=found, problems=problems,
        groups=_groups(found, words), form=form if again else RedactionForm(initial={"words": words}),
        ticked=set(request.POST.getlist("withdraw")) if again else {file.key for file in found.files},
    )  # fmt: skip


def _take_out(request: HttpRequest, scope: Scope) -> HttpResponse:
    form = RedactionForm(request.POST)
    words = request.POST.get("words", "")
    if not form.is_valid():
        return _look(request, scope, words, form, UNPROCESSABLE)
    try:
        made = redact(
            place=scope.place, words=words, reason=form.cleaned_data["reason"], by=scope.user,
            seen=request.POST.get("mark", ""), withdraw=request.POST.getlist("withdraw"),
        )  # fmt: skip
    except RuleBroken as broken:
        return _look(request, scope, words, form, status_of(broken), sentences(broken, FIELDS))
    count = made.places.count()
    messages.success(request, f"The words were taken out of {count} {'place' if count == 1 else 'places'}.")
    return redirect(scope.address("redactions"))


def _make_files(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Make here and now what no worker comes to."""
    try:
        for one in waiting_for_files(scope.place):
            if _is_left(progress_on(one)):
                finish(one)
    except RuleBroken as broken:
        return _page(request, scope, WordsForm(), status_of(broken), problems=sentences(broken))
    return redirect(scope.address("redactions"))


def _is_left(asked: Pack | None) -> bool:
    """Whether nobody is at the files of a paper: no worker was asked, or it does not come, was refused or gave up."""
    return asked is None or bool(asked.refusal) or is_stuck(asked) or is_over(asked.task)


def _watched(scope: Scope, packs: Sequence[Pack]) -> tuple[Pack, str] | None:
    """The first of them that a worker is at and that the reader asked for, with how far it is in words."""
    found = next((one for one in packs if one.owner_id == scope.user.pk and not _is_left(one)), None)
    return (found, words_of(found)) if found else None


def _progress(asked: Pack | None) -> str:
    """How far the files of a paper are, in words."""
    if asked is not None and asked.refusal:
        return asked.refusal
    return "nobody is making its files" if asked is None or _is_left(asked) else f"{asked.percent} per cent"


def _page(request: HttpRequest, scope: Scope, look_form: WordsForm, status: int = 200, **more: Any) -> HttpResponse:
    done = Redaction.objects.filter(place=scope.place).select_related("made_by").prefetch_related("places", "versions")
    page = Paginator(done, A_PAGE).get_page(request.GET.get("page"))
    asked = [(one, progress_on(one)) for one in waiting_for_files(scope.place)]
    context = {
        "look_form": look_form, "page": page, "redactions": [(one, _said(one)) for one in page],
        "unfinished": [(one, _progress(pack)) for one, pack in asked],
        "progress": _watched(scope, [pack for _, pack in asked if pack is not None]),
        "left_over": any(_is_left(pack) for _, pack in asked), "house_style": scope.address("house_style"), **more,
    }  # fmt: skip
    around = frame(scope, "papers", *trail_of(scope, ("Redactions", "")), switch=False)
    return render(request, "reports/redactions.html", context | around, status=status)


def _said(redaction: Redaction) -> str:
    """How many places it reached: words, kept files that lost their bytes, and versions that lost theirs."""
    kinds = Counter(_kind(one.table, one.column) for one in redaction.places.all())
    names = (
        ("words", "place", "places"),
        ("files", "file withdrawn", "files withdrawn"),
        ("papers", "published version taken away", "published versions taken away"),
    )
    return ", ".join(f"{kinds[kind]} {one if kinds[kind] == 1 else many}" for kind, one, many in names if kinds[kind])


def _kind(table: str, column: str) -> str:
    if table == "reports_publishedcontent":
        return "papers"
    return "files" if column == "content" and table != LAYOUTS else "words"


def _groups(found: Found, words: str) -> list[Group]:
    """The places by what they are part of, in the order in which they were found; reasons of changes stand last."""
    pattern = python_pattern(sought_words(words))
    piles: dict[str, list[Stand]] = {}
    for stand in found.stands:
        piles.setdefault(stand.name, []).append(stand)
    groups = []
    for name, pile in piles.items():
        now = [stand for stand in pile if not stand.history]
        shown = [(_column(stand.column), *around(stand.text, pattern)) for stand in now[:SHOWN]]
        groups.append(Group(NAMES.get(name, name.capitalize()), len(pile), len(pile) - len(now), shown))
    if found.layouts:
        said = [text for one in found.layouts for text in _texts(one.content) if pattern.search(text)]
        groups.append(Group("Layouts of papers", len(said), 0, [("", *around(text, pattern)) for text in said[:SHOWN]]))
    if found.reasons:
        shown = [("", *around(reason.text, pattern)) for reason in found.reasons[:SHOWN]]
        groups.append(Group("Reasons of changes", len(found.reasons), 0, shown))
    return groups


def _texts(content: Any) -> Iterator[str]:
    """Every text in a layout's data."""
    if isinstance(content, str):
        yield content
    for one in content.values() if isinstance(content, dict) else content if isinstance(content, list) else ():
        yield from _texts(one)


def _column(column: str) -> str:
    return "" if column == "text" else column.replace("_", " ").capitalize()
