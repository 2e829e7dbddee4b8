"""Rows of forecasts on their way into the database: many by one statement, planned for as many as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from budgets.actions.years import keep_open
from schemes.models import Forecast

MANY = 50  # rows, from which a plan of its own pays

_STORE = """
INSERT INTO schemes_forecast (line_id, fund_id, year, round, figures, explanation, mitigation, basis, state, version,
    saved_by_id, saved_at)
SELECT r.line_id, r.fund_id, r.year, r.round, r.figures, r.explanation, r.mitigation, r.basis, r.state, r.version,
    r.saved_by_id, r.saved_at
FROM json_to_recordset(%s) AS r (line_id bigint, fund_id bigint, year smallint, round smallint, figures numeric[],
    explanation text, mitigation text, basis text, state text, version integer, saved_by_id bigint, saved_at timestamptz)
ON CONFLICT (line_id, round) DO UPDATE SET figures = EXCLUDED.figures, explanation = EXCLUDED.explanation,
    mitigation = EXCLUDED.mitigation, basis = EXCLUDED.basis, state = EXCLUDED.state, version = EXCLUDED.version,
    saved_by_id = EXCLUDED.saved_by_id, saved_at = EXCLUDED.saved_at, submitted_by_id = NULL, submitted_at = NULL,
    reviewed_by_id = NULL, reviewed_at = NULL
RETURNING line_id, id
"""
_STORED = (
    "line_id", "fund_id", "year", "round", "figures", "explanation", "mitigation", "basis", "state", "version",
    "saved_by_id", "saved_at",
)  # fmt: skip


def store(changed: list[Forecast]) -> None:
    """Insert or update all rows by one statement and give each its key; the caller has locked their lines.

    The rows travel as one JSON parameter, which is much quicker to build than a list of VALUES for 2,000 rows. Amounts go
    as text, so they stay exact.
    """
    if not changed:
        return
    rows = json.dumps([{name: getattr(forecast, name) for name in _STORED} for forecast in changed], default=str)
    keep_rounds_open(changed)
    with connection.cursor() as cursor:
        plan_for(len(changed))
        cursor.execute(_STORE, [rows])
        keys = dict(cursor.fetchall())
    for forecast in changed:
        forecast.pk = keys[forecast.line_id]


def keep_rounds_open(rows: Sequence[Forecast]) -> None:
    """Take the open periods that rows of one year are about to be written to, in one order; of one fund there is one."""
    funds = {row.fund_id for row in rows}
    if len(funds) > 1:
        keep_open(funds=funds, year=rows[0].year)


def plan_for(rows: int) -> None:
    """Before many rows are updated: let the history's trigger be planned anew, for that many.

    A connection plans a trigger's statement once. Planned for single rows, it compares every old row with every new one,
    which took 11 seconds for 2,000 rows where a fresh plan takes a tenth of one.
    """
    if rows > MANY:
        with connection.cursor() as cursor:
            cursor.execute("DISCARD PLANS")
