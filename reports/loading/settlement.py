"""The facts of settlement statements: money in, and of one partner the position that its shares come from."""

from __future__ import annotations

from collections.abc import Sequence

from budgets.models import Fund, Period, Place
from reports.facts.money import SettlementFacts
from reports.loading.board import load_risk
from reports.loading.money_in import load_money_in


def load_settlement(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], about: str
) -> SettlementFacts:
    """What the partner of that code is to settle, or all partners where none is given."""
    money = load_money_in(place=place, funds=funds, year=year, period=period, periods=periods)
    if not about:
        return SettlementFacts(money)
    position = load_risk(place=place, funds=funds, year=year, period=period, periods=periods)
    return SettlementFacts(money, about, position)
