"""What periods showed of overspends, the agreements' terms and the notices sent: read for many funds by one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from budgets.models.overspend import NOTICE_DAYS, PLAN_DAYS
from reports.facts.breach import NoticeFacts, OverspendTermsFacts, Shown
from reports.facts.position import Standing
from reports.loading.standings import scope_parameters
from reports.loading.stands import stands
from s75.money import ZERO

USUAL = OverspendTermsFacts(0, 1, ZERO, NOTICE_DAYS, PLAN_DAYS)  # what agreements commonly say
# Each part comes as one JSON array, amounts as text so that they stay exact. A locked period shows its kept totals.
_PARTS = {
    "shown": """
        SELECT p.fund_id AS fund, p.month, (t.outturn - t.budget)::text AS variance
        FROM budgets_period p JOIN budgets_periodtotals t ON t.period_id = p.id
        WHERE p.fund_id = ANY(%(funds)s) AND p.year = %(year)s AND p.month <= %(P)s AND p.state = 'locked'""",
    "said": """
        SELECT f.fund_id AS fund, f.round AS month,
            (max(f.submitted_at) AT TIME ZONE 'Europe/London')::date AS day
        FROM schemes_forecast f WHERE f.fund_id = ANY(%(funds)s) AND f.year = %(year)s AND f.round <= %(P)s
          AND f.submitted_at IS NOT NULL GROUP BY 1, 2""",
    "terms": """
        SELECT t.fund_id AS fund, t.year, t.month, t.tolerance::text, t.notice_days, t.plan_days, t.illustrative
        FROM budgets_overspendterms t WHERE t.fund_id = ANY(%(funds)s)""",
    "notices": """
        SELECT n.fund_id AS fund, n.id AS key, n.month, n.amount::text, n.projected_on, n.due_on, n.plan_due_on,
            n.sent_on, n.sent_to, u.name AS sent_by, n.text, n.plan_received_on, n.plan_text, n.illustrative,
            (n.withdrawn_at AT TIME ZONE 'Europe/London')::date AS withdrawn_on, w.name AS withdrawn_by,
            n.withdrawn_because
        FROM budgets_overspendnotice n JOIN s75_user u ON u.id = n.sent_by_id
        LEFT JOIN s75_user w ON w.id = n.withdrawn_by_id
        WHERE n.fund_id = ANY(%(funds)s) AND n.year = %(year)s AND n.month <= %(P)s ORDER BY n.fund_id, n.month, n.id""",
}
_SUMS = """
SELECT s.fund_id, sum(s.budget), sum(s.actual_in), sum(s.to_come), sum(s.unforecast) FROM stands s GROUP BY 1"""
_STATEMENT = "SELECT " + ", ".join(
    f"(SELECT COALESCE(json_agg(part), '[]') FROM ({part}) part)" for part in _PARTS.values()
)


@dataclass(frozen=True)
class OverspendFacts:
    """Of one fund and year up to a period: what its locked periods showed, on which day each round was last forecast,
    terms and notices."""

    shown: tuple[Shown, ...] = ()
    said: dict[int, date] | None = None
    terms: tuple[OverspendTermsFacts, ...] = ()
    notices: tuple[NoticeFacts, ...] = ()


def load_overspends(funds: Sequence[int], year: int, month: int) -> dict[int, OverspendFacts]:
    """The facts of each fund, by its key."""
    if not funds:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"funds": list(funds), "year": year, "P": month})
        parts = dict(zip(_PARTS, cursor.fetchone() or (), strict=True))
    return {fund: _facts(fund, parts) for fund in funds}


def load_fund_standings(funds: Sequence[int], year: int, month: int) -> dict[int, Standing]:
    """What all lines of each fund stand at together as at a period, as far as it makes a variance; by its key."""
    if not funds:
        return {}
    parameters = scope_parameters(funds, year, month, None)
    with connection.cursor() as cursor:
        cursor.execute(stands(month, parameters["Q"]) + _SUMS, parameters)
        rows = cursor.fetchall()
    found = {fund: [amount or ZERO for amount in amounts] for fund, *amounts in rows}
    return {
        fund: Standing(budget=budget, actual_in=actual, to_come=coming, unforecast=unforecast)
        for fund, (budget, actual, coming, unforecast) in found.items()
    }


def _facts(fund: int, parts: dict[str, list[dict[str, Any]]]) -> OverspendFacts:
    mine = {name: [row for row in rows if row["fund"] == fund] for name, rows in parts.items()}
    said = {row["month"]: date.fromisoformat(row["day"]) for row in mine["said"]}
    return OverspendFacts(
        tuple(Shown(row["month"], Decimal(row["variance"]), said.get(row["month"])) for row in mine["shown"]),
        said,
        tuple(_terms(row) for row in mine["terms"]),
        tuple(_notice(row) for row in mine["notices"]),
    )


def _terms(row: dict[str, Any]) -> OverspendTermsFacts:
    amount = Decimal(row["tolerance"])
    return OverspendTermsFacts(
        row["year"], row["month"], amount, row["notice_days"], row["plan_days"], row["illustrative"]
    )


def _notice(row: dict[str, Any]) -> NoticeFacts:
    plan, withdrawn = row["plan_received_on"], row["withdrawn_on"]
    return NoticeFacts(
        key=row["key"],
        month=row["month"],
        amount=Decimal(row["amount"]),
        projected_on=date.fromisoformat(row["projected_on"]),
        due_on=date.fromisoformat(row["due_on"]),
        plan_due_on=date.fromisoformat(row["plan_due_on"]),
        sent_on=date.fromisoformat(row["sent_on"]),
        sent_to=row["sent_to"],
        sent_by=row["sent_by"],
        text=row["text"],
        plan_on=date.fromisoformat(plan) if plan else None,
        plan_text=row["plan_text"],
        illustrative=row["illustrative"],
        withdrawn_on=date.fromisoformat(withdrawn) if withdrawn else None,
        withdrawn_by=row["withdrawn_by"] or "",
        withdrawn_because=row["withdrawn_because"],
    )
