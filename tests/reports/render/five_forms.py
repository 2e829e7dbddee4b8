"""Reads a paper back from each of its five forms, and compares what stands there with its cells, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import lxml.html  # type: ignore[import-untyped]  # it comes with python-docx, and without types

from reports.document import Bullets, Cell, Document, Paragraph, Table
from reports.render.as_json import render_json
from reports.render.docx import render_docx
from reports.render.html import render_document
from reports.render.words import FIGURES, clean, exact, is_heading_only, print_cell, print_heading, print_in_sentence
from reports.render.xlsx import render_xlsx, sheet_names
from reports.render.xlsx_table import HEADER_ROW
from tests.reports.render.docx_reading import assert_sound, cells, text_of
from tests.reports.render.xlsx_reading import pence, recalculated, stored

ASIDE = "descendant-or-self::span[contains('word note mark', @class) and @class]"


def blocks(document: Document) -> Iterator[Any]:
    for section in document.sections:
        yield from section.blocks


def named(block: Any) -> list[Cell]:
    """The cells that a paragraph or a list names."""
    if isinstance(block, Paragraph):
        return list(block.cells)
    return [cell for point in block.points for cell in point.cells] if isinstance(block, Bullets) else []


def figures(table: Table) -> list[tuple[int, int, Cell]]:
    """The figures of a table, each with its row and column."""
    return [
        (at, place, cell)
        for at, row in enumerate(table.rows)
        for place, cell in enumerate(row.cells)
        if cell.unit in FIGURES and cell.value is not None
    ]


def html_shows_every_cell(document: Document) -> None:
    """Its exact value as an attribute, and what is printed of it; also of the figures in sentences."""
    page = lxml.html.fromstring(f"<div>{render_document(document)}</div>")
    tables = page.xpath("//table[contains(@class, 'figures')]")
    assert len(tables) == len(document.tables())
    for drawn, table in zip(tables, document.tables(), strict=True):
        rows = drawn.xpath(".//tr[@data-row]")
        assert [row.get("data-row") for row in rows] == [clean(row.key) for row in table.rows]
        for found, row in zip(rows, table.rows, strict=True):
            expected = row.cells[:1] if is_heading_only(row) else row.cells
            assert [(one.get("data-value"), _printed(one)) for one in found] == [
                (exact(cell.value) or "", _line(print_cell(cell))) for cell in expected
            ]
    told = [(one.get("value"), _line(one.text_content())) for one in page.xpath("//data")]
    sentences = [cell for block in blocks(document) for cell in named(block)]
    assert told == [(exact(cell.value) or "", _line(print_in_sentence(cell))) for cell in sentences]


def _printed(drawn: Any) -> str:
    """What a drawn cell prints, without its word, note and mark."""
    for aside in drawn.xpath(ASIDE):
        aside.drop_tree()
    return _line(drawn.text_content())


def _line(text: str) -> str:
    return " ".join(text.split())


def json_holds_every_cell(document: Document) -> None:
    """The exact value as a string, in its row and under its column; also of the figures in sentences."""
    held = [block for section in render_json(document)["sections"] for block in section["blocks"]]
    for found, block in zip(held, blocks(document), strict=True):
        if isinstance(block, Table):
            keys = [column.key for column in block.columns]
            rows = [[(one["column"], one["value"], one["unit"]) for one in row["cells"]] for row in found["rows"]]
            assert rows == [
                [(key, exact(cell.value), cell.unit) for key, cell in zip(keys, row.cells, strict=True)]
                for row in block.rows
            ]
        elif isinstance(block, Paragraph):
            assert [one["value"] for one in found["cells"]] == [exact(cell.value) for cell in block.cells]


def workbook_holds_every_figure(document: Document) -> None:
    """As stored, and as another engine works it out anew; amounts to the penny."""
    made = render_xlsx(document)
    book, again, names = stored(made), recalculated(made), sheet_names(document.tables())
    for table in document.tables():
        sheet, columns = book[names[table.key]], _sheet_columns(table)
        for at, place, cell in figures(table):
            where = HEADER_ROW + 2 + at, columns[place]
            for value in (sheet.cell(*where).value, again.get_value(sheet.title, *where)):
                assert _as_printed(cell, value) == cell.value, (table.key, table.rows[at].key, place)


def _sheet_columns(table: Table) -> list[int]:
    """Where each column stands on the sheet, counted from 1: the words beside figures have columns of their own."""
    columns, at = [], 1
    for place in range(len(table.columns)):
        columns.append(at)
        at += 2 if any(row.cells[place].word for row in table.rows) else 1
    return columns


def _as_printed(cell: Cell, value: float) -> Decimal:
    """A stored number as the amount, percentage or count that it stands for."""
    if cell.unit == "pounds":
        return pence(value)
    number = Decimal(repr(value)) * (100 if cell.unit in ("percent", "rate") else 1)
    assert isinstance(cell.value, Decimal | int)
    return number.quantize(Decimal(cell.value))


def word_prints_every_cell(document: Document) -> None:
    """In a sound file: every cell of every table, and the figures of the sentences in their order."""
    made = render_docx(document)
    assert_sound(made)
    expected = [
        [[_joined(print_cell(cell)) for cell in (row.cells[:1] if is_heading_only(row) else row.cells)] for row in rows]
        for rows in (table.rows for table in document.tables())
    ]
    assert [[[_joined(text) for text in row] for row in table[1:]] for table in cells(made)] == [
        rows or [[_joined("Nothing to show")]] for rows in expected
    ]
    told = [("part", _joined(print_in_sentence(cell))) for block in blocks(document) for cell in named(block)]
    in_order(_joined(text_of(made)), told)


def _joined(text: str) -> str:
    """Without white space: Word's line ends and tabs are no letters."""
    return "".join(text.split())


def pdf_prints_every_figure(document: Document, pages: list[str]) -> None:
    """Every figure of the tables and sentences, in the order in which they are read."""
    printed: list[tuple[str, str]] = []
    for block in blocks(document):
        printed += [("part", print_in_sentence(cell)) for cell in named(block) if cell.unit in FIGURES]
        if isinstance(block, Table):
            printed += [("word", print_cell(cell)) for _, _, cell in figures(block)]
    in_order(" ".join(" ".join(pages).split()), printed)


def in_order(text: str, printed: list[tuple[str, str]]) -> None:
    """Each stands in the text after the one before it; a whole “word” has white space or the text's end around it."""
    at = 0
    for kind, one in printed:
        pattern = re.escape(_line(one))
        found = re.compile(rf"(?<!\S){pattern}(?!\S)" if kind == "word" else pattern).search(text, at)
        assert found, (one, text[at : at + 300])
        at = found.end()


def pages_are_whole(document: Document, pages: list[str]) -> None:
    """No page is empty, and none ends in a heading or a table's caption, which belong to what follows."""
    begin = {_line(print_heading(section)) for section in document.sections}
    begin |= {_line(clean(table.caption)) for table in document.tables()}
    for number, text in enumerate(pages, 1):
        lines = [line for line in map(_line, text.split("\n")) if line and not _is_edge(line, document)]
        assert lines, f"page {number} is empty"
        assert number == 1 or lines[-1] not in begin, f"page {number} ends in the heading “{lines[-1]}”"


def _is_edge(line: str, document: Document) -> bool:
    """What stands in the margins of a page: the paper, the place, the day and the page's number."""
    meta = document.meta
    edges = (meta.paper, meta.place, f"{meta.paper} {meta.place}", "DRAFT")
    return line in map(_line, edges) or bool(re.match(r"(Draft\. )?As at |Page \d+ of \d+$", line))
