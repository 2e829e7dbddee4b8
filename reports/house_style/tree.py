"""The rows of a form, once each is in order, as the data of a layout: parts under one another, and a key for each new one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

Data = dict[str, Any]
LONGEST_KEY = 50


def layout_data(top: Data, entries: Sequence[Data], parts: Sequence[Data], figures: Collection[str], slug: str) -> Data:
    """The data of a layout. Each entry holds `where`, each part `level` and `figures` (rows of key and heading) beside
    what a layout holds; `figures` are all keys of sections of figures, which no part may take for its own."""
    names = _Keys({row["key"] for row in (*entries, *parts)} | set(figures))
    lines = [(row["where"], _entry(row, names)) for row in entries]
    kept = [(row["level"], _part(row, names, figures)) for row in parts]
    return {
        **top,
        "slug": slug,
        "above": [line for where, line in lines if where == "above"],
        "below": [line for where, line in lines if where != "above"],
        "parts": _nested(kept),
    }


class _Keys:
    """Keys that are taken; a new one is made of words."""

    def __init__(self, taken: Collection[str]) -> None:
        self.taken = set(taken)

    def new(self, words: str) -> str:
        stem = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:LONGEST_KEY].strip("_") or "part"
        stem = stem if stem[0].isalpha() else f"part_{stem}"
        number, key = 1, stem
        while key in self.taken:
            number, key = number + 1, f"{stem}_{number + 1}"
        self.taken.add(key)
        return key


def _entry(row: Mapping[str, Any], names: _Keys) -> Data:
    kept = {name: value for name, value in row.items() if name != "where"}
    return {**kept, "key": row["key"] or names.new(row["label"])}


def _part(row: Mapping[str, Any], names: _Keys, figures: Collection[str]) -> Data:
    """The part; one whose key is that of figures which stand elsewhere gets another."""
    held = [dict(one) for one in row["figures"]]
    key = row["key"]
    own = [one["key"] for one in held if not one["heading"]] == [key]
    if not key or (key in figures and not own):
        key = names.new(row["heading"] or "part")
    kept = {name: value for name, value in row.items() if name != "level"}
    return {**kept, "key": key, "figures": held, "parts": []}


def _nested(parts: Sequence[tuple[int, Data]]) -> list[Data]:
    """Each part under the last one before it of a higher level."""
    found: list[Data] = []
    above: list[tuple[int, Data]] = []
    for level, part in parts:
        while above and above[-1][0] >= level:
            above.pop()
        (above[-1][1]["parts"] if above else found).append(part)
        above.append((level, part))
    return found
