"""A table of figures in Word: a caption that numbers it, a header row that is repeated, rows that keep together, notes."""

from __future__ import annotations

from html import escape

from reports.document import Cell, Column, Row, Table
from reports.render.docx_styles import FILLS, MUTED, RAG
from reports.render.docx_text import BOLD, field, paragraph, runs, small
from reports.render.docx_writer import Writer
from reports.render.page_layout import Laid
from reports.render.words import (
    FIGURES,
    ILLUSTRATIVE_NOTE,
    MARK,
    check_shape,
    clean,
    has_marks,
    is_heading_only,
    mark_place,
    print_cell,
)

TWIPS_PER_MM = 56.693
LONG_TEXT = 1_000
SMALLEST = 10  # half points
KEPT_WHOLE = 14  # rows
LONGEST_TITLE = 500
MARK_LOOK = '<w:b/><w:bCs/><w:i/><w:iCs/><w:color w:val="6A3D9A"/>{}<w:vertAlign w:val="superscript"/>'


def table_xml(table: Table, laid: Laid, writer: Writer) -> str:
    """The caption, the table and its notes."""
    check_shape(table)
    fit = min(1.0, writer.rooms[laid.landscape] / max(sum(laid.widths), 1.0))  # a council's margins may be wider
    widths = [round(width * fit * TWIPS_PER_MM) for width in laid.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    drawing = _Drawing(table, widths, max(round(laid.size * 2 * fit), SMALLEST), writer)
    kept = _kept(table)
    body = "".join(drawing.row(row, keep) for row, keep in zip(table.rows, kept, strict=True)) or drawing.nothing()
    return (
        f"{_caption(table, writer)}<w:tbl><w:tblPr>"
        f'<w:tblStyle w:val="{writer.styles["Figures table"]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{_attribute(table.caption)}"/>'
        f'<w:tblDescription w:val="{_attribute(_description(table))}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{drawing.header()}{body}</w:tbl>{_notes(table, writer)}"
    )


def _kept(table: Table) -> list[bool]:
    """Which rows stay with what follows: all of a short table, else a heading, whatever a total comes after, and the last."""
    if len(table.rows) <= KEPT_WHOLE and not any(_is_long(row) for row in table.rows):
        return [True] * len(table.rows)
    totals = [row.kind in ("subtotal", "total") for row in table.rows[1:]] + [True]  # the notes follow
    return [row.kind == "heading" or total for row, total in zip(table.rows, totals, strict=True)]


def _is_long(row: Row) -> bool:
    return any(cell.unit == "text" and len(str(cell.value)) > LONG_TEXT for cell in row.cells)


def _attribute(text: str) -> str:
    return escape(" ".join(clean(text).split())[:LONGEST_TITLE], quote=True)


def _description(table: Table) -> str:
    """What a reader who cannot see the table is told before it."""
    headings = "; ".join(column.heading for column in table.columns)
    return f"{len(table.rows)} rows. Columns: {headings}."


def _caption(table: Table, writer: Writer) -> str:
    writer.tables += 1
    number = field("SEQ Table \\* ARABIC", str(writer.tables))
    return paragraph(writer.styles["caption"], f"{runs('Table ')}{number}{runs(f': {table.caption}')}", "<w:keepNext/>")


def _notes(table: Table, writer: Writer) -> str:
    """Each on a line of its own, all on the page on which the table ends."""
    style = writer.styles["Table note"]
    lines = [runs(note) for note in table.notes]
    if has_marks(table) and not any("illustrative" in clean(note).casefold() for note in table.notes):
        lines.append(runs(MARK, MARK_LOOK.format("")) + runs(f" {ILLUSTRATIVE_NOTE}"))
    *before, last = lines or [""]
    return "".join(paragraph(style, line, "<w:keepNext/>") for line in before) + paragraph(style, last)


class _Drawing:
    """What is the same for every row of one table."""

    def __init__(self, table: Table, widths: list[int], size: int, writer: Writer) -> None:
        self.table, self.widths, self.writer = table, widths, writer
        self.size = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        self.small = small(max(size - 2, 11), MUTED)
        self.style = writer.styles["Table text"]

    def header(self) -> str:
        cells = "".join(
            self._cell(i, runs(column.brief or column.heading, BOLD + self.size), _right(column), bottom=True)
            for i, column in enumerate(self.table.columns)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def nothing(self) -> str:
        return f"<w:tr>{self._cell(0, runs('Nothing to show', self.size), False, span=len(self.widths))}</w:tr>"

    def row(self, row: Row, keep: bool) -> str:
        properties = "" if _is_long(row) else "<w:trPr><w:cantSplit/></w:trPr>"
        fill = FILLS.get(row.kind, "")
        place = mark_place(row)
        if is_heading_only(row):
            only = self._content(row.cells[0], row, False)
            return f"<w:tr>{properties}{self._cell(0, only, False, span=len(self.widths), keep=keep)}</w:tr>"
        cells = []
        for i, (column, cell) in enumerate(zip(self.table.columns, row.cells, strict=True)):
            marked = i == 0 if place == "row" else place == "cells" and cell.illustrative
            cells.append(self._cell(i, self._content(cell, row, marked), _right(column), fill=fill, keep=keep))
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def _content(self, cell: Cell, row: Row, marked: bool) -> str:
        """The figure, with its word and its note each on a line below, so that digits stand under each other."""
        printed = print_cell(cell)
        bold = BOLD if row.kind != "line" else ""
        if cell.unit == "rag" and printed:
            ink, fill = RAG.get(printed.casefold(), ("0B0C0C", "E4E8E8"))
            look = f'{BOLD}<w:color w:val="{ink}"/>{self.size}<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
            made = runs(f"\N{NO-BREAK SPACE}{printed}\N{NO-BREAK SPACE}", look)
        else:
            made = self.writer.linked(cell.link, printed, bold + self.size)
        if marked:
            made += runs(MARK, MARK_LOOK.format(self.size))
        for below in filter(None, (cell.word, cell.note)):
            made += f"<w:r><w:br/></w:r>{runs(below, self.small)}"
        return made

    def _cell(
        self,
        i: int,
        inner: str,
        right: bool,
        *,
        fill: str = "",
        span: int = 1,
        bottom: bool = False,
        keep: bool = False,
    ) -> str:
        width = self.widths[i] if span == 1 else sum(self.widths)
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        stands = '<w:vAlign w:val="bottom"/>' if bottom else ""
        next_to = "<w:keepNext/>" if keep or bottom else ""
        aligned = '<w:jc w:val="right"/>' if right else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{shade}{stands}</w:tcPr>'
            f"{paragraph(self.style, inner, next_to + aligned)}</w:tc>"
        )


def _right(column: Column) -> bool:
    return column.unit in FIGURES
