"""Texts with figures by name made into blocks: each {{ name }} becomes the figure's own cell, so that it stays live."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from reports.document import Block, Bullets, Cell, Paragraph
from reports.layouts import Marker
from reports.layouts.written import text_blocks
from reports.writing.names import Names, nearest

ASKED = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_PLACE = re.compile(r"\{\d{1,3}\}")


@dataclass(frozen=True, slots=True)
class Strange:
    """A name in a text that no figure has, with the name that is most like it."""

    name: str
    like: str

    @property
    def sentence(self) -> str:
        more = f" Did you mean “{{{{ {self.like} }}}}”?" if self.like else " Choose one from the list of figures."
        return f"No figure is called “{self.name}”.{more}"


def asked_for(text: str) -> list[str]:
    """The names that a text asks for, in order."""
    return [found[1].casefold() for found in ASKED.finditer(text)]


def strange_names(text: str, names: Names) -> list[Strange]:
    """Those that no figure has."""
    return [Strange(name, nearest(name, names)) for name in dict.fromkeys(asked_for(text)) if name not in names]


def read_out(text: str, names: Names, printed: Callable[[Cell], str]) -> str:
    """The text as plain words in which each figure reads as it is printed."""

    def figure(found: re.Match[str]) -> str:
        named = names.get(found[1].casefold())
        return printed(named.cell) if named else found[0]

    return ASKED.sub(figure, text)


def fill(text: str, names: Names, marker: Marker = "") -> tuple[Block, ...]:
    """The text as blocks, in which a figure is a cell, which opens. A name that no figure has stays as it was typed."""
    return tuple(_filled(block, names) for block in text_blocks(text, marker))


def _filled(block: Block, names: Names) -> Block:
    if isinstance(block, Paragraph):
        text, cells = _named(block.text, names)
        return replace(block, text=text, cells=cells)
    if isinstance(block, Bullets):
        points = [_named(item, names) for item in block.items]
        return replace(block, items=tuple(text for text, _ in points), cells=tuple(cells for _, cells in points))
    return block


def _named(words: str, names: Names) -> tuple[str, tuple[Cell, ...]]:
    """The words with a place for each figure that they name, and the figures."""
    cells: list[Cell] = []

    def place(cell: Cell) -> str:
        cells.append(cell)
        return f"{{{len(cells) - 1}}}"

    def figure(found: re.Match[str]) -> str:
        named = names.get(found[1].casefold())
        return place(named.cell) if named else place(Cell(found[0]))

    text, end = "", 0
    for found in ASKED.finditer(words):
        text += _PLACE.sub(lambda typed: place(Cell(typed[0])), words[end : found.start()]) + figure(found)
        end = found.end()
    text += _PLACE.sub(lambda typed: place(Cell(typed[0])), words[end:])
    return text, tuple(cells)
