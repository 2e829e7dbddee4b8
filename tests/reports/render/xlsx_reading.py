"""Reads our workbooks back: as stored, and as another engine recalculates them."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import formualizer
import openpyxl

from reports.document import Table
from reports.render.xlsx_table import HEADER_ROW
from s75.money import to_pence


def stored(xlsx: bytes, *, formulas: bool = False) -> Any:
    """The workbook with its stored values, or with its formulas."""
    return openpyxl.load_workbook(BytesIO(xlsx), data_only=not formulas)


def recalculated(xlsx: bytes) -> Any:
    """The workbook after every formula in it has been worked out anew, by another engine."""
    workbook = formualizer.Workbook.from_bytes(xlsx)
    workbook.evaluate_all()
    return workbook


def heading_places(sheet: Any) -> dict[str, int]:
    """The sheet's columns by heading, counted from 1."""
    return {cell.value: cell.column for cell in sheet[HEADER_ROW + 1]}


def place_of(sheet: Any, table: Table, row: str, column: str) -> tuple[int, int]:
    """Row and column, counted from 1, where a table's cell stands."""
    at = next(i for i, one in enumerate(table.rows) if one.key == row)
    heading = next(one.heading for one in table.columns if one.key == column)
    return HEADER_ROW + 2 + at, heading_places(sheet)[heading]


def pence(value: float) -> Decimal:
    """A spreadsheet's binary number as the exact amount that it stands for."""
    return to_pence(Decimal(repr(value)))
