"""What did this line spend, what will it spend, and why? One line with everything that stands behind its figures."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgets.models import Partner
from budgets.scope import Scope, frame, read_scope
from reports.loading.line import load_line, load_versions, postings_of
from reports.loading.standings import scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from reports.papers.figure_parts import Behind
from reports.papers.line_page import figures_table, months_table
from reports.tables import LinePostings
from reports.views.drawn import draw_table
from reports.views.narrowed import narrowed
from reports.views.versions import history
from s75.years import month_end, month_label
from schemes.ledgers import commitment_of
from schemes.models import LedgerCodeLine, Line

PAGE = {"per_page": 50}


@require_safe
def line(request: HttpRequest, place: str, ref: str) -> HttpResponse:
    whole = read_scope(request, place)
    this = _line(whole, ref)
    scope = narrowed(whole, this.fund.slug)
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
    }
    trail = ((this.fund.name, scope.address("fund", this.fund.slug)), (this.ref, ""))
    return render(request, "reports/line.html", context | frame(scope, "place", *trail))


def _line(scope: Scope, ref: str) -> Line:
    found = (
        Line.objects.filter(fund__in=scope.funds, year=scope.year, ref=ref)
        .select_related("fund", "scheme__lead_commissioner", "stream", "contributing_partner", "spending_partner__heir")
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
