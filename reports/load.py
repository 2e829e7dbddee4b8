"""From the database to facts: a fixed number of queries, whatever the size, as at one period of one year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budgets.models import Fund, Period, Place
from reports.facts.position import FundFacts, PositionFacts, SchemeFacts
from reports.facts.risk import RiskFacts
from reports.facts.wider import WiderFacts
from reports.loading.narratives import Narratives, load_narratives
from reports.loading.risk import load_risk
from reports.loading.standings import Sums, load_sums, scope_parameters
from reports.loading.surroundings import Surroundings, load_surroundings
from reports.loading.wider import load_wider
from s75.years import month_end


def load_position(
    *,
    place: Place,
    funds: Sequence[Fund],
    year: int,
    period: int,
    periods: Sequence[Period],
    by_line: bool = False,
    months: bool = True,
    narratives: bool = True,
    risk: bool = False,
    wider: bool = False,
) -> PositionFacts:
    """Everything that the board paper is drawn from, of a place's funds (already authorised), as at a period.

    `periods` are those of the funds' year. With `by_line` the groups are single lines, for workbooks and grids. A page that
    shows no months or narratives goes without; `risk` is who bears the variance, `wider` what is told beside the position.
    """
    parameters = scope_parameters([fund.pk for fund in funds], year, period, _before(period)) | {"place": place.pk}
    around = load_surroundings(parameters, month_end=month_end(year, period).isoformat())
    words = around.thresholds if narratives else None
    sums = load_sums(parameters, around.codes, by_line=by_line, months=months, words=words)
    told = load_narratives(parameters, around.codes, around.thresholds, sums.forecast_lines)
    borne, beside = _beside(parameters, around.codes, risk=risk, wider=wider)
    states = {(p.fund_id, p.month): p.state for p in periods if p.year == year}
    return PositionFacts(
        place=place.slug,
        place_name=place.name,
        scope_name=funds[0].name if len(funds) == 1 else place.name,
        year=year,
        period=period,
        compared_with=_before(period),
        locked=all(states.get((fund.pk, period)) == Period.State.LOCKED for fund in funds),
        funds=tuple(_fund(fund, around, states.get((fund.pk, period), Period.State.FUTURE)) for fund in funds),
        risk=borne,
        wider=beside,
        **_from_sums(sums),
        **_from_narratives(told),
        **_from_surroundings(around),
    )


def _beside(
    parameters: dict[str, Any], codes: dict[int, str], *, risk: bool, wider: bool
) -> tuple[RiskFacts | None, WiderFacts | None]:
    """What is asked for of risk and of what is told beside the position, by one statement."""
    if not wider:
        return (load_risk(parameters, codes) if risk else None), None
    borne, beside = load_wider(parameters, codes)
    return (borne if risk else None), beside


def _before(period: int) -> int | None:
    """The period that movements are measured from; none before the first."""
    return period - 1 if period > 1 else None


def _from_sums(sums: Sums) -> dict[str, Any]:
    schemes = tuple(SchemeFacts(ref, name, fund) for (fund, ref), name in sums.schemes.items())
    return {"schemes": schemes, "groups": sums.groups, "months": sums.months}


def _from_narratives(told: Narratives) -> dict[str, Any]:
    return {
        "narratives": told.shown,
        "narratives_left_out": told.left_out,
        "unexplained_left_out": told.unexplained_left_out,
    }


def _from_surroundings(around: Surroundings) -> dict[str, Any]:
    names = ("partners", "comparators", "changes", "contributions", "ledgers", "thresholds")
    return {name: getattr(around, name) for name in names}


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
