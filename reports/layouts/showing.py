"""A paper in the unit of its layout: every amount keeps its exact value and is printed in thousands, millions or brackets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reports.document import PENCE, Block, Bullets, Cell, Column, Document, Paragraph, Row, Scale, Table
from reports.layouts import unit_words
from s75.money import in_units

ROUNDED = "Each figure is rounded by itself, so the printed parts may miss their total by the last digit."


def show(document: Document, scale: Scale) -> Document:
    """The same document with its money printed to a scale; a table whose printed parts then miss its total says so.

    A cell that has a scale of its own keeps it. Notes that begin with the unit of exact amounts name that of the scale.
    """
    if scale in (PENCE, document.meta.scale):
        return document
    sections = tuple(
        replace(section, blocks=tuple(_block(block, scale) for block in section.blocks))
        for section in document.sections
    )
    facts = tuple((label, _note(value, scale)) for label, value in document.meta.facts)
    return replace(document, meta=replace(document.meta, scale=scale, facts=facts), sections=sections)


def _note(note: str, scale: Scale) -> str:
    if not note.startswith(f"{PENCE.name}."):
        return note
    negative = "; a negative amount is in brackets" if scale.brackets else ""
    return f"{unit_words(scale)}{negative}.{note.removeprefix(f'{PENCE.name}.')}"


def _block(block: Block, scale: Scale) -> Block:
    if isinstance(block, Bullets):
        cells = tuple(tuple(_cell(cell, scale) for cell in own) for own in block.cells)
        return replace(block, items=tuple(_note(item, scale) for item in block.items), cells=cells)
    if isinstance(block, Paragraph) and block.cells:
        return replace(block, cells=tuple(_cell(cell, scale) for cell in block.cells))
    return _table(block, scale) if isinstance(block, Table) else block


def _cell(cell: Cell, scale: Scale) -> Cell:
    if cell.scale != PENCE or cell.unit not in ("pounds", "percent", "rate", "count"):
        return cell
    return replace(cell, scale=scale)


def _table(table: Table, scale: Scale) -> Table:
    rows = tuple(replace(row, cells=tuple(_cell(cell, scale) for cell in row.cells)) for row in table.rows)
    said = tuple(_note(note, scale) for note in table.notes)
    notes = (*said, ROUNDED) if any(_misses(table, row, scale) for row in table.rows) else said
    columns = tuple(
        replace(column, heading=_heading(column.heading, scale), brief=_heading(column.brief, scale))
        for column in table.columns
    )
    return replace(table, columns=columns, rows=rows, notes=notes)


def _heading(heading: str, scale: Scale) -> str:
    return f"{heading[:-1]}{scale.name}" if heading.endswith(" £") and scale.pounds > 1 else heading


def _misses(table: Table, total: Row, scale: Scale) -> bool:
    """Whether what is printed in the rows that a total adds makes another sum than the total prints."""
    return any(_column_misses(table, total, i, scale) for i, column in enumerate(table.columns) if _sums(table, column))


def _sums(table: Table, column: Column) -> bool:
    return column.unit == "pounds" and column.key in table.sums_columns


def _column_misses(table: Table, total: Row, i: int, scale: Scale) -> bool:
    whole = total.cells[i].value
    if not total.sums or not isinstance(whole, Decimal | int):
        return False
    wanted = set(total.sums)
    parts = [row.cells[i].value for row in table.rows if row.key in wanted]
    printed = (in_units(part, scale.pounds, scale.places) for part in parts if isinstance(part, Decimal | int))
    return sum(printed, Decimal(0)) != in_units(whole, scale.pounds, scale.places)
