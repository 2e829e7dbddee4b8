"""Looks through a worksheet's XML for its size and for cells that hold no value, without building anything large."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemes.sources.cells import NO_VALUE, Fault, error_value
from schemes.sources.limits import MAX_CELLS, Unreadable

MOST_TOKENS = 2 * MAX_CELLS
MOST_FAULTS = 20_000

_TOKEN = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^>]{0,2000})>")
_AT = re.compile(rb"""(?<![\w:])r\s*=\s*["'](?:([A-Za-z]{1,3})?(\d{1,7}))["']""")
_KIND = re.compile(rb"""(?<![\w:])t\s*=\s*["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?(?:v|t)(?:\s[^>]{0,200})?>([^<]+)<")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_ITEM = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")


@dataclass
class Scan:
    """What a worksheet holds: rows and columns down to the last value, faults by place, bytes of text."""

    rows: int = 0
    columns: int = 0
    text: int = 0
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)


def shared_lengths(xml: bytes) -> list[int]:
    """The length in bytes of each shared text of a workbook, its mark-up included."""
    starts = [found.start() for found in _ITEM.finditer(xml)]
    return [end - start for start, end in zip(starts, [*starts[1:], len(xml)], strict=True)]


def scan_sheet(xml: bytes, shared: Sequence[int]) -> Scan:
    """Scan one worksheet; positions count from 0. Unreadable when it has more cells than any ledger."""
    scan = Scan()
    for seen, (row, column, attributes, inside) in enumerate(_cells(xml)):
        if seen > MOST_TOKENS:
            raise Unreadable(f"the workbook has more than {MOST_TOKENS:,} cells; remove unused rows and columns")
        _see_cell(scan, row, column, attributes, inside, shared)
    return scan


def _cells(xml: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Each cell that is not closed at once: its row and column, its attributes, and the XML up to the next one."""
    row, column, start, attributes = -1, -1, 0, b""
    for token in _TOKEN.finditer(xml):
        if start:
            yield row, column, attributes, xml[start : token.start()]
        start, attributes = 0, token[2]
        at = _AT.search(attributes)
        if token[1] == b"row":
            row, column = (int(at[2]) - 1 if at else row + 1), -1
            continue
        if at and at[1]:
            row, column = int(at[2]) - 1, _column(at[1])
        else:
            column += 1
        start = 0 if attributes.endswith(b"/") else token.end()
    if start:
        end = xml.find(b"sheetData", start)
        yield row, column, attributes, xml[start : end if end > 0 else len(xml)]


def _see_cell(scan: Scan, row: int, column: int, attributes: bytes, inside: bytes, shared: Sequence[int]) -> None:
    kind = found[1] if (found := _KIND.search(attributes)) else b"n"
    value = _VALUE.search(inside)
    if kind == b"e" and value:
        scan.faults[row, column] = error_value(value[1].decode("utf-8", "replace"))
    elif not value and kind != b"str" and _FORMULA.search(inside):
        scan.faults[row, column] = NO_VALUE
    elif not value:
        return
    if len(scan.faults) > MOST_FAULTS:
        raise Unreadable(f"the workbook has more than {MOST_FAULTS:,} cells with errors or formulas without a value")
    scan.rows, scan.columns = max(scan.rows, row + 1), max(scan.columns, column + 1)
    if value and kind == b"s" and value[1].strip().isdigit():
        index = int(value[1])
        scan.text += shared[index] if index < len(shared) else 0
    elif value:
        scan.text += len(inside)


def _column(name: bytes) -> int:
    index = 0
    for letter in name.upper():
        index = index * 26 + letter - 64
    return index - 1
