"""Papers by name: from the database to a document to bytes in any form, for pages and commands alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from budgets.models import Fund, Period, Place
from reports.document import Document
from reports.facts import PositionFacts
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.load import load_position
from reports.papers.board.paper import board_paper
from reports.render import as_json, html, pdf, xlsx

PAPERS: dict[str, Callable[[PositionFacts, Layout], Document]] = {"board": board_paper}
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
) -> Document:
    """A paper's document, of funds that the reader was authorised for, as at a period. KeyError for an unknown name.

    With `by_line` it also holds every line, which is for workbooks.
    """
    facts = load_position(place=place, funds=funds, year=year, period=period, periods=periods, by_line=by_line)
    return PAPERS[paper](facts, LAYOUTS[layout])


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
    )
    return FORMS[form](document)
