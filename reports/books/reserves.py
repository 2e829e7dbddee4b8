"""Whether reserves hold what was drawn and what is committed, and drawdowns are what their changes brought in."""

from __future__ import annotations

from reports.books.reading import period, pounds, rows


def reserves_are_never_below_zero() -> list[str]:
    """After each of its entries, in the order in which they were posted, a reserve holds £0.00 or more."""
    found = rows(
        """
        SELECT DISTINCT ON (r.id) r.name, f.slug, e.year, e.posted_in, e.balance FROM (
            SELECT id, reserve_id, year, posted_in, sum(amount) OVER (PARTITION BY reserve_id ORDER BY id) AS balance
            FROM budgets_reserveentry
        ) e JOIN budgets_reserve r ON r.id = e.reserve_id JOIN budgets_fund f ON f.id = r.fund_id
        WHERE e.balance < 0 ORDER BY r.id, e.id"""
    )
    return [
        f"{reserve} of {fund} stood at {pounds(balance)} in {period(year, month)}."
        for reserve, fund, year, month, balance in found
    ]


def drawdowns_are_their_contributions() -> list[str]:
    """What a posted drawdown took out of its reserve is what it brought into the fund, from the reserve's own money."""
    found = rows(
        """
        SELECT c.title, e.amount, -COALESCE(i.amount, 0), i.strange FROM budgets_change c
        LEFT JOIN budgets_reserveentry e ON e.change_id = c.id LEFT JOIN budgets_reserve r ON r.id = c.reserve_id
        LEFT JOIN budgets_partner o ON o.id = r.partner_id
        LEFT JOIN LATERAL (
            SELECT sum(n.amount) AS amount, bool_or((b.stream_id, p.heir_id) <> (r.stream_id, o.heir_id)) AS strange
            FROM budgets_contributionentry n JOIN budgets_contribution b ON b.id = n.contribution_id
            JOIN budgets_partner p ON p.id = b.partner_id WHERE n.change_id = c.id
        ) i ON true
        WHERE c.kind = 'drawdown' AND c.state = 'posted' AND (
            e.amount IS DISTINCT FROM -COALESCE(i.amount, 0) OR i.strange
            OR (e.reserve_id, e.project_id, e.posted_in) IS DISTINCT FROM (c.reserve_id, c.project_id, c.posted_in))
        ORDER BY c.id"""
    )
    return [
        f"“{title}” moved its reserve by {pounds(moved)} where its contributions make {pounds(wanted)}"
        f"{', of other money than the reserve’s' if strange else ''}."
        for title, moved, wanted, strange in found
    ]


def commitments_are_held() -> list[str]:
    """A reserve holds what its agreed projects are still to draw, and no project drew more than was agreed."""
    found = rows(
        """
        WITH projects AS (
            SELECT p.id, p.reserve_id, p.name, p.state, COALESCE(c.amount, 0) AS agreed, COALESCE(-e.amount, 0) AS drawn
            FROM budgets_reserveproject p
            LEFT JOIN (SELECT project_id, sum(amount) AS amount FROM budgets_reservecommitment GROUP BY 1) c
                ON c.project_id = p.id
            LEFT JOIN (SELECT project_id, sum(amount) AS amount FROM budgets_reserveentry GROUP BY 1) e
                ON e.project_id = p.id
        )
        SELECT p.name, p.drawn, CASE WHEN p.state IN ('agreed', 'closed') THEN p.agreed ELSE 0 END, 'drew', 'was agreed'
        FROM projects p WHERE p.drawn > CASE WHEN p.state IN ('agreed', 'closed') THEN p.agreed ELSE 0 END
        UNION ALL
        SELECT r.name, COALESCE(sum(p.agreed - p.drawn), 0), h.amount, 'has commitments of', 'it holds' FROM budgets_reserve r
        JOIN projects p ON p.reserve_id = r.id AND p.state = 'agreed'
        CROSS JOIN LATERAL (
            SELECT COALESCE(sum(amount), 0) AS amount FROM budgets_reserveentry WHERE reserve_id = r.id
        ) h GROUP BY r.id, r.name, h.amount HAVING sum(p.agreed - p.drawn) > h.amount ORDER BY 1"""
    )
    return [
        f"{name} {verb} {pounds(amount)}, and {other} {pounds(limit)}." for name, amount, limit, verb, other in found
    ]
