"""The hidden keys of a forecast round's workbook: which line a row is, and what it held when it was downloaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from s75.years import CLOSING_MONTH
from schemes.sources.cells import clean

MARKER = "Keys of a forecast round"
KEY = "Key"
LINE = "Line"
BUDGET = "Current budget"
OUTTURN = "Forecast outturn"
EXPLANATION = "Explanation"
MITIGATION = "Mitigation"


@dataclass(frozen=True, slots=True)
class RoundKey:
    """Whose round a workbook is: the place's slug, the year's first calendar year, the period, the partner's code."""

    place: str
    year: int
    round: int
    partner: str


@dataclass(frozen=True, slots=True)
class LineKey:
    """One line as it stood in the download: its row version, its months and budget in £, and marks of its words."""

    of: RoundKey
    ref: str
    version: int
    months: Mapping[int, Decimal | None]
    budget: Decimal
    explanation: str
    mitigation: str


def mark_of(words: str) -> str:
    """A short mark of a text, the same however its blanks and line ends are written."""
    return sha256(clean(words).encode()).hexdigest()[:16]


def write_key(key: LineKey) -> str:
    """The key as the text of one cell."""
    of = key.of
    months = {str(month): None if amount is None else str(amount) for month, amount in key.months.items()}
    named = {"place": of.place, "year": of.year, "round": of.round, "partner": of.partner, "ref": key.ref}
    words = {"explanation": key.explanation, "mitigation": key.mitigation}
    return json.dumps(
        {**named, "version": key.version, "budget": str(key.budget), "months": months, **words}, ensure_ascii=False
    )


def read_key(text: object) -> LineKey | None:
    """The key that a cell holds; None where it holds none, or one that was damaged."""
    if not isinstance(text, str) or not text.lstrip().startswith("{"):
        return None
    try:
        read = json.loads(text)
        of = RoundKey(_text(read, "place"), _number(read, "year"), _number(read, "round"), _text(read, "partner"))
        months = {int(month): None if amount is None else Decimal(amount) for month, amount in read["months"].items()}
        key = LineKey(
            of,
            _text(read, "ref"),
            _number(read, "version"),
            months,
            Decimal(read["budget"]),
            _text(read, "explanation"),
            _text(read, "mitigation"),
        )
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError):
        return None
    return key if set(months) <= set(range(1, CLOSING_MONTH + 1)) else None


def _text(read: Any, name: str) -> str:
    value = read[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value


def _number(read: Any, name: str) -> int:
    value = read[name]
    if type(value) is not int or not 0 <= value < 10**9:
        raise TypeError(f"{name} is no number")
    return value
