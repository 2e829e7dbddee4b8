"""From the database to facts: a fixed number of queries, whatever the size, as at one period of one year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from budgets.models import Fund, Period, Place
from reports.facts import FundFacts, Narrative, PositionFacts, SchemeFacts
from reports.loading.standings import load_groups, load_months, scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from s75.years import month_end

NARRATIVES_SHOWN = 40

_WRITTEN = """
SELECT DISTINCT ON (f.line_id) f.line_id, l.ref, scheme.name, f.explanation, f.mitigation, f.basis, f.round
FROM schemes_forecast f JOIN schemes_line l ON l.id = f.line_id JOIN schemes_scheme scheme ON scheme.id = l.scheme_id
WHERE f.fund_id = ANY(%(funds)s) AND f.year = %(year)s AND f.round <= %(P)s
ORDER BY f.line_id, f.round DESC
"""


def load_position(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], by_line: bool = False
) -> PositionFacts:
    """Everything that the board paper is drawn from, of a place's funds (already authorised), as at a period.

    `periods` are those of the funds' year, which the page has read for its switch. With `by_line` the groups are single
    lines, for workbooks and grids.
    """
    compared_with = period - 1 if period > 1 else None
    parameters = scope_parameters([fund.pk for fund in funds], year, period, compared_with) | {"place": place.pk}
    around = load_surroundings(parameters, month_end=month_end(year, period).isoformat())
    groups, schemes = load_groups(parameters, around.codes, by_line=by_line)
    narratives, left_out = _narratives(parameters, around)
    states = {(p.fund_id, p.month): p.state for p in periods if p.year == year}
    return PositionFacts(
        place=place.slug,
        place_name=place.name,
        scope_name=funds[0].name if len(funds) == 1 else place.name,
        year=year,
        period=period,
        compared_with=compared_with,
        locked=all(states.get((fund.pk, period)) == Period.State.LOCKED for fund in funds),
        funds=tuple(_fund(fund, around, states.get((fund.pk, period), Period.State.FUTURE)) for fund in funds),
        schemes=tuple(SchemeFacts(ref, name, fund) for (fund, ref), name in schemes.items()),
        partners=around.partners,
        groups=groups,
        months=load_months(parameters),
        narratives=narratives,
        narratives_left_out=left_out,
        comparators=around.comparators,
        changes=around.changes,
        contributions=around.contributions,
        ledgers=around.ledgers,
        thresholds=around.thresholds,
    )


def _fund(fund: Fund, around: Surroundings, state: str) -> FundFacts:
    return FundFacts(
        fund.slug,
        fund.code,
        fund.name,
        fund.get_arrangement_display(),
        around.codes.get(fund.host.heir_id or 0, str(fund.host)),
        fund.counted,
        Period.State(state).label,
    )


def _narratives(parameters: dict[str, Any], around: Surroundings) -> tuple[tuple[Narrative, ...], int]:
    """What officers wrote in each line's newest round, largest variance first, and how many more there are.

    A line without words is kept too, so that the paper can say that its explanation is missing.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({_WRITTEN}) w", parameters)  # noqa: S608 - our own statement
        written = cursor.fetchall()
    if not written:
        return (), 0
    groups, _ = load_groups(parameters, around.codes, by_line=True)
    by_ref = {group.line: group for group in groups}
    found = [
        Narrative(ref, name, by_ref[ref], explanation, mitigation, basis, at)
        for _, ref, name, explanation, mitigation, basis, at in written
        if ref in by_ref
    ]
    return tuple(found), 0
