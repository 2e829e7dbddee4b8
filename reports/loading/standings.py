"""The sums behind every position: one statement, at the grain of groups of lines or of single lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from reports.facts import Group, MonthFacts, Standing
from s75.money import ZERO

ALL_MONTHS = list(range(1, 14))

# The lines in scope, what is in as at the period (P) and the one compared with (Q), and each line's sums. Q is 0 when
# there is nothing to compare with: nothing counts from period 0.
_LINES = """
WITH lines AS MATERIALIZED (
    SELECT l.id, l.ref, l.fund_id, l.scheme_id, l.stream_id, c.heir_id AS contributor, s.heir_id AS spender,
        l.illustrative, l.starts, l.forecast_wanted
    FROM schemes_line l
    JOIN budgets_partner c ON c.id = l.contributing_partner_id
    JOIN budgets_partner s ON s.id = l.spending_partner_id
    WHERE l.fund_id = ANY(%(funds)s) AND l.year = %(year)s {narrowed}
), ledgers AS MATERIALIZED (
    SELECT m.fund_id, p.heir_id, m.month, min(m.posted_in) AS since
    FROM schemes_ledgermonth m JOIN budgets_partner p ON p.id = m.partner_id
    WHERE m.fund_id = ANY(%(funds)s) AND m.year = %(year)s AND m.posted_in <= %(P)s
    GROUP BY 1, 2, 3
), missing AS MATERIALIZED (
    SELECT pair.fund_id, pair.spender,
        array_agg(every.month) FILTER (WHERE ledgers.since IS NULL) AS now,
        array_agg(every.month) FILTER (WHERE ledgers.since IS NULL OR ledgers.since > %(Q)s) AS before
    FROM (SELECT DISTINCT fund_id, spender FROM lines) pair
    CROSS JOIN generate_series(1, 13) AS every (month)
    LEFT JOIN ledgers ON ledgers.fund_id = pair.fund_id AND ledgers.heir_id = pair.spender AND ledgers.month = every.month
    GROUP BY 1, 2
), budgets AS (
    SELECT e.line_id,
        sum(e.amount) FILTER (WHERE e.opening) AS original,
        sum(e.amount) AS budget,
        sum((SELECT sum(x) FROM unnest(e.months[1:%(P)s]) x)) AS profiled,
        sum(e.amount) FILTER (WHERE e.opening AND e.counts_from <= %(Q)s) AS original_before,
        sum(e.amount) FILTER (WHERE e.counts_from <= %(Q)s) AS budget_before,
        sum((SELECT sum(x) FROM unnest(e.months[1:%(Q)s]) x)) FILTER (WHERE e.counts_from <= %(Q)s) AS profiled_before
    FROM schemes_budgetentry e
    WHERE e.fund_id = ANY(%(funds)s) AND e.year = %(year)s AND e.counts_from <= %(P)s
    GROUP BY e.line_id
), actuals AS (
    SELECT a.line_id,
        sum(a.amount) AS actual,
        sum(a.amount) FILTER (WHERE g.since IS NOT NULL) AS actual_in,
        sum(a.amount) FILTER (WHERE a.posted_in <= %(Q)s) AS actual_before,
        sum(a.amount) FILTER (WHERE a.posted_in <= %(Q)s AND g.since <= %(Q)s) AS actual_in_before
    FROM schemes_actual a
    JOIN lines l ON l.id = a.line_id
    LEFT JOIN ledgers g ON g.fund_id = a.fund_id AND g.heir_id = l.spender AND g.month = a.month
    WHERE a.fund_id = ANY(%(funds)s) AND a.year = %(year)s AND a.posted_in <= %(P)s
    GROUP BY a.line_id
), forecasts AS (
    SELECT DISTINCT ON (f.line_id) f.line_id, f.figures FROM schemes_forecast f
    WHERE f.fund_id = ANY(%(funds)s) AND f.year = %(year)s AND f.round <= %(P)s
    ORDER BY f.line_id, f.round DESC
), forecasts_before AS (
    SELECT DISTINCT ON (f.line_id) f.line_id, f.figures FROM schemes_forecast f
    WHERE f.fund_id = ANY(%(funds)s) AND f.year = %(year)s AND f.round <= %(Q)s
    ORDER BY f.line_id, f.round DESC
), stands AS (
    SELECT l.*, b.original, b.budget, b.profiled, b.original_before, b.budget_before, b.profiled_before,
        a.actual, a.actual_before,
        CASE WHEN f.line_id IS NOT NULL THEN a.actual_in END AS actual_in,
        CASE WHEN g.line_id IS NOT NULL THEN a.actual_in_before END AS actual_in_before,
        CASE WHEN f.line_id IS NULL THEN b.budget END AS unforecast,
        CASE WHEN g.line_id IS NULL THEN b.budget_before END AS unforecast_before,
        f.line_id IS NULL AND l.forecast_wanted AS not_forecast,
        g.line_id IS NULL AND l.forecast_wanted AS not_forecast_before,
        (SELECT sum(f.figures[m]) FROM unnest(missing.now) m) AS to_come,
        (SELECT sum(g.figures[m]) FROM unnest(missing.before) m) AS to_come_before,
        CASE WHEN f.line_id IS NOT NULL AND array_position(f.figures[1:12], NULL) IS NOT NULL THEN
            (SELECT count(*) FROM unnest(missing.now) m WHERE m <= 12 AND f.figures[m] IS NULL) ELSE 0 END AS gaps
    FROM lines l
    JOIN missing ON missing.fund_id = l.fund_id AND missing.spender = l.spender
    LEFT JOIN budgets b ON b.line_id = l.id
    LEFT JOIN actuals a ON a.line_id = l.id
    LEFT JOIN forecasts f ON f.line_id = l.id
    LEFT JOIN forecasts_before g ON g.line_id = l.id
    WHERE l.starts <= %(P)s OR b.line_id IS NOT NULL OR a.line_id IS NOT NULL OR f.line_id IS NOT NULL
)
"""

_SUMS = """
SELECT fund.slug, scheme.ref, scheme.name, stream.name, s.contributor, s.spender, s.illustrative, {line} AS line,
    COALESCE(sum(s.original), 0), COALESCE(sum(s.budget), 0), COALESCE(sum(s.profiled), 0), COALESCE(sum(s.actual), 0),
    COALESCE(sum(s.actual_in), 0), COALESCE(sum(s.to_come), 0), COALESCE(sum(s.unforecast), 0),
    count(*), count(*) FILTER (WHERE s.not_forecast), sum(s.gaps)::int,
    COALESCE(sum(s.original_before), 0), COALESCE(sum(s.budget_before), 0), COALESCE(sum(s.profiled_before), 0),
    COALESCE(sum(s.actual_before), 0), COALESCE(sum(s.actual_in_before), 0), COALESCE(sum(s.to_come_before), 0),
    COALESCE(sum(s.unforecast_before), 0), count(*), count(*) FILTER (WHERE s.not_forecast_before), 0
FROM stands s
JOIN budgets_fund fund ON fund.id = s.fund_id
JOIN schemes_scheme scheme ON scheme.id = s.scheme_id
JOIN budgets_fundingstream stream ON stream.id = s.stream_id
GROUP BY fund.position, fund.slug, scheme.ref, scheme.name, stream.position, stream.name, s.contributor, s.spender,
    s.illustrative {by_line}
ORDER BY fund.position, fund.slug, scheme.ref, stream.position, stream.name, s.contributor, s.spender {by_line}
"""


def scope_parameters(funds: Sequence[int], year: int, period: int, compared_with: int | None) -> dict[str, Any]:
    return {"funds": list(funds), "year": year, "P": period, "Q": compared_with or 0}


def load_groups(
    parameters: Mapping[str, Any],
    codes: Mapping[int, str],
    *,
    by_line: bool = False,
    narrowed: str = "",
) -> tuple[tuple[Group, ...], dict[tuple[str, str], str]]:
    """Groups of lines with their standings now and before, and scheme names by fund and reference.

    `codes` are the partners' codes by heir. `narrowed` is a trusted SQL condition on the line, for a part of the scope.
    """
    statement = _LINES.format(narrowed=narrowed) + _SUMS.format(
        line="s.ref" if by_line else "''", by_line=", s.ref" if by_line else ""
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    groups = tuple(
        Group(r[0], r[1], r[3], codes[r[4]], codes[r[5]], r[6], Standing._make(r[8:18]), Standing._make(r[18:28]), r[7])
        for r in rows
    )
    return groups, {(r[0], r[1]): r[2] for r in rows}


_MONTHS = """
, budget_months AS (
    SELECT s.fund_id, {budget_sums}, {unforecast_sums}
    FROM stands s JOIN schemes_budgetentry e ON e.line_id = s.id
    WHERE e.fund_id = ANY(%(funds)s) AND e.year = %(year)s AND e.counts_from <= %(P)s
    GROUP BY s.fund_id
), forecast_months AS (
    SELECT l.fund_id, l.spender, {forecast_sums}
    FROM forecasts f JOIN lines l ON l.id = f.line_id GROUP BY 1, 2
), actual_months AS (
    SELECT a.fund_id, {actual_sums}
    FROM schemes_actual a
    JOIN lines l ON l.id = a.line_id JOIN forecasts f ON f.line_id = l.id
    JOIN ledgers g ON g.fund_id = a.fund_id AND g.heir_id = l.spender AND g.month = a.month
    WHERE a.fund_id = ANY(%(funds)s) AND a.year = %(year)s AND a.posted_in <= %(P)s
    GROUP BY a.fund_id
)
SELECT fund.slug, 'budget', NULL::int[], {budget_columns} FROM budget_months JOIN budgets_fund fund ON fund.id = fund_id
UNION ALL
SELECT fund.slug, 'unforecast', NULL, {unforecast_columns} FROM budget_months
    JOIN budgets_fund fund ON fund.id = fund_id
UNION ALL
SELECT fund.slug, 'forecast', missing.now, {forecast_columns} FROM forecast_months f
    JOIN missing ON missing.fund_id = f.fund_id AND missing.spender = f.spender
    JOIN budgets_fund fund ON fund.id = f.fund_id
UNION ALL
SELECT fund.slug, 'actual', NULL, {actual_columns} FROM actual_months JOIN budgets_fund fund ON fund.id = fund_id
"""


def _columns(name: str) -> str:
    return ", ".join(f"{name}{month}" for month in ALL_MONTHS)


def _month_statement(narrowed: str) -> str:
    sums = {
        "budget_sums": ", ".join(f"COALESCE(sum(e.months[{m}]), 0) AS b{m}" for m in ALL_MONTHS),
        "unforecast_sums": ", ".join(
            f"COALESCE(sum(e.months[{m}]) FILTER (WHERE s.unforecast IS NOT NULL), 0) AS u{m}" for m in ALL_MONTHS
        ),
        "forecast_sums": ", ".join(f"COALESCE(sum(f.figures[{m}]), 0) AS f{m}" for m in ALL_MONTHS),
        "actual_sums": ", ".join(
            f"COALESCE(sum(a.amount) FILTER (WHERE a.month = {m}), 0) AS a{m}" for m in ALL_MONTHS
        ),
    }
    columns = {
        "budget_columns": _columns("b"),
        "unforecast_columns": _columns("u"),
        "forecast_columns": _columns("f"),
        "actual_columns": _columns("a"),
    }
    return _LINES.format(narrowed=narrowed) + _MONTHS.format(**sums, **columns)


def load_months(parameters: Mapping[str, Any], *, narrowed: str = "") -> tuple[MonthFacts, ...]:
    """Budget, actual, forecast and unforecast amounts of each fund and month, in £."""
    with connection.cursor() as cursor:
        cursor.execute(_month_statement(narrowed), parameters)
        rows = cursor.fetchall()
    kinds: dict[str, dict[str, list[Any]]] = {}
    for slug, kind, missing, *amounts in rows:
        counted = [x if missing is None or m in missing else ZERO for m, x in zip(ALL_MONTHS, amounts, strict=True)]
        sums = kinds.setdefault(slug, {}).setdefault(kind, [ZERO] * len(ALL_MONTHS))
        kinds[slug][kind] = [a + b for a, b in zip(sums, counted, strict=True)]
    none = [ZERO] * len(ALL_MONTHS)
    return tuple(
        MonthFacts(
            slug,
            month,
            *(found.get(kind, none)[month - 1] for kind in ("budget", "actual", "forecast", "unforecast")),
        )
        for slug, found in kinds.items()
        for month in ALL_MONTHS
        if month <= 12 or any(sums[month - 1] for sums in found.values())
    )
