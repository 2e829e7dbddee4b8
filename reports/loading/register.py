"""From the database to the register of changes: what each fund began with, and every change posted by a period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from budgets.models import Change, Fund, Period, Place
from reports.facts.change import PostedChange, RegisterFacts, RegisterFund
from s75.money import ZERO

_SIDES = """
WITH sides AS (
    SELECT e.change_id, e.fund_id, sum(e.amount) AS budget, 0 AS contribution,
        bool_or(l.illustrative) AS illustrative
    FROM schemes_budgetentry e JOIN schemes_line l ON l.id = e.line_id
    WHERE e.fund_id = ANY(%(funds)s) AND e.year = %(year)s AND e.counts_from <= %(P)s GROUP BY 1, 2
    UNION ALL
    SELECT e.change_id, e.fund_id, 0, sum(e.amount), bool_or(c.illustrative)
    FROM budgets_contributionentry e JOIN budgets_contribution c ON c.id = e.contribution_id
    WHERE e.fund_id = ANY(%(funds)s) AND e.year = %(year)s AND e.counts_from <= %(P)s GROUP BY 1, 2
), both_sides AS (
    SELECT change_id, fund_id, sum(budget) AS budget, sum(contribution) AS contribution,
        bool_or(illustrative) AS illustrative
    FROM sides GROUP BY 1, 2
)
"""
_ORIGINAL = (
    _SIDES
    + """
SELECT s.fund_id, sum(s.budget), sum(s.contribution), bool_or(s.illustrative)
FROM both_sides s JOIN budgets_change c ON c.id = s.change_id WHERE c.kind = 'opening' GROUP BY 1
"""
)
_POSTED = (
    _SIDES
    + """
SELECT f.slug, c.number, c.kind, c.title, to_char(c.posted_at AT TIME ZONE 'Europe/London', 'DD Mon YYYY'), c.posted_in,
    c.effective_from, c.authority, c.minute, asked.name, COALESCE(decided.name, ''), COALESCE(posted.name, ''),
    COALESCE(c.amount, greatest(
        (SELECT COALESCE(sum(b.amount) FILTER (WHERE b.amount > 0), 0) FROM schemes_budgetentry b WHERE b.change_id = c.id),
        abs(s.contribution))), s.budget, s.contribution, s.illustrative OR c.basis ILIKE 'illustrative%%'
FROM both_sides s JOIN budgets_change c ON c.id = s.change_id JOIN budgets_fund f ON f.id = s.fund_id
JOIN s75_user asked ON asked.id = c.requested_by_id LEFT JOIN s75_user decided ON decided.id = c.decided_by_id
LEFT JOIN s75_user posted ON posted.id = c.posted_by_id
WHERE c.kind <> 'opening' ORDER BY f.position, f.slug, c.posted_at, c.number, c.id
"""
)


def load_register(
    place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period]
) -> RegisterFacts:
    """The register of a place's funds (already authorised) as at a period: two queries."""
    parameters: dict[str, Any] = {"funds": [fund.pk for fund in funds], "year": year, "P": period}
    with connection.cursor() as cursor:
        cursor.execute(_ORIGINAL, parameters)
        original = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(_POSTED, parameters)
        posted = tuple(_posted(row) for row in cursor.fetchall())
    states = {(p.fund_id, p.month): p.state for p in periods if p.year == year}
    nothing = (ZERO, ZERO, False)
    return RegisterFacts(
        place=place.slug,
        place_name=place.name,
        scope_name=funds[0].name if len(funds) == 1 else place.name,
        year=year,
        period=period,
        locked=all(states.get((fund.pk, period)) == Period.State.LOCKED for fund in funds),
        funds=tuple(
            RegisterFund(fund.slug, fund.name, fund.counted, *original.get(fund.pk, nothing)) for fund in funds
        ),
        changes=posted,
    )


def _posted(row: Any) -> PostedChange:
    fund, number, kind, *rest, illustrative = row
    values: list[Any] = [fund, number, Change.Kind(kind).label, *rest, bool(illustrative)]
    return PostedChange(*values)
