"""Reads what the rows above a table, a header or a sheet's name state of month and year, as a person would."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from s75.years import month_end
from schemes.sources.cells import clean, shown
from schemes.sources.periods import BARE_MONTH, Basis, Stated, find_stated, named_month

_ASIDE = re.compile(
    r"\b(?:run|ran|print(?:ed)?|produced|extract(?:ed)?|generated|created|downloaded|exported|published|prepared|updated"
    r"|refreshed|report date|date of report|version|prior|previous|last year|compar\w*|from|meeting|page|due|next)\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(r"\b(?:period|month|as at|to|end|ending|ended|for|until)\b", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:to|-|–|—|through|until)\s*", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:month|period|for|to|ending|ended|end of)\b(?: of)?\W+\Z", re.IGNORECASE)
_NUMBERS = re.compile(
    r"\b((?:periods?|months?|p|m)\s*)(0{0,2}\d{1,2})\s*(?:to|-|–|—|through)\s*(0{0,2}\d{1,2})\b(?![/\d])", re.IGNORECASE
)


@dataclass(frozen=True)
class Told:
    """What one text tells: its statements, and the basis that a range of months in it implies."""

    stated: tuple[Stated, ...] = ()
    basis: Basis | None = None


def read_title(cells: Sequence[object]) -> Told:
    """What a row states; the cell to the left is read as a label. Dates of printing and comparisons are left aside."""
    stated: list[Stated] = []
    basis: Basis | None = None
    label = ""
    for cell in cells:
        if text := shown(cell):
            told = read_line(text, label)
            stated, basis, label = [*stated, *told.stated], basis or told.basis, text
    return Told(tuple(stated), basis)


def read_line(text: str, label: str = "") -> Told:
    """What one text states, after a label; “Apr-22 to Nov-22” states November, cumulatively."""
    line = _NUMBERS.sub(r"\1\2 to P\3", f"{label} {text}" if label else text)
    kept: list[Stated] = []
    basis: Basis | None = None
    end = 0
    for start, stop, stated in _in_order(line):
        between, end = line[end:start], stop
        if kept and kept[-1].month and stated.month and _JOIN.fullmatch(between):
            basis = _range_basis(kept.pop(), stated)
            kept.append(stated)
        elif stop > len(label) + bool(label) and _counts(stated, between):
            kept.append(stated)
    return Told(tuple(kept), basis)


def _in_order(line: str) -> list[tuple[int, int, Stated]]:
    found = list(find_stated(line))
    for name in BARE_MONTH.finditer(line):
        apart = all(name.end() <= start or name.start() >= stop for start, stop, _ in found)
        if apart and (clean(line).lower() == name[0].lower() or _NAMED.search(line[: name.start()])):
            found.append((name.start(), name.end(), named_month(name)))
    return sorted(found, key=lambda each: each[0])


def _counts(stated: Stated, before: str) -> bool:
    """Whether a month is the file's own: not a date of printing, an earlier year or a loose day within a month."""
    if _ASIDE.search(before):
        return False
    if stated.day is None or stated.year is None or stated.month is None:
        return True
    return stated.day == month_end(stated.year, stated.month) or bool(_TOWARDS.search(before))


def _range_basis(first: Stated, last: Stated) -> Basis | None:
    if first.month == last.month:
        return "month"
    return "cumulative" if first.month == 1 else None
