"""The words that a redaction looks for: what they must be like, and how Python and the database find them alike."""

from __future__ import annotations

import re

from reports.models.redactions import MARK
from reports.render.words import clean
from s75.errors import BadInput, Problem

SHORTEST = 3


def sought_words(typed: str) -> str:
    """The words with one space between them. BadInput when they are too short to be meant."""
    sought = " ".join(clean(typed).split())
    if len(sought) < SHORTEST or not any(one.isalpha() for one in sought) or MARK in sought:
        raise BadInput(
            f"Enter the words to take out: at least {SHORTEST} characters, with a letter.",
            problems=[Problem("", None, "words", "", "the words")],
        )
    return sought


def python_pattern(sought: str) -> re.Pattern[str]:
    """The words in any case, with any space between them, and not within longer words."""
    inner = r"\s+".join(re.escape(piece) for piece in sought.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


def database_pattern(sought: str) -> str:
    """The same for the database."""
    inner = r"\s+".join("".join(one if one.isalnum() else f"\\{one}" for one in piece) for piece in sought.split())
    return rf"(?<!\w){inner}(?!\w)"
