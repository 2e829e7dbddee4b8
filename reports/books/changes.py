"""Whether what was posted is what was proposed: entries against their changes, virements, months and states."""

from __future__ import annotations

from reports.books.reading import pounds, rows

_SIDES = {  # the entries, their proposals, what both name, and how to name it
    "budget of {}": (
        "schemes_budgetentry",
        "schemes_proposedbudget",
        "line_id",
        "(SELECT ref FROM schemes_line WHERE id = x.line_id)",
    ),
    "contribution {}": (
        "budgets_contributionentry",
        "budgets_proposedcontribution",
        "contribution_id",
        "(SELECT p.name || ', ' || s.name FROM budgets_contribution c JOIN budgets_partner p ON p.id = c.partner_id "
        "JOIN budgets_fundingstream s ON s.id = c.stream_id WHERE c.id = x.contribution_id)",
    ),
}


def entries_are_the_proposals() -> list[str]:
    """A posted change's entries are its proposed amounts, one for one; another change has none."""
    breaks = []
    for words, (entries, proposals, column, name) in _SIDES.items():
        found = rows(
            f"""
            SELECT c.title, {name}, x.proposed, x.posted, c.state FROM (
                SELECT change_id, {column}, p.amount AS proposed, e.amount AS posted, e.many
                FROM (SELECT change_id, {column}, sum(amount) AS amount FROM {proposals} GROUP BY 1, 2) p
                FULL JOIN (SELECT change_id, {column}, sum(amount) AS amount, count(*) AS many FROM {entries} GROUP BY 1, 2) e
                USING (change_id, {column})
            ) x JOIN budgets_change c ON c.id = x.change_id
            WHERE CASE c.state WHEN 'posted' THEN x.proposed IS DISTINCT FROM x.posted OR x.many > 1
                ELSE x.posted IS NOT NULL END ORDER BY c.id"""
        )
        breaks += [
            f"“{title}” is {state}: the {words.format(what)} was proposed at {pounds(proposed)} and posted at {pounds(posted)}."
            for title, what, proposed, posted, state in found
        ]
    return breaks


def entries_carry_their_change() -> list[str]:
    """An entry has its change's fund, year and two periods; opening entries are those of opening changes."""
    breaks = []
    for table, opening in (("schemes_budgetentry", "e.opening"), ("budgets_contributionentry", "c.kind = 'opening'")):
        found = rows(
            f"SELECT c.title, count(*) FROM {table} e JOIN budgets_change c ON c.id = e.change_id "
            "WHERE (e.fund_id, e.year, e.posted_in, e.effective_from) "
            "IS DISTINCT FROM (c.fund_id, c.year, c.posted_in, c.effective_from) "
            f"OR ({opening}) <> (c.kind = 'opening') GROUP BY c.id, 1"
        )
        breaks += [
            f"{many} entries of “{title}” differ from it in fund, year, periods or kind." for title, many in found
        ]
    return breaks


def virements_move_nothing_away() -> list[str]:
    """A virement's entries sum to zero per stream and contributing partner."""
    found = rows(
        "SELECT c.title, s.name, p.name, sum(e.amount) FROM schemes_budgetentry e JOIN budgets_change c ON c.id = e.change_id "
        "JOIN schemes_line l ON l.id = e.line_id JOIN budgets_fundingstream s ON s.id = l.stream_id "
        "JOIN budgets_partner q ON q.id = l.contributing_partner_id JOIN budgets_partner p ON p.id = q.heir_id "
        "WHERE c.kind = 'virement' GROUP BY c.id, 1, 2, 3 HAVING sum(e.amount) <> 0"
    )
    return [
        f"The virement “{title}” does not sum to zero for {stream} of {partner}: {pounds(amount)}."
        for title, stream, partner, amount in found
    ]


def entry_months_readd() -> list[str]:
    """The twelve months of a budget entry make its amount."""
    found = rows(
        "SELECT l.ref, f.slug, e.id, e.amount, (SELECT sum(m) FROM unnest(e.months) m), cardinality(e.months) "
        "FROM schemes_budgetentry e JOIN schemes_line l ON l.id = e.line_id JOIN budgets_fund f ON f.id = e.fund_id "
        "WHERE cardinality(e.months) <> 12 OR e.amount IS DISTINCT FROM (SELECT sum(m) FROM unnest(e.months) m) ORDER BY e.id"
    )
    return [
        f"The budget entry {entry} of {ref} in {fund} is {pounds(amount)}, and its {count} months make {pounds(spread)}."
        for ref, fund, entry, amount, spread, count in found
    ]


def changes_were_decided() -> list[str]:
    """A change that stands was decided, never by its requester (openings apart), and a posted one carries its number."""
    found = rows(
        "SELECT title, state FROM budgets_change WHERE state IN ('approved', 'posted') AND kind <> 'opening' "
        "AND (decided_by_id IS NULL OR decided_by_id = requested_by_id OR state = 'posted' AND number IS NULL) ORDER BY id"
    )
    return [f"“{title}” is {state} without a number or another person's decision." for title, state in found]
