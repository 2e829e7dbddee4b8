"""Whether changes were decided as the books say: by their amount, by whom the limits of the day allowed, with a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from budgets.access import roles_with
from budgets.models import COMMITTEE
from budgets.roles import Power
from reports.books.reading import pounds, rows
from s75.money import LARGEST
from s75.years import london_date

_HELD = """
WITH moved AS (
    SELECT change_id, 'budgets' AS side, amount FROM schemes_proposedbudget
    UNION ALL SELECT change_id, 'contributions', amount FROM budgets_proposedcontribution
), sides AS (SELECT change_id, amount > 0 AS gain, side, abs(sum(amount)) AS amount FROM moved GROUP BY 1, 2, 3),
held AS (SELECT change_id, max(amount) AS amount, bool_or(side = 'contributions') AS money_in FROM sides GROUP BY 1),
schemes AS (
    SELECT p.change_id, count(DISTINCT l.scheme_id) AS many FROM schemes_proposedbudget p
    JOIN schemes_line l ON l.id = p.line_id GROUP BY 1
), wanted AS (
    SELECT c.id, CASE WHEN c.state <> 'draft' THEN COALESCE(h.amount, 0) END AS amount,
        c.state <> 'draft' AND NOT COALESCE(h.money_in, false) AND COALESCE(s.many, 0) = 1 AS within_scheme
    FROM budgets_change c LEFT JOIN held h ON h.change_id = c.id LEFT JOIN schemes s ON s.change_id = c.id
)
SELECT c.title, c.state, c.amount, w.amount, c.within_scheme, w.within_scheme
FROM budgets_change c JOIN wanted w USING (id)
WHERE c.amount IS DISTINCT FROM w.amount OR c.within_scheme <> w.within_scheme ORDER BY c.id
"""
_DECISIONS = """
SELECT c.id, c.title, f.place_id, f.agreement_id, c.kind, c.amount, c.within_scheme, c.minute, c.decided_by_id, c.decided_at,
    COALESCE((SELECT min(e.pgh_created_at) FROM budgets_changeevent e
        WHERE e.pgh_obj_id = c.id AND e.decided_at = c.decided_at), c.decided_at)
FROM budgets_change c JOIN budgets_fund f ON f.id = c.fund_id
WHERE c.decided_at IS NOT NULL AND (c.kind <> 'opening' OR f.agreement_id IN (SELECT agreement_id FROM budgets_approvallimitevent))
ORDER BY c.id
"""
_LIMITS = """
SELECT agreement_id, pgh_obj_id, pgh_created_at, pgh_label <> 'delete', kind, within_scheme, decided_by, up_to, starts, ends
FROM budgets_approvallimitevent ORDER BY pgh_id
"""
_ROLES = """
SELECT m.user_id, s.place_id, m.role, m.agreement_id, m.given_at, m.ended_at FROM budgets_membership m
JOIN budgets_partner p ON p.id = m.partner_id JOIN budgets_partner q ON q.heir_id = p.heir_id
JOIN budgets_placepartner s ON s.partner_id = q.id
WHERE m.user_id IN (SELECT decided_by_id FROM budgets_change)
"""


class Decision(NamedTuple):
    """A change that was decided on, and when the transaction that decided began."""

    change: int
    title: str
    place: int
    agreement: int
    kind: str
    amount: Decimal | None
    within_scheme: bool
    minute: str
    by: int
    at: datetime
    began: datetime


class Limit(NamedTuple):
    """An approval limit as its history had it from a moment on."""

    agreement: int
    key: int
    since: datetime
    stands: bool
    kind: str
    within_scheme: bool
    decided_by: str
    up_to: Decimal | None
    starts: date | None
    ends: date | None


class Held(NamedTuple):
    """A role that somebody held in a place for a time, perhaps for one agreement only."""

    user: int
    place: int
    role: str
    agreement: int | None
    given_at: datetime
    ended_at: datetime | None


def amounts_are_what_changes_hold() -> list[str]:
    """The amount by which a change was judged is what its proposals make, and so is whether it stays in one scheme."""
    breaks = []
    for title, state, amount, holds, within, stays in rows(_HELD):
        if amount != holds:
            breaks.append(f"“{title}” is {state} at {pounds(amount)}, and its proposals make {pounds(holds)}.")
        if within != stays:
            breaks.append(f"“{title}” {'does not move' if within else 'moves'} budget within one scheme only.")
    return breaks


def decisions_were_allowed() -> list[str]:
    """Whoever decided on a change held a role that the limits of then named, or a committee's minute is recorded.

    Limits are taken as their history had them before the transaction of the decision, which knew no later ones.
    """
    limits: dict[int, list[Limit]] = defaultdict(list)
    for one in map(Limit._make, rows(_LIMITS)):
        limits[one.agreement].append(one)
    roles: dict[int, list[Held]] = defaultdict(list)
    for held in map(Held._make, rows(_ROLES)):
        roles[held.user].append(held)
    decisions = map(Decision._make, rows(_DECISIONS))
    return [
        f"“{one.title}” was decided by somebody whom the limits of then did not allow, and no minute stands for it."
        for one in decisions
        if not _allowed(one, _in_force(limits[one.agreement], one), roles[one.by])
    ]


def _in_force(history: Iterable[Limit], decision: Decision) -> list[Limit]:
    """The limits that spoke of a change of its kind on the day on which it was decided."""
    newest = {limit.key: limit for limit in history if limit.since < decision.began}
    day = london_date(decision.at)
    return [
        limit
        for limit in newest.values()
        if limit.stands
        and limit.kind in ("", decision.kind)
        and (decision.within_scheme or not limit.within_scheme)
        and (limit.starts or date.min) <= day <= (limit.ends or date.max)
    ]


def _allowed(decision: Decision, speaking: Sequence[Limit], held: Iterable[Held]) -> bool:
    if not speaking:
        return decision.kind == "opening" or _holds(decision, held, set(roles_with(Power.DECIDE_CHANGES)))
    amount = LARGEST if decision.amount is None else decision.amount
    reaching = {limit.decided_by for limit in speaking if limit.up_to is None or limit.up_to >= amount}
    if decision.minute:
        recorders = {*roles_with(Power.POST_CHANGES), *roles_with(Power.DECIDE_CHANGES)}
        return (not reaching or COMMITTEE in reaching) and _holds(decision, held, recorders)
    return _holds(decision, held, reaching - {COMMITTEE})


def _holds(decision: Decision, held: Iterable[Held], roles: set[str]) -> bool:
    """Whether the decider had one of the roles in the place at that moment."""
    return any(
        one.role in roles
        and one.place == decision.place
        and one.agreement in (None, decision.agreement)
        and one.given_at <= decision.at
        and (one.ended_at is None or one.ended_at >= decision.at)
        for one in held
    )


def numbers_are_given_at_posting() -> list[str]:
    """A number is had by changes that are posted, or approved with it reserved; an opening has none."""
    found = rows(
        "SELECT title, kind, state, number FROM budgets_change "
        "WHERE number IS NOT NULL AND (state NOT IN ('approved', 'posted') OR kind = 'opening') ORDER BY id"
    )
    return [f"“{title}” has number {number}, and is {kind} and {state}." for title, kind, state, number in found]


def reversals_mirror_exactly() -> list[str]:
    """A reversal takes back every amount of its posted change, in the same fund, year and reserve, and nothing else."""
    found = rows(
        """
        SELECT r.title, o.title FROM budgets_change r JOIN budgets_change o ON o.id = r.reverses_id
        WHERE r.state <> 'draft' AND (
            o.state <> 'posted' OR r.kind <> CASE o.kind WHEN 'opening' THEN 'variation' ELSE o.kind END
            OR (r.fund_id, r.year, r.reserve_id, r.project_id) IS DISTINCT FROM (o.fund_id, o.year, o.reserve_id, o.project_id)
            OR EXISTS (SELECT 1 FROM schemes_proposedbudget p WHERE p.change_id IN (r.id, o.id)
                GROUP BY p.line_id HAVING sum(p.amount) <> 0)
            OR EXISTS (SELECT 1 FROM budgets_proposedcontribution p WHERE p.change_id IN (r.id, o.id)
                GROUP BY p.contribution_id HAVING sum(p.amount) <> 0)) ORDER BY r.id"""
    )
    return [f"“{title}” does not mirror “{reversed_one}”." for title, reversed_one in found]
