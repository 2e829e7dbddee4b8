"""Whether forecasts keep to their months and rounds."""

from __future__ import annotations

from reports.books.reading import months, period, rows
from s75.money import LARGEST

_MISPLACED = """
WITH ledgers AS MATERIALIZED (
    SELECT m.fund_id, m.year, p.heir_id, m.month, m.posted_in AS since, COALESCE(r.posted_in, 99) AS until
    FROM schemes_ledgermonth m JOIN budgets_partner p ON p.id = m.partner_id
    LEFT JOIN schemes_reversedledger r ON r.actuals_import_id = m.actuals_import_id AND r.fund_id = m.fund_id
), told AS NOT MATERIALIZED (
    SELECT f.line_id, f.fund_id, f.year, f.round, s.heir_id, every.month, f.figures[every.month] IS NOT NULL AS given
    FROM schemes_forecast f JOIN schemes_line l ON l.id = f.line_id JOIN budgets_partner s ON s.id = l.spending_partner_id
    CROSS JOIN generate_series(1, 12) AS every (month)
), broken AS (
    SELECT t.* FROM told t WHERE NOT t.given AND NOT EXISTS (
        SELECT 1 FROM ledgers g WHERE g.fund_id = t.fund_id AND g.year = t.year AND g.heir_id = t.heir_id
            AND g.month = t.month AND g.since <= t.round AND g.until >= t.round)
    UNION ALL
    SELECT t.* FROM told t WHERE t.given AND EXISTS (
        SELECT 1 FROM ledgers g WHERE g.fund_id = t.fund_id AND g.year = t.year AND g.heir_id = t.heir_id
            AND g.month = t.month AND g.since < t.round AND g.until > t.round)
)
SELECT l.ref, fund.slug, b.year, b.round, b.given, array_agg(b.month ORDER BY b.month) FROM broken b
JOIN schemes_line l ON l.id = b.line_id JOIN budgets_fund fund ON fund.id = b.fund_id
GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3, 4, 1, 5
"""


def figures_keep_to_their_months() -> list[str]:
    """A forecast has no figure for a month whose ledger was in before its round, and one for every month that was not.

    In the round in which a ledger came, or was reversed, either may stand: whichever was saved at its time.
    """
    return [
        f"The forecast of {ref} in {period(year, at)} of {fund} has {'a' if was_in else 'no'} figure for "
        f"{months(found)}, {'whose ledger was in' if was_in else 'still to come then'}."
        for ref, fund, year, at, was_in, found in rows(_MISPLACED)
    ]


def forecasts_are_whole() -> list[str]:
    """A forecast has thirteen places of at most the largest amount; one that was sent says by whom and when, and
    so does one that was reviewed."""
    found = rows(
        """
        SELECT l.ref, fund.slug, f.year, f.round FROM schemes_forecast f
        JOIN schemes_line l ON l.id = f.line_id JOIN budgets_fund fund ON fund.id = f.fund_id
        WHERE cardinality(f.figures) <> 13 OR (f.state <> 'draft') <> (f.submitted_at IS NOT NULL)
            OR (f.state IN ('queried', 'approved')) <> (f.reviewed_at IS NOT NULL)
            OR (f.reviewed_at IS NULL) <> (f.reviewed_by_id IS NULL)
            OR (f.submitted_at IS NULL) <> (f.submitted_by_id IS NULL) OR f.round NOT BETWEEN 1 AND 13 OR f.version < 1
            OR EXISTS (SELECT 1 FROM unnest(f.figures) x WHERE abs(x) > %(largest)s)
        ORDER BY 2, 3, 4, 1""",
        {"largest": LARGEST},
    )
    return [
        f"The forecast of {ref} in {period(year, at)} of {fund} is not whole: its places, amounts, state or version."
        for ref, fund, year, at in found
    ]
