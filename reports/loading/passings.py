"""From the database to the facts of money passed on, and of what those who got it report to have spent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budgets.models import Fund
from reports.facts.money import PassingFacts, ReportedFacts
from schemes.models import Passing, ReportedSpend


def load_passings(funds: Sequence[Fund], year: int, until: date) -> tuple[PassingFacts, ...]:
    """What lines of the funds pass on in a year; one passed after `until` is not passed yet: one query."""
    rows = Passing.objects.filter(line__fund__in=list(funds), line__year=year)
    rows = rows.select_related("line__fund", "line__scheme", "partner").order_by("line__ref", "due_on", "pk")
    return tuple(
        PassingFacts(
            row.pk,
            row.line.fund.slug,
            row.line.ref,
            row.line.scheme.name,
            str(row.partner),
            row.due_on,
            row.amount,
            row.passed_on if row.passed_on and row.passed_on <= until else None,
            row.reference if row.passed_on and row.passed_on <= until else "",
            row.illustrative,
        )
        for row in rows
    )


def load_reported(funds: Sequence[Fund], year: int, period: int) -> tuple[ReportedFacts, ...]:
    """The newest report of each line and partner by a period, the year to date: one query."""
    rows = ReportedSpend.objects.filter(line__fund__in=list(funds), line__year=year, month__lte=period)
    newest = rows.order_by("line__ref", "partner_id", "-month").distinct("line__ref", "partner_id")
    return tuple(
        ReportedFacts(row.line.ref, str(row.partner), row.month, row.amount, row.source, row.illustrative)
        for row in newest.select_related("line", "partner")
    )
