"""Reads what people write of an indicator: a reading such as “57% (388/681)” or “-”, and a target such as “>60%”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from schemes.sources.cells import DASHES

LARGEST = Decimal("999999999999")
PLACES = 4
EXPECTED = "a number such as 1,234, 57% or 21/28, a dash for not collected, or nothing"
COMPARATORS = {">": ">", "≥": ">=", ">=": ">=", "<": "<", "≤": "<=", "<=": "<=", "=": "=", "": "="}

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|-?\.\d+"
_FIGURE = re.compile(rf"£?\s*({_NUMBER})\s*(?:%|days?)?", re.ASCII | re.IGNORECASE)
_SHARE = re.compile(rf"({_NUMBER})\s*/\s*({_NUMBER})", re.ASCII)
_BOTH = re.compile(r"(?P<figure>[^()/]+?)\s*\((?P<share>[^()]+)\)")
_TARGET = re.compile(r"(>=|<=|≥|≤|>|<|=)?\s*(.+)", re.DOTALL)
_WORDED = {
    "at least": ">=",
    "more than": ">",
    "over": ">",
    "at most": "<=",
    "up to": "<=",
    "less than": "<",
    "under": "<",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """A reading as it was written. `reported` is False for a blank; not applicable says that it was not collected."""

    reported: bool = False
    applicable: bool = True
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    words: str = ""


def read_figure(text: str) -> Decimal | None:
    """A number with £, %, days and separators as people write them; None for a blank. ValueError for anything else."""
    text = text.strip()
    if not text:
        return None
    found = _FIGURE.fullmatch(text.replace("−", "-"))
    if not found:
        raise ValueError(f"expected {EXPECTED}")
    value = Decimal(found[1].replace(",", ""))
    exponent = value.as_tuple().exponent
    if abs(value) > LARGEST or (isinstance(exponent, int) and -exponent > PLACES):
        raise ValueError(f"expected no more than {PLACES} decimals, and no number above {LARGEST:,}")
    return value


def read_reading(text: str, *, worded: bool = False) -> Figures:
    """One reading: blank, a dash, a number, a share such as 21/28, or a number with its share; or words."""
    text = " ".join(text.split())
    if not text:
        return Figures()
    if text in {*DASHES, "-"}:
        return Figures(reported=True, applicable=False)
    if worded:
        return Figures(reported=True, words=text)
    both = _BOTH.fullmatch(text)
    if both:
        numerator, denominator = _share(both["share"])
        return Figures(True, True, read_figure(both["figure"]), numerator, denominator)
    if "/" in text:
        numerator, denominator = _share(text)
        return Figures(True, True, None, numerator, denominator)
    return Figures(True, True, read_figure(text))


def _share(text: str) -> tuple[Decimal, Decimal]:
    found = _SHARE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"expected {EXPECTED}")
    numerator, denominator = read_figure(found[1]), read_figure(found[2])
    if numerator is None or denominator is None or denominator <= 0:
        raise ValueError("expected a share of something above zero, such as 21/28")
    return numerator, denominator


def read_target(text: str) -> tuple[str, Decimal | None]:
    """The comparator and number of a target: “>60%” is > and 60, “34,000” is = and 34000; other words have neither."""
    written = " ".join(text.split())
    for words, comparator in _WORDED.items():
        if written.casefold().startswith(f"{words} "):
            return _target(comparator, written[len(words) :])
    found = _TARGET.fullmatch(written)
    return _target(COMPARATORS[found[1] or ""], found[2]) if found else ("", None)


def _target(comparator: str, number: str) -> tuple[str, Decimal | None]:
    try:
        amount = read_figure(number)
    except ValueError:
        return "", None
    return (comparator, amount) if amount is not None else ("", None)
