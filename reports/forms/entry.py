"""A sheet of inputs, a row a thing: it keeps what was typed, takes a pasted block, and says what is wrong in which cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

Read = TypeVar("Read")
LONGEST = 400


@dataclass
class EntryCell:
    """One input: its name in the form, what it is called, what stands in it, and what is wrong with that."""

    name: str
    label: str
    value: str = ""
    error: str = ""
    wide: bool = False
    heading: str = ""


@dataclass
class EntryRow:
    """One thing with its inputs. `beside` is printed text, such as the period before; `stands` what somebody saved
    meanwhile; `printed` is what stands beside, each under its heading. Without `may` its values cannot be typed."""

    key: str
    group: str
    heading: str
    hint: str
    beside: list[str]
    cells: list[EntryCell]
    version: int
    may: bool
    stands: str = ""
    printed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def version_name(self) -> str:
        return f"v-{self.key}"

    def cell(self, place: int) -> EntryCell:
        return self.cells[place]


@dataclass
class Sheet:
    """The rows of one page, and the headings of their columns: those printed beside, and those of the inputs."""

    caption: str
    first: str
    beside: list[str]
    inputs: list[str]
    rows: list[EntryRow] = field(default_factory=list)

    def add(self, row: EntryRow) -> None:
        """Put the row under the headings of the sheet."""
        row.printed = list(zip(self.beside, row.beside, strict=True))
        for cell, heading in zip(row.cells, self.inputs, strict=True):
            cell.heading = heading
        self.rows.append(row)

    @property
    def width(self) -> int:
        """How many columns its table has."""
        return 1 + len(self.beside) + len(self.inputs)

    @property
    def writable(self) -> list[EntryRow]:
        return [row for row in self.rows if row.may]

    def fill(self, data: Mapping[str, Any]) -> None:
        """What was typed, and the versions that the page was read with."""
        for row in self.writable:
            version = str(data.get(row.version_name, ""))
            row.version = int(version) if version.isdecimal() and len(version) < 9 else 0
            for cell in row.cells:
                cell.value = str(data.get(cell.name, "")).strip()

    def paste(self, block: str) -> int:
        """Fill the inputs from a block of a spreadsheet, line by line in the order of the rows; how many lines came."""
        lines = block.replace("\r\n", "\n").rstrip("\n").split("\n") if block.strip() else []
        for row, line in zip(self.writable, lines, strict=False):
            for cell, text in zip(row.cells, line.split("\t"), strict=False):
                cell.value = text.strip()
        return len(lines)

    def problems(self) -> list[dict[str, str]]:
        """Each cell that is wrong, for the summary above the form."""
        return [
            {"text": f"{cell.label}: {cell.error}", "href": f"#{cell.name}"}
            for row in self.rows
            for cell in row.cells
            if cell.error
        ]


def read_cell(cell: EntryCell, read: Callable[[str], Read]) -> Read | None:
    """The cell's value as `read` takes it; None, with the error at the cell, for what it refuses."""
    try:
        return read(cell.value)
    except ValueError as wrong:
        cell.error = f"found “{cell.value[:40]}”; {wrong}"
        return None


def read_note(cell: EntryCell) -> str:
    if len(cell.value) > LONGEST:
        cell.error = f"Use {LONGEST} characters at most"
    return cell.value
