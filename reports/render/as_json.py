"""A Document as plain data for other programs: every figure exact and as a string, keys in a fixed order."""

from __future__ import annotations

import json
from typing import Any

from reports.document import Block, Bullets, Cell, Chart, Column, Document, Meta, Paragraph, Row, Section, Table
from reports.render.words import clean, exact, print_paragraph

Data = dict[str, Any]


def render_json(document: Document) -> Data:
    """The document as dicts, lists, strings, numbers that count, booleans and nulls.

    `sections` hold their `blocks` in reading order; each block names its `type`: paragraph, bullets, table or chart.
    """
    return {"meta": _meta(document.meta), "sections": [_section(section) for section in document.sections]}


def dumps(document: Document) -> str:
    """The document as JSON text; the same document always gives the same text."""
    return json.dumps(render_json(document), ensure_ascii=False, indent=1) + "\n"


def _meta(meta: Meta) -> Data:
    return {
        "title": clean(meta.title),
        "paper": clean(meta.paper),
        "place": clean(meta.place),
        "year": clean(meta.year),
        "period": clean(meta.period),
        "as_at": clean(meta.as_at),
        "draft": meta.draft,
        "facts": [{"label": clean(label), "value": clean(value)} for label, value in meta.facts],
        "marks": [clean(mark) for mark in meta.marks],
        "above": [{"label": clean(label), "value": clean(value)} for label, value in meta.above],
        "printed_in": {"unit": meta.scale.name, "brackets": meta.scale.brackets},
        "language": clean(meta.language),
    }


def _section(section: Section) -> Data:
    return {
        "key": clean(section.key),
        "heading": clean(section.heading),
        "level": section.level,
        "number": section.number,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> Data:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Chart):
        return _chart(block)
    if isinstance(block, Bullets):
        return _bullets(block)
    return _paragraph(block)


def _bullets(bullets: Bullets) -> Data:
    """`items` read as printed; where any names figures, `points` are the same with their templates and cells."""
    printed = [print_paragraph(point) for point in bullets.points]
    points = [
        {"template": clean(point.text), "cells": [_cell(cell) for cell in point.cells]} for point in bullets.points
    ]
    made: Data = {"type": "bullets", "marker": bullets.marker, "items": printed}
    return made | {"points": points} if any(bullets.cells) else made


def _paragraph(paragraph: Paragraph) -> Data:
    """`text` reads as printed; `template` has {0}, {1} … where the cells stand."""
    return {
        "type": "paragraph",
        "number": paragraph.number,
        "guidance": paragraph.guidance,
        "text": print_paragraph(paragraph),
        "template": clean(paragraph.text),
        "cells": [_cell(cell) for cell in paragraph.cells],
    }


def _table(table: Table) -> Data:
    keys = [clean(column.key) for column in table.columns]
    return {
        "type": "table",
        "key": clean(table.key),
        "caption": clean(table.caption),
        "columns": [_column(column, column.key in table.sums_columns) for column in table.columns],
        "rows": [_row(row, keys) for row in table.rows],
        "notes": [clean(note) for note in table.notes],
    }


def _column(column: Column, sums: bool) -> Data:
    return {"key": clean(column.key), "heading": clean(column.heading), "unit": column.unit, "sums": sums}


def _row(row: Row, keys: list[str]) -> Data:
    return {
        "key": clean(row.key),
        "kind": row.kind,
        "sums": [clean(key) for key in row.sums],
        "cells": [{"column": key, **_cell(cell)} for key, cell in zip(keys, row.cells, strict=True)],
    }


def _cell(cell: Cell) -> Data:
    return {
        "value": exact(cell.value),
        "unit": cell.unit,
        "link": clean(cell.link),
        "word": clean(cell.word),
        "note": clean(cell.note),
        "illustrative": cell.illustrative,
    }


def _chart(chart: Chart) -> Data:
    return {
        "type": "chart",
        "key": clean(chart.key),
        "kind": chart.kind,
        "title": clean(chart.title),
        "description": clean(chart.description),
        "categories": [clean(category) for category in chart.categories],
        "series": [
            {
                "name": clean(series.name),
                "values": [exact(value) for value in series.values],
                "dashed": series.dashed,
                "dotted": series.dotted,
            }
            for series in chart.series
        ],
        "totals": sorted(chart.totals),
        "table": clean(chart.table),
    }
