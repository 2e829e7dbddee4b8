"""One figure, five renderings: HTML, PDF, Word, XLSX (recalculated) and JSON say the same, to the penny, in any unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.layouts import UNITS
from reports.layouts.showing import show
from reports.render.pdf import render_pdf
from tests.reports.render import sample
from tests.reports.render.five_forms import (
    figures,
    html_shows_every_cell,
    json_holds_every_cell,
    pages_are_whole,
    pdf_prints_every_figure,
    word_prints_every_cell,
    workbook_holds_every_figure,
)
from tests.reports.render.pdf_reading import Tags, pages_of


@pytest.mark.parametrize("unit", ["pence", "thousands"])
def test_every_form_shows_every_figure(unit: str) -> None:
    """In pounds and pence, and in thousands with brackets, of which the values stay exact."""
    document = sample.board_like(24, 1)
    if unit == "thousands":
        document = show(document, replace(UNITS[unit], brackets=True))

    html_shows_every_cell(document)
    json_holds_every_cell(document)
    workbook_holds_every_figure(document)
    word_prints_every_cell(document)
    assert sum(len(figures(table)) for table in document.tables()) > 150
    if unit == "thousands":
        made = render_pdf(document)
        pdf_prints_every_figure(document, pages_of(made))
        pages_are_whole(document, pages_of(made))
        assert len(Tags(made).all("Table")) == len(document.tables())
