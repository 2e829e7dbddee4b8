"""One change: what it does to each line and fund, who decides on it, who did what; deciding, posting, reversing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from budgets.actions.changes import decide_change, withdraw_change
from budgets.limits import deciders, may_decide, may_record, who_decides
from budgets.models import Change
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.figures.changes import pots_with
from reports.forms.change import DecideForm, RecordForm, ReverseForm
from reports.loading.changes import load_lines, load_pots, load_steps
from reports.loading.changes_waiting import may_post
from reports.papers.change_page import lines_table, pots_table
from reports.views.changes import COLOURS, proposes, trail_of
from reports.views.drawn import draw_table
from s75.errors import RuleBroken
from s75.years import month_label
from schemes.actions.budgets import post_change
from schemes.actions.changes import discard_change, open_or_next, request_change
from schemes.actions.reversals import reverse_change

State = Change.State


def the_change(request: HttpRequest, place: str, pk: int) -> tuple[Scope, Change]:
    """A change of the funds that the person sees, or 404."""
    scope = read_scope(request, place, unopened=True)
    funds = {fund.pk: fund for fund in scope.funds}
    rows = Change.objects.filter(fund__in=funds).select_related(
        "requested_by", "decided_by", "posted_by", "reserve", "project", "reverses", "reversed_by",
    )  # fmt: skip
    change = rows.filter(pk=pk).first()
    if change is None:
        raise Http404("There is no such change among those that you see.")
    change.fund, change.place = funds[change.fund_id], scope.place  # read already, and a long join is slow to plan
    prefetch_related_objects([change], "fund__agreement__limits", "fund__agreement__partners")
    return scope, change


@require_safe
def change(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    return _page(request, *the_change(request, place, pk))


def _page(request: HttpRequest, scope: Scope, change: Change, *, status: int = 200, **more: Any) -> HttpResponse:
    since = change.posted_in or open_or_next(change.fund, change.year)
    month = max(since, change.effective_from)
    lines = load_lines(change.fund, change.year, month, change)
    pots = pots_with(lines, load_pots(change.fund, change.year, month, lines, change))
    when = f"before it in {month_label(month)}" if change.posted_in else f"now, in {month_label(month)}"
    filled = any(line.amount for line in lines) or any(pot.touched for pot in pots)
    context = {
        "change": change,
        "colour": COLOURS[State(change.state)],
        "month": month_label(month),
        "lines": draw_table(lines_table(scope.place.slug, change.year, scope.month, lines, when))
        if any(line.amount for line in lines)
        else "",
        "pots": draw_table(pots_table(pots, change.fund.name, when)) if filled else "",
        "decides": who_decides(change) if change.state in (State.DRAFT, State.REQUESTED) else "",
        "steps": load_steps(change)[::-1],
        **_may(scope, change),
        **more,
    }
    around = frame(scope, "changes", *trail_of(scope, (str(change), "")), switch=False)
    return render(request, "reports/change.html", context | around, status=status)


def _may(scope: Scope, change: Change) -> dict[str, Any]:
    """What the person may do with the change as it stands, with the forms to do it."""
    user, state = scope.user, change.state
    own, posts = change.requested_by_id == user.pk, may_post(user, change)
    committees = deciders(change).committees
    return {
        "edits": state == State.DRAFT and own and change.reverses_id is None,
        "asks": state == State.DRAFT and own,
        "discards": state == State.DRAFT and (own or posts),
        "withdraws": state in (State.REQUESTED, State.APPROVED) and (own or posts),
        "decide_form": DecideForm() if state == State.REQUESTED and may_decide(user, change) else None,
        "record_form": RecordForm(initial={"committee": committees[0] if committees else ""})
        if state == State.REQUESTED and may_record(user, change)
        else None,
        "posts": state == State.APPROVED and posts,
        "reverse_form": ReverseForm() if state == State.POSTED and _reversible(scope, change) else None,
    }


def _reversible(scope: Scope, change: Change) -> bool:
    return not hasattr(change, "reversed_by") and proposes(scope.user, change.fund.agreement_id)


def _do(
    request: HttpRequest, scope: Scope, change: Change, act: Callable[[], tuple[Change | None, str]], **more: Any
) -> HttpResponse:
    """One action, then the page of the change that it leads to (the list when there is none); a refusal on the page."""
    try:
        then, said = act()
    except RuleBroken as broken:
        status = status_of(broken)
        change = the_change(request, scope.place.slug, change.pk)[1]
        return _page(request, scope, change, status=status, problems=sentences(broken), **more)
    messages.success(request, said)
    return redirect(scope.address("change", then.pk) if then else scope.address("changes"))


@require_POST
def change_decide(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Approve or refuse it in one's own role, or record what a committee decided."""
    scope, change = the_change(request, place, pk)
    committee = "committee" in request.POST
    form: Form = RecordForm(request.POST) if committee else DecideForm(request.POST)
    name = "record_form" if committee else "decide_form"
    decision = request.POST.get("decision")
    if not form.is_valid() or decision not in ("approve", "refuse"):
        return _page(request, scope, change, status=UNPROCESSABLE, **{name: form, "form": form})
    given = {**form.cleaned_data}
    given["authority"] = given.pop("said", given.get("authority", ""))

    def decide() -> tuple[Change, str]:
        decided = decide_change(change=change, approve=decision == "approve", by=scope.user, **given)
        return decided, f"“{decided.title}” is {'approved' if decision == 'approve' else 'refused'}."

    return _do(request, scope, change, decide, **{name: form})


@require_POST
def change_ask(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    scope, change = the_change(request, place, pk)

    def ask() -> tuple[Change, str]:
        asked = request_change(change=change, by=scope.user)
        return asked, f"“{asked.title}” is requested. {who_decides(asked)}"

    return _do(request, scope, change, ask)


@require_POST
def change_withdraw(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Take it back: what waits becomes a draft again, and a draft is thrown away."""
    scope, change = the_change(request, place, pk)

    def withdraw() -> tuple[Change | None, str]:
        if change.state == State.DRAFT and request.POST.get("from") == State.DRAFT:
            discard_change(change=change, by=scope.user)
            return None, f"“{change.title}” is thrown away."
        return withdraw_change(change=change, by=scope.user), f"“{change.title}” is a draft again."

    return _do(request, scope, change, withdraw)


@require_POST
def change_post(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Post it, once: a second click finds it posted."""
    scope, change = the_change(request, place, pk)
    if change.state == State.POSTED and may_post(scope.user, change):
        messages.info(request, f"“{change.title}” is posted already.")
        return redirect(scope.address("change", change.pk))

    def post() -> tuple[Change, str]:
        posted = post_change(change=change, by=scope.user)
        number = f" as change {posted.number}" if posted.number else ""
        return posted, f"“{posted.title}” is posted{number} in {month_label(posted.posted_in or 0)}."

    return _do(request, scope, change, post)


@require_POST
def change_reverse(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Ask for it to be taken back; a second click leads to the reversal that is there."""
    scope, change = the_change(request, place, pk)
    form = ReverseForm(request.POST)
    if hasattr(change, "reversed_by") and proposes(scope.user, change.fund.agreement_id):
        messages.info(request, f"The reversal of “{change.title}” is there already.")
        return redirect(scope.address("change", change.reversed_by.pk))
    if not form.is_valid():
        return _page(request, scope, change, status=UNPROCESSABLE, reverse_form=form, form=form)

    def reverse() -> tuple[Change, str]:
        made = reverse_change(change=change, reason=form.cleaned_data["reason"], by=scope.user)
        return made, f"“{made.title}” is requested. {who_decides(made)}"

    return _do(request, scope, change, reverse, reverse_form=form)
