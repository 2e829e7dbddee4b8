"""Steps in the editor of a layout: rows are added, moved and removed, and what lies below a part moves with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.house_style.rows import PartRow, Rows, read_rows, rows_of
from reports.house_style.steps import stepped
from reports.layouts.houses import NAMES, house
from tests.reports.house_style.made import sent

LEVELS = "A1 B1 b2 bb3 C1"


def rows(levels: str = LEVELS) -> Rows:
    """Parts named by their letters, each with its level."""
    return Rows({}, [], [], [PartRow({"heading": one[:-1], "level": one[-1]}) for one in levels.split()])


def told(found: Rows) -> str:
    return " ".join(f"{part.values.get('heading', '')}{part.level}" for part in found.parts)


@pytest.mark.parametrize(
    ("step", "after", "at"),
    [
        ("up-part-2", "B1 b2 bb3 A1 C1", "part-1"),
        ("down-part-1", "B1 b2 bb3 A1 C1", "part-4"),
        ("up-part-5", "A1 C1 B1 b2 bb3", "part-2"),
        ("down-part-2", "A1 C1 B1 b2 bb3", "part-3"),
        ("up-part-3", LEVELS, "part-3"),  # the first within its part
        ("down-part-4", LEVELS, "part-4"),
        ("remove-part-2", "A1 b2 bb3 C1", "part-2"),
        ("remove-part-1", "B1 b2 bb3 C1", "part-1"),
        ("remove-part-3", "A1 B1 bb2 C1", "part-3"),  # no part lies two levels below another
        ("add-part-2", "A1 B1 b2 bb3 1 C1", "part-5"),
        ("add-part", "A1 B1 b2 bb3 C1 1", "part-6"),
        ("up-part-99", LEVELS, ""),
        ("explode-part-1", LEVELS, ""),
    ],
)
def test_a_step_moves_parts_with_what_lies_below(step: str, after: str, at: str) -> None:
    found, left_at = stepped(rows(), step)

    assert (told(found), left_at) == (after, at)


def test_figures_and_lines_of_the_title_block_move_in_plain_lists() -> None:
    start = rows("A1")
    for _ in range(2):
        start, at = stepped(start, "add-figure-1")
    start.parts[0].figures[0]["key"] = "funds"

    moved, left_at = stepped(start, "down-figure-1-1")

    assert (at, left_at) == ("figure-1-2", "figure-1-2")
    assert [figure.get("key") for figure in moved.parts[0].figures] == [None, "funds"]
    assert stepped(moved, "remove-figure-1-1")[0].parts[0].figures == [{"key": "funds"}]
    with_line, at = stepped(moved, "add-entry")
    assert (with_line.entries, at) == ([{"where": "below"}], "entry-1")
    assert stepped(with_line, "remove-entry-1") == (moved, "")


@given(st.lists(st.tuples(st.sampled_from(["up", "down"]), st.integers(1, 5)), max_size=8))
def test_moving_loses_no_part_and_keeps_every_level(moves: list[tuple[str, int]]) -> None:
    found = rows()
    for way, number in moves:
        found, _ = stepped(found, f"{way}-part-{number}")

    assert sorted(told(found).split()) == sorted(LEVELS.split())


@pytest.mark.parametrize("name", NAMES)
def test_a_form_sends_back_the_rows_that_it_showed(name: str) -> None:
    lists = {key: value if isinstance(value, list) else [value] for key, value in sent(house(name)).items()}

    assert read_rows(lists) == rows_of(house(name))
