"""A Document as an HTML fragment: headings, numbered paragraphs, real tables and charts, built from plain strings."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from reports.document import Block, Bullets, Cell, Chart, Column, Document, Meta, Paragraph, Row, Section, Table
from reports.render.charts import render_chart
from reports.render.html_cells import content, data_value, element_id, in_sentence, mark, text
from reports.render.last_drawn import LastDrawn
from reports.render.words import (
    FIGURES,
    ILLUSTRATIVE_NOTE,
    above_lines,
    check_shape,
    clean,
    has_marks,
    is_heading_only,
    leads_in,
    mark_place,
    print_heading,
    print_number,
    sentence_parts,
    title_lines,
)

STYLESHEET = Path(__file__).resolve().parents[2] / "s75" / "static" / "s75" / "document.css"
ALONE = """body { font: 1.1875rem/1.35 arial, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem }
h1, h2, h3 { line-height: 1.2 }
a { color: #005a66 }
.govuk-visually-hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px }
"""
_EDGES = {"Place": ' class="paper-place"', "As at": ' class="paper-stamp"'}
_SIZES = {2: "m", 3: "s", 4: "s"}
_MARKERS = {"1)": "bracket", "1.": "stop", "a)": "letter"}
SCROLLS_FROM = 2
DENSE_FROM = 8
LONG_FROM = 20
LONG_TEXT = 1_000
DRAWN = LastDrawn(most=4_096)  # rows of pages


def render_document(document: Document, *, numbered: bool = True, paper: bool = False) -> str:
    """The sections of a document, without its title block; `numbered` prints the paragraphs' numbers."""
    tables = {table.key: table for table in document.tables()}
    return "\n".join(_section(section, tables, numbered, paper) for section in document.sections)


def render_page(document: Document) -> str:
    """The whole paper as one page that needs no other file: for keeping, not for a site that forbids inline styles."""
    meta = document.meta
    return (
        f'<!doctype html>\n<html lang="{text(meta.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{text(meta.title)}</title>\n'
        f"<style>\n{ALONE}{STYLESHEET.read_text(encoding='utf-8')}</style>\n</head>\n"
        f"<body>\n<main>\n{render_title(meta)}\n{render_document(document)}\n</main>\n</body>\n</html>\n"
    )


def render_title(meta: Meta) -> str:
    """The title block: the paper's name, its title as the page's only h1, and the facts beneath."""
    draft = '<p class="paper-draft"><strong class="govuk-tag">Draft</strong></p>' if meta.draft else ""
    above = f'<dl class="paper-facts paper-above">{_pairs(above_lines(meta))}</dl>' if meta.above else ""
    marks = "".join(f'<p class="paper-mark">{text(line)}</p>' for line in meta.marks)
    return (
        f'<div class="paper-title"><p class="paper-kind">{text(meta.paper)}</p>{draft}{above}'
        f'<h1 class="govuk-heading-l">{text(meta.title)}</h1>'
        f'<dl class="paper-facts">{_pairs(title_lines(meta))}</dl>{marks}</div>'
    )


def _pairs(lines: list[tuple[str, str]]) -> str:
    return "".join(
        f"<div><dt>{escape(name)}</dt><dd{_EDGES.get(name, '')}>{escape(value)}</dd></div>" for name, value in lines
    )


def _section(section: Section, tables: dict[str, Table], numbered: bool, paper: bool) -> str:
    """A section under its heading. On paper its key is a class, and only the heading an id: what has an id has a style of
    its own, and so has everything within it."""
    level = section.level
    blocks = "\n".join(_block(block, tables, numbered, paper, level) for block in section.blocks)
    part = ("" if level == 2 else " paper-part") + (" paper-apart" if paper and section.apart else "")
    key = element_id("section", section.key)
    starts = (f'{part} {key}"', f' id="{key}"') if paper else (f'{part}" id="{key}"', "")
    return (
        f'<section class="paper-section{starts[0]}>\n<h{level}{starts[1]} class="govuk-heading-{_SIZES[level]}">'
        f"{escape(print_heading(section))}</h{level}>\n{blocks}\n</section>"
    )


def _block(block: Block, tables: dict[str, Table], numbered: bool, paper: bool, level: int) -> str:
    if isinstance(block, Table):
        return render_table(block, paper=paper)
    if isinstance(block, Chart):
        return _chart(block, tables.get(block.table), paper, level + 1)
    if isinstance(block, Bullets):
        return _points(block, paper)
    return _paragraph(block, numbered, paper)


def _points(points: Bullets, paper: bool) -> str:
    items = "".join(f"<li>{_words(point, paper)}</li>" for point in points.points)
    if not items:
        return ""
    if not points.marker:
        return f'<ul class="govuk-list govuk-list--bullet">{items}</ul>'
    return f'<ol class="govuk-list govuk-list--number paper-points-{_MARKERS[points.marker]}">{items}</ol>'


def _words(paragraph: Paragraph, paper: bool) -> str:
    return "".join(
        in_sentence(part, paper) if isinstance(part, Cell) else escape(part) for part in sentence_parts(paragraph)
    )


def _paragraph(paragraph: Paragraph, numbered: bool, paper: bool) -> str:
    words = _words(paragraph, paper)
    if paragraph.guidance:
        return f'<p class="govuk-body paper-guidance">{words}</p>'
    if paragraph.number is None or not numbered:
        leads = " lead-in" if leads_in(paragraph) else ""
        return f'<p class="govuk-body{leads}">{words}</p>'
    return (
        f'<p class="govuk-body numbered" id="paragraph-{paragraph.number}">'
        f'<span class="number">{print_number(paragraph.number)}</span> {words}</p>'
    )


def _chart(chart: Chart, table: Table | None, paper: bool, level: int) -> str:
    source = ""
    if table is not None:
        name = f"“{text(table.caption)}”"
        if not paper:
            name = f'<a class="govuk-link" href="#{element_id("table", table.key)}">{name}</a>'
        source = f'<p class="chart-source">The figures are in the table {name}.</p>'
    return (
        f'<div class="paper-chart"><h{level} class="govuk-heading-s">{text(chart.title)}</h{level}>'
        f"{render_chart(chart, paper=paper)}{source}</div>"
    )


def render_table(table: Table, *, paper: bool = False) -> str:
    """One table with its caption and notes; wide ones scroll inside a region that the keyboard reaches."""
    check_shape(table)
    key = element_id("table", table.key)
    dense = " figures--dense" if len(table.columns) >= DENSE_FROM else ""
    start = f'<table class="figures{dense}" id="{key}"><caption id="{key}-caption"><span>{text(table.caption)}</span>'
    if paper:
        start = f'<table class="figures {key}"><caption>{text(table.caption)}'
    body = (
        f"{start}</caption>"
        f"{_columns(table, paper)}"
        f"<thead><tr>{_headings(table, paper)}</tr></thead>\n{_bodies(table, paper)}</table>"
    )
    if not paper and len(table.columns) >= SCROLLS_FROM:
        long = " figures-region--long" if len(table.rows) >= LONG_FROM else ""
        region = f'<div class="figures-region{long}" role="region" aria-labelledby="{key}-caption" tabindex="0">'
        body = f"{region}\n{body}</div>"
    return f'<div class="figures-block">{body}{_notes(table, paper)}</div>'


def _columns(table: Table, paper: bool) -> str:
    """Paper sets the widths of columns by their classes; a page lets the browser find them."""
    if not paper:
        return ""
    key = element_id("table", table.key)
    return "<colgroup>" + "".join(f'<col class="{key}-{i}"/>' for i in range(len(table.columns))) + "</colgroup>"


def _headings(table: Table, paper: bool) -> str:
    return "".join(
        f'<th scope="col"{_column_class(column)}>'
        f"{text(column.brief if paper and column.brief else column.heading)}</th>"
        for column in table.columns
    )


def _column_class(column: Column) -> str:
    if column.unit in FIGURES:
        return ' class="n"'
    return ' class="rag"' if column.unit == "rag" else ' class="wide"' if column.wide else ""


def _bodies(table: Table, paper: bool) -> str:
    """The rows, in one body a group, so that a group's heading heads its own rows and no others."""
    if not table.rows:
        return f'<tbody><tr><td class="none" colspan="{len(table.columns)}">Nothing to show</td></tr></tbody>'
    render = _row_renderer(table, paper)
    parts = ["<tbody>"]
    for i, row in enumerate(table.rows):
        if i and row.kind in ("heading", "total"):
            parts.append("</tbody>\n<tbody>")
        parts.append(render(row))
    parts.append("</tbody>")
    return "\n".join(parts)


def _row_renderer(table: Table, paper: bool) -> Callable[[Row], str]:
    """A function that renders the rows of this table; what is the same for all rows is worked out once."""
    starts = [f"<td{_column_class(column)}" + (' dir="auto"' if column.wide else "") for column in table.columns[1:]]
    worded = [
        column.unit in FIGURES and any(row.cells[i].word for row in table.rows)
        for i, column in enumerate(table.columns[1:], 1)
    ]
    a_mark = mark(paper)

    def value(cell: Cell) -> str:
        return f' data-value="{data_value(cell)}"' if not paper else ""

    def render(row: Row) -> str:
        return DRAWN.draw((table.key, row.key, row.cells[0].link), (row, table.columns, worded), lambda: draw(row))

    def draw(row: Row) -> str:
        place = mark_place(row)
        first = row.cells[0]
        at_header = a_mark if place == "row" or (place == "cells" and first.illustrative) else ""
        name = content(first, paper, at_header)
        kind = _row_class(row, paper)
        head = f'<tr{kind} data-row="{text(row.key)}">' if not paper else f"<tr{kind}>"
        if is_heading_only(row):
            return f'{head}<th scope="rowgroup" colspan="{len(table.columns)}"{value(first)}>{name}</th></tr>'
        parts = [head, f'<th scope="row"{value(first)}>{name}</th>']
        by_cell = place == "cells"
        for start, has_words, cell in zip(starts, worded, row.cells[1:], strict=True):
            marked = a_mark if by_cell and cell.illustrative else ""
            if cell.tone:
                start = start.replace('class="', f'class="{element_id("tone", cell.tone)} ', 1)
            parts.append(f"{start}{value(cell)}>{content(cell, paper, marked, has_words)}</td>")
        parts.append("</tr>")
        return "".join(parts)

    return draw if paper else render


def _row_class(row: Row, paper: bool) -> str:
    """The kind of a row; on paper also whether it is so long that it may run on over a page's end."""
    long = paper and any(cell.unit == "text" and len(str(cell.value)) > LONG_TEXT for cell in row.cells)
    names = [name for name in ("" if row.kind == "line" else row.kind, "long" if long else "") if name]
    return f' class="{" ".join(names)}"' if names else ""


def _notes(table: Table, paper: bool) -> str:
    lines = [f"<p>{text(note)}</p>" for note in table.notes]
    if has_marks(table) and not any("illustrative" in clean(note).casefold() for note in table.notes):
        shown = mark(paper).replace("\N{NO-BREAK SPACE}", "")
        lines.append(f"<p>{shown} {escape(ILLUSTRATIVE_NOTE)}</p>")
    return f'<div class="figures-notes">{"".join(lines)}</div>' if lines else ""
