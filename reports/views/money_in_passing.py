"""What a line passes on to other partners, and what they report to have spent of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.access import access_of
from budgets.models import Partner
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from budgets.views.form_page import form_page
from reports.forms.money import PARTS, PassedBackForm, PassedForm, PassingPlanForm, SpendForm
from reports.views.money_in import LIST
from s75.errors import NotPermitted, RuleBroken
from s75.templatetags.s75 import sterling
from schemes.actions.budgets import budget_of
from schemes.actions.passing import plan_passing, record_passing, report_spend, undo_passing
from schemes.models import Line, Passing


def _found(request: HttpRequest, place: str, ref: str) -> tuple[Scope, Line]:
    scope = read_scope(request, place)
    rows = Line.objects.select_related("scheme", "fund__host", "place")
    line = rows.filter(ref=ref, fund__in=scope.funds, year=scope.year).first()
    if line is None:
        raise Http404("There is no such line in this year of the place.")
    return scope, line


def _keeps(scope: Scope, line: Line) -> bool:
    fund = line.fund
    return access_of(scope.user).may(Power.KEEP_CONTRIBUTIONS, heir=fund.host.heir_id, agreement=fund.agreement_id)


def _require_keeping(scope: Scope, line: Line) -> None:
    if not _keeps(scope, line):
        status_of(NotPermitted(f"{scope.user} may not {Power.KEEP_CONTRIBUTIONS.value} for {line.fund.host}."))


@require_safe
def money_in_passing(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    scope, line = _found(request, place, ref)
    return render(request, "reports/money_in_passing.html", _page(scope, line))


def _page(scope: Scope, line: Line, sent: Form | None = None, passing: int = 0) -> dict[str, Any]:
    passings = list(line.passings.select_related("partner").order_by("due_on", "pk"))
    partners = list(dict.fromkeys(row.partner for row in passings))
    rows = [
        {
            "passing": row,
            "form": sent if sent and row.pk == passing else PassedForm(auto_id=f"passed_{row.pk}_%s"),
            "href": scope.address("money_in_pass_on", row.pk),
            "back": scope.address("money_in_pass_back", row.pk) if row.passed_on else "",
        }
        for row in passings
    ]
    spend = sent if sent and not passing else SpendForm(partners=partners, year=scope.year, auto_id="spend_%s")
    return {
        "line": line,
        "budget": budget_of(line, as_at=scope.month),
        "rows": rows,
        "keeps": _keeps(scope, line),
        "reported": line.reported_spends.select_related("partner").filter(month__lte=scope.month),
        "spend_form": spend if partners else None,
        "spend_href": scope.address("money_in_spend", line.ref),
        "plan_href": scope.address("money_in_passing_plan", line.ref),
        "line_href": scope.address("line", line.ref),
        "form": sent,
        **frame(scope, "money_in", (LIST, scope.address("money_in")), (f"{line.ref} passed on", "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def money_in_passing_plan(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    """To whom, when and how much is passed on."""
    scope, line = _found(request, place, ref)
    _require_keeping(scope, line)
    partners = list(Partner.objects.filter(seats__place=scope.place).order_by("seats__position", "name"))
    form = PassingPlanForm(request.POST if request.method == "POST" else None, partners=partners, initial=_known(line))

    def act() -> str:
        plan_passing(line=line, parts=form.parts(), by=scope.user)
        return f"What {line} passes on is planned."

    own_page = scope.address("money_in_passing", line.ref)
    groups = [[form[f"{name}_{i}"] for name in ("partner", "day", "amount")] for i in range(1, PARTS + 1)]
    trail = [(LIST, scope.address("money_in")), (f"{line.ref} passed on", own_page), ("Plan", "")]
    around = frame(scope, "money_in", *trail, switch=False)
    context = {"title": f"Plan what {line} passes on", "groups": groups, "back": own_page, **around}
    template = "reports/money_in_passing_plan.html"
    return form_page(request, form=form, act=act, done=own_page, context=context, template=template)


def _known(line: Line) -> dict[str, str | date | object]:
    """What is planned and not passed yet."""
    found: dict[str, str | date | object] = {}
    for number, row in enumerate(line.passings.filter(passed_on__isnull=True).order_by("due_on", "pk")[:PARTS], 1):
        found |= {f"partner_{number}": row.partner_id, f"day_{number}": row.due_on, f"amount_{number}": row.amount}
    return found


def _one(request: HttpRequest, place: str, pk: int) -> tuple[Scope, Line, Passing]:
    """One passing of a line of the scope's year, or 404."""
    passing = Passing.objects.select_related("line__fund__host", "partner").filter(pk=pk).first()
    scope, line = _found(request, place, passing.line.ref if passing else "")
    if passing is None or passing.line_id != line.pk:
        raise Http404("There is no such passing in this place.")
    return scope, line, passing


@require_http_methods(["GET", "HEAD", "POST"])
def money_in_pass_back(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Take back that money was passed on."""
    scope, line, passing = _one(request, place, pk)
    _require_keeping(scope, line)
    form = PassedBackForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        undo_passing(passing=passing, reason=form.cleaned_data["reason"], by=scope.user)
        return f"{passing} is no longer recorded as passed on."

    own_page = scope.address("money_in_passing", line.ref)
    when = f" on {passing.passed_on:%-d %B %Y}" if passing.passed_on else ""
    context = {
        "title": f"Take back that {sterling(passing.amount)} was passed on to {passing.partner}",
        "teaches": f"It is recorded as passed on{when}. It goes back to what is planned, and the plan can be changed.",
        "button": "Take it back",
        "back": own_page,
        **frame(
            scope,
            "money_in",
            (LIST, scope.address("money_in")),
            (f"{line.ref} passed on", own_page),
            ("Take back", ""),
            switch=False,
        ),
    }
    return form_page(request, form=form, act=act, done=own_page, context=context)


@require_POST
def money_in_pass_on(request: HttpRequest, place: str, pk: int) -> HttpResponse:
    """Record that one passing was made."""
    scope, line, passing = _one(request, place, pk)
    form = PassedForm(request.POST, auto_id=f"passed_{pk}_%s")

    def act() -> str:
        return f"{record_passing(passing=passing, by=scope.user, **form.cleaned_data)} is recorded as passed on."

    return _act(request, scope, line, form, act, passing=pk)


@require_POST
def money_in_spend(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    """Record what a partner reports to have spent, the year to date."""
    scope, line = _found(request, place, ref)
    partners = list(dict.fromkeys(row.partner for row in line.passings.select_related("partner")))
    form = SpendForm(request.POST, partners=partners, year=scope.year, auto_id="spend_%s")

    def act() -> str:
        data = form.cleaned_data
        partner = form.partners[data["partner"]]
        report_spend(
            line=line,
            partner=partner,
            month=data["month"],
            amount=data["amount"],
            source=data["source"],
            by=scope.user,
        )
        return f"The spend that {partner} reports is recorded."

    return _act(request, scope, line, form, act)


def _act(
    request: HttpRequest, scope: Scope, line: Line, form: Form, act: Callable[[], str], *, passing: int = 0
) -> HttpResponse:
    _require_keeping(scope, line)
    template = "reports/money_in_passing.html"
    if not form.is_valid():
        return render(request, template, _page(scope, line, form, passing), status=UNPROCESSABLE)
    try:
        said = act()
    except RuleBroken as error:
        context = _page(scope, line, form, passing) | {"problems": sentences(error)}
        return render(request, template, context, status=status_of(error))
    messages.success(request, said)
    return redirect(scope.address("money_in_passing", line.ref))
