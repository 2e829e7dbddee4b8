"""What does an overspend ask for? One fund's breach: its notice, its remedial action plan, and the paper to send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from budgets.actions.overspend import record_plan
from budgets.models import Fund, OverspendNotice
from budgets.scope import Scope, frame, read_scope
from budgets.set_up.fields import DayField, text_field
from budgets.views.form_page import form_page
from reports.document import Document
from reports.facts.position import PositionFacts
from reports.figures.fund_risk import bearings
from reports.layouts.plain import PLAIN
from reports.load import load_position
from reports.making import FORMS
from reports.managing.actions import breach_at, send_notice
from reports.managing.breaches import FundBreach
from reports.papers.board.reading import read
from reports.papers.overspend import overspend_notice, proposed_text
from reports.progress import keeps
from reports.views.drawn import draw_document

FILES = {"pdf": ("PDF", "application/pdf"), "html": ("Web page", "text/html; charset=utf-8")}
MOST = 20_000
TO = "Finance directors of the partners"


class NoticeForm(forms.Form):
    """The notice as it was sent. Its words are proposed from the figures."""

    sent_on = DayField(label="Sent on")
    sent_to = text_field("To", 300, "Say to whom it went", help_text="By role, not by name.")
    text = forms.CharField(
        label="What it says",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Proposed from the figures; change it as you need. Do not name people.",
        error_messages={"required": "Say what the notice says"},
    )


class PlanForm(forms.Form):
    """When the plan came, and what it is to do."""

    received_on = DayField(label="Received on")
    text = forms.CharField(
        label="What the plan is to do",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="In short. Do not name people.",
        error_messages={"required": "Say what the plan is to do"},
    )


def _fund(request: HttpRequest, place: str, slug: str) -> tuple[Scope, Fund]:
    scope = read_scope(request, place, slug)
    if not scope.funds[0].counted:
        raise Http404("This fund is in view only: its overspends are not given notice of here.")
    return scope, scope.funds[0]


def _facts(scope: Scope) -> PositionFacts:
    return load_position(
        place=scope.place,
        funds=scope.funds,
        year=scope.year,
        period=scope.month,
        periods=scope.periods,
        months=False,
        narratives=False,
        risk=True,
    )


def _frame(scope: Scope, fund: Fund, *trail: tuple[str, str]) -> dict[str, Any]:
    here = scope.address("overspend", fund.slug) if trail else ""
    steps = (("Manage", scope.address("manage")), (f"Overspend of {fund.name}", here), *trail)
    return frame(scope, "manage", *steps, switch=not trail)


@require_safe
def overspend(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    scope, this = _fund(request, place, fund)
    found = breach_at(this, scope.year, scope.month)
    context: dict[str, Any] = {
        "fund": this,
        "found": found,
        "may": keeps(scope, this),
        "notice_href": scope.address("overspend_notice", this.slug),
        "plan_href": scope.address("overspend_plan", this.slug),
        "files": [(name, scope.address("overspend_file", this.slug, form)) for form, (name, _) in FILES.items()],
    }
    if found.breach is not None:
        context["document"] = draw_document(_document(scope, found), numbered=False)
    return render(request, "reports/overspend.html", context | _frame(scope, this))


def _document(scope: Scope, found: FundBreach) -> Document:
    if found.breach is None:
        raise Http404("This fund does not project an overspend beyond its terms in this period.")
    return overspend_notice(_facts(scope), found.breach, found.notice)


@require_safe
def overspend_file(request: HttpRequest, place: str, fund: str, form: str) -> HttpResponse:
    """The notice as a paper to send: a draft until it is recorded as sent."""
    scope, this = _fund(request, place, fund)
    if form not in FILES:
        raise Http404("The notice can be had as PDF and as a web page.")
    made = FORMS[form](_document(scope, breach_at(this, scope.year, scope.month)))
    name = f"{this.slug}-overspend-notice-{scope.year_label}-{scope.label}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(made, content_type=FILES[form][1], headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def overspend_notice_record(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """Record the notice as it was sent."""
    scope, this = _kept(request, place, fund)
    found = breach_at(this, scope.year, scope.month)
    if found.breach is None:
        raise Http404("This fund does not project an overspend beyond its terms in this period: no notice is due.")
    initial: dict[str, Any] = {}
    if request.method != "POST":
        facts = _facts(scope)
        text = proposed_text(read(facts, PLAIN), found.breach, bearings(facts, [this.slug])[this.slug])
        initial = {"sent_on": found.on, "sent_to": TO, "text": text}
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        made = send_notice(fund=this, year=scope.year, month=scope.month, by=scope.user, **form.cleaned_data)
        return f"The notice of {made.sent_on:%-d %B %Y} is recorded; a plan is due by {made.plan_due_on:%-d %B %Y}."

    back = scope.address("overspend", this.slug)
    context = {"title": "Record the notice", "button": "Record the notice", "back": back}
    return form_page(request, form=form, act=act, done=back, context=context | _frame(scope, this, ("Notice", "")))


@require_http_methods(["GET", "HEAD", "POST"])
def overspend_plan(request: HttpRequest, place: str, fund: str) -> HttpResponse:
    """Record the remedial action plan that answered the notice."""
    scope, this = _kept(request, place, fund)
    found = breach_at(this, scope.year, scope.month)
    if found.notice is None:
        raise Http404("No notice of an overspend that stands is recorded yet: record it first.")
    notice = OverspendNotice.objects.select_related("fund__host").get(pk=found.notice.key)
    form = PlanForm(request.POST if request.method == "POST" else None, initial={"received_on": found.on})

    def act() -> str:
        made = record_plan(notice=notice, by=scope.user, **form.cleaned_data)
        return f"The remedial action plan of {made.plan_received_on:%-d %B %Y} is recorded."

    back = scope.address("overspend", this.slug)
    context = {"title": "Record the remedial action plan", "button": "Record the plan", "back": back}
    return form_page(request, form=form, act=act, done=back, context=context | _frame(scope, this, ("Plan", "")))


def _kept(request: HttpRequest, place: str, slug: str) -> tuple[Scope, Fund]:
    scope, this = _fund(request, place, slug)
    if not keeps(scope, this):
        raise PermissionDenied(f"Only a pool manager of {this.host} records what answers an overspend of {this}.")
    return scope, this
