"""Papers by name: from the database to a document to bytes in any form, for pages and commands alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from budgets.models import Fund, Period, Place
from reports.catalogue import PAPERS, Wanted
from reports.document import Document
from reports.house_style.offered import layout_of
from reports.house_style.word import render_word
from reports.layouts import Layout
from reports.models import WordTemplate
from reports.render import as_json, docx, html, pdf, xlsx

FORMS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda document: html.render_page(document).encode(),
    "pdf": pdf.render_pdf,
    "docx": docx.render_docx,
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
    layout: str | Layout = "plain",
    by_line: bool = False,
    about: str = "",
) -> Document:
    """A paper's document, of funds that the reader was authorised for, as at a period. KeyError for an unknown name,
    Unknown for a layout that the place does not have."""
    kind = PAPERS[paper]
    drawn_in = layout if isinstance(layout, Layout) else layout_of(place, layout)
    wanted = Wanted(place, funds, year, period, periods, drawn_in, by_line, about)
    return kind.write(kind.load(wanted), wanted.layout)


def make_paper(
    paper: str,
    form: str,
    *,
    place: Place,
    funds: Sequence[Fund],
    year: int,
    period: int,
    periods: Sequence[Period],
    layout: str | Layout = "plain",
    about: str = "",
    template: WordTemplate | None = None,
) -> bytes:
    """A paper in one of its forms: html (a whole page), pdf, docx (in a template of the place's, where one is given), xlsx
    or json."""
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
    return render_word(document, template) if form == "docx" else FORMS[form](document)
