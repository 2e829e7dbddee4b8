"""The yardstick: the rows of each action read or written by bare SQL over the same connection, or by the bare library."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from django.db import connection, transaction
from psycopg2.extras import execute_values

from reports.bench.ground import Ground

_SUMS = """
SELECT l.scheme_id, l.stream_id, l.contributing_partner_id, l.spending_partner_id,
    sum(b.budget), sum(b.profiled), sum(a.actual), sum(f.to_come), sum(g.to_come)
FROM schemes_line l
LEFT JOIN (SELECT line_id, sum(amount) AS budget, sum((SELECT sum(x) FROM unnest(months[1:%(month)s]) x)) AS profiled
    FROM schemes_budgetentry WHERE fund_id = %(fund)s AND year = %(year)s GROUP BY 1) b ON b.line_id = l.id
LEFT JOIN (SELECT line_id, sum(amount) AS actual FROM schemes_actual
    WHERE fund_id = %(fund)s AND year = %(year)s AND posted_in <= %(month)s GROUP BY 1) a ON a.line_id = l.id
LEFT JOIN (SELECT line_id, (SELECT sum(x) FROM unnest(figures) x) AS to_come FROM schemes_forecast
    WHERE fund_id = %(fund)s AND year = %(year)s AND round = %(month)s) f ON f.line_id = l.id
LEFT JOIN (SELECT line_id, (SELECT sum(x) FROM unnest(figures) x) AS to_come FROM schemes_forecast
    WHERE fund_id = %(fund)s AND year = %(year)s AND round = %(month)s - 1) g ON g.line_id = l.id
WHERE l.fund_id = %(fund)s AND l.year = %(year)s GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
_GRID = """
SELECT l.ref, s.name, b.budget, a.months, f.figures, f.explanation, f.version, f.state, g.figures, g.explanation
FROM schemes_line l JOIN schemes_scheme s ON s.id = l.scheme_id
LEFT JOIN (SELECT line_id, sum(amount) AS budget FROM schemes_budgetentry
    WHERE fund_id = %(fund)s AND year = %(year)s GROUP BY 1) b ON b.line_id = l.id
LEFT JOIN (SELECT line_id, array_agg(amount ORDER BY month) AS months FROM (
        SELECT line_id, month, sum(amount) AS amount FROM schemes_actual
        WHERE fund_id = %(fund)s AND year = %(year)s GROUP BY 1, 2) m GROUP BY 1) a ON a.line_id = l.id
LEFT JOIN schemes_forecast f ON f.line_id = l.id AND f.round = %(month)s
LEFT JOIN schemes_forecast g ON g.line_id = l.id AND g.round = %(month)s - 1
WHERE l.fund_id = %(fund)s AND l.year = %(year)s AND l.spending_partner_id = %(spender)s ORDER BY l.ref
"""
_SAVE = """
INSERT INTO schemes_forecast (line_id, fund_id, year, round, figures, explanation, mitigation, basis, state, version,
    saved_by_id, saved_at) VALUES %s
ON CONFLICT (line_id, round) DO UPDATE SET figures = EXCLUDED.figures, explanation = EXCLUDED.explanation,
    version = schemes_forecast.version + 1, state = 'draft', saved_by_id = EXCLUDED.saved_by_id, saved_at = EXCLUDED.saved_at,
    submitted_by_id = NULL, submitted_at = NULL, reviewed_by_id = NULL, reviewed_at = NULL
"""
_LOCK = """
UPDATE budgets_period SET state = 'locked', locked_at = now(), locked_by_id = %(user)s
    WHERE fund_id = %(fund)s AND year = %(year)s AND month = %(month)s;
INSERT INTO budgets_periodtotals (period_id, original, budget, profiled, actual, outturn)
    SELECT id, 1, 1, 1, 1, 1 FROM budgets_period WHERE fund_id = %(fund)s AND year = %(year)s AND month = %(month)s
    ON CONFLICT (period_id) DO UPDATE SET budget = 2;
UPDATE budgets_period SET state = 'open', opened_at = now(), opened_by_id = %(user)s
    WHERE fund_id = %(fund)s AND year = %(year)s AND month = %(month)s + 1;
"""


def _rows(statement: str, ground: Ground) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, ground.scope)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def read_sums(ground: Ground) -> int:
    """The sums by scheme that the board page prints."""
    return len(_rows(_SUMS, ground))


def read_grid(ground: Ground) -> int:
    """The lines, months and forecasts that the grid prints."""
    return len(_rows(_GRID, ground))


def save_rows(ground: Ground, count: int) -> None:
    """So many rows of a round, in statements of a thousand, then undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, fund_id, year FROM schemes_line WHERE fund_id = %(fund)s AND year = %(year)s ORDER BY ref LIMIT %(count)s",
            {**ground.scope, "count": count},
        )
        month, figures = ground.scope["month"], [None] * 8 + [1] * 4 + [None]
        values = [
            (pk, fund, year, month, figures, "Raw", "", "", "draft", 1, ground.user.pk)
            for pk, fund, year in cursor.fetchall()
        ]
        template = "(%s, %s, %s, %s, %s::numeric[], %s, %s, %s, %s, %s, %s, now())"
        execute_values(cursor.cursor, _SAVE, values, template=template, page_size=1000)
        transaction.set_rollback(True)


def lock(ground: Ground) -> None:
    """The sums read once, and the three rows that a lock writes, then undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SUMS, ground.scope)
        cursor.fetchall()
        cursor.execute(_LOCK, ground.scope)
        transaction.set_rollback(True)


def write_workbook(ground: Ground) -> int:
    """The lines read by bare SQL and written by the bare library, cell by cell and without any format."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate(_rows(_GRID, ground)):
            flat = [*row[:3], *(row[3] or ()), *(row[4] or ()), *row[5:8]]
            sheet.write_row(at, 0, flat)
    return len(out.getvalue())
