"""Whether forecasts keep to their months and rounds."""

from __future__ import annotations

from reports.books.reading import months, period, rows
from s75.money import LARGEST

_IN = """
WITH ledgers AS MATERIALIZED (
    SELECT m.fund_id, m.year, p.heir_id, m.month, min(m.posted_in) AS since
    FROM schemes_ledgermonth m JOIN budgets_partner p ON p.id = m.partner_id GROUP BY 1, 2, 3, 4
)
"""


def figures_keep_to_their_months() -> list[str]:
    """A forecast has no figure for a month whose ledger was in before its round, and one for every month that was not."""
    broken = rows(
        _IN
        + """
        SELECT l.ref, fund.slug, f.year, f.round, g.since IS NOT NULL AND g.since < f.round AS was_in, array_agg(every.month)
        FROM schemes_forecast f JOIN schemes_line l ON l.id = f.line_id JOIN budgets_fund fund ON fund.id = f.fund_id
        JOIN budgets_partner s ON s.id = l.spending_partner_id
        CROSS JOIN generate_series(1, 12) AS every (month)
        LEFT JOIN ledgers g ON g.fund_id = f.fund_id AND g.year = f.year AND g.heir_id = s.heir_id AND g.month = every.month
        WHERE CASE WHEN f.figures[every.month] IS NULL THEN g.since IS NULL OR g.since > f.round ELSE g.since < f.round END
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3, 4, 1, 5"""
    )
    return [
        f"The forecast of {ref} in {period(year, at)} of {fund} has {'a' if was_in else 'no'} figure for "
        f"{months(found)}, {'whose ledger was in' if was_in else 'still to come then'}."
        for ref, fund, year, at, was_in, found in broken
    ]


def forecasts_are_whole() -> list[str]:
    """A forecast has thirteen places of at most the largest amount; one that is submitted says by whom and when."""
    found = rows(
        """
        SELECT l.ref, fund.slug, f.year, f.round FROM schemes_forecast f
        JOIN schemes_line l ON l.id = f.line_id JOIN budgets_fund fund ON fund.id = f.fund_id
        WHERE cardinality(f.figures) <> 13 OR (f.state = 'submitted') <> (f.submitted_at IS NOT NULL)
            OR (f.submitted_at IS NULL) <> (f.submitted_by_id IS NULL) OR f.round NOT BETWEEN 1 AND 13 OR f.version < 1
            OR EXISTS (SELECT 1 FROM unnest(f.figures) x WHERE abs(x) > %(largest)s)
        ORDER BY 2, 3, 4, 1""",
        {"largest": LARGEST},
    )
    return [
        f"The forecast of {ref} in {period(year, at)} of {fund} is not whole: its places, amounts, state or version."
        for ref, fund, year, at in found
    ]
