"""What is to be said in the national return? Issues by scheme and source, and the questions about the whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import frame
from reports.facts.national_return import QUARTER
from reports.forms.national_return import answer_sheets, answers_of, read_answers
from reports.loading.national_return import YEAR_END_QUARTER
from reports.views.entering import counted_lines, show_conflict
from reports.views.national_return import TITLE, Desk, answering
from s75.errors import RuleBroken, StaleVersion
from schemes.actions.returns import save_return_answers
from schemes.indicators import Enterer
from schemes.models import ReturnAnswer, Scheme

TEACHES = "Answer as the template asks it. No names, and nothing by which somebody who gets care could be known."


@require_http_methods(["GET", "HEAD", "POST"])
def national_return_answers(request: HttpRequest, place: str, occasion: str) -> HttpResponse:
    desk = answering(request, place, occasion)
    scope, facts = desk.scope, desk.facts
    quarter = facts.quarter if desk.occasion == QUARTER else YEAR_END_QUARTER
    kept = ReturnAnswer.objects.filter(place=scope.place, year=scope.year, quarter=quarter)
    schemes = Scheme.objects.filter(place=scope.place).select_related("lead_commissioner")
    stands = answers_of(kept.select_related("scheme", "saved_by"))
    sheets = [s for s in answer_sheets(facts, stands, schemes, Enterer(scope.user, scope.place)) if s.rows]
    title = f"Answers of the {facts.rules.title.lower()}{f', Q{quarter}' if quarter else ''}"
    context = {
        "title": title,
        "teaches": TEACHES,
        "sheets": sheets,
        "may_save": any(sheet.writable for sheet in sheets),
        "back": desk.address("national_return"),
        **frame(scope, "papers", (TITLE, desk.address("national_return")), (title, ""), switch=False),
    }
    if request.method != "POST":
        return render(request, "reports/readings.html", context)
    return _posted(desk, quarter, context)


def _posted(desk: Desk, quarter: int, context: dict[str, Any]) -> HttpResponse:
    request, scope, sheets = desk.request, desk.scope, context["sheets"]
    for sheet in sheets:
        sheet.fill(request.POST)
    if request.POST.get("step") == "paste" and sheets:
        context["pasted"] = counted_lines(sheets[0], request.POST.get("block", ""))
        return render(request, "reports/readings.html", context)
    rows = read_answers(desk.facts, sheets)
    if problems := [problem for sheet in sheets for problem in sheet.problems()]:
        return render(request, "reports/readings.html", {**context, "problems": problems}, status=UNPROCESSABLE)
    try:
        changed = save_return_answers(
            place=scope.place,
            year=scope.year,
            quarter=quarter,
            rows=rows,
            longest=desk.facts.rules.longest,
            by=scope.user,
        )
    except RuleBroken as broken:
        if isinstance(broken, StaleVersion) and isinstance(broken.current, ReturnAnswer):
            _show(broken, context, desk)
        again = {**context, "problems": sentences(broken)}
        return render(request, "reports/readings.html", again, status=status_of(broken))
    told = f"{changed} {'answer' if changed == 1 else 'answers'} saved."
    messages.success(request, told if changed else "Nothing was changed.")
    return redirect(desk.address("national_return"))


def _show(broken: StaleVersion, context: dict[str, Any], desk: Desk) -> None:
    """What somebody saved meanwhile, beside the row that was typed."""
    stands = broken.current
    if not isinstance(stands, ReturnAnswer):
        return
    said = "" if stands.issues is None else "Yes. " if stands.issues else "No. "
    key = f"q-{stands.question}"
    for sheet in context["sheets"]:
        for row in sheet.rows:
            if stands.scheme and row.hint == stands.source and row.heading.startswith(f"{stands.scheme.ref} "):
                key = row.key
    show_conflict(broken, context["sheets"], key, f"{said}{stands.text}, by {stands.saved_by}")
