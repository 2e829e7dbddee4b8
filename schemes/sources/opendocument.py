"""Reads an OpenDocument spreadsheet, counting its repeated rows and cells before it lays them out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import ElementTree

from schemes.sources.archives import DAMAGED
from schemes.sources.cells import NO_VALUE, error_value, is_blank
from schemes.sources.limits import MAX_COLUMNS, MAX_ROWS, MEGABYTE, Unreadable, check_area
from schemes.sources.sheets import Sheet, as_rows

MAX_CONTENT = 60 * MEGABYTE
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def read_opendocument(name: str, archive: ZipFile) -> list[Sheet]:
    """Read the tables of an ODS file; a formula gives the value stored with it, or a Fault where there is none."""
    if archive.getinfo("content.xml").file_size > MAX_CONTENT:
        raise Unreadable(f"“{name}” is larger than an OpenDocument file may be here; save it as .xlsx or CSV")
    hidden: set[str] = set()
    tables: list[_Table] = []
    try:
        with archive.open("content.xml") as stream:
            for event, element in ElementTree.iterparse(stream, events=("start", "end")):
                if event == "start" and element.tag == f"{TABLE}table":
                    style = element.get(f"{TABLE}style-name", "")
                    tables.append(_Table(element.get(f"{TABLE}name", ""), style in hidden))
                elif event == "end" and element.tag == f"{STYLE}style":
                    if any(about.get(f"{TABLE}display") == "false" for about in element):
                        hidden.add(element.get(f"{STYLE}name", ""))
                elif event == "end" and element.tag == f"{TABLE}table-row" and tables:
                    _add_row(tables[-1], element, name)
                    element.clear()
    except ElementTree.ParseError as error:
        raise Unreadable(f"“{name}” {DAMAGED}") from error
    return [
        Sheet(name=table.name, rows=as_rows(table.rows), hidden=table.hidden, read_as="OpenDocument spreadsheet")
        for table in tables
    ]


@dataclass
class _Table:
    name: str
    hidden: bool
    rows: list[list[object]] = field(default_factory=list)
    waiting: int = 0
    cells: int = 0


def _add_row(table: _Table, element: Element, name: str) -> None:
    """Add a row as often as it is repeated; blank rows at the end, repeated a million times, are never laid out."""
    times, row = _times(element, "rows"), _cells(element, name)
    if not row:
        table.waiting += times
        return
    table.cells += times * len(row)
    check_area(f"“{name}”", len(table.rows) + table.waiting + times, len(row), table.cells)
    table.rows.extend([] for _ in range(table.waiting))
    table.rows.extend(list(row) for _ in range(times))
    table.waiting = 0


def _cells(row: Element, name: str) -> list[object]:
    cells: list[object] = []
    waiting = 0
    for element in row:
        if element.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times, value = _times(element, "columns"), _value(element)
        if is_blank(value):
            waiting += times
            continue
        check_area(f"“{name}”", 1, len(cells) + waiting + times, 0)
        cells.extend([None] * waiting + [value] * times)
        waiting = 0
    return cells


def _times(element: Element, what: str) -> int:
    text = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(text) if text.isdigit() and len(text) < 9 else (MAX_ROWS if what == "rows" else MAX_COLUMNS) + 1


def _value(cell: Element) -> object:
    kind, text = cell.get(f"{OFFICE}value-type", ""), _text(cell)
    if kind in ("float", "currency", "percentage"):
        return _number(cell.get(f"{OFFICE}value", ""), text)
    if kind == "date":
        return _date(cell.get(f"{OFFICE}date-value", ""), text)
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    if text.startswith(("#", "Err:")) and cell.get(f"{TABLE}formula"):
        return error_value(text)
    if not kind and not text and cell.get(f"{TABLE}formula"):
        return NO_VALUE
    return text or None


def _number(value: str, text: str) -> object:
    if text.startswith(("#", "Err:")):
        return error_value(text)
    try:
        return Decimal(value)
    except InvalidOperation:
        return text or None


def _date(value: str, text: str) -> object:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return text or None


def _text(cell: Element) -> str:
    return "\n".join("".join(paragraph.itertext()) for paragraph in cell.iter(f"{TEXT}p"))
