"""The statement that every sum starts from: each line in scope, with what stands on it now and at the period before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

ALL_MONTHS = range(1, 14)
BUDGET_MONTHS = range(1, 13)

# The months whose ledger is in, as bits, by fund and heir of the spending partner: as at the period (P) and as at the one
# compared with (Q); what a reversed import brought in counts until the period of its reversal. Q is 0 when there is nothing
# to compare with: nothing counts from period 0.
INS = """ins AS MATERIALIZED (
    SELECT m.fund_id, p.heir_id, bit_or(1 << m.month) FILTER (WHERE r.id IS NULL OR r.posted_in > %(P)s) AS now,
        bit_or(1 << m.month) FILTER (WHERE m.posted_in <= %(Q)s AND (r.id IS NULL OR r.posted_in > %(Q)s)) AS before
    FROM schemes_ledgermonth m JOIN budgets_partner p ON p.id = m.partner_id
    LEFT JOIN schemes_reversedledger r ON r.actuals_import_id = m.actuals_import_id AND r.fund_id = m.fund_id
    WHERE m.fund_id = ANY(%(funds)s) AND m.year = %(year)s AND m.posted_in <= %(P)s
    GROUP BY 1, 2
)"""
# The postings and entries of a line are found line by line through their indexes, which costs the same whatever else the
# tables hold. Its newest forecast is nearly always that of the round itself (n), which is joined at once for all lines; an
# older one (o) is looked for where there is none. What stood before is read no further than makes a variance.
_NEWEST = """
    LEFT JOIN schemes_forecast {new} ON {new}.line_id = l.id AND {new}.round = %({at})s
        AND {new}.fund_id = ANY(%(funds)s) AND {new}.year = %(year)s
    LEFT JOIN LATERAL (
        SELECT x.line_id, x.figures, x.explanation FROM schemes_forecast x
        WHERE {new}.line_id IS NULL AND x.line_id = l.id AND x.round < %({at})s ORDER BY x.round DESC LIMIT 1
    ) {old} ON true"""
_NOW = _NEWEST.format(new="n", old="o", at="P")
_BEFORE = _NEWEST.format(new="p", old="q", at="Q")
_NOTHING_BEFORE = """
    CROSS JOIN (SELECT NULL::bigint AS line_id, NULL::numeric[] AS figures) p
    CROSS JOIN (SELECT NULL::bigint AS line_id, NULL::numeric[] AS figures) q"""
_STATEMENT = """
WITH {ins}, lines AS MATERIALIZED (
    SELECT l.id, l.ref, l.fund_id, l.scheme_id, l.stream_id, c.heir_id AS contributor, s.heir_id AS spender,
        l.illustrative, l.starts, l.forecast_wanted, COALESCE(ins.now, 0) AS now, COALESCE(ins.before, 0) AS before
    FROM schemes_line l
    JOIN budgets_partner c ON c.id = l.contributing_partner_id
    JOIN budgets_partner s ON s.id = l.spending_partner_id
    LEFT JOIN ins ON ins.fund_id = l.fund_id AND ins.heir_id = s.heir_id
    WHERE l.fund_id = ANY(%(funds)s) AND l.year = %(year)s {narrowed}
), stands AS MATERIALIZED (
    SELECT l.*, b.*, a.actual,
        CASE WHEN {f} IS NOT NULL THEN a.actual - a.elsewhere END AS actual_in,
        CASE WHEN {g} IS NOT NULL THEN a.actual - a.since - a.elsewhere_before END AS actual_in_before,
        CASE WHEN {f} IS NULL THEN b.budget END AS unforecast,
        CASE WHEN {g} IS NULL THEN b.budget_before END AS unforecast_before,
        {f} IS NULL AND l.forecast_wanted AS not_forecast,
        {g} IS NULL AND l.forecast_wanted AS not_forecast_before,
        {to_come} AS to_come,
        {to_come_before} AS to_come_before,
        CASE WHEN {f} IS NULL THEN 0 ELSE {gaps} END AS gaps,
        {f} IS NOT NULL AS forecast, {figures} AS figures,
        COALESCE(n.explanation, o.explanation, '') <> '' AS explained
    FROM lines l
    CROSS JOIN LATERAL (
        SELECT sum(e.amount) FILTER (WHERE e.opening) AS original,
            sum(e.amount) AS budget,
            sum(e.amount{after_now}) AS profiled,
            sum(e.amount) FILTER (WHERE e.counts_from <= %(Q)s) AS budget_before
        FROM schemes_budgetentry e
        WHERE e.fund_id = l.fund_id AND e.year = %(year)s AND e.line_id = l.id AND e.counts_from <= %(P)s
    ) b
    CROSS JOIN LATERAL (
        SELECT sum(a.amount) AS actual,
            COALESCE(sum(a.amount) FILTER (WHERE l.now & (1 << a.month) = 0), 0) AS elsewhere,
            COALESCE(sum(a.amount) FILTER (WHERE a.posted_in > %(Q)s), 0) AS since,
            COALESCE(sum(a.amount) FILTER (WHERE a.posted_in <= %(Q)s AND l.before & (1 << a.month) = 0), 0)
                AS elsewhere_before
        FROM schemes_actual a
        WHERE a.fund_id = l.fund_id AND a.year = %(year)s AND a.line_id = l.id AND a.posted_in <= %(P)s
    ) a{newest}{before}
    WHERE l.starts <= %(P)s OR b.budget IS NOT NULL OR a.actual IS NOT NULL OR {f} IS NOT NULL
)
"""
_FIGURES, _FIGURES_BEFORE = "COALESCE(n.figures, o.figures)", "COALESCE(p.figures, q.figures)"


def to_come(figures: str, months_in: str, month: int) -> str:
    """SQL for a forecast figure in £ that counts: that of a month whose ledger is not in, else null."""
    return f"CASE WHEN {months_in} & {1 << month} = 0 THEN {figures}[{month}] END"


def sum_to_come(figures: str, months_in: str, period: int) -> str:
    """SQL for all that is to come of a line's figures, in £."""
    any_months = _plus(f"COALESCE({to_come(figures, months_in, month)}, 0)" for month in ALL_MONTHS)
    return _by_ledgers(months_in, period, any_months, lambda left: _plus(f"COALESCE({figures}[{m}], 0)" for m in left))


def gaps(figures: str, months_in: str, period: int) -> str:
    """SQL for how many of twelve months have neither ledger nor forecast."""
    any_months = _plus(
        f"({months_in} & {1 << month} = 0 AND {figures}[{month}] IS NULL)::int" for month in BUDGET_MONTHS
    )
    return _by_ledgers(
        months_in, period, any_months, lambda left: _plus(f"({figures}[{m}] IS NULL)::int" for m in left if m <= 12)
    )


def _by_ledgers(months_in: str, period: int, any_months: str, these: Callable[[range], str]) -> str:
    """The sum over any months, with short cuts for the usual ones: every ledger to the period, or to the one before."""
    usual = "".join(
        f"WHEN {sum(1 << month for month in range(1, last + 1))} THEN {these(range(last + 1, 14)) or 0} "
        for last in (period, period - 1)
        if last > 0
    )
    return f"CASE {months_in} {usual}ELSE {any_months} END" if usual else any_months


def after(period: int, months: str = "e.months") -> str:
    """What is taken off a whole budget to leave what its profile places in months up to a period."""
    return "".join(f" - {months}[{month}]" for month in range(period + 1, 13))


def _plus(terms: Iterable[str]) -> str:
    return " + ".join(terms)


@lru_cache(maxsize=128)
def stands(period: int, compared_with: int, narrowed: str = "") -> str:
    """The WITH clause that ends in `stands`, one row a line; `narrowed` is a trusted SQL condition on the line `l`."""
    return _STATEMENT.format(
        ins=INS,
        narrowed=narrowed,
        f="COALESCE(n.line_id, o.line_id)",
        g="COALESCE(p.line_id, q.line_id)",
        figures=_FIGURES,
        after_now=after(period),
        to_come=sum_to_come(f"({_FIGURES})", "l.now", period),
        newest=_NOW,
        before=_BEFORE if compared_with else _NOTHING_BEFORE,
        to_come_before=sum_to_come(f"({_FIGURES_BEFORE})", "l.before", compared_with)
        if compared_with
        else "NULL::numeric",
        gaps=gaps(f"({_FIGURES})", "l.now", period),
    )
