"""The cells and sentences that every paper is built of: an amount, a percentage, a word, and how a figure is noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reports.document import Cell, Paragraph, Row, Section
from reports.figures.variance import Position
from s75.money import round_percent
from s75.years import year_label

BLANK = Cell("")
ILLUSTRATIVE = "Illustrative: the amount, or a part of it, is given by no source."
NOT_FORECAST = "Not forecast: a line that nobody has forecast yet stands at its current budget."
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def pounds(value: Decimal | None, link: str = "", word: str = "", note: str = "", illustrative: bool = False) -> Cell:
    """An exact amount in £; None prints as n/a."""
    return Cell(value, "pounds", link, word, note, illustrative)


def percentage(value: Decimal | None, illustrative: bool = False) -> Cell:
    """An exact percentage, rounded half up to one place; None prints as n/a."""
    return Cell(round_percent(value), "percent", illustrative=illustrative)


def words(value: str, link: str = "", note: str = "") -> Cell:
    return Cell(value, "text", link, note=note)


def number_word(count: int) -> str:
    """Counts up to ten in words, as in running text."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def plural(count: int, one: str, many: str) -> str:
    """“one fund” or “five funds”."""
    return f"{number_word(count)} {one if count == 1 else many}"


def nothing_yet(year: int) -> Paragraph:
    """Of a year that has no lines."""
    return sentence(f"Nothing is budgeted, spent or forecast in {year_label(year)} yet.")


def outturn_note(position: Position, *, brief: bool = True) -> str:
    """What must be said beside an outturn: lines that stand at their budget, months with nothing to go by. In a narrow
    column it is brief, and `NOT_FORECAST` under the table says what it means."""
    notes = []
    if position.not_forecast and position.not_forecast == position.lines:
        notes.append("not forecast" if brief else "not forecast: stands at budget")
    elif position.not_forecast:
        notes.append(f"{position.not_forecast} of {position.lines} not forecast")
    if position.gaps:
        notes.append(f"no ledger and no forecast for {position.gaps} month{'' if position.gaps == 1 else 's'}")
    return "; ".join(notes)


def sentence(*parts: str | Cell) -> Paragraph:
    """A paragraph from fixed words and cells in the order in which they are read; names go in as cells too."""
    cells: list[Cell] = []
    text = ""
    for part in parts:
        if isinstance(part, Cell):
            text += f"{{{len(cells)}}}"
            cells.append(part)
        else:
            text += part
    return Paragraph(text, cells=tuple(cells))


def listing(items: Sequence[Sequence[str | Cell]]) -> list[str | Cell]:
    """Items of a sentence, joined as “a, b and c”."""
    joined: list[str | Cell] = []
    for i, item in enumerate(items):
        if i:
            joined.append(" and " if i == len(items) - 1 else ", ")
        joined += item
    return joined


def heading_row(key: str, header: Cell, width: int) -> Row:
    """A row that only names the rows below it."""
    return Row(key, (header, *[BLANK] * (width - 1)), "heading")


def number_paragraphs(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with their paragraphs numbered in one run through the paper."""
    numbered, last = [], 0
    for section in sections:
        blocks = []
        for block in section.blocks:
            if isinstance(block, Paragraph) and not block.guidance:
                last += 1
                block = replace(block, number=last)
            blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return tuple(numbered)
