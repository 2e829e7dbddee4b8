"""Reads a partner's round for the forecast grid: its lines by fund, with ledgers, forecasts, standings and limits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from budgets.access import access_of
from budgets.models import Fund, Period
from budgets.roles import Power
from budgets.scope import Scope
from reports.facts import FundFacts, Group, PartnerFacts
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.variance import by, variance
from reports.forecast_round import Entry, FundRound, Grid, GridLine
from reports.loading.standings import load_groups, scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from s75.errors import Unknown
from s75.money import ZERO
from s75.years import CLOSING_MONTH, month_end
from schemes.models import Line
from schemes.queries import months_in, months_to_come

FEW = 100  # lines, up to which an answer reads them alone
ALL_MONTHS = range(1, CLOSING_MONTH + 1)
_OF_PARTNER = " AND s.heir_id = %(heir)s"
_SOME = " AND l.ref = ANY(%(refs)s)"

# The partner's lines that stand in the round, what the ledgers hold of each, and its newest forecasts.
_LINES = """
WITH lines AS MATERIALIZED (
    SELECT l.id, l.ref, l.fund_id, l.forecast_wanted, scheme.name FROM schemes_line l
    JOIN budgets_partner s ON s.id = l.spending_partner_id JOIN schemes_scheme scheme ON scheme.id = l.scheme_id
    WHERE l.fund_id = ANY(%(funds)s) AND l.year = %(year)s AND s.heir_id = %(heir)s {narrowed}
        AND (l.starts <= %(P)s
          OR EXISTS (SELECT 1 FROM schemes_budgetentry b WHERE b.line_id = l.id AND b.counts_from <= %(P)s)
          OR EXISTS (SELECT 1 FROM schemes_actual a WHERE a.line_id = l.id AND a.posted_in <= %(P)s)
          OR EXISTS (SELECT 1 FROM schemes_forecast f WHERE f.line_id = l.id AND f.round <= %(P)s))
), spent AS (
    SELECT a.line_id, ARRAY[{spent}] AS amounts FROM schemes_actual a
    WHERE a.fund_id = ANY(%(funds)s) AND a.year = %(year)s AND a.posted_in <= %(P)s {of_lines} GROUP BY a.line_id
), earlier AS (
    SELECT DISTINCT ON (f.line_id) f.line_id, f.round, f.figures, f.explanation FROM schemes_forecast f
    WHERE f.fund_id = ANY(%(funds)s) AND f.year = %(year)s AND f.round < %(P)s {of_lines}
    ORDER BY f.line_id, f.round DESC
)
"""
_ROWS = """
SELECT l.ref, l.name, l.forecast_wanted, spent.amounts,
    f.version, f.figures, f.explanation, f.state, f.saved_at, COALESCE(NULLIF(u.name, ''), u.email),
    e.round, e.figures, e.explanation
FROM lines l
LEFT JOIN spent ON spent.line_id = l.id
LEFT JOIN schemes_forecast f ON f.line_id = l.id AND f.round = %(P)s
LEFT JOIN s75_user u ON u.id = f.saved_by_id
LEFT JOIN earlier e ON e.line_id = l.id
"""
_SUMS = """
, ledgers AS (
    SELECT a.fund_id, a.month, sum(a.amount) AS amount FROM schemes_actual a JOIN lines l ON l.id = a.line_id
    WHERE a.fund_id = ANY(%(funds)s) AND a.year = %(year)s AND a.posted_in <= %(P)s GROUP BY 1, 2
)
SELECT l.fund_id, count(*) FILTER (WHERE l.forecast_wanted),
    count(*) FILTER (WHERE l.forecast_wanted AND f.state = 'submitted'),
    (SELECT array_agg(ARRAY[m.month, m.amount]) FROM ledgers m WHERE m.fund_id = l.fund_id), ARRAY[{come}]
FROM lines l
LEFT JOIN schemes_forecast f ON f.line_id = l.id AND f.round = %(P)s
LEFT JOIN earlier e ON e.line_id = l.id
GROUP BY l.fund_id
"""


def _statement(select: str, *, few: bool = False) -> str:
    spent = ", ".join(f"sum(a.amount) FILTER (WHERE a.month = {m})" for m in ALL_MONTHS)
    of_lines = "AND line_id IN (SELECT id FROM lines)" if few else ""
    return _LINES.format(narrowed=_SOME if few else "", spent=spent, of_lines=of_lines) + select


def _sums_of(months: Collection[int]) -> str:
    """The statement of each fund's sums: ledgers by month, and forecasts of the months that are still to come."""
    sums = (f"sum((COALESCE(f.figures, e.figures))[{m}])" if m in months else "NULL" for m in ALL_MONTHS)
    return _statement(_SUMS.format(come=", ".join(sums)))


@dataclass(frozen=True)
class _Read:
    """What the round is put together from, by the slug of the fund."""

    lines: Mapping[str, Sequence[GridLine]]
    groups: Mapping[str, Sequence[Group]]
    sums: Mapping[int, tuple[Any, ...]]
    ins: Mapping[str, frozenset[int]]


def load_grid(scope: Scope, code: str = "", *, refs: Collection[str] | None = None) -> Grid:
    """The round of the partner with that code in the place; without a code, of the reader's own partner.

    With `refs` only these lines are read, and the totals still are of all. Six queries, or seven, whatever the size.
    Raises Unknown when no partner of that code spends a line in the year.
    """
    opened = {
        p.fund_id: p for p in scope.periods if (p.year, p.month) == (scope.year, scope.month) and p.state != "future"
    }
    funds = [fund for fund in scope.funds if fund.pk in opened]
    parameters = scope_parameters([fund.pk for fund in funds], scope.year, scope.month, scope.month - 1)
    parameters |= {"place": scope.place.pk, "refs": list(refs or ())}
    around = load_surroundings(parameters, month_end=month_end(scope.year, scope.month).isoformat())
    spenders = _spenders(funds, scope.year)
    heir = _chosen(scope, around, spenders, code)
    names = {partner.code: partner for partner in around.partners}
    read = _read(scope, parameters | {"heir": heir}, around, few=refs is not None and len(refs) <= FEW)
    return Grid(
        scope=scope,
        heir=heir,
        partner=names[around.codes[heir]] if heir else PartnerFacts("", ""),
        partners=[names[code] for other, code in around.codes.items() if other in spenders],
        funds=[
            _fund_round(scope, fund, opened[fund.pk], around, heir, read) for fund in funds if fund.slug in read.groups
        ],
        waiting=[fund for fund in scope.funds if fund.pk not in opened],
    )


def _spenders(funds: Sequence[Fund], year: int) -> set[int | None]:
    lines = Line.objects.filter(fund__in=funds, year=year).order_by()
    return set(lines.values_list("spending_partner__heir", flat=True).distinct())


def _chosen(scope: Scope, around: Surroundings, spenders: set[int | None], code: str) -> int:
    """The heir whose round is read; 0 when nobody spends anything."""
    seated = [heir for heir in around.codes if heir in spenders]
    if code:
        named = next((heir for heir in seated if around.codes[heir] == code), None)
        if named is None:
            raise Unknown(f"No partner “{code}” spends a line here.")
        return named
    own = access_of(scope.user).heirs_with(Power.FORECAST)
    return next((heir for heir in seated if heir in own), seated[0] if seated else 0)


def _fund_round(scope: Scope, fund: Fund, period: Period, around: Surroundings, heir: int, read: _Read) -> FundRound:
    facts = FundFacts(
        fund.slug, fund.code, fund.name, fund.get_arrangement_display(), around.codes.get(fund.host.heir_id or 0, ""),
        fund.counted, Period.State(period.state).label,
    )  # fmt: skip
    ins = read.ins[fund.slug]
    wanted, submitted, ledgers, come = read.sums[fund.pk]
    spent = {int(month): amount for month, amount in ledgers or ()}
    return FundRound(
        fund=fund,
        facts=facts,
        period=period,
        lines=read.lines.get(fund.slug, ()),
        groups=read.groups[fund.slug],
        months=[spent.get(m, ZERO) if m in ins else come[m - 1] or ZERO for m in ALL_MONTHS],
        ins=ins,
        wanted=wanted,
        submitted=submitted,
        may=access_of(scope.user).may(Power.FORECAST, heir=heir, agreement=fund.agreement_id),
    )


def _read(scope: Scope, parameters: dict[str, Any], around: Surroundings, *, few: bool) -> _Read:
    of_lines, _ = load_groups(parameters, around.codes, by_line=True, narrowed=_OF_PARTNER + _SOME * few)
    groups = load_groups(parameters, around.codes, narrowed=_OF_PARTNER)[0] if few else of_lines
    months = months_in(parameters["funds"], scope.year, as_at=scope.month)
    ins = {fund.slug: months.get((fund.pk, parameters["heir"]), frozenset[int]()) for fund in scope.funds}
    with connection.cursor() as cursor:
        cursor.execute(_statement(_ROWS, few=few), parameters)
        rows = {row[0]: row for row in cursor.fetchall()}
        cursor.execute(_sums_of({m for found in ins.values() for m in months_to_come(found)}), parameters)
        sums = {row[0]: row[1:] for row in cursor.fetchall()}
    limits = {slug: threshold_for(around.thresholds, slug, "scheme") for slug in ins}
    lines: dict[str, list[GridLine]] = {}
    for group in sorted(of_lines, key=lambda group: group.line):
        limit = limits[group.fund]
        owes = limit is not None and needs_explanation(variance(group.now), group.now.budget, limit)
        lines.setdefault(group.fund, []).append(_line(rows[group.line], group, ins[group.fund], scope.month, owes))
    return _Read(lines, by(groups, lambda group: group.fund), sums, ins)


def _line(row: tuple[Any, ...], group: Group, ins: frozenset[int], month: int, owes: bool) -> GridLine:
    ref, name, wanted, spent, version, figures, words, state, saved_at, saved_by, before, old_figures, old_words = row
    amounts = spent or [None] * CLOSING_MONTH
    return GridLine(
        ref,
        name,
        wanted,
        group,
        [(amounts[m - 1] or ZERO) if m in ins else None for m in ALL_MONTHS],
        months_to_come(ins) if wanted else (),
        Entry(month, figures, words, version, state, saved_at, saved_by) if version else None,
        Entry(before, old_figures, old_words) if before else None,
        owes and wanted,
    )
