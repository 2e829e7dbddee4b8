"""Figures as words: the one place that puts signs, separators and units on exact values, for every renderer alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from reports.document import PENCE, Cell, Meta, Paragraph, Row, Scale, Section, Table, Unit, Value
from s75.money import in_units, round_percent, to_pence

MINUS = "\N{MINUS SIGN}"
NOT_APPLICABLE = "n/a"
MARK = "i"
ILLUSTRATIVE = "illustrative"
ILLUSTRATIVE_NOTE = "Illustrative: the figure, or a part of it, is given by no source."
FIGURES: frozenset[Unit] = frozenset({"pounds", "percent", "rate", "count"})

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_PLACE = re.compile(r"\{(\d{1,3})\}")


def clean(text: str) -> str:
    """The text without the control characters that HTML, PDF and XLSX cannot carry; line ends become newlines."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", text)


def _signed(digits: str, brackets: bool = False) -> str:
    """Digits with a true minus, or in brackets; a zero has no sign, however it was reached."""
    if not digits.startswith("-"):
        return digits
    if not digits.strip("-0.,%"):
        return digits[1:]
    return f"({digits[1:]})" if brackets else MINUS + digits[1:]


def print_pounds(value: Decimal | int, scale: Scale = PENCE) -> str:
    """£ to the penny with thousands separators and no pound sign: −1,234.50; or in the scale's unit and decimals,
    rounded half up. A float raises TypeError."""
    if scale is PENCE:
        return _signed(f"{to_pence(value):,.2f}")
    return _signed(f"{in_units(value, scale.pounds, scale.places):,.{scale.places}f}", scale.brackets)


def print_percent(value: Decimal | int, scale: Scale = PENCE) -> str:
    """A percentage rounded half up to one place: −5.3%."""
    return _signed(f"{round_percent(Decimal(value)):,.1f}%", scale.brackets)


def print_rate(value: Decimal | int, scale: Scale = PENCE) -> str:
    """A percentage with the decimals that it was given: 12% or 83.6%."""
    return _signed(f"{Decimal(value):,f}%", scale.brackets)


def print_count(value: Decimal | int, scale: Scale = PENCE) -> str:
    """A whole number, or a reading with the decimals that it was given: 1,234 or 82.50."""
    if isinstance(value, float):
        raise TypeError("a count is a Decimal or an int, never a float")
    return _signed(f"{Decimal(value):,f}", scale.brackets)


_PRINTERS: dict[Unit, Callable[[Decimal | int, Scale], str]] = {
    "pounds": print_pounds,
    "percent": print_percent,
    "rate": print_rate,
    "count": print_count,
}


def print_value(value: Value, unit: Unit, scale: Scale = PENCE) -> str:
    """The printed value. None is “n/a” where a figure stands, and nothing where words stand."""
    printer = _PRINTERS.get(unit)
    if printer is None:
        return "" if value is None else clean(str(value))
    if value is None:
        return NOT_APPLICABLE
    if isinstance(value, str):
        raise TypeError(f"“{value}” is text, where a cell of {unit} holds a number")
    return printer(value, scale)


def print_cell(cell: Cell) -> str:
    """The printed value of a cell, without its word, note and mark."""
    return print_value(cell.value, cell.unit, cell.scale)


def print_in_sentence(cell: Cell) -> str:
    """A figure as a sentence names it: with its pound sign, and followed by its word. Thousands read as millions to
    three places, which is as exact: £4.595m."""
    if cell.unit == "pounds" and isinstance(cell.value, Decimal | int):
        printed = _money_in_sentence(cell.value, cell.scale)
    else:
        printed = print_cell(cell)
    return f"{printed} {clean(cell.word)}" if cell.word else printed


def _money_in_sentence(value: Decimal | int, scale: Scale) -> str:
    unit = "" if scale.pounds == 1 else "m"
    spoken = Scale(unit, 1_000_000, 3) if scale.pounds == 1_000 else scale
    printed = print_pounds(value, replace(spoken, brackets=False) if spoken.brackets else spoken)
    return f"{MINUS}£{printed[1:]}{unit}" if printed.startswith(MINUS) else f"£{printed}{unit}"


def print_number(number: int | str) -> str:
    """A paragraph's number as it stands before it: 3. or 2.3"""
    return number if isinstance(number, str) else f"{number}."


def point(place: int, marker: str) -> str:
    """What stands before the point at that place of a list, counted from 0: •, 1), 1. or a)"""
    if marker == "a)":
        return f"{chr(ord('a') + place % 26) * (place // 26 + 1)})"
    return f"{place + 1}{marker[1:]}" if marker else "•"


def print_heading(section: Section) -> str:
    """A section's heading, with its number where sections are numbered."""
    return clean(section.heading if section.number is None else f"{section.number}. {section.heading}")


def exact(value: Value) -> str | None:
    """The exact value as a string that any program reads back: 1234.50, never 1.2345E+3; None stays None."""
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else clean(str(value))


def sentence_parts(paragraph: Paragraph) -> list[str | Cell]:
    """The paragraph as runs of text and the cells between them; a place without a cell stays the text that it was."""
    parts: list[str | Cell] = []
    end = 0
    for found in _PLACE.finditer(paragraph.text):
        if int(found[1]) < len(paragraph.cells):
            parts += [clean(paragraph.text[end : found.start()]), paragraph.cells[int(found[1])]]
            end = found.end()
    parts.append(clean(paragraph.text[end:]))
    return [part for part in parts if part != ""]


def leads_in(paragraph: Paragraph) -> bool:
    """Whether a paragraph only begins what follows it, as “Cabinet is recommended to:” does."""
    return paragraph.text.endswith(":")


def print_paragraph(paragraph: Paragraph) -> str:
    """The paragraph as plain text, with its figures in their places and without its number."""
    return "".join(p if isinstance(p, str) else print_in_sentence(p) for p in sentence_parts(paragraph))


def mark_place(row: Row) -> Literal["nowhere", "row", "cells"]:
    """Where a row shows that figures are illustrative: once at its header when all its money is, else cell by cell."""
    if not any(cell.illustrative for cell in row.cells):
        return "nowhere"
    money = [cell.illustrative for cell in row.cells if cell.unit == "pounds" and cell.value is not None]
    return "row" if money and all(money) else "cells"


def is_heading_only(row: Row) -> bool:
    """Whether a heading row has a name and no figures, so that the name may run across the table."""
    return row.kind == "heading" and all(cell.value in (None, "") for cell in row.cells[1:])


def check_shape(table: Table) -> None:
    """ValueError where a row has another number of cells than the table has columns, which no renderer could draw."""
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            cells = f"{len(row.cells)} cells for {len(table.columns)} columns"
            raise ValueError(f"the row “{row.key}” of the table “{table.key}” has {cells}")


def has_marks(table: Table) -> bool:
    return any(cell.illustrative for row in table.rows for cell in row.cells)


def above_lines(meta: Meta) -> list[tuple[str, str]]:
    """The label and value pairs that stand above the title."""
    return [(clean(label), clean(value)) for label, value in meta.above]


def title_lines(meta: Meta) -> list[tuple[str, str]]:
    """The title block's label and value pairs; those that the paper gives itself are not repeated."""
    given = {label.casefold() for label, _ in (*meta.facts, *meta.above)}
    standing = (("Place", meta.place), ("Year", meta.year), ("Period", meta.period), ("As at", meta.as_at))
    lines = [pair for pair in standing if pair[1] and pair[0].casefold() not in given]
    lines += list(meta.facts)
    return [(clean(label), clean(value)) for label, value in lines]
