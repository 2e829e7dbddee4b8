"""From the database to a change's screen: the lines and pots of a fund's year before it, and who did what on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection

from budgets.models import Change, Fund
from reports.facts.change import ChangeLine, ChangePot, Pot, Step
from s75.models import User
from s75.money import ZERO

# Posted later than the change itself does not stand before it: then the moment of its own posting bounds the entries.
_BEFORE = """
    e.fund_id = %(fund)s AND e.year = %(year)s AND e.counts_from <= %(month)s
    AND (%(until)s::timestamptz IS NULL OR c.posted_at < %(until)s::timestamptz)
"""
_LINES = f"""
WITH stands AS (
    SELECT e.line_id, sum(e.amount) AS amount FROM schemes_budgetentry e JOIN budgets_change c ON c.id = e.change_id
    WHERE {_BEFORE} GROUP BY 1
), waits AS (
    SELECT b.line_id, sum(b.amount) FILTER (WHERE c.id <> %(change)s AND c.state IN ('requested', 'approved')) AS pending,
        sum(b.amount) FILTER (WHERE c.id = %(change)s) AS own
    FROM schemes_proposedbudget b JOIN budgets_change c ON c.id = b.change_id
    WHERE c.fund_id = %(fund)s AND c.year = %(year)s AND (c.id = %(change)s OR c.state IN ('requested', 'approved'))
    GROUP BY 1
)
SELECT l.id, l.ref, s.name, l.stream_id, p.heir_id, f.name, COALESCE(seat.code, h.name), COALESCE(stands.amount, 0),
    COALESCE(waits.pending, 0), COALESCE(waits.own, 0), l.income, l.illustrative
FROM schemes_line l JOIN schemes_scheme s ON s.id = l.scheme_id JOIN budgets_fundingstream f ON f.id = l.stream_id
JOIN budgets_partner p ON p.id = l.contributing_partner_id JOIN budgets_partner h ON h.id = p.heir_id
LEFT JOIN budgets_placepartner seat ON seat.partner_id = h.id AND seat.place_id = l.place_id
LEFT JOIN stands ON stands.line_id = l.id LEFT JOIN waits ON waits.line_id = l.id
WHERE l.fund_id = %(fund)s AND l.year = %(year)s ORDER BY l.ref
"""
_POTS = f"""
WITH given AS (
    SELECT k.stream_id, p.heir_id, sum(e.amount) AS contributed, 0 AS own, bool_or(k.illustrative) AS illustrative
    FROM budgets_contributionentry e JOIN budgets_change c ON c.id = e.change_id
    JOIN budgets_contribution k ON k.id = e.contribution_id JOIN budgets_partner p ON p.id = k.partner_id
    WHERE {_BEFORE} GROUP BY 1, 2
    UNION ALL
    SELECT k.stream_id, p.heir_id, 0, sum(o.amount), bool_or(k.illustrative)
    FROM budgets_proposedcontribution o JOIN budgets_contribution k ON k.id = o.contribution_id
    JOIN budgets_partner p ON p.id = k.partner_id WHERE o.change_id = %(change)s GROUP BY 1, 2
    UNION ALL
    SELECT l.stream_id, p.heir_id, 0, 0, false FROM schemes_line l
    JOIN budgets_partner p ON p.id = l.contributing_partner_id WHERE l.fund_id = %(fund)s AND l.year = %(year)s
)
SELECT g.stream_id, g.heir_id, f.name, COALESCE(seat.code, h.name), sum(g.contributed), sum(g.own),
    bool_or(g.illustrative)
FROM given g JOIN budgets_fundingstream f ON f.id = g.stream_id JOIN budgets_partner h ON h.id = g.heir_id
LEFT JOIN budgets_placepartner seat ON seat.partner_id = h.id AND seat.place_id = f.place_id
GROUP BY g.stream_id, g.heir_id, f.position, f.name, seat.code, h.name ORDER BY f.position, f.name, 4
"""


def load_lines(fund: Fund, year: int, month: int, change: Change | None = None) -> tuple[ChangeLine, ...]:
    """Every line of a fund's year as it stands at a month before the change (before its posting): one query."""
    return tuple(
        ChangeLine(key, ref, name, (stream_key, heir), stream, partner, *amounts)
        for key, ref, name, stream_key, heir, stream, partner, *amounts in _rows(_LINES, fund, year, month, change)
    )


def load_pots(
    fund: Fund, year: int, month: int, lines: Sequence[ChangeLine], change: Change | None = None
) -> tuple[ChangePot, ...]:
    """Every stream and partner that pays for the lines or contributes, as they stand before the change: one query."""
    budgeted: dict[Pot, Decimal] = {}
    for line in lines:
        budgeted[line.pot] = budgeted.get(line.pot, ZERO) + line.before
    return tuple(
        ChangePot((stream, heir), name, partner, given, budgeted.get((stream, heir), ZERO), own, illustrative)
        for stream, heir, name, partner, given, own, illustrative in _rows(_POTS, fund, year, month, change)
    )


def _rows(statement: str, fund: Fund, year: int, month: int, change: Change | None) -> list[tuple[Any, ...]]:
    parameters: Mapping[str, Any] = {
        "fund": fund.pk,
        "year": year,
        "month": month,
        "change": change.pk if change else 0,
        "until": change.posted_at if change else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


_SAID = {
    Change.State.DRAFT: "Drafted",
    Change.State.REQUESTED: "Requested",
    Change.State.APPROVED: "Approved",
    Change.State.REFUSED: "Refused",
    Change.State.POSTED: "Posted",
}


def load_steps(change: Change) -> tuple[Step, ...]:
    """Who did what with a change, the earliest first; edits of a draft that leave its state are named as such: two
    queries."""
    events = apps.get_model("budgets", "ChangeEvent").objects.filter(pgh_obj_id=change.pk)
    rows = list(events.select_related("pgh_context").order_by("pgh_id"))
    people = {user for row in rows if (user := _user(row)) is not None}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=people)}
    steps, state = [], ""
    for row in rows:
        what = _SAID[Change.State(row.state)] if row.state != state else "Edited"
        if row.state == Change.State.DRAFT and state not in ("", row.state):
            what = "Taken back"
        said = (row.pgh_context.metadata.get("reason") or "") if row.pgh_context else ""
        steps.append(Step(row.pgh_created_at, names.get(_user(row) or 0, ""), what, said))
        state = row.state
    return tuple(steps)


def _user(row: Any) -> int | None:
    return row.pgh_context.metadata.get("user") if row.pgh_context else None
