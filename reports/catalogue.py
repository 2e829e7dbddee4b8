"""The papers that can be made, by name: how each reads its facts once, and lays them out without reading anything more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from budgets.models import Fund, Period, Place
from reports.document import Document
from reports.facts.money import SettlementFacts
from reports.facts.position import PositionFacts
from reports.figures.settled_shares import settled_shares
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.load import load_position
from reports.loading.money_in import load_money_in
from reports.loading.register import load_appendix, load_register
from reports.loading.reserves import load_reserves
from reports.papers.board.paper import board_paper
from reports.papers.register import register_paper
from reports.papers.reserve import reserve_paper
from reports.papers.risk import risk_paper
from reports.papers.settlement.statement import settlement_of_all, settlement_statement


@dataclass(frozen=True)
class Wanted:
    """What a paper is to be of: funds of a place that the reader was authorised for, as at a period, in a house style.

    `periods` are those of the funds' year; with `by_line` the paper also holds every line, which is for workbooks;
    `about` narrows a paper to one thing within them, such as a partner's code.
    """

    place: Place
    funds: Sequence[Fund]
    year: int
    period: int
    periods: Sequence[Period]
    layout: Layout = PLAIN
    by_line: bool = False
    about: str = ""

    @property
    def scope(self) -> dict[str, Any]:
        """What every reader of facts is asked for."""
        return {
            "place": self.place,
            "funds": self.funds,
            "year": self.year,
            "period": self.period,
            "periods": self.periods,
        }


@dataclass(frozen=True)
class Kind:
    """A kind of paper: `load` reads frozen facts from the database, and `write` draws the paper from them alone.

    Facts that are kept therefore give the same paper for ever; `formulas` is counted up whenever `write` would make other
    figures of the same facts.
    """

    title: str
    load: Callable[[Wanted], Any]
    write: Callable[[Any, Layout], Document]
    formulas: int = 1


def _load_board(wanted: Wanted) -> PositionFacts:
    facts = load_position(**wanted.scope, by_line=wanted.by_line, risk=True)
    register = load_appendix(wanted.place, wanted.funds, wanted.year, wanted.period, wanted.periods)
    return replace(facts, register=register)


def _load_risk(wanted: Wanted) -> PositionFacts:
    return load_position(**wanted.scope, months=False, narratives=False, risk=True)


def _load_settlement(wanted: Wanted) -> SettlementFacts:
    money = load_money_in(**wanted.scope)
    return SettlementFacts(money, wanted.about, _load_risk(wanted) if wanted.about else None)


def _write_settlement(facts: SettlementFacts, layout: Layout) -> Document:
    if facts.position is None:
        return settlement_of_all(facts.money)
    return settlement_statement(facts.money, facts.about, settled_shares(facts.position))


PAPERS: dict[str, Kind] = {
    "board": Kind("Board paper", _load_board, board_paper),
    "register": Kind(
        "Register of changes",
        lambda wanted: load_register(wanted.place, wanted.funds, wanted.year, wanted.period, wanted.periods),
        lambda facts, layout: register_paper(facts),
    ),
    "reserve": Kind(
        "Reserve paper",
        lambda wanted: load_reserves(**wanted.scope, only=int(wanted.about) if wanted.about else None),
        lambda facts, layout: reserve_paper(facts),
    ),
    "risk": Kind("Who bears it", _load_risk, risk_paper),
    "settlement": Kind("Settlement statement", _load_settlement, _write_settlement),
}
