"""Whether budgets stay within their lines, ring-fences and register."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from reports.books.reading import period, pounds, rows
from s75.money import ZERO
from s75.years import CLOSING_MONTH


def lines_are_never_overdrawn() -> list[str]:
    """No line's budget is below zero as at any period, and no income line's above it."""
    found = rows(
        """
        SELECT DISTINCT ON (f.slug, l.year, l.ref) l.ref, f.slug, l.year, d.month, d.budget FROM (
            SELECT line_id, counts_from AS month, sum(sum(amount)) OVER (PARTITION BY line_id ORDER BY counts_from) AS budget
            FROM schemes_budgetentry GROUP BY line_id, counts_from
        ) d JOIN schemes_line l ON l.id = d.line_id JOIN budgets_fund f ON f.id = l.fund_id
        WHERE CASE WHEN l.income THEN d.budget > 0 ELSE d.budget < 0 END ORDER BY f.slug, l.year, l.ref, d.month"""
    )
    return [
        f"As at {period(year, month)}, the budget of {ref} in {fund} stands at {pounds(budget)}."
        for ref, fund, year, month, budget in found
    ]


def ring_fences_hold() -> list[str]:
    """A ring-fenced stream that refuses other schemes has no budget outside those permitted to it."""
    found = rows(
        """
        SELECT s.name, f.slug, l.ref, sum(e.amount) FROM budgets_fundingstream s JOIN schemes_line l ON l.stream_id = s.id
        JOIN schemes_budgetentry e ON e.line_id = l.id JOIN budgets_fund f ON f.id = l.fund_id
        WHERE s.ring_fenced AND s.outside = 'refuse' AND NOT EXISTS (
            SELECT 1 FROM schemes_permittedscheme p WHERE p.stream_id = s.id AND p.scheme_id = l.scheme_id)
        GROUP BY s.id, s.name, f.slug, l.id, l.ref HAVING sum(e.amount) > 0 ORDER BY 2, 3"""
    )
    return [
        f"{pounds(amount)} of {stream} is on {ref} in {fund}, whose scheme is not permitted to it."
        for stream, fund, ref, amount in found
    ]


_REGISTER = """
SELECT c.fund_id, c.year, GREATEST(c.posted_in, c.effective_from), sum(p.amount) FROM budgets_change c
JOIN schemes_proposedbudget p ON p.change_id = c.id WHERE c.state = 'posted' GROUP BY 1, 2, 3
"""
_BUDGETS = """
SELECT l.fund_id, l.year, e.counts_from, sum(e.amount) FROM schemes_budgetentry e
JOIN schemes_line l ON l.id = e.line_id GROUP BY 1, 2, 3
"""


def register_readds() -> list[str]:
    """Original budget and every change of the register make a fund's current budget, as at each period."""
    register = _by_month(_REGISTER)
    budgets = _by_month(_BUDGETS)
    funds = dict(rows("SELECT id, slug FROM budgets_fund"))
    breaks = []
    for fund, year in sorted({*register, *budgets}):
        told, stands = ZERO, ZERO
        for month in range(1, CLOSING_MONTH + 1):
            told += register[fund, year].get(month, ZERO)
            stands += budgets[fund, year].get(month, ZERO)
            if told != stands:
                breaks.append(
                    f"As at {period(year, month)} of {funds[fund]}, the register makes {pounds(told)} and the lines have "
                    f"{pounds(stands)}."
                )
                break
    return breaks


def _by_month(statement: str) -> dict[tuple[int, int], dict[int, Decimal]]:
    found: dict[tuple[int, int], dict[int, Decimal]] = defaultdict(dict)
    for fund, year, month, amount in rows(statement):
        found[fund, year][month] = amount
    return found
