"""Tables as a workbook to copy from: their columns in their order, plain values, no totals, no notes, nothing merged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.document import Cell, Table
from reports.render.words import clean
from reports.render.xlsx import sheet_names

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTH, _WIDE = 22, 48


def render_paste(tables: Sequence[Table]) -> bytes:
    """A sheet for each table: the headings in its first row, and its lines below. A blank cell stays empty."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        bold, money = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "0.00"})
        names = sheet_names(tuple(tables))
        for table in tables:
            sheet = workbook.add_worksheet(names[table.key])
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheet.set_column(place, place, _WIDE if column.wide else _WIDTH)
                sheet.write_string(0, place, clean(column.heading), bold)
            lines = [row for row in table.rows if row.kind == "line"]
            for number, row in enumerate(lines, start=1):
                for place, cell in enumerate(row.cells):
                    _write(sheet, number, place, cell, money)
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, money: Any) -> None:
    """The cell's value as it is: a number as a number, words as words, never a formula."""
    if isinstance(cell.value, Decimal | int):
        sheet.write_number(row, column, cell.value, money if cell.unit == "pounds" else None)
    elif cell.value:
        sheet.write_string(row, column, clean(cell.value))
