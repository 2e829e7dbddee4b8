"""Papers by name: from the database to a document to bytes in any form, for pages and commands alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from budgets.models import Fund, Period, Place
from reports.catalogue import PAPERS, Wanted
from reports.document import Document
from reports.layouts.houses import houses
from reports.render import as_json, docx, html, pdf, xlsx

LAYOUTS = houses()
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
    layout: str = "plain",
    by_line: bool = False,
    about: str = "",
) -> Document:
    """A paper's document, of funds that the reader was authorised for, as at a period. KeyError for an unknown name."""
    kind = PAPERS[paper]
    wanted = Wanted(place, funds, year, period, periods, LAYOUTS[layout], by_line, about)
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
    layout: str = "plain",
    about: str = "",
) -> bytes:
    """A paper in one of its forms: html (a whole page), pdf, docx, xlsx or json."""
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
