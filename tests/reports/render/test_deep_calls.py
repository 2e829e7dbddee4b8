"""Deep calls: in a room of their own they ask the system for no memory, however deep their caller stands."""

from __future__ import annotations

import resource
from functools import partial

import pytest

from reports.render.deep_calls import with_room

MANY = 300


def leaf() -> int:
    """Its frame is larger than that of one step down, so that at some depth nothing but itself is at a block's end."""
    return max(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27)


def asked_for(depth: int) -> int:
    """How often so many calls at a depth made the system give a page of memory."""
    if depth:
        return asked_for(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(MANY):
        leaf()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_calls_at_any_depth_ask_for_no_memory() -> None:
    for depth in range(250):
        assert with_room(partial(asked_for, depth)) < MANY / 2, depth


def test_what_the_work_makes_and_what_it_raises_come_out() -> None:
    assert with_room(lambda: "made") == "made"
    with pytest.raises(ValueError, match="'x'"):
        with_room(partial(int, "x"))
