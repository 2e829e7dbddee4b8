"""From the database to a dashboard's facts: the position, one statement for the heat table, one for locked periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection

from budgets.models import Fund, Period, PeriodTotals, Place
from reports.facts.dashboard import DashboardFacts, HeatFacts, LockedFacts
from reports.facts.position import PositionFacts
from reports.load import load_position
from reports.loading.colours import load_schemes_then
from reports.loading.standings import scope_parameters
from reports.loading.stands import ALL_MONTHS, stands, to_come
from s75.money import ZERO

MOST_LINES, MOST_SCHEMES = 60, 150
KEYS = {  # the grain of a heat table's rows: scheme and line
    "line": ("scheme.ref", "s.ref"),
    "scheme": ("scheme.ref", "''"),
    "fund": ("''", "''"),
}
ONE_SCHEME = "AND l.scheme_id IN (SELECT x.id FROM schemes_scheme x WHERE x.ref = %(scheme)s)"
_NAMED = """
SELECT fund.slug, {scheme}, {line}, 'names', ARRAY[min(scheme.name), bool_or(s.illustrative)::text], NULL::numeric[],
    ARRAY[count(*), count(*) FILTER (WHERE s.forecast), {ledgers}], min(fund.position) AS place
FROM stands s {joined} GROUP BY 1, 2, 3
"""
_BUDGET = """
SELECT fund.slug, {scheme}, {line}, CASE WHEN s.forecast THEN 'budget' ELSE 'unforecast' END, NULL::text[],
    ARRAY[{entries}, 0], NULL::bigint[], 0
FROM stands s JOIN schemes_budgetentry e ON e.line_id = s.id {joined}
WHERE e.fund_id = ANY(%(funds)s) AND e.year = %(year)s AND e.counts_from <= %(P)s GROUP BY 1, 2, 3, 4
"""
_FORECAST = """
SELECT fund.slug, {scheme}, {line}, 'forecast', NULL::text[], ARRAY[{coming}], NULL::bigint[], 0
FROM stands s {joined} WHERE s.forecast GROUP BY 1, 2, 3
"""
_ACTUAL = """
SELECT fund.slug, {scheme}, {line}, 'actual', NULL::text[], ARRAY[{posted}], NULL::bigint[], 0
FROM stands s JOIN schemes_actual a ON a.line_id = s.id {joined}
WHERE a.fund_id = ANY(%(funds)s) AND a.year = %(year)s AND a.posted_in <= %(P)s AND s.forecast
  AND s.now & (1 << a.month) <> 0 GROUP BY 1, 2, 3
"""
_JOINED = "JOIN budgets_fund fund ON fund.id = s.fund_id JOIN schemes_scheme scheme ON scheme.id = s.scheme_id"


def load_dashboard(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], scheme: str = ""
) -> DashboardFacts:
    """The facts of a place's or fund's dashboard as at a period; with a `scheme` the heat table has its lines alone."""
    position = load_position(place=place, funds=funds, year=year, period=period, periods=periods, narratives=False)
    parameters = scope_parameters([fund.pk for fund in funds], year, period, None) | {"scheme": scheme}
    grain = "line" if scheme else grain_of(position)
    locked = _locked(parameters)
    then = load_schemes_then(parameters, position, [(row.fund, row.month) for row in locked])
    return DashboardFacts(position, load_heat(parameters, grain, one_scheme=bool(scheme)), locked, scheme, then)


def grain_of(position: PositionFacts) -> str:
    """Rows of lines where a page can hold them, else of schemes, else of funds."""
    lines = sum(group.now.lines for group in position.groups)
    if lines <= MOST_LINES:
        return "line"
    return "scheme" if len(position.schemes) <= MOST_SCHEMES else "fund"


def load_heat(parameters: Mapping[str, Any], grain: str, *, one_scheme: bool = False) -> tuple[HeatFacts, ...]:
    """The rows of a heat table, in the order of funds, schemes and lines."""
    scheme, line = KEYS[grain]
    statement = " UNION ALL ".join((_NAMED, _BUDGET, _FORECAST, _ACTUAL)).format(
        scheme=scheme,
        line=line,
        joined=_JOINED,
        ledgers=_by_month("count(*) FILTER (WHERE s.forecast AND s.now & (1 << {0}) <> 0)"),
        entries=_by_month("sum(e.months[{0}])", range(1, 13)),
        coming=", ".join(f"sum({to_come('s.figures', 's.now', month)})" for month in ALL_MONTHS),
        posted=_by_month("sum(a.amount) FILTER (WHERE a.month = {0})"),
    )
    clause = stands(parameters["P"], parameters["Q"], ONE_SCHEME if one_scheme else "")
    with connection.cursor() as cursor:
        cursor.execute(f"{clause} {statement} ORDER BY 8 DESC", parameters)
        rows = cursor.fetchall()
    return _rows(rows)


def _by_month(term: str, months: range = ALL_MONTHS) -> str:
    return ", ".join(term.format(month) for month in months)


def _rows(rows: Sequence[Sequence[Any]]) -> tuple[HeatFacts, ...]:
    amounts: dict[tuple[str, str, str], dict[str, tuple[Decimal, ...]]] = {}
    named: dict[tuple[str, str, str], tuple[int, list[str], list[int]]] = {}
    for fund, scheme, line, kind, names, months, counts, place in rows:
        if kind == "names":
            named[fund, scheme, line] = (place, names, counts)
        else:
            kinds = amounts.setdefault((fund, scheme, line), {})
            kinds[kind] = tuple(ZERO if amount is None else amount for amount in months)
    order = sorted(named, key=lambda key: (named[key][0], key))
    return tuple(_row(key, named[key][1], named[key][2], amounts.get(key, {})) for key in order)


def _row(
    key: tuple[str, str, str], names: list[str], counts: list[int], kinds: Mapping[str, tuple[Decimal, ...]]
) -> HeatFacts:
    nothing = (ZERO,) * len(ALL_MONTHS)
    unforecast = kinds.get("unforecast", nothing)
    budget = tuple(a + b for a, b in zip(kinds.get("budget", nothing), unforecast, strict=True))
    fund, scheme, line = key
    return HeatFacts(
        fund, scheme, names[0] if scheme else "", line, names[1] == "true", counts[0], counts[1], tuple(counts[2:]),
        budget, kinds.get("actual", nothing), kinds.get("forecast", nothing), unforecast,
    )  # fmt: skip


def _locked(parameters: Mapping[str, Any]) -> tuple[LockedFacts, ...]:
    totals = PeriodTotals.objects.filter(
        period__fund__in=parameters["funds"],
        period__year=parameters["year"],
        period__month__lte=parameters["P"],
        period__state=Period.State.LOCKED,
    )
    rows = totals.order_by("period__month", "period__fund__position", "period__fund__slug")
    return tuple(
        LockedFacts(*row) for row in rows.values_list("period__fund__slug", "period__month", "budget", "outturn")
    )
