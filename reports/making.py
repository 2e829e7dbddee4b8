"""Papers by name: from the database to a document to bytes in any form, for pages and commands alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from budgets.models import Fund, Period, Place
from reports.document import Document
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
from reports.render import as_json, html, pdf, xlsx


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


def _board(wanted: Wanted) -> Document:
    facts = load_position(
        place=wanted.place,
        funds=wanted.funds,
        year=wanted.year,
        period=wanted.period,
        periods=wanted.periods,
        by_line=wanted.by_line,
        risk=True,
    )
    register = load_appendix(wanted.place, wanted.funds, wanted.year, wanted.period, wanted.periods)
    return board_paper(replace(facts, register=register), wanted.layout)


def _register(wanted: Wanted) -> Document:
    return register_paper(load_register(wanted.place, wanted.funds, wanted.year, wanted.period, wanted.periods))


def _risk(wanted: Wanted) -> Document:
    facts = load_position(
        place=wanted.place,
        funds=wanted.funds,
        year=wanted.year,
        period=wanted.period,
        periods=wanted.periods,
        months=False,
        narratives=False,
        risk=True,
    )
    return risk_paper(facts, wanted.layout)


def _settlement(wanted: Wanted) -> Document:
    facts = load_money_in(
        place=wanted.place, funds=wanted.funds, year=wanted.year, period=wanted.period, periods=wanted.periods
    )
    if not wanted.about:
        return settlement_of_all(facts)
    position = load_position(
        place=wanted.place,
        funds=wanted.funds,
        year=wanted.year,
        period=wanted.period,
        periods=wanted.periods,
        months=False,
        narratives=False,
        risk=True,
    )
    return settlement_statement(facts, wanted.about, settled_shares(position))


def _reserve(wanted: Wanted) -> Document:
    facts = load_reserves(
        place=wanted.place,
        funds=wanted.funds,
        year=wanted.year,
        period=wanted.period,
        periods=wanted.periods,
        only=int(wanted.about) if wanted.about else None,
    )
    return reserve_paper(facts)


PAPERS: dict[str, Callable[[Wanted], Document]] = {
    "board": _board,
    "register": _register,
    "reserve": _reserve,
    "risk": _risk,
    "settlement": _settlement,
}
LAYOUTS = {"plain": PLAIN}
FORMS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda document: html.render_page(document).encode(),
    "pdf": pdf.render_pdf,
    "xlsx": xlsx.render_xlsx,
    "json": lambda document: as_json.dumps(document).encode(),
}


def make_document(
    paper: str,
    *,
    place: Place,
    funds: Sequence[Fund],
    year: int,
    period: int,
    periods: Sequence[Period],
    layout: str = "plain",
    by_line: bool = False,
    about: str = "",
) -> Document:
    """A paper's document, of funds that the reader was authorised for, as at a period. KeyError for an unknown name."""
    return PAPERS[paper](Wanted(place, funds, year, period, periods, LAYOUTS[layout], by_line, about))


def make_paper(
    paper: str,
    form: str,
    *,
    place: Place,
    funds: Sequence[Fund],
    year: int,
    period: int,
    periods: Sequence[Period],
    layout: str = "plain",
    about: str = "",
) -> bytes:
    """A paper in one of its forms: html (a whole page), pdf, xlsx or json."""
    document = make_document(
        paper,
        place=place,
        funds=funds,
        year=year,
        period=period,
        periods=periods,
        layout=layout,
        by_line=form == "xlsx",
        about=about,
    )
    return FORMS[form](document)
