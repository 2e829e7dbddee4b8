"""Figures typed by hand in a text, and whether a figure of the paper is what they round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.document import Cell, Document, Paragraph
from reports.writing.filling import ASKED

_MONEY = re.compile(
    r"(?<![\w.])[-\N{MINUS SIGN}(]?£\s?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<parts>\d+))?"
    r"\s?(?P<unit>bn\b|billion\b|m\b|million\b|k\b|thousand\b)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\w.,])(?P<digits>\d+)(?:\.(?P<parts>\d+))?\s?(?:%|per cent\b)", re.IGNORECASE)
_TIMES = {"b": 1_000_000_000, "m": 1_000_000, "k": 1_000, "t": 1_000}


@dataclass(frozen=True, slots=True)
class Typed:
    """A figure as it was typed: its size, half of its last digit's worth, and whether it is a percentage."""

    text: str
    size: Decimal
    within: Decimal
    percent: bool = False


def typed_figures(text: str) -> list[Typed]:
    """The amounts in £ and the percentages that a text holds, but for figures that are inserted by name."""
    plain = ASKED.sub(" ", text)
    return [*(_typed(found, False) for found in _MONEY.finditer(plain)),
            *(_typed(found, True) for found in _PERCENT.finditer(plain))]  # fmt: skip


def _typed(found: re.Match[str], percent: bool) -> Typed:
    parts = found["parts"] or ""
    unit = "" if percent else (found["unit"] or "")
    times = _TIMES.get(unit[:1].casefold(), 1)
    size = Decimal(f"{found['digits'].replace(',', '')}.{parts or 0}") * times
    return Typed(found[0].strip(), size, Decimal(times) / 10 ** len(parts) / 2, percent)


def unmatched(typed: Sequence[Typed], document: Document) -> list[Typed]:
    """Those that no figure of the document rounds to, whichever its sign."""
    sizes: dict[bool, list[Decimal]] = {True: [], False: []}
    for cell in _cells(document):
        if isinstance(cell.value, Decimal | int) and cell.unit in ("pounds", "percent", "rate"):
            sizes[cell.unit != "pounds"].append(abs(Decimal(cell.value)))
    return [one for one in typed if not _has(sizes[one.percent], one)]


def _has(sizes: Iterable[Decimal], typed: Typed) -> bool:
    return any(abs(size - typed.size) <= typed.within for size in sizes)


def _cells(document: Document) -> Iterator[Cell]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from block.cells
    for table in document.tables():
        for row in table.rows:
            yield from row.cells
