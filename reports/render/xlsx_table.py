"""One table on its sheet: numbers in their columns, words beside, live totals, and a page that prints well."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from textwrap import wrap
from typing import Any, Literal

from xlsxwriter.utility import xl_rowcol_to_cell

from reports.document import Cell, Column, Meta, Row, Table
from reports.render.words import (
    FIGURES,
    ILLUSTRATIVE,
    ILLUSTRATIVE_NOTE,
    check_shape,
    clean,
    has_marks,
    mark_place,
    print_cell,
)
from reports.render.xlsx_format import Formats, fit_row, places_of, to_number, write_text

HEADER_ROW = 3
LONGEST_FORMULA = 8_000
WIDEST_TEXT, WIDEST_NAME = 60, 48
BOLDER = 1  # what bold letters, or the room beside a figure, take of a column's width


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of the sheet: the figures of a table's column, the words beside them, or what a row has to add."""

    what: Literal["value", "word", "notes", "mark"]
    heading: str
    width: float
    column: int = 0


def write_table(sheet: Any, table: Table, meta: Meta, formats: Formats) -> None:
    """Caption, header row, rows and notes; the header row stays in sight and is printed on every page."""
    check_shape(table)
    slots = _slots(table)
    write_text(sheet, 0, 0, table.caption, formats.caption)
    draft = "Draft. " if meta.draft else ""
    write_text(sheet, 1, 0, f"{draft}{meta.title}. {meta.place}, as at {meta.as_at}.", formats.note)
    for place, slot in enumerate(slots):
        sheet.set_column(place, place, slot.width)
        write_text(sheet, HEADER_ROW, place, slot.heading, _heading_look(slot, table, formats))
    fit_row(sheet, HEADER_ROW, ((slot.heading, slot.width - BOLDER) for slot in slots))
    places = _row_places(table)
    for row in table.rows:
        _write_row(sheet, row, table, slots, places, formats)
    _write_notes(sheet, table, slots, formats)
    _set_page(sheet, table, len(slots), meta)


def _heading_look(slot: Slot, table: Table, formats: Formats) -> Any:
    if slot.what != "value":
        return formats.beside_column
    return formats.figure_column if table.columns[slot.column].unit in FIGURES else formats.column


def _slots(table: Table) -> list[Slot]:
    slots = []
    for i, column in enumerate(table.columns):
        cells = [row.cells[i] for row in table.rows]
        slots.append(Slot("value", column.heading, _width(column, cells, i == 0), i))
        if any(cell.word for cell in cells):
            longest = max(len(cell.word) for cell in cells)
            slots.append(Slot("word", f"{column.heading}, in words", min(max(longest, 10), 40) + 2, i))
    if any(cell.note for row in table.rows for cell in row.cells):
        slots.append(Slot("notes", "Notes", 40))
    if has_marks(table):
        slots.append(Slot("mark", "Illustrative", 24))
    return slots


def _width(column: Column, cells: list[Cell], first: bool) -> float:
    """About as many characters as the longest entry, and no more than is comfortable to read."""
    heading = max(map(len, column.heading.split()), default=0)
    if column.unit in FIGURES:
        known = [cell for cell in cells if isinstance(cell.value, Decimal | int)]
        ends = [pick(known, key=_value) for pick in (min, max)] if known else []
        return max([len(print_cell(cell)) + 2 for cell in ends] + [heading + 2, 10])
    longest = max([len(print_cell(cell)) for cell in cells], default=0)
    return min(max(longest + 2, heading + 2, 8), WIDEST_NAME if first else WIDEST_TEXT)


def _value(cell: Cell) -> Decimal:
    return Decimal(cell.value or 0)


def _row_places(table: Table) -> dict[str, int]:
    """The sheet row of each row's key; ValueError where two rows share one, as a total could not tell them apart."""
    places = {row.key: HEADER_ROW + 1 + i for i, row in enumerate(table.rows)}
    if len(places) != len(table.rows):
        raise ValueError(f"two rows of the table “{table.key}” have the same key")
    return places


def _write_row(sheet: Any, row: Row, table: Table, slots: list[Slot], places: dict[str, int], formats: Formats) -> None:
    at, texts = places[row.key], []
    for place, slot in enumerate(slots):
        if slot.what == "value":
            column, formula = table.columns[slot.column], ""
            if row.sums and column.key in table.sums_columns:
                formula = sum_formula(table, row, places, place)
            wide = column.wide or slot.column == 0
            if wide:
                texts.append((print_cell(row.cells[slot.column]), slot.width))
            _write_cell(sheet, at, place, row.cells[slot.column], row, formula, formats, wide=wide)
        else:
            words = _words_of(slot, row, table)
            look = formats.cell("text", row.kind, wide=slot.what != "word", beside=True)
            texts.append((words, slot.width - BOLDER))
            _write_words(sheet, at, place, words, look)
    fit_row(sheet, at, texts)


def _write_words(sheet: Any, at: int, place: int, words: str, look: Any) -> None:
    if words:
        write_text(sheet, at, place, words, look)
    else:
        sheet.write_blank(at, place, None, look)


def _write_cell(
    sheet: Any, at: int, place: int, cell: Cell, row: Row, formula: str, formats: Formats, *, wide: bool
) -> None:
    """A number, a live sum with its value, or text; percentages are numbers of which 1 is 100%."""
    value = cell.value
    if value is None or cell.unit not in FIGURES or isinstance(value, str):
        printed = print_cell(cell)
        _write_words(sheet, at, place, printed, formats.cell(cell.unit, row.kind, wide=wide, word=printed))
        return
    places = places_of(value) if cell.unit in ("count", "rate") else 0
    look = formats.cell(cell.unit, row.kind, places=places, scale=cell.scale)
    if formula:
        sheet.write_formula(at, place, formula, look, value=to_number(value))
    else:
        sheet.write_number(
            at, place, to_number(Decimal(value) / 100 if cell.unit in ("percent", "rate") else value), look
        )


def sum_formula(table: Table, row: Row, places: dict[str, int], place: int) -> str:
    """=SUM(B5:B9)+SUM(B11): the rows that a total names, run by run. Empty when the format could not hold it.

    ValueError when the total names a row that the table does not have.
    """
    missing = [key for key in row.sums if key not in places]
    if missing:
        raise ValueError(
            f"the total “{row.key}” of the table “{table.key}” adds “{missing[0]}”, which is not a row of it"
        )
    rows = sorted(places[key] for key in row.sums)
    runs = [[at for _, at in run] for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])]
    formula = "=" + "+".join(f"SUM({_range(run[0], run[-1], place)})" for run in runs)
    return formula if len(formula) <= LONGEST_FORMULA else ""


def _range(first: int, last: int, place: int) -> str:
    start = str(xl_rowcol_to_cell(first, place))
    return start if first == last else f"{start}:{xl_rowcol_to_cell(last, place)}"


def _words_of(slot: Slot, row: Row, table: Table) -> str:
    """The word beside a figure; or a row's notes, each with its column; or which of its figures are illustrative."""
    if slot.what == "word":
        return row.cells[slot.column].word
    pairs = list(zip(table.columns, row.cells, strict=True))
    if slot.what == "notes":
        return "; ".join(f"{column.heading}: {cell.note}" for column, cell in pairs if cell.note)
    where = mark_place(row)
    if where == "cells":
        return f"{ILLUSTRATIVE}: {', '.join(column.heading for column, cell in pairs if cell.illustrative)}"
    return ILLUSTRATIVE if where == "row" else ""


def _write_notes(sheet: Any, table: Table, slots: list[Slot], formats: Formats) -> None:
    """Unit, sign and marks under the table, broken into lines that stay within it."""
    notes = [*table.notes, *([ILLUSTRATIVE_NOTE] if has_marks(table) else [])]
    room = max(int(sum(slot.width for slot in slots)), 40)
    at = HEADER_ROW + len(table.rows) + 2
    for note in notes:
        for line in wrap(clean(note), room) or [""]:
            write_text(sheet, at, 0, line, formats.note)
            at += 1


def _set_page(sheet: Any, table: Table, width: int, meta: Meta) -> None:
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    stamp = " ".join(clean(f"As at {meta.as_at}").split())[:120].replace("&", "&&")
    sheet.set_footer(f"&L&8{'Draft. ' if meta.draft else ''}{stamp}&R&8Page &P of &N")
    lines = [row.kind for row in table.rows]
    body = len(lines) - (lines[-1:] == ["total"])
    if body > 1 and set(lines[:body]) == {"line"}:
        sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + body, width - 1)
