"""A layout as the rows of a form: what was typed in each, and the steps that add, move and remove rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.layouts import Entry, Held, Layout, Part
from reports.layouts.data import DEEPEST, MOST_PARTS

Values = dict[str, str]
ON = "on"
MOST_ROWS = MOST_PARTS + 1  # so that one too many is still refused in words
TOP = ("name", "title", "unit", "overspend", "numbering", "steps", "drivers", "least_variance")
_FIELD = re.compile(r"(entry|part)-(\d{1,3})-(?:figure-(\d{1,3})-)?([a-z_]+)", re.ASCII)


@dataclass
class PartRow:
    """A part as it was typed; the parts below it are the rows after it whose level is deeper."""

    values: Values
    figures: list[Values] = field(default_factory=list)

    @property
    def level(self) -> int:
        level = self.values.get("level", "")
        return int(level) if level.isdecimal() and 1 <= int(level) <= DEEPEST else 1


@dataclass
class Rows:
    """A whole layout as it was typed: its own fields, the lines of its title block, and its parts in their order."""

    top: Values
    sign_off: list[str] = field(default_factory=list)
    entries: list[Values] = field(default_factory=list)
    parts: list[PartRow] = field(default_factory=list)


def rows_of(layout: Layout) -> Rows:
    """The rows that show a layout."""
    top = {name: str(getattr(layout, name)) for name in TOP} | _on(brackets=layout.brackets)
    entries = [_entry(one, where) for where in ("above", "below") for one in getattr(layout, where)]
    return Rows(top, list(layout.sign_off), entries, list(_parts(layout.parts, 1)))


def _on(**flags: bool) -> Values:
    return {name: ON for name, value in flags.items() if value}


def _entry(entry: Entry, where: str) -> Values:
    texts = {name: getattr(entry, name) for name in ("key", "label", "guidance", "otherwise")}
    return {**texts, "where": where, "choices": "\n".join(entry.choices), **_on(required=entry.required)}


def _parts(parts: Sequence[Part], level: int) -> Iterator[PartRow]:
    for part in parts:
        texts = {name: getattr(part, name) for name in ("key", "heading", "guidance", "lead_in", "points", "otherwise")}
        flags = _on(
            required=part.required, signed=part.signed, unnumbered=part.unnumbered, runs_on=not part.heading
        )  # fmt: skip
        values = {**texts, "level": str(level), "choices": "\n".join(part.choices), **flags}
        yield PartRow(values, [_figure(held) for held in part.figures])
        yield from _parts(part.parts, level + 1)


def _figure(held: Held) -> Values:
    return {"key": held.key, "heading": held.heading}


def read_rows(sent: Mapping[str, Sequence[str]]) -> Rows:
    """The rows that a form sent, by their numbers, which then have no gap."""
    entries: dict[int, Values] = {}
    parts: dict[int, PartRow] = {}
    figures: dict[tuple[int, int], Values] = {}
    for name, values in sent.items():
        found = _FIELD.fullmatch(name)
        if found is None or not values or int(found[2]) > MOST_ROWS:
            continue  # no form of ours sends it
        kind, number, figure, column = found[1], int(found[2]), found[3], found[4]
        if figure is not None:
            figures.setdefault((number, int(figure)), {})[column] = values[-1]
        elif kind == "entry":
            entries.setdefault(number, {})[column] = values[-1]
        else:
            parts.setdefault(number, PartRow({})).values[column] = values[-1]
    for (number, _), row in sorted(figures.items()):
        if number in parts:
            parts[number].figures.append(row)
    top = {name: sent[name][-1] for name in (*TOP, "brackets") if sent.get(name)}
    return Rows(
        top, list(sent.get("sign_off", ())),
        [entries[number] for number in sorted(entries)], [parts[number] for number in sorted(parts)],
    )  # fmt: skip
