"""The board paper in each form beside the bare renderer: the same rows and sentences, with no look or link of ours."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from io import BytesIO

import docx
import xlsxwriter
from weasyprint import HTML

from budgets.models import Fund, Period
from reports.bench.ground import MONTH, Ground
from reports.bench.stopwatch import Job
from reports.document import Cell, Document, Paragraph
from reports.making import FORMS, make_document
from reports.render.words import print_cell, print_paragraph

LIMITS = {"html": 0.15, "xlsx": 0.3, "docx": 3.0, "pdf": 3.0}  # seconds of processor time, at 60 lines
Rows = list[list[list[str]]]


def forms(ground: Ground) -> Iterator[Job]:
    """Each form of the fund's board paper, from the database to the bytes, in processor time."""
    rows = bare_rows(_document(ground))
    bare: dict[str, Callable[[Rows], bytes]] = {"html": as_html, "xlsx": as_xlsx, "docx": as_docx, "pdf": as_pdf}
    for form, limit in LIMITS.items():
        yield Job(
            f"board paper as {form}, {ground.lines:,} lines",
            partial(_make, ground, form),
            partial(bare[form], rows),
            limit=limit,
            clock=time.process_time,
        )


def _document(ground: Ground) -> Document:
    fund = Fund.objects.select_related("place", "host", "agreement").get(pk=ground.fund)
    periods = list(Period.objects.filter(fund=fund, year=ground.year))
    return make_document("board", place=fund.place, funds=[fund], year=ground.year, period=MONTH, periods=periods)


def _make(ground: Ground, form: str) -> bytes:
    return FORMS[form](_document(ground))


def bare_rows(document: Document) -> Rows:
    """Every table of a paper as rows of printed text, its headings first; every sentence as a row of its own."""
    blocks = [block for section in document.sections for block in section.blocks]
    sentences = [[[print_paragraph(block)]] for block in blocks if isinstance(block, Paragraph)]
    return sentences + [
        [[column.heading for column in table.columns], *([_words(cell) for cell in row.cells] for row in table.rows)]
        for table in document.tables()
    ]


def _words(cell: Cell) -> str:
    return " ".join(part for part in (print_cell(cell), cell.word, cell.note) if part)


def as_html(tables: Rows) -> bytes:
    def drawn(row: list[str]) -> str:
        return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"

    return "".join(f"<table>{''.join(map(drawn, table))}</table>" for table in tables).encode()


def as_pdf(tables: Rows) -> bytes:
    style = "@page { size: A4 landscape } td { font: 8pt 'Liberation Sans' }"
    page = f'<html lang="en-GB"><title>Bare</title><style>{style}</style>{as_html(tables).decode()}</html>'
    made = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return bytes(made or b"")


def as_xlsx(tables: Rows) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        for table in tables:
            sheet = workbook.add_worksheet()
            for at, row in enumerate(table):
                sheet.write_row(at, 0, row)
    return out.getvalue()


def as_docx(tables: Rows) -> bytes:
    made = docx.Document()
    for table in tables:
        drawn = made.add_table(len(table), len(table[0]))
        for cells, row in zip((each.cells for each in drawn.rows), table, strict=True):
            for cell, words in zip(cells, row, strict=True):
                cell.text = words
    out = BytesIO()
    made.save(out)
    return out.getvalue()
