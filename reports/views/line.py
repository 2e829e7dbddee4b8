"""What did this line spend, what will it spend, and why? One line with everything that stands behind its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from budgets.models import Partner
from budgets.refusals import UNPROCESSABLE, sentences, status_of
from budgets.scope import Scope, frame, read_scope
from reports.forms.remark import RemarkForm
from reports.loading.line import load_line, load_versions, postings_of
from reports.loading.standings import scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from reports.papers.figure_parts import Behind
from reports.papers.line_page import figures_table, months_table
from reports.review.actions import answer_and_submit
from reports.review.threads import load_threads
from reports.tables import LinePostings
from reports.views.drawn import draw_table
from reports.views.narrowed import narrowed
from reports.views.versions import history
from s75.errors import RuleBroken
from s75.years import month_end, month_label
from schemes.actions.remarks import comment
from schemes.ledgers import commitment_of
from schemes.models import LedgerCodeLine, Line
from schemes.reviewing import may_answer, may_speak

PAGE = {"per_page": 50}


@require_safe
def line(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    return _page(request, *_found(request, place, ref))


@require_POST
def line_remark(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    """Say something about the line, or answer the query on it, which sends its forecast back for review."""
    scope, this = _found(request, place, ref)
    answering = request.POST.get("kind") == "answer"
    form = RemarkForm(request.POST, answering=answering)
    if not form.is_valid():
        return _page(request, scope, this, form, status=UNPROCESSABLE)
    try:
        if answering:
            answer_and_submit(line=this, text=form.cleaned_data["text"], by=scope.user)
        else:
            comment(line=this, text=form.cleaned_data["text"], by=scope.user)
    except RuleBroken as broken:
        return _page(request, scope, this, form, problems=sentences(broken), status=status_of(broken))
    said = f"Your answer is kept, and {ref} is sent back for review." if answering else "Your comment is kept."
    messages.success(request, said)
    return redirect(f"{scope.address('line', ref)}#said")


def _found(request: HttpRequest, place: str, ref: str) -> tuple[Scope, Line]:
    whole = read_scope(request, place)
    this = _line(whole, ref)
    return narrowed(whole, this.fund.slug), this


def _page(
    request: HttpRequest,
    scope: Scope,
    this: Line,
    form: RemarkForm | None = None,
    *,
    problems: Sequence[Mapping[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    ref = this.ref
    around = _around(scope, this)
    facts = load_line(this, period=scope.month, codes=around.codes, postings=())
    behind = Behind(scope.place.slug, "outturn", scope.year, scope.month, scope.month - 1 if scope.month > 1 else None)
    figures = figures_table(behind, ref, facts)
    postings = LinePostings(postings_of(this, scope.month), scope=scope, prefix="postings-")
    RequestConfig(request, paginate=PAGE).configure(postings)
    postings.describe()
    context: dict[str, Any] = {
        "line": this,
        "is_open": not scope.locked,
        "figures": draw_table(figures) if figures else "",
        "starts": month_label(this.starts),
        "months": draw_table(months_table(behind, facts)) if figures else "",
        "entries": facts.entries,
        "rounds": facts.rounds,
        "postings": postings,
        "history": history(load_versions(this, scope.month)),
        "codes": _codes(this),
        "committed": commitment_of(this, scope.month),
        "whose": _named(around, this.contributing_partner),
        "spender": _named(around, this.spending_partner),
        "lead": _named(around, this.scheme.lead_commissioner),
        "profile": [] if this.profile is None else list(enumerate(this.profile, 1)),
        "problems": problems,
        **_said(scope, this, form),
    }
    trail = ((this.fund.name, scope.address("fund", this.fund.slug)), (this.ref, ""))
    return render(request, "reports/line.html", context | frame(scope, "place", *trail), status=status)


def _said(scope: Scope, this: Line, form: RemarkForm | None) -> dict[str, Any]:
    """What was said about the line, and the form for whoever may say something while the period shown is open."""
    found: dict[str, Any] = {"thread": load_threads([this.pk], up_to=scope.month).get(this.pk, [])}
    if scope.open_month(this.fund) != scope.month or not may_speak(scope.user, this):
        return found
    answers = may_answer(scope.user, this, scope.month)
    return found | {
        "remark": form or RemarkForm(answering=answers),
        "answers": answers,
        "say": scope.address("line_remark", this.ref),
    }


def _line(scope: Scope, ref: str) -> Line:
    found = (
        Line.objects.filter(fund__in=scope.funds, year=scope.year, ref=ref)
        .select_related(
            "place",
            "fund__agreement",
            "scheme__lead_commissioner",
            "stream",
            "contributing_partner",
            "spending_partner__heir",
        )
        .first()
    )
    if found is None:
        raise Http404(f"There is no line {ref} in {scope.year_label} among those that you see.")
    return found


def _around(scope: Scope, line: Line) -> Surroundings:
    parameters = scope_parameters([line.fund_id], scope.year, scope.month, None) | {"place": scope.place.pk}
    return load_surroundings(parameters, month_end=month_end(scope.year, scope.month).isoformat())


def _named(around: Surroundings, partner: Partner) -> str:
    """The partner by the name that it, or who succeeded it, has as at the period."""
    names = {found.code: found.name for found in around.partners}
    return names.get(around.codes.get(partner.heir_id or 0, ""), str(partner))


def _codes(line: Line) -> list[LedgerCodeLine]:
    shares = LedgerCodeLine.objects.filter(line=line).select_related("ledger_code__partner")
    return list(shares.order_by("ledger_code__code"))
