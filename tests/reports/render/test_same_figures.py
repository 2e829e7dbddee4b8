"""One figure, five renderings: HTML, PDF, Word, XLSX (recalculated) and JSON say the same, to the penny, in any unit."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest

from reports.document import Cell, Document, Table
from reports.layouts import UNITS
from reports.layouts.showing import show
from reports.render.as_json import render_json
from reports.render.docx import render_docx
from reports.render.html import render_document
from reports.render.pdf import render_pdf
from reports.render.words import exact, is_heading_only, print_cell
from reports.render.xlsx import render_xlsx, sheet_names
from tests.reports.render import sample
from tests.reports.render.docx_reading import cells
from tests.reports.render.pdf_reading import Tags, text_of
from tests.reports.render.xlsx_reading import pence, place_of, recalculated, stored


@pytest.fixture(scope="module", params=["pence", "thousands"])
def board(request: pytest.FixtureRequest) -> Document:
    """In pounds and pence, and a smaller one in thousands with brackets."""
    if request.param == "pence":
        return sample.board_like(60, 1)
    return show(sample.board_like(12, 1), replace(UNITS["thousands"], brackets=True))


def figures(table: Table) -> list[tuple[str, str, Cell]]:
    return [
        (row.key, column.key, cell)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.unit == "pounds" and cell.value is not None
    ]


def all_figures(document: Document) -> list[Cell]:
    return [cell for table in document.tables() for _, _, cell in figures(table)]


def test_html_prints_every_figure_beside_its_exact_value(board: Document) -> None:
    made = render_document(board)
    found = re.findall(r'<td class="n"[^>]*? data-value="([^"]*)">(?:<a [^>]*>)?([^<]*)', made)
    pairs = [(value, unescape(printed).strip()) for value, printed in found]
    expected = [
        (exact(cell.value) or "", print_cell(cell))
        for table in board.tables()
        for row in table.rows
        for column, cell in zip(table.columns[1:], row.cells[1:], strict=True)
        if column.unit in ("pounds", "percent", "count") and row.kind != "heading"
    ]
    assert pairs == expected


def test_pdf_prints_every_figure_in_order(board: Document) -> None:
    made = render_pdf(board)
    words = text_of(made).split()
    at = 0
    for cell in all_figures(board):
        at = words.index(print_cell(cell), at)
    assert len(Tags(made).all("Table")) == len(board.tables())


def test_word_prints_every_figure_in_its_cell(board: Document) -> None:
    found = cells(render_docx(board))
    expected = [
        [[one_line(cell) for cell in (row.cells[:1] if is_heading_only(row) else row.cells)] for row in table.rows]
        for table in board.tables()
    ]
    assert [[[text.strip("\xa0") for text in row] for row in table[1:]] for table in found] == expected


def one_line(cell: Cell) -> str:
    return print_cell(cell).replace("\n", "")


def test_xlsx_holds_every_figure_stored_and_recalculated(board: Document) -> None:
    made = render_xlsx(board)
    book, again, names = stored(made), recalculated(made), sheet_names(board.tables())
    for table in board.tables():
        sheet = book[names[table.key]]
        for row, column, cell in figures(table):
            place = place_of(sheet, table, row, column)
            assert pence(sheet.cell(*place).value) == cell.value
            assert pence(again.get_value(sheet.title, *place)) == cell.value


def test_json_holds_every_figure_as_a_string(board: Document) -> None:
    sections = render_json(board)["sections"]
    values = [
        Decimal(cell["value"])
        for section in sections
        for block in section["blocks"]
        if block["type"] == "table"
        for row in block["rows"]
        for cell in row["cells"]
        if cell["unit"] == "pounds" and cell["value"] is not None
    ]
    assert values == [cell.value for cell in all_figures(board)]
    assert len(values) > 150
