"""The facts of the board paper and of risk shares: the position, with what only some papers tell beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from budgets.models import Fund, Period, Place
from reports.facts.position import PositionFacts
from reports.load import load_position
from reports.loading.indicators import load_indicators
from reports.loading.register import load_register


def load_board(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], by_line: bool
) -> PositionFacts:
    """The position with everything that a board paper tells: indicators and the register where there are any."""
    scope: dict[str, Any] = {"place": place, "funds": funds, "year": year, "period": period, "periods": periods}
    facts = load_position(**scope, by_line=by_line, risk=True, wider=True)
    wider = facts.wider
    if wider is not None and wider.measured:
        performance = load_indicators(**scope)
        facts = replace(facts, performance=performance if performance.indicators else None)
    if wider is None or not wider.changed:
        return facts
    return replace(facts, register=load_register(place, funds, year, period, periods))


def load_risk(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period]
) -> PositionFacts:
    """The position with the rules of risk shares, and nothing by month or in words."""
    return load_position(
        place=place, funds=funds, year=year, period=period, periods=periods, months=False, narratives=False, risk=True
    )
