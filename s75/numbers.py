"""Whole numbers as a request brings them: a text of any length that may be none."""

from __future__ import annotations

MOST_FIGURES = 18  # what the database's keys hold; Python itself refuses to read thousands of figures


def whole(text: str) -> int | None:
    """The number that a text of one to eighteen figures means; None for any other text, a sign included."""
    return int(text) if text.isdecimal() and len(text) <= MOST_FIGURES else None
