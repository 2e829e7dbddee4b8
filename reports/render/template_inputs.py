"""Which cell of a template a label asks for: the one to its right, else the one under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reports.render.template_cells import SheetSpots, Spot
from reports.render.template_fill import OpenTemplate

RIGHT, DOWN = 12, 3  # how many cells away it may be


def input_of(
    template: OpenTemplate, sheet: str, label: Spot, at: Callable[[Spot], object], *, words: bool
) -> Spot | None:
    """The cell beside a label that is its value: the first that holds something, or that is blank and may be written to.

    `at` says what stands in a cell, None for nothing. A text is no figure, so the cell of a figure is never beyond one;
    of an answer in words it may be the answer, when it may be written to. Only cells that the template has are looked
    at, so that nothing is written into the empty space beside a table.
    """
    spots = template.spots[sheet]
    bottom, right = next((last for first, last in spots.merged if first == label), label)
    ways = (
        ((label[0], column) for column in range(right + 1, right + 1 + RIGHT)),
        ((row, label[1]) for row in range(bottom + 1, bottom + 1 + DOWN)),
    )
    found = (_first(template, sheet, [spot for spot in way if _is_there(spots, spot)], at, words) for way in ways)
    return next((spot for spot in found if spot), None)


def _first(
    template: OpenTemplate, sheet: str, way: Iterable[Spot], at: Callable[[Spot], object], words: bool
) -> Spot | None:
    for spot in way:
        free = not template.stands_against(sheet, spot)
        if at(spot) is None:
            if free:
                return spot
        elif isinstance(at(spot), str):
            return spot if words and free else None
        else:
            return None if words else spot
    return None


def _is_there(spots: SheetSpots, spot: Spot) -> bool:
    row = spots.rows.get(spot[0])
    return row is not None and spot[1] in row.cells and not spots.covered(spot)
