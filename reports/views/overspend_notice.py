"""What answered an overspend? Recording a notice and its plan, correcting a notice and withdrawing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from budgets.actions.overspend import correct_notice, record_plan, withdraw_notice
from budgets.models import Fund, OverspendNotice
from budgets.scope import Scope
from budgets.views.form_page import form_page
from reports.figures.fund_risk import bearings
from reports.forms.overspend import CorrectionForm, NoticeForm, PlanForm, WithdrawalForm
from reports.layouts.plain import PLAIN
from reports.managing.actions import breach_at, send_notice
from reports.papers.board.reading import read
from reports.papers.overspend import proposed_text
from reports.progress import keeps
from reports.views.overspend import facts_of, frame_of, fund_of

TO = "Finance directors of the partners"
WITHDRAWING = (
    "It then counts as not sent, and its plan as not received, so that a notice is due again while the overspend stands. "
    "It stays on record with your reason. If only a day or a word is wrong, correct it instead."
)


@require_http_methods(["GET", "HEAD", "POST"])
def notice_record(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """Record the notice as it was sent."""
    scope, this = _kept(request, place, fund)
    found = breach_at(this, scope.year, scope.month)
    if found.breach is None:
        raise Http404("This fund does not project an overspend beyond its terms in this period: no notice is due.")
    initial: dict[str, Any] = {}
    if request.method != "POST":
        facts = facts_of(scope)
        text = proposed_text(read(facts, PLAIN), found.breach, bearings(facts, [this.slug])[this.slug])
        initial = {"sent_on": found.on, "sent_to": TO, "text": text}
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        made = send_notice(fund=this, year=scope.year, month=scope.month, by=scope.user, **form.cleaned_data)
        return f"The notice of {made.sent_on:%-d %B %Y} is recorded; a plan is due by {made.plan_due_on:%-d %B %Y}."

    context = {"title": "Record the notice", "button": "Record the notice"} | _around(scope, this, "Notice")
    return form_page(request, form=form, act=act, done=context["back"], context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_record(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """Record the remedial action plan that answered the notice."""
    scope, this = _kept(request, place, fund)
    found = breach_at(this, scope.year, scope.month)
    if found.notice is None:
        raise Http404("No notice of an overspend that stands is recorded yet: record it first.")
    notice = _notice(scope, this, found.notice.key)
    form = PlanForm(request.POST if request.method == "POST" else None, initial={"received_on": found.on})

    def act() -> str:
        made = record_plan(notice=notice, by=scope.user, **form.cleaned_data)
        return f"The remedial action plan of {made.plan_received_on:%-d %B %Y} is recorded."

    context = {"title": "Record the remedial action plan", "button": "Record the plan"} | _around(scope, this, "Plan")
    return form_page(request, form=form, act=act, done=context["back"], context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def notice_correct(request: HttpRequest, place: str, fund: str, pk: int) -> HttpResponse:
    """Put right what a recorded notice, or its plan, says; what stood before stays in its history."""
    scope, this = _kept(request, place, fund)
    notice = _notice(scope, this, pk)
    form = CorrectionForm(request.POST if request.method == "POST" else None, notice)

    def act() -> str:
        made = correct_notice(notice=notice, by=scope.user, **form.cleaned_data)
        return f"The notice of {made.sent_on:%-d %B %Y} is corrected."

    context = {"title": "Correct the notice", "button": "Correct the notice"} | _around(scope, this, "Correct")
    return form_page(request, form=form, act=act, done=context["back"], context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def notice_withdraw(request: HttpRequest, place: str, fund: str, pk: int) -> HttpResponse:
    """Let a notice that was recorded wrongly count as not sent."""
    scope, this = _kept(request, place, fund)
    notice = _notice(scope, this, pk)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        withdraw_notice(notice=notice, by=scope.user, **form.cleaned_data)
        return f"The notice of {notice.sent_on:%-d %B %Y} is withdrawn."

    title = f"Withdraw the notice of {notice.sent_on:%-d %B %Y}"
    context: dict[str, Any] = {"title": title, "button": "Withdraw the notice", "warning": True, "teaches": WITHDRAWING}
    context |= _around(scope, this, "Withdraw")
    return form_page(request, form=form, act=act, done=context["back"], context=context)


def _around(scope: Scope, fund: Fund, name: str) -> dict[str, Any]:
    return {"back": scope.address("overspend", fund.slug)} | frame_of(scope, fund, (name, ""))


def _notice(scope: Scope, fund: Fund, pk: int) -> OverspendNotice:
    """A notice of the fund and year that counts."""
    rows = OverspendNotice.objects.filter(fund=fund, year=scope.year, withdrawn_at=None)
    found = rows.select_related("fund__host").filter(pk=pk).first()
    if found is None:
        raise Http404("This fund has no such notice in this year, or it was withdrawn.")
    return found


def _kept(request: HttpRequest, place: str, slug: str) -> tuple[Scope, Fund]:
    scope, this = fund_of(request, place, slug)
    if not keeps(scope, this):
        raise PermissionDenied(f"Only a pool manager of {this.host} records what answers an overspend of {this}.")
    return scope, this
