"""Where do these words stand? Every place of them is listed before anything changes; then they are taken out, on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from reports.models import Redaction
from reports.publishing.actions.redacting import look_for, redact
from reports.publishing.redaction.finding import Found, Stand, around
from reports.publishing.redaction.words import python_pattern, sought_words
from reports.views.papers import redacts, trail_of
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


def _page(request: HttpRequest, scope: Scope, look_form: WordsForm, status: int = 200, **more: Any) -> HttpResponse:
    done = Redaction.objects.filter(place=scope.place).select_related("made_by").prefetch_related("places", "versions")
    page = Paginator(done, A_PAGE).get_page(request.GET.get("page"))
    context = {"look_form": look_form, "page": page, "redactions": [(one, _said(one)) for one in page], **more}
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
    return "files" if column == "content" else "words"


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
    if found.reasons:
        shown = [("", *around(reason.text, pattern)) for reason in found.reasons[:SHOWN]]
        groups.append(Group("Reasons of changes", len(found.reasons), 0, shown))
    return groups


def _column(column: str) -> str:
    return "" if column == "text" else column.replace("_", " ").capitalize()
