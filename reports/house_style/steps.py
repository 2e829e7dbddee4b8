"""One step in the editor of a layout: a row is added, moved or removed, before anything is saved."""

from __future__ import annotations

import re
from dataclasses import replace

from reports.house_style.rows import PartRow, Rows, Values
from reports.layouts.data import MOST_PARTS

MOST_ENTRIES = 40
MOST_FIGURES = 60  # of one part
_STEP = re.compile(r"(add|up|down|remove)-(entry|part|figure)(?:-(\d{1,3}))?(?:-(\d{1,3}))?", re.ASCII)


def stepped(rows: Rows, step: str) -> tuple[Rows, str]:
    """The rows after a step, such as up-part-3, add-figure-3 or remove-figure-3-2, and the id of the row that it left
    the reader at. Rows are counted from 1. A step that cannot be taken leaves everything as it is."""
    found = _STEP.fullmatch(step)
    if found is None:
        return rows, ""
    what, kind, first, second = found[1], found[2], int(found[3] or 0), int(found[4] or 0)
    if kind == "entry":
        entries, at = _moved(rows.entries, what, first, {"where": "below"}, MOST_ENTRIES)
        return replace(rows, entries=entries), f"entry-{at}" if at else ""
    if kind == "part":
        parts, at = _parts(rows.parts, what, first)
        return replace(rows, parts=_levelled(parts)), f"part-{at}" if at else ""
    if not 1 <= first <= len(rows.parts):
        return rows, ""
    part = rows.parts[first - 1]
    figures, at = _moved(part.figures, what, second, {}, MOST_FIGURES)
    parts = [replace(part, figures=figures) if one is part else one for one in rows.parts]
    return replace(rows, parts=parts), f"figure-{first}-{at}" if at else f"part-{first}"


def _moved(rows: list[Values], what: str, number: int, empty: Values, most: int) -> tuple[list[Values], int]:
    """A plain list after a step, and the number of the row that it is about; 0 when that has gone."""
    if what == "add":
        return ([*rows, dict(empty)], len(rows) + 1) if len(rows) < most else (rows, len(rows))
    if not 1 <= number <= len(rows):
        return rows, 0
    left = [row for place, row in enumerate(rows, 1) if place != number]
    if what == "remove":
        return left, min(number, len(left))
    goal = max(number - 1, 1) if what == "up" else min(number + 1, len(rows))
    return [*left[: goal - 1], rows[number - 1], *left[goal - 1 :]], goal


def _parts(parts: list[PartRow], what: str, number: int) -> tuple[list[PartRow], int]:
    """The parts after a step. A part moves with everything below it, past a part of its own level; one that is removed
    leaves what lay below it."""
    if what == "add":
        return _added(parts, number)
    if not 1 <= number <= len(parts):
        return parts, 0
    start = number - 1
    end = _end(parts, start)
    if what == "remove":
        left = [*parts[:start], *parts[start + 1 :]]
        return left, min(number, len(left))
    before, after = beside(parts, number)
    if what == "up" and before:
        return [*parts[: before - 1], *parts[start:end], *parts[before - 1 : start], *parts[end:]], before
    if what == "down" and after:
        past = _end(parts, after - 1)
        return [*parts[:start], *parts[end:past], *parts[start:end], *parts[past:]], number + past - end
    return parts, number


def beside(parts: list[PartRow], number: int) -> tuple[int, int]:
    """The parts of the same level before and after one, under the same part; 0 where there is none."""
    start, level = number - 1, parts[number - 1].level
    end = _end(parts, start)
    before = next((i + 1 for i in range(start - 1, -1, -1) if parts[i].level <= level), 0)
    return (
        before if before and parts[before - 1].level == level else 0,
        end + 1 if end < len(parts) and parts[end].level == level else 0,
    )


def _added(parts: list[PartRow], number: int) -> tuple[list[PartRow], int]:
    """An empty part after another one and all below it, of the same level; at the end without a number."""
    if len(parts) >= MOST_PARTS:
        return parts, len(parts)
    if not 1 <= number <= len(parts):
        return [*parts, PartRow({"level": "1"})], len(parts) + 1
    end = _end(parts, number - 1)
    return [*parts[:end], PartRow({"level": str(parts[number - 1].level)}), *parts[end:]], end + 1


def _end(parts: list[PartRow], start: int) -> int:
    """Where the part that begins there ends, with everything below it."""
    return next((i for i in range(start + 1, len(parts)) if parts[i].level <= parts[start].level), len(parts))


def _levelled(parts: list[PartRow]) -> list[PartRow]:
    """The same parts, none more than one level below the one before it."""
    found: list[PartRow] = []
    for part in parts:
        most = found[-1].level + 1 if found else 1
        found.append(replace(part, values={**part.values, "level": str(min(part.level, most))}))
    return found
