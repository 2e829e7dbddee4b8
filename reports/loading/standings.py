"""The sums behind every position: groups of lines or single lines, months, and the lines that may need words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from reports.facts.position import Group, MonthFacts, Standing, ThresholdFacts
from reports.loading.round_lines import RoundLine, read_round, round_part
from reports.loading.stands import ALL_MONTHS, stands, to_come
from s75.money import ZERO

# Each part gives rows of the same shape, so that one statement, with the lines read once, may answer for several:
# part, place within it, names, amounts in £, counts.
_GROUPS = """
SELECT 1 AS part, row_number() OVER (
        ORDER BY fund.position, fund.slug, scheme.ref, stream.position, stream.name, g.contributor, g.spender, g.line
    ) AS place,
    ARRAY[fund.slug, scheme.ref, scheme.name, stream.name, g.contributor::text, g.spender::text, g.line,
        g.illustrative::text] AS names,
    g.amounts, g.counts
FROM (
    SELECT s.fund_id, s.scheme_id, s.stream_id, s.contributor, s.spender, s.illustrative, {line} AS line, ARRAY[
        sum(s.original), sum(s.budget), sum(s.profiled), sum(s.actual), sum(s.actual_in), sum(s.to_come),
        sum(s.unforecast), sum(s.budget_before), sum(s.actual_in_before), sum(s.to_come_before),
        sum(s.unforecast_before)] AS amounts,
        ARRAY[count(*), count(*) FILTER (WHERE s.not_forecast), sum(s.gaps),
            count(*) FILTER (WHERE s.not_forecast_before)] AS counts
    FROM stands s GROUP BY 1, 2, 3, 4, 5, 6{by_line}
) g
JOIN budgets_fund fund ON fund.id = g.fund_id
JOIN schemes_scheme scheme ON scheme.id = g.scheme_id
JOIN budgets_fundingstream stream ON stream.id = g.stream_id
"""
_MONTHS = f"""
SELECT 2, 1, ARRAY[fund.slug, CASE WHEN m.forecast THEN 'budget' ELSE 'unforecast' END], m.amounts, NULL FROM (
    SELECT s.fund_id, s.forecast, ARRAY[{", ".join(f"sum(e.months[{month}])" for month in range(1, 13))}] AS amounts
    FROM stands s JOIN schemes_budgetentry e ON e.line_id = s.id
    WHERE e.fund_id = ANY(%(funds)s) AND e.year = %(year)s AND e.counts_from <= %(P)s GROUP BY 1, 2
) m JOIN budgets_fund fund ON fund.id = m.fund_id
UNION ALL
SELECT 2, 2, ARRAY[fund.slug, 'forecast'], m.amounts, NULL FROM (
    SELECT s.fund_id, ARRAY[{", ".join(f"sum({to_come('s.figures', 's.now', month)})" for month in ALL_MONTHS)}]
        AS amounts
    FROM stands s GROUP BY 1
) m JOIN budgets_fund fund ON fund.id = m.fund_id
UNION ALL
SELECT 2, 3, ARRAY[fund.slug, 'actual', m.month::text], ARRAY[m.amount], NULL FROM (
    SELECT s.fund_id, a.month, sum(a.amount) AS amount
    FROM stands s JOIN schemes_actual a ON a.line_id = s.id
    WHERE a.fund_id = ANY(%(funds)s) AND a.year = %(year)s AND a.posted_in <= %(P)s
      AND s.forecast AND s.now & (1 << a.month) <> 0
    GROUP BY 1, 2
) m JOIN budgets_fund fund ON fund.id = m.fund_id
"""
_FORECAST = """
SELECT 3, 1, ARRAY[fund.slug], f.amounts, f.counts FROM (
    SELECT s.fund_id,
        array_agg(COALESCE(s.budget, 0) ORDER BY s.id) || array_agg(COALESCE(s.actual_in, 0) ORDER BY s.id)
            || array_agg(s.to_come ORDER BY s.id) AS amounts,
        array_agg(s.id ORDER BY s.id) || array_agg(s.explained::int::bigint ORDER BY s.id) AS counts
    FROM stands s CROSS JOIN LATERAL (SELECT COALESCE(s.budget, 0) AS budget) b
    CROSS JOIN LATERAL (SELECT abs(COALESCE(s.actual_in, 0) + s.to_come - b.budget) AS variance) v
    WHERE s.forecast AND (
        s.explained OR v.variance >= %(near_pounds)s OR v.variance * 100 >= %(near_percent)s * abs(b.budget))
    GROUP BY 1
) f JOIN budgets_fund fund ON fund.id = f.fund_id
"""
Names = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class ForecastLines:
    """The lines of a fund that were forecast and have words or may owe them, column by column as there may be thousands:
    their keys, as much of their standings as makes a variance in £, and whether each has words."""

    fund: str
    lines: list[int]
    budgets: list[Decimal]
    actual_in: list[Decimal]
    to_come: list[Decimal]
    explained: list[int]


@dataclass(frozen=True, slots=True)
class Sums:
    """What one statement gave: groups, the names of their schemes by fund and reference, months, lines."""

    groups: tuple[Group, ...]
    schemes: Names
    months: tuple[MonthFacts, ...] = ()
    forecast_lines: tuple[ForecastLines, ...] = ()
    round_lines: tuple[RoundLine, ...] = ()


def scope_parameters(funds: Sequence[int], year: int, period: int, compared_with: int | None) -> dict[str, Any]:
    return {"funds": list(funds), "year": year, "P": period, "Q": compared_with or 0}


def load_sums(
    parameters: Mapping[str, Any],
    codes: Mapping[int, str],
    *,
    by_line: bool = False,
    narrowed: str = "",
    months: bool = False,
    words: Mapping[str, Sequence[ThresholdFacts]] | None = None,
    round_lines: bool = False,
    reviewed: bool = False,
) -> Sums:
    """Everything asked for, by one statement. `codes` are the partners' codes by heir, `narrowed` a trusted condition.
    With limits by fund for `words`, the forecast lines that have some or may owe some come along.
    Lines of the round that are `reviewed` come with what their review asks."""
    line, by = ("s.ref", ", 7") if by_line else ("''", "")
    wanted = [_GROUPS.format(line=line, by_line=by)]
    wanted += [
        part
        for part, asked in (
            (_MONTHS, months),
            (_FORECAST, words is not None),
            (round_part(reviewed=reviewed), round_lines),
        )
        if asked
    ]
    clause = stands(parameters["P"], parameters["Q"], narrowed)
    with connection.cursor() as cursor:
        cursor.execute(f"{clause} {' UNION ALL '.join(wanted)} ORDER BY 1, 2", {**parameters, **_nearest(words or {})})
        rows = cursor.fetchall()
    parts: dict[int, list[Any]] = {1: [], 2: [], 3: [], 4: []}
    for part, *row in rows:
        parts[part].append(row)
    return Sums(
        tuple(_group(row, codes) for row in parts[1]),
        {(names[0], names[1]): names[2] for _, names, _, _ in parts[1]},
        _months(parts[2]),
        tuple(_forecast_lines(row) for row in parts[3]),
        tuple(read_round(parts[4])),
    )


def _nearest(limits: Mapping[str, Sequence[ThresholdFacts]]) -> dict[str, Decimal | None]:
    """The lowest limits of any fund. Whether a line owes words is for `needs_explanation` to say: what reaches no limit of
    any fund is only not fetched."""
    each = [limit for fund in limits.values() for limit in fund]
    pounds = (limit.explain_pounds for limit in each if limit.explain_pounds is not None)
    percent = (limit.explain_percent for limit in each if limit.explain_percent is not None)
    return {"near_pounds": min(pounds, default=None), "near_percent": min(percent, default=None)}


def load_groups(
    parameters: Mapping[str, Any],
    codes: Mapping[int, str],
    *,
    by_line: bool = False,
    narrowed: str = "",
) -> tuple[tuple[Group, ...], Names]:
    """Groups of lines with their standings now and before, and scheme names by fund and reference."""
    sums = load_sums(parameters, codes, by_line=by_line, narrowed=narrowed)
    return sums.groups, sums.schemes


def load_months(parameters: Mapping[str, Any], *, narrowed: str = "") -> tuple[MonthFacts, ...]:
    """Budget, actual, forecast and unforecast amounts of each fund and month, in £."""
    clause = stands(parameters["P"], parameters["Q"], narrowed)
    with connection.cursor() as cursor:
        cursor.execute(f"{clause} {_MONTHS}", parameters)
        return _months([row[1:] for row in cursor.fetchall()])


def _group(row: Sequence[Any], codes: Mapping[int, str]) -> Group:
    _, names, amounts, (lines, not_forecast, gaps, not_forecast_before) = row
    exact = [ZERO if amount is None else amount for amount in amounts]
    budget, actual_in, to_come, unforecast = exact[7:]
    return Group(
        fund=names[0],
        scheme=names[1],
        stream=names[3],
        contributor=codes[int(names[4])],
        spender=codes[int(names[5])],
        illustrative=names[7] == "true",
        now=Standing._make([*exact[:7], lines, not_forecast, int(gaps)]),
        before=Standing(
            budget=budget,
            actual_in=actual_in,
            to_come=to_come,
            unforecast=unforecast,
            lines=lines,
            not_forecast=not_forecast_before,
        ),
        line=names[6],
    )


def _forecast_lines(row: Sequence[Any]) -> ForecastLines:
    _, (fund,), amounts, counts = row
    n = len(counts) // 2
    return ForecastLines(fund, counts[:n], amounts[:n], amounts[n : 2 * n], amounts[2 * n :], counts[n:])


def _months(rows: Sequence[Sequence[Any]]) -> tuple[MonthFacts, ...]:
    found: dict[str, dict[str, list[Decimal]]] = {}
    for _, names, amounts, _ in rows:
        kinds = found.setdefault(names[0], {})
        sums = kinds.setdefault(names[1], [ZERO] * len(ALL_MONTHS))
        first = int(names[2]) if len(names) > 2 else 1
        for month, amount in enumerate(amounts, first):
            sums[month - 1] += amount or ZERO
    return tuple(month for fund, kinds in found.items() for month in _fund_months(fund, kinds))


def _fund_months(fund: str, kinds: Mapping[str, list[Decimal]]) -> list[MonthFacts]:
    none = [ZERO] * len(ALL_MONTHS)
    forecast, unforecast = kinds.get("budget", none), kinds.get("unforecast", none)
    columns = [
        [a + b for a, b in zip(forecast, unforecast, strict=True)],
        kinds.get("actual", none),
        kinds.get("forecast", none),
        unforecast,
    ]
    rows = [MonthFacts(fund, month, *(column[month - 1] for column in columns)) for month in ALL_MONTHS]
    closing = rows[-1]
    return rows if closing.actual or closing.forecast else rows[:-1]
