"""Whether notices of overspends answer one that was projected, in the days of their terms, and calendars fit their fund."""

from __future__ import annotations

from budgets.models.overspend import PLAN_DAYS
from reports.books.reading import period, pounds, rows

_TERMS = """
    LEFT JOIN LATERAL (
        SELECT t.plan_days, t.tolerance FROM budgets_overspendterms t
        WHERE t.fund_id = n.fund_id AND (t.year, t.month) <= (n.year, n.month)
        ORDER BY t.year DESC, t.month DESC LIMIT 1
    ) terms ON true"""


def notices_answer_an_overspend() -> list[str]:
    """A notice beside a locked period is of an overspend that its totals show, above what the terms leave alone; one that
    was withdrawn need not be."""
    found = rows(
        f"""
        SELECT f.slug, n.year, n.month, n.amount, t.outturn - t.budget, COALESCE(terms.tolerance, 0)
        FROM budgets_overspendnotice n JOIN budgets_fund f ON f.id = n.fund_id
        JOIN budgets_period p ON (p.fund_id, p.year, p.month) = (n.fund_id, n.year, n.month) AND p.state = 'locked'
        JOIN budgets_periodtotals t ON t.period_id = p.id{_TERMS}
        WHERE t.outturn - t.budget <= COALESCE(terms.tolerance, 0) AND n.withdrawn_at IS NULL
        ORDER BY f.slug, n.year, n.month"""
    )
    return [
        f"{fund} has a notice of an overspend of {pounds(amount)} projected in {period(year, month)}, which shows "
        f"{pounds(shown)} and needs none up to {pounds(alone)}."
        for fund, year, month, amount, shown, alone in found
    ]


def notices_keep_to_their_days() -> list[str]:
    """A plan is due as many days after the projection as the terms say, and a notice after it on a weekday."""
    found = rows(
        f"""
        SELECT f.slug, n.year, n.month, n.plan_due_on - n.projected_on, COALESCE(terms.plan_days, %(usual)s), n.due_on
        FROM budgets_overspendnotice n JOIN budgets_fund f ON f.id = n.fund_id{_TERMS}
        WHERE n.plan_due_on - n.projected_on <> COALESCE(terms.plan_days, %(usual)s)
           OR n.due_on <= n.projected_on OR extract(isodow FROM n.due_on) > 5
        ORDER BY f.slug, n.year, n.month""",
        {"usual": PLAN_DAYS},
    )
    return [
        f"The notice of {fund} in {period(year, month)} is due on {due:%-d %B %Y} and its plan after {days} days, where "
        f"the terms give {wanted}."
        for fund, year, month, days, wanted, due in found
    ]


def calendars_name_their_partners() -> list[str]:
    """A rule of a calendar, and a date that was moved, is of a partner of the fund's agreement, or of all."""
    found = rows(
        """
        SELECT f.slug, p.name, c.kind, c.year, c.month FROM (
            SELECT fund_id, partner_id, kind, year, month FROM budgets_calendarrule
            UNION ALL SELECT fund_id, partner_id, kind, year, month FROM budgets_duedate
        ) c JOIN budgets_fund f ON f.id = c.fund_id JOIN budgets_partner p ON p.id = c.partner_id
        WHERE NOT EXISTS (
            SELECT 1 FROM budgets_agreementpartner a JOIN budgets_partner o ON o.id = a.partner_id
            WHERE a.agreement_id = f.agreement_id AND o.heir_id = p.heir_id)
        ORDER BY f.slug, p.name, c.year, c.month"""
    )
    return [
        f"The calendar of {fund} has a {kind} date for {partner} from {period(year, month)}, which is not party to it."
        for fund, partner, kind, year, month in found
    ]
