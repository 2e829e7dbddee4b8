"""Layouts as plain data and back: what files hold, what an editor stores, and every reason why data makes no layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any, get_args

from reports.layouts import Entry, Held, Layout, Marker, Numbering, Part, UnitName

Data = dict[str, Any]
LONGEST = 500
MOST_PARTS = 120
DEEPEST = 3  # headings of level 2 to 4
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,60}", re.ASCII)
_CHOICES: dict[str, tuple[Any, ...]] = {
    "unit": get_args(UnitName),
    "numbering": get_args(Numbering),
    "points": get_args(Marker),
    "overspend": (1, -1),
}
_KINDS: dict[str, type] = {"above": Entry, "below": Entry, "parts": Part, "figures": Held}
_RANGES = {"steps": (1, 50), "drivers": (1, 20)}


class NoLayout(ValueError):
    """The data makes no layout; `problems` are the reasons, each a sentence."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


def as_data(layout: Layout | Part | Entry | Held) -> Data:
    """The layout as text, numbers, lists and objects, without what stands at its default."""
    made: Data = {}
    for one in fields(layout):
        value = getattr(layout, one.name)
        if one.default is not MISSING and value == one.default:
            continue
        if isinstance(value, tuple):
            value = [item if isinstance(item, str) else as_data(item) for item in value]
        made[one.name] = str(value) if isinstance(value, Decimal) else value
    return made


def from_data(data: Mapping[str, Any], *, known: Collection[str] | None = None) -> Layout:
    """The layout that the data describes. `known` are the sections of figures that the paper has, where they are to be
    checked. NoLayout says everything that is wrong."""
    found: list[str] = []
    layout = _read(Layout, data, "The layout", found)
    if not found and isinstance(layout, Layout):
        found += problems(layout, known)
    if found or not isinstance(layout, Layout):
        raise NoLayout(found or ["The layout is empty."])
    return layout


def _read(kind: type, data: object, where: str, found: list[str]) -> Any:
    """An object of that kind; None when a field is wrong, which `found` then says."""
    if kind is Held and isinstance(data, str):
        return Held(data)
    if not isinstance(data, Mapping):
        found.append(f"{where} is not a set of named values.")
        return None
    names = {one.name: one for one in fields(kind)}
    found += [f"{where} has no “{name}”." for name in data if name not in names]
    missing = [name for name, one in names.items() if one.default is MISSING and name not in data]
    found += [f"{where} needs “{name}”." for name in missing]
    before = len(found)
    read = {name: _value(name, data[name], names[name].default, where, found) for name in data if name in names}
    return kind(**read) if not missing and len(found) == before and len(read) == len(data) else None


def _value(name: str, value: object, default: object, where: str, found: list[str]) -> Any:
    if name in _KINDS:
        items = value if isinstance(value, list | tuple) else [None]
        return tuple(_read(_KINDS[name], item, f"{where}, {name} {i}", found) for i, item in enumerate(items, 1))
    if name in _CHOICES:
        return _checked(value, value in _CHOICES[name], f"{where}: “{name}” is none of {_listed(name)}.", found)
    if name == "least_variance":
        right = isinstance(value, str | int) and re.fullmatch(r"\d{1,12}(\.\d\d)?", str(value)) is not None
        checked = _checked(value, right, f"{where}: “{name}” is no amount in £.", found)
        return Decimal(str(checked)) if right else None
    if name in ("choices", "sign_off"):
        right = isinstance(value, list | tuple) and all(isinstance(item, str) and item for item in value)
        checked = _checked(value, right, f"{where}: “{name}” is no list of words.", found)
        return tuple(checked) if right else None
    if name in _RANGES:
        low, high = _RANGES[name]
        right = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return _checked(value, right, f"{where}: “{name}” is a number from {low} to {high}.", found)
    if isinstance(default, bool):
        return _checked(value, isinstance(value, bool), f"{where}: “{name}” is either true or false.", found)
    right = isinstance(value, str) and len(value) <= LONGEST and value.isprintable()
    return _checked(value, right, f"{where}: “{name}” is no text of up to {LONGEST} letters.", found)


def _checked(value: Any, right: bool, problem: str, found: list[str]) -> Any:
    if not right:
        found.append(problem)
    return value


def _listed(name: str) -> str:
    return ", ".join(f"“{choice}”" for choice in _CHOICES[name])


def problems(layout: Layout, known: Collection[str] | None = None) -> list[str]:
    """What is wrong with a layout as a whole: names used twice, headings too deep or missing, figures that are not there."""
    rules: tuple[Callable[[Layout], list[str]], ...] = (_texts, _keys, _depths)
    found = [problem for rule in rules for problem in rule(layout)]
    if known is not None:
        found += [f"The paper has no section of figures “{key}”." for key in layout.figures() if key not in known]
    return found


def _texts(layout: Layout) -> list[str]:
    found = [f"“{name}” is empty." for name in ("name", "title") if not getattr(layout, name).strip()]
    strange = set(re.findall(r"\{[^}]*\}?", layout.title)) - {"{scope}", "{period}"}
    found += [f"The title asks for {name}; it can have {{scope}} and {{period}}." for name in sorted(strange)]
    found += [
        f"The line “{entry.key}” of the title block has no label." for entry in layout.entries() if not entry.label
    ]
    return found


def _keys(layout: Layout) -> list[str]:
    parts = list(layout.all_parts())
    keys = [part.key for part in parts] + [entry.key for entry in layout.entries()]
    own = {part.key for part in parts if [held.key for held in part.figures if not held.heading] == [part.key]}
    figures = list(layout.figures())
    keys += [key for key in figures if key not in own]
    twice = {key for key in keys if keys.count(key) > 1} | {key for key in figures if figures.count(key) > 1}
    found = [f"“{key}” is used twice." for key in sorted(twice)]
    wrong = [key for key in (layout.slug, *keys) if not _KEY.fullmatch(key)]
    found += [f"“{key}” is no name: small letters, digits, - and _, beginning with a letter." for key in wrong]
    if not 0 < len(parts) <= MOST_PARTS:
        found.append(f"A layout has from 1 to {MOST_PARTS} parts; this one has {len(parts)}.")
    return found


def _depths(layout: Layout) -> list[str]:
    found = []

    def walk(parts: Sequence[Part], depth: int) -> None:
        for place, part in enumerate(parts):
            below = bool(part.parts) or any(held.heading for held in part.figures)
            if not part.heading and (depth > 1 or place == 0 or below):
                found.append(f"“{part.key}” needs a heading.")
            if depth + below > DEEPEST:
                found.append(f"“{part.key}” lies too deep: a paper has {DEEPEST} levels of headings below its title.")
            walk(part.parts, depth + 1)

    walk(layout.parts, 1)
    return found
