"""Next year from this one: what copying would make, with the uplifts that are tried; then making it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets.access import access_of, may_set_up
from budgets.models import Agreement, Change, Fund, FundingStream, Period
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.roles import Power
from budgets.scope import Scope, frame, read_scope
from reports.forms.forward import ForwardForm
from reports.papers.forward import headline, left_out_table, money_table
from reports.render.words import print_paragraph
from reports.views.drawn import draw_table
from s75.errors import RuleBroken
from s75.years import month_start, year_label
from schemes.actions.copying import copy_year_forward
from schemes.forward.plan import Forward, Target
from schemes.forward.reading import read_forward


@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: HttpRequest, place: str) -> HttpResponse:
    scope = read_scope(request, place)
    if not may_set_up(scope.user, scope.place):
        raise PermissionDenied(
            "Only who sets the place up copies its year: a pool manager, or an administrator to look."
        )
    sent = request.POST if request.method == "POST" else request.GET
    form = ForwardForm(sent, place=scope.place, funds=scope.funds, year=scope.year)
    valid = form.is_valid()
    if request.method != "POST" or not valid:
        return _show(request, scope, form, status=200 if valid else UNPROCESSABLE)
    try:
        made = copy_year_forward(
            place=scope.place, year=scope.year, funds=_ready(scope), by=scope.user, **form.wanted()
        )
    except RuleBroken as broken:
        return _show(request, scope, form, status=status_of(broken), problems=sentences(broken))
    lines = sum(len(pot.lines) for pot in made.forward.pots)
    said = f"{year_label(scope.year + 1)} is there: {lines} line{'' if lines == 1 else 's'}, and nothing confirmed yet."
    messages.success(request, said)
    return redirect(scope.address("forward"))


def _ready(scope: Scope) -> list[Fund]:
    """The funds of which next year holds nothing; all of them when it holds something of each, to be refused by name."""
    found = _read(scope, {})
    return list(found.ready or found.funds)


def _read(scope: Scope, wanted: dict[str, Any]) -> Forward:
    given = {"basis": "current", "uplifts": {}, "streams": {}, **wanted}
    return read_forward(place=scope.place, funds=scope.funds, year=scope.year, **given)


def _show(
    request: HttpRequest, scope: Scope, form: ForwardForm, *, status: int = 200, problems: Sequence[Any] = ()
) -> HttpResponse:
    try:
        found = _read(scope, form.wanted())
    except RuleBroken as broken:
        found, problems, status = _read(scope, {}), [*problems, *sentences(broken)], status_of(broken)
    left = left_out_table(found)
    context = {
        "form": form,
        "problems": problems,
        "now": year_label(scope.year),
        "then": year_label(scope.year + 1),
        "money": draw_table(money_table(found)) if found.pots else "",
        "headline": print_paragraph(headline(found)),
        "left_out": draw_table(left) if left else "",
        "streams": _streams(form, found),
        "here": scope.address("forward"),
        "follow_ups": found.follow_ups if found.pots else (),
        "ready": found.ready,
        "there": [(fund, found.present[fund.pk]) for fund in found.funds if fund.pk in found.present],
        "steps": _steps(scope) if found.present else [],
        "proposes": all(
            access_of(scope.user).may(Power.PROPOSE_CHANGES, heir=None, agreement=fund.agreement_id)
            for fund in scope.funds
        ),
        "codes": len({code.pk for code, _, _ in found.codes}),
    }
    around = frame(scope, "set_up", ("Set-up", scope.address("set_up")), ("Copy the year forward", ""))
    return render(request, "reports/forward.html", context | around, status=status)


def _streams(form: ForwardForm, found: Forward) -> list[dict[str, Any]]:
    """The table of streams: each with its fields, and what its money comes from next year in words."""
    return [
        {"stream": stream, "uplift": uplift, "target": target, "becomes": _becomes(stream, found.targets[stream])}
        for stream, uplift, target in form.rows
        if stream in found.targets
    ]


def _becomes(stream: FundingStream, target: Target | None) -> str:
    if target is None:
        return "Nothing: it ends"
    if target.name == stream.name:
        return "The same"
    return f"{target.name}, new" if target.is_new else target.name


def _steps(scope: Scope) -> list[tuple[str, str]]:
    """What to do with a next year that is there: words and address."""
    year, steps = scope.year + 1, []
    openings = Change.objects.filter(fund__in=scope.funds, year=year, kind=Change.Kind.OPENING).order_by("pk")
    for change in openings.select_related("fund"):
        if change.state == Change.State.DRAFT:
            text = f"Check the draft opening budget of {change.fund}, and ask for its approval"
        else:
            text = f"Opening budget of {change.fund}: {change.get_state_display().lower()}"
        steps.append((text, scope.address("change", change.pk)))
    drafts = Agreement.objects.filter(
        place=scope.place, status=Agreement.Status.DRAFT, starts__gte=month_start(year, 1)
    )
    steps += [(f"Settle the draft agreement “{one}”", scope.address("agreement", one.pk)) for one in drafts]
    if not Period.objects.filter(fund__in=scope.funds, year=year).exclude(state=Period.State.FUTURE).exists():
        steps.append((f"Start {year_label(year)} and open P01 when it begins", scope.address("set_up_year")))
    return steps
