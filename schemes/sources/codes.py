"""Recognises ledger codes as spreadsheets bend them: as numbers, in lower case, spaced, inside a longer text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from schemes.sources.cells import Fault, shown

LONGEST = 60
_SHORTENED = re.compile(r"\d(?:\.(\d+))?E\+?(\d+)", re.IGNORECASE)
_APART = re.compile(r"[\s:,|/._-]+")
_NUMBER = re.compile(r"(\d+)\.0+")


def code_text(value: object) -> str:
    """A code cell as text in capitals: 52086001.0 and '52086001 are 52086001. ValueError when its digits are lost."""
    if isinstance(value, Fault):
        raise ValueError(f"expected {value.expected}")  # noqa: TRY004 - the cell is wrong, not its type
    text = shown(value).lstrip("'").upper()
    if whole := _NUMBER.fullmatch(text):
        return whole[1]
    if short := _SHORTENED.fullmatch(text):
        if len(short[1] or "") < int(short[2]):
            raise ValueError(
                "expected a ledger code; the spreadsheet has shortened it and its digits are lost: "
                "format the column as text and export again"
            )
        return str(int(Decimal(text)))
    return text


class CodeBook:
    """The ledger codes that the product knows, found leniently but only where no two of them could be meant."""

    def __init__(self, codes: Collection[str]) -> None:
        self._exact = {code_text(code): code for code in codes}
        counted = Counter(_key(code) for code in codes)
        self._lenient = {_key(code): code for code in codes if _key(code) and counted[_key(code)] == 1}
        self._found: dict[object, str | None] = {}

    def find(self, value: object) -> str | None:
        """The known code that a cell holds, alone, with a description after it, or as one part of a coding string."""
        if value not in self._found:
            self._found[value] = self._look_for(value)
        return self._found[value]

    def _look_for(self, value: object) -> str | None:
        try:
            text = code_text(value)
        except ValueError:
            return None
        if not text or len(text) > 4 * LONGEST:
            return None
        return self._exact.get(text) or self._lenient.get(_key(text)) or self._find_inside(text)

    def _find_inside(self, text: str) -> str | None:
        first = text.split(" ")[0].rstrip(":,-")
        whole = self._exact.get(first) or self._lenient.get(_key(first))
        if whole or not first:
            return whole
        parts = {self._exact.get(part) for part in _APART.split(first)} - {None}
        return parts.pop() if len(parts) == 1 else None

    def read(self, value: object) -> str:
        """The code that a cell holds, known or not; ValueError when it does not look like one."""
        if known := self.find(value):
            return known
        text = code_text(value)
        first, _, rest = text.partition(" ")
        if rest and any(digit.isdigit() for digit in first):
            text = first.rstrip(":,-")
        elif rest and not re.fullmatch(r"[A-Z]{1,4} ?[\d ]+", text):
            raise ValueError("expected a ledger code")
        if len(text) > LONGEST or not any(letter.isalnum() for letter in text):
            raise ValueError("expected a ledger code")
        return text


def _key(text: str) -> str:
    """A code without what people and programs change: case, blanks, marks, zeros in front of a number."""
    key = re.sub(r"[^0-9A-Z]", "", text.upper())
    return key.lstrip("0") if key.isdigit() else key
