"""The years of a planning workbook: what its titles state, and what a column's header says it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemes.sources.cells import shown

_SPAN = re.compile(r"(?<!\d)(?:20)?(\d{2})\s*(?:[-–—/]|to)\s*(?:20)?(\d{2})(?!\d)", re.IGNORECASE)
_LONG = re.compile(r"(?<!\d)20(\d{2})\s*(?:[-–—/]|to)\s*(?:20)?(\d{2})(?!\d)", re.IGNORECASE)
_NTH = re.compile(r"\b(?:yr|year)\s*\.?\s*([12])\b", re.IGNORECASE)
_BOARD = re.compile(r"\bhealth\s*(?:and|&)\s*wellbeing\s*board\b\W*(.*)", re.IGNORECASE)
TITLE_ROWS = 25


def years_in(text: str, *, long: bool = False) -> tuple[int, ...]:
    """The financial years that a text spans: 23/24 is (2023,), 2023-25 is (2023, 2024)."""
    for found in (_LONG if long else _SPAN).finditer(text):
        first, last = int(found[1]), int(found[2])
        if first >= 15 and 1 <= last - first <= 3:
            return tuple(2000 + year for year in range(first, last))
    return ()


def stated_years(tables: Sequence[Sequence[Sequence[object]]]) -> tuple[int, ...]:
    """The years that the titles of a workbook's sheets state; the longest span of the first that states any."""
    for rows in tables:
        spans = [years_in(shown(cell), long=True) for row in rows[:TITLE_ROWS] for cell in row if isinstance(cell, str)]
        if any(spans):
            return max(spans, key=len)
    return ()


def header_year(header: str, stated: Sequence[int]) -> int | None:
    """The year that a column's header is of: by its own words, or as the first or second of those stated."""
    own = years_in(header)
    if len(own) == 1:
        return own[0]
    nth = _NTH.search(header)
    return stated[int(nth[1]) - 1] if nth and int(nth[1]) <= len(stated) else None


def stated_board(tables: Sequence[Sequence[Sequence[object]]]) -> str:
    """The Health and Wellbeing Board that a workbook says it is of, from beside or after those words; else empty."""
    for rows in tables:
        for row in rows[:TITLE_ROWS]:
            texts = [shown(cell) for cell in row if isinstance(cell, str) and shown(cell)]
            for index, text in enumerate(texts):
                if found := _BOARD.search(text):
                    name = found[1].strip(" :") or (texts[index + 1] if index + 1 < len(texts) else "")
                    if name and not name.startswith("<"):
                        return name
    return ""
