"""The review of a round: which lines deserve a question, and approving them or querying them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from budgets.refusals import sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from reports.forms.remark import DecisionForm, read_rows
from reports.render.html_cells import element_id, mark
from reports.review.choices import ALL, Choice, offered, read_choice
from reports.review.indicators import indicators_beside
from reports.review.lines import SUBMITTED, ReviewLine, biggest_first
from reports.review.reading import Details, Review, load_details, load_review, with_rounds
from reports.views.review_cards import Card, card, doubts_of
from s75.errors import RuleBroken
from schemes.actions.remarks import NO_NAMES
from schemes.actions.reviews import approve, query

A_PAGE = 20  # cards
AT_ONCE = 200  # lines approved by one click


@dataclass(frozen=True)
class Refusal:
    """A refused decision: the rule, the line that it was about (empty: several), and what was typed."""

    broken: RuleBroken
    ref: str = ""
    text: str = ""


@require_safe
def review(request: HttpRequest, place: str) -> HttpResponse:
    return _page(request, read_scope(request, place))


@require_POST
def review_decide(request: HttpRequest, place: str) -> HttpResponse:
    """Approve one line, or query it back with words."""
    scope = _reviewing(request, place)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Http404("There is no such line or decision.")
    seen, text = form.seen(), form.cleaned_data["text"]
    try:
        if form.cleaned_data["decision"] == "approve":
            approve(place=scope.place, year=scope.year, round=scope.month, rows=[seen], text=text, by=scope.user)
            messages.success(request, f"{seen.ref} is approved.")
        else:
            query(place=scope.place, year=scope.year, round=scope.month, row=seen, text=text, by=scope.user)
            messages.success(request, f"{seen.ref} is queried back to its officer.")
    except RuleBroken as broken:
        return _page(request, scope, Refusal(broken, seen.ref, text))
    return redirect(_address(request, scope, "review"))


@require_POST
def review_bulk(request: HttpRequest, place: str) -> HttpResponse:
    """Approve the lines that were ticked, all or none."""
    scope = _reviewing(request, place)
    rows = read_rows(request.POST.getlist("row"))
    try:
        done = approve(place=scope.place, year=scope.year, round=scope.month, rows=rows, by=scope.user)
    except RuleBroken as broken:
        return _page(request, scope, Refusal(broken))
    messages.success(request, "1 line is approved." if len(done) == 1 else f"{len(done)} lines are approved.")
    return redirect(_address(request, scope, "review"))


def _reviewing(request: HttpRequest, place: str) -> Scope:
    """The scope for somebody who reviews for anybody; which lines they may decide on, the action says."""
    scope = read_scope(request, place)
    if not scope.may(Power.REVIEW):
        raise PermissionDenied("Only commissioners review forecasts.")
    return scope


def _address(request: HttpRequest, scope: Scope, name: str) -> str:
    """A page or action of the review, with the filters of this one."""
    return scope.address(name) + read_choice(request.GET).query


def _page(request: HttpRequest, scope: Scope, refusal: Refusal | None = None) -> HttpResponse:
    found = load_review(scope)
    choice = read_choice(request.GET)
    told = [line for line in found.lines if refusal and line.ref == refusal.ref]
    context: dict[str, Any] = {
        "review": found,
        "choice": choice,
        **_picked(request, found, choice, told),
        **_addresses(request, scope, choice),
        "filters": offered(choice, found.lines, found.names, found.codes),
        "kept": [("year", scope.year_label), ("period", str(scope.month))],
        "hint": NO_NAMES,
        "typed": refusal,
        "mark": SafeString(mark(paper=False)),
    }
    context |= frame(scope, "review", ("Review", ""), keep=choice.pairs)
    status = 200
    if refusal:
        status = status_of(refusal.broken)
        cure = f"#{element_id('c', refusal.ref)}" if told else ""
        context["problems"] = [{**one, "href": cure} for one in sentences(refusal.broken)]
    return render(request, "reports/review.html", context, status=status)


def _picked(request: HttpRequest, found: Review, choice: Choice, told: Sequence[ReviewLine]) -> dict[str, Any]:
    """The lines chosen, those that something has to be said of (`told`) first: as cards, a page of them at a time, and
    for whoever they wait for those in which nothing is contentious as a list."""
    rest = [line for line in found.lines if line not in told and choice.shows(line, reviewer=found.reviewer)]
    chosen = [*told, *biggest_first(rest, compared=found.compared)]
    whole = load_details(found, chosen) if choice.waiting and found.reviewer else None
    calm = [one for one in rest if one.may_approve and not doubts_of(one, whole, found)] if whole else []
    keys = {one.key for one in calm}
    single = [line for line in chosen if line.key not in keys]
    page = Paginator(single, A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    details = with_rounds(whole or load_details(found, shown), found, shown)
    return {
        "cards": _cards(found, details, shown),
        "page": page,
        "single": len(single),
        "calm": calm[:AT_ONCE],
        "calm_more": max(len(calm) - AT_ONCE, 0),
        "waiting": len(single) + len(calm),
    }


def _addresses(request: HttpRequest, scope: Scope, choice: Choice) -> dict[str, str]:
    return {
        "here": reverse("review", args=[scope.place.slug]),
        "waits": scope.address("review"),
        "all": scope.address("review") + Choice(state=ALL).query,
        "one_by_one": scope.address("review") + replace(choice, state=SUBMITTED).query,
        "turn": _address(request, scope, "review"),
        "decide": _address(request, scope, "review_decide"),
        "bulk": _address(request, scope, "review_bulk"),
    }


def _cards(review: Review, details: Details, shown: Sequence[ReviewLine]) -> list[Card]:
    beside = indicators_beside(review.scope, {line.group.scheme for line in shown})
    return [card(line, details, review, beside.get(line.group.scheme, ())) for line in shown]
