"""What was typed into the search box: its words without case and accents, or why it cannot be searched for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

SHORTEST, LONGEST, MOST_WORDS = 2, 100, 8
BEFORE = "’‘“”–—\u00a0"
AFTER = "''\"\"-- "


def _plain(letter: str) -> str:
    """The letter below its accents, where it has one."""
    base = unicodedata.normalize("NFD", letter)
    return base[0] if len(base) > 1 and all(unicodedata.combining(mark) for mark in base[1:]) else ""


_LETTERS = {letter: _plain(letter) for letter in map(chr, range(0xC0, 0x250)) if _plain(letter)}
# The database folds with the same two texts, letter by letter (`translate`), since it has no extension for it.
FROM = "".join(_LETTERS) + "".join(map(chr, range(ord("A"), ord("Z") + 1))) + BEFORE
TO = "".join(_LETTERS.values()).lower() + "".join(map(chr, range(ord("a"), ord("z") + 1))) + AFTER
_TABLE = str.maketrans(FROM, TO)


def fold(text: str) -> str:
    """The text as it is compared: without case and accents, with plain quotation marks, dashes and spaces."""
    return unicodedata.normalize("NFC", text).translate(_TABLE)


@dataclass(frozen=True)
class Asked:
    """A search as it was typed; `words` are folded and empty when `problem` says why nothing was looked for."""

    typed: str
    words: tuple[str, ...] = ()
    problem: str = ""

    @property
    def phrase(self) -> str:
        return " ".join(self.words)


def read_asked(typed: str) -> Asked:
    """Read the search box; a search for nothing has neither words nor a problem."""
    typed = " ".join(typed.replace("\x00", "").split())
    if not typed:
        return Asked("")
    if len(typed) > LONGEST:
        return Asked(typed[:LONGEST], problem=f"Search for {LONGEST} characters at most")
    words = tuple(dict.fromkeys(fold(typed).split()))
    if sum(letter.isalnum() for letter in "".join(words)) < SHORTEST:
        return Asked(typed, problem=f"Search for at least {SHORTEST} letters or digits")
    if len(words) > MOST_WORDS:
        return Asked(typed, problem=f"Search for {MOST_WORDS} words at most")
    return Asked(typed, words)
