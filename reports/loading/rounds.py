"""The statements behind a partner's round: its lines one by one, the sums of its lines fund by fund, and who spends what.

They give the same sums as the statement that every position comes from (`stands`), but only those that a round shows: at
a fund's grain, with months added up before it is decided in Python which of them count, which takes a fraction of its time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from reports.loading.stands import after
from s75.money import ZERO

# Partners of the place that spend lines, with their heirs and the funds, and the months whose ledgers are in.
_SPENDERS = """
SELECT p.heir_id, NULL, ARRAY[p.id], array_agg(fund) FROM budgets_partner p CROSS JOIN unnest(%(funds)s::bigint[]) fund
WHERE p.heir_id IN (SELECT seated.heir_id FROM budgets_placepartner seat
        JOIN budgets_partner seated ON seated.id = seat.partner_id WHERE seat.place_id = %(place)s)
    AND (SELECT true FROM schemes_line l
        WHERE l.fund_id = fund AND l.year = %(year)s AND l.spending_partner_id = p.id LIMIT 1)
GROUP BY p.id
UNION ALL
SELECT p.heir_id, m.fund_id,
    COALESCE(array_agg(DISTINCT m.month) FILTER (WHERE r.id IS NULL OR r.posted_in > %(P)s), '{}'),
    array_agg(DISTINCT m.month) FILTER (WHERE m.posted_in <= %(Q)s AND (r.id IS NULL OR r.posted_in > %(Q)s))
FROM schemes_ledgermonth m JOIN budgets_partner p ON p.id = m.partner_id
LEFT JOIN schemes_reversedledger r ON r.actuals_import_id = m.actuals_import_id AND r.fund_id = m.fund_id
WHERE m.fund_id = ANY(%(funds)s) AND m.year = %(year)s AND m.posted_in <= %(P)s GROUP BY 1, 2
"""

# The lines that stand in the round, with their row in it (f) and the newest before it: that of the last round (p), which
# nearly every line has, else an older one (o).
_LINES = """
WITH lines AS MATERIALIZED (
    SELECT l.id, l.fund_id, l.forecast_wanted, l.illustrative, f.state, {columns}
    FROM schemes_line l
    LEFT JOIN schemes_forecast f
        ON f.line_id = l.id AND f.round = %(P)s AND f.fund_id = ANY(%(funds)s) AND f.year = %(year)s
    LEFT JOIN schemes_forecast p
        ON p.line_id = l.id AND p.round = %(Q)s AND p.fund_id = ANY(%(funds)s) AND p.year = %(year)s
    LEFT JOIN LATERAL (
        SELECT x.line_id, x.round, x.figures, x.explanation, x.mitigation FROM schemes_forecast x
        WHERE p.line_id IS NULL AND x.line_id = l.id AND x.round < %(Q)s ORDER BY x.round DESC LIMIT 1
    ) o ON true
    WHERE l.fund_id = ANY(%(funds)s) AND l.year = %(year)s AND l.spending_partner_id = ANY(%(partners)s) {narrowed}
        AND (l.starts <= %(P)s OR f.line_id IS NOT NULL OR p.line_id IS NOT NULL OR o.line_id IS NOT NULL
          OR EXISTS (SELECT 1 FROM schemes_budgetentry b WHERE b.line_id = l.id AND b.counts_from <= %(P)s)
          OR EXISTS (SELECT 1 FROM schemes_actual a WHERE a.line_id = l.id AND a.posted_in <= %(P)s))
)
"""
_COLUMNS = """l.ref, l.scheme_id, f.version, f.figures, f.explanation, f.saved_by_id,
        COALESCE(p.round, o.round) AS last_round, COALESCE(p.figures, o.figures) AS last_figures,
        COALESCE(p.explanation, o.explanation) AS last_explanation,
        f.mitigation, COALESCE(p.mitigation, o.mitigation) AS last_mitigation, l.stream_id, l.contributing_partner_id"""
_SOME = "AND l.place_id = %(place)s AND l.ref = ANY(%(refs)s)"  # lines of a year's place are found by reference
# Entries and postings are found line by line, so that the time grows with the lines, whatever the planner expects.
_ROWS = """
SELECT l.fund_id, l.ref, scheme.name, l.forecast_wanted, l.illustrative, b.amount, b.since, s.amounts, s.since,
    l.version, l.figures, l.explanation, l.state, COALESCE(NULLIF(u.name, ''), u.email),
    l.last_round, l.last_figures, l.last_explanation, l.mitigation, l.last_mitigation, scheme.ref, stream.name,
    payer.heir_id, b.profiled
FROM lines l JOIN schemes_scheme scheme ON scheme.id = l.scheme_id
JOIN budgets_fundingstream stream ON stream.id = l.stream_id
JOIN budgets_partner payer ON payer.id = l.contributing_partner_id
CROSS JOIN LATERAL (
    SELECT sum(e.amount) AS amount, sum(e.amount) FILTER (WHERE e.counts_from > %(Q)s) AS since,
        sum(e.amount{after}) AS profiled
    FROM schemes_budgetentry e
    WHERE e.fund_id = l.fund_id AND e.year = %(year)s AND e.line_id = l.id AND e.counts_from <= %(P)s
) b
CROSS JOIN LATERAL (
    SELECT ARRAY[{months}]::numeric[] AS amounts, ARRAY[{since}]::numeric[] AS since, count(*) AS one_row
    FROM schemes_actual a
    WHERE a.fund_id = l.fund_id AND a.year = %(year)s AND a.line_id = l.id AND a.posted_in <= %(P)s
) s
LEFT JOIN s75_user u ON u.id = l.saved_by_id
ORDER BY l.ref
"""
# The part of a fund that a line belongs to says whether it was forecast in this round (1), before it (2), in both (3).
_PARTED = """l.fund_id * 4 + (f.line_id IS NOT NULL)::int + (COALESCE(p.line_id, o.line_id) IS NOT NULL)::int * 2 AS part,
        COALESCE(f.figures, p.figures, o.figures) AS figures, COALESCE(p.figures, o.figures) AS last_figures"""
_SUMS = """
SELECT 'forecasts', l.part, NULL::smallint, ARRAY[{now}]::numeric[], ARRAY[{before}]::numeric[],
    ARRAY[count(*), count(*) FILTER (WHERE l.forecast_wanted),
        count(*) FILTER (WHERE l.forecast_wanted AND l.state IN ('submitted', 'approved')), count(*) FILTER (WHERE l.illustrative)
        {entered}]
FROM lines l GROUP BY 2
UNION ALL
SELECT 'ledgers', l.part, a.month, ARRAY[sum(a.amount)], ARRAY[sum(a.amount) FILTER (WHERE a.posted_in > %(Q)s)], NULL
FROM schemes_actual a JOIN lines l ON l.id = a.line_id
WHERE a.fund_id = ANY(%(funds)s) AND a.year = %(year)s AND a.posted_in <= %(P)s GROUP BY 2, 3
UNION ALL
SELECT 'budgets', l.part, NULL, ARRAY[sum(e.amount), sum(e.amount{after})],
    ARRAY[sum(e.amount) FILTER (WHERE e.counts_from > %(Q)s)], NULL
FROM schemes_budgetentry e JOIN lines l ON l.id = e.line_id
WHERE e.fund_id = ANY(%(funds)s) AND e.year = %(year)s AND e.counts_from <= %(P)s GROUP BY 2
"""
Amounts = Sequence[Decimal | None]
Months = frozenset[int]


@dataclass(frozen=True)
class Spenders:
    """Who spends lines: partners and their funds by heir, and the months whose ledger is in by fund and heir, now and as
    at the period before."""

    partners: Mapping[int, Sequence[int]]
    funds: Mapping[int, Collection[int]]
    ins: Mapping[tuple[int, int], Months]
    ins_before: Mapping[tuple[int, int], Months]


class LineRow(NamedTuple):
    """One line of a round as it was read. Amounts are in £; `spent` and `since` have a place for each month that was
    asked for, and `since` is the part of `spent`, or of the budget, that counts since the period before. `profiled` is
    the budget to date by profile, and `contributor` the heir whose money it is."""

    fund: int
    ref: str
    name: str
    wanted: bool
    illustrative: bool
    budget: Decimal | None
    budget_since: Decimal | None
    spent: Amounts | None
    since: Amounts | None
    version: int | None
    figures: Amounts | None
    explanation: str
    state: str
    saved_by: str
    last_round: int | None
    last_figures: Amounts | None
    last_explanation: str
    mitigation: str
    last_mitigation: str
    scheme: str
    stream: str
    contributor: int
    profiled: Decimal | None


@dataclass
class PartSums:
    """The sums of a part of a fund's lines: those forecast in this round or not, before it or not.

    Amounts are in £. `figures` and `last` are newest forecasts now and before, `entered` how many lines have one, `spent`
    and `since` what the ledgers hold and how much of it since the period before: all by month.
    """

    forecast: bool
    forecast_before: bool
    lines: int = 0
    wanted: int = 0
    submitted: int = 0
    illustrative: bool = False
    budget: Decimal = ZERO
    budget_since: Decimal = ZERO
    profiled: Decimal = ZERO
    figures: dict[int, Decimal] = field(default_factory=dict)
    last: dict[int, Decimal] = field(default_factory=dict)
    entered: dict[int, int] = field(default_factory=dict)
    spent: dict[int, Decimal] = field(default_factory=dict)
    since: dict[int, Decimal] = field(default_factory=dict)


def load_spenders(parameters: Mapping[str, Any]) -> Spenders:
    """Who spends lines of the funds, by one statement."""
    partners: dict[int, list[int]] = {}
    funds: dict[int, set[int]] = {}
    ins: dict[tuple[int, int], Months] = {}
    before: dict[tuple[int, int], Months] = {}
    for heir, fund, found, found_before in _rows(_SPENDERS, parameters):
        if fund is None:
            partners.setdefault(heir, []).extend(found)
            funds.setdefault(heir, set()).update(found_before)
        else:
            ins[fund, heir], before[fund, heir] = frozenset(found), frozenset(found_before or ())
    return Spenders(partners, funds, ins, before)


def load_lines(parameters: Mapping[str, Any], months: Collection[int], *, some: bool = False) -> list[LineRow]:
    """The partners' lines in the round by reference, with what the ledgers hold in these months; or `some` by `refs`."""
    spent = _each("sum(a.amount) FILTER (WHERE a.month = {})", months)
    since = _each("sum(a.amount) FILTER (WHERE a.month = {} AND a.posted_in > %(Q)s)", months)
    lines = _LINES.format(columns=_COLUMNS, narrowed=_SOME if some else "")
    rows = _ROWS.format(months=spent, since=since, after=after(parameters["P"]))
    return [LineRow._make(row) for row in _rows(lines + rows, parameters)]


def load_sums(
    parameters: Mapping[str, Any], now: Collection[int], before: Collection[int]
) -> dict[int, list[PartSums]]:
    """The sums of all of the partners' lines by fund; forecasts are summed for these months of now and of before."""
    select = _SUMS.format(
        now=_each("sum(l.figures[{}])", now),
        before=_each("sum(l.last_figures[{}])", before),
        entered="".join(f", count(l.figures[{month}])" for month in now),
        after=after(parameters["P"]),
    )
    found: dict[int, PartSums] = {}
    for kind, part, month, amounts, others, counts in _rows(
        _LINES.format(columns=_PARTED, narrowed="") + select, parameters
    ):
        sums = found.setdefault(part, PartSums(bool(part % 4), bool(part & 2)))
        if kind == "forecasts":
            sums.lines, sums.wanted, sums.submitted, illustrative, *entered = counts
            sums.illustrative = bool(illustrative)
            sums.figures, sums.last = _by_month(now, amounts), _by_month(before, others)
            sums.entered = dict(zip(now, entered, strict=True))
        elif kind == "ledgers":
            sums.spent[month], sums.since[month] = amounts[0], others[0] or ZERO
        else:
            (sums.budget, sums.profiled), sums.budget_since = amounts, others[0] or ZERO
    funds: dict[int, list[PartSums]] = {}
    for part, sums in found.items():
        funds.setdefault(part // 4, []).append(sums)
    return funds


def _by_month(months: Collection[int], amounts: Amounts) -> dict[int, Decimal]:
    return {month: amount or ZERO for month, amount in zip(months, amounts, strict=True)}


def _each(term: str, months: Collection[int]) -> str:
    return ", ".join(term.format(month) for month in months)


def _rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
