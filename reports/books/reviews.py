"""Whether forecasts were reviewed by somebody else than who wrote them, and with words that are kept."""

from __future__ import annotations

from reports.books.reading import period, rows

_ROWS = """
SELECT l.ref, fund.slug, f.year, f.round, f.state FROM schemes_forecast f
JOIN schemes_line l ON l.id = f.line_id JOIN budgets_fund fund ON fund.id = f.fund_id
WHERE {} ORDER BY 2, 3, 4, 1
"""


def reviewers_are_others() -> list[str]:
    """Nobody reviews a row that they saved or submitted."""
    found = rows(_ROWS.format("f.reviewed_by_id IN (f.saved_by_id, f.submitted_by_id)"))
    return [
        f"The forecast of {ref} in {period(year, at)} of {fund} is {state} by whoever wrote it."
        for ref, fund, year, at, state in found
    ]


def reviews_are_kept_in_the_thread() -> list[str]:
    """A row that is queried or approved has the query or the approval of that reviewer in its line's thread."""
    found = rows(
        _ROWS.format(
            """f.state IN ('queried', 'approved') AND NOT EXISTS (
            SELECT 1 FROM schemes_remark r WHERE r.line_id = f.line_id AND r.round = f.round
              AND r.said_by_id = f.reviewed_by_id
              AND r.kind = CASE f.state WHEN 'queried' THEN 'query' ELSE 'approval' END)"""
        )
    )
    return [
        f"The forecast of {ref} in {period(year, at)} of {fund} is {state}, and its thread does not say so."
        for ref, fund, year, at, state in found
    ]
