"""Where each cell of a worksheet stands in its XML, to the byte, and which cells may be written to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
MOST_CELLS = 400_000  # of a worksheet: templates have some thousands
Spot = tuple[int, int]  # row and column, both from 1


class NotAWorksheet(ValueError):
    """The XML is not that of a worksheet that can be written to."""


@dataclass(slots=True)
class CellSpot:
    """A cell's element in the XML: its first byte, the byte after its last, its style, and whether it is a formula."""

    start: int
    end: int
    style: str | None
    formula: bool = False


@dataclass(slots=True)
class RowSpot:
    """A row's element: where its tag ends, where its content ends, its cells by column, and the style that it gives."""

    start: int
    inside: int
    end: int
    closed: bool
    style: str | None
    cells: dict[int, CellSpot] = field(default_factory=dict)


@dataclass
class SheetSpots:
    """A worksheet as far as writing to it asks: rows, styles of columns, and what must be left alone."""

    prefix: str = ""
    rows: dict[int, RowSpot] = field(default_factory=dict)
    columns: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)
    arrays: list[tuple[Spot, Spot]] = field(default_factory=list)
    protected: bool = False
    formulas: int = 0

    def style(self, spot: Spot) -> str | None:
        """The style that a cell has, or that a new one would get from its row or its column."""
        row = self.rows.get(spot[0])
        if row and spot[1] in row.cells:
            return row.cells[spot[1]].style
        if row and row.style is not None:
            return row.style
        return next((style for first, last, style in self.columns if first <= spot[1] <= last), None)

    def formula(self, spot: Spot) -> bool:
        row = self.rows.get(spot[0])
        own = row is not None and spot[1] in row.cells and row.cells[spot[1]].formula
        return own or any(_within(spot, area) for area in self.arrays)

    def covered(self, spot: Spot) -> bool:
        """Whether the cell lies under another in a merged area."""
        return any(_within(spot, area) and spot != area[0] for area in self.merged)


def _within(spot: Spot, area: tuple[Spot, Spot]) -> bool:
    (top, left), (bottom, right) = area
    return top <= spot[0] <= bottom and left <= spot[1] <= right


def spot_of(address: str) -> Spot:
    """B3 is (3, 2). NotAWorksheet for anything else."""
    found = _ADDRESS.fullmatch(address.upper())
    if not found:
        raise NotAWorksheet(f"“{address}” is no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def address_of(spot: Spot) -> str:
    name, rest = "", spot[1]
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(65 + digit) + name
    return f"{name}{spot[0]}"


def _area(text: str) -> tuple[Spot, Spot]:
    first, _, last = text.partition(":")
    return spot_of(first), spot_of(last or first)


def read_spots(xml: bytes) -> SheetSpots:
    """Every cell of a worksheet by row and column. NotAWorksheet when it is none, or declares entities of its own."""
    reader = _Reader(xml)
    try:
        reader.parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise NotAWorksheet(str(error)) from error
    return reader.spots


class _Reader:
    """Follows the worksheet's elements and notes the bytes at which rows and cells begin and end."""

    def __init__(self, xml: bytes) -> None:
        self.xml, self.spots, self.path = xml, SheetSpots(), [""]
        self.row, self.column, self.cells = 0, 0, 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _refuse(self, *_: object) -> None:
        raise NotAWorksheet("the worksheet declares entities of its own")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        at = self.parser.CurrentByteIndex
        if local == "row" and self.path[-1] == "sheetData":
            self._row(at, attributes)
        elif local == "c" and self.path[-1] == "row":
            self._cell(at, attributes)
        elif local == "f" and self.path[-1] == "c":
            self._formula(attributes)
        elif local == "worksheet":
            self.spots.prefix = f"{prefix}:" if prefix else ""
        elif local == "col" and "style" in attributes:
            self.spots.columns.append((int(attributes["min"]), int(attributes["max"]), attributes["style"]))
        elif local == "mergeCell":
            self.spots.merged.append(_area(attributes["ref"]))
        elif local == "sheetProtection":
            self.spots.protected = attributes.get("sheet", "0") in ("1", "true")
        self.path.append(local)

    def _row(self, at: int, attributes: Mapping[str, str]) -> None:
        self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        inside = self._tag_end(at)
        styled = attributes.get("customFormat", "0") in ("1", "true")
        style = attributes.get("s") if styled else None
        self.spots.rows[self.row] = RowSpot(at, inside, inside, self._closed(inside), style)

    def _cell(self, at: int, attributes: Mapping[str, str]) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise NotAWorksheet(f"the worksheet has more than {MOST_CELLS:,} cells")
        self.column = spot_of(attributes["r"])[1] if "r" in attributes else self.column + 1
        self.spots.rows[self.row].cells[self.column] = CellSpot(at, self._tag_end(at), attributes.get("s"))

    def _formula(self, attributes: Mapping[str, str]) -> None:
        self.spots.rows[self.row].cells[self.column].formula = True
        self.spots.formulas += 1
        if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
            self.spots.arrays.append(_area(attributes["ref"]))

    def _end(self, name: str) -> None:
        local = self.path.pop()
        at = self.parser.CurrentByteIndex
        if local == "row" and self.path[-1] == "sheetData":
            row = self.spots.rows[self.row]
            row.end = row.inside if row.closed else at
        elif local == "c" and self.path[-1] == "row":
            cell = self.spots.rows[self.row].cells[self.column]
            cell.end = cell.end if self._closed(cell.end) else self._tag_end(at)

    def _tag_end(self, at: int) -> int:
        found = _TAG.match(self.xml, at)
        if found is None:
            raise NotAWorksheet("a tag of the worksheet has no end")
        return found.end()

    def _closed(self, end: int) -> bool:
        """Whether the tag that ends there closes itself, as <c r="A1"/> does."""
        return self.xml[end - 2 : end] == b"/>"


def place_in_row(row: RowSpot, column: int) -> int:
    """The byte at which a new cell of a column belongs: before the first cell to its right."""
    later = sorted(row.cells)
    index = bisect_left(later, column)
    return row.cells[later[index]].start if index < len(later) else row.end
