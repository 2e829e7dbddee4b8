"""Layouts as data: they come back the same, and everything that is wrong with data is said at once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reports.layouts.data import NoLayout, as_data, from_data, problems
from reports.layouts.houses import NAMES, house

LEAST: dict[str, Any] = {
    "slug": "ours",
    "name": "Ours",
    "title": "{scope} at {period}",
    "parts": [{"key": "funds", "heading": "Funds", "figures": ["funds"]}],
}


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_survives_being_kept(name: str) -> None:
    layout = house(name)

    assert from_data(json.loads(json.dumps(as_data(layout)))) == layout
    assert problems(layout) == []


def test_the_least_that_makes_a_layout() -> None:
    layout = from_data(LEAST, known={"funds"})

    assert layout.title_of("{period} <b>", "P08") == "{period} <b> at P08"
    assert layout.figures() == ["funds"]
    assert layout.note == "£ and pence. A positive variance is an overspend."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": "dollars"}, "“unit” is none of “pence”, “pounds”, “thousands”, “millions”."),
        ({"overspend": 2}, "“overspend” is none of"),
        ({"brackets": "yes"}, "“brackets” is either true or false."),
        ({"steps": 0}, "“steps” is a number from 1 to 50."),
        ({"steps": True}, "“steps” is a number from 1 to 50."),
        ({"least_variance": "1e9"}, "“least_variance” is no amount in £."),
        ({"sign_off": "clerk"}, "“sign_off” is no list of words."),
        ({"colour": "red"}, "The layout has no “colour”."),
        ({"name": None}, "“name” is no text"),
        ({"name": "x" * 501}, "“name” is no text of up to 500 letters."),
        ({"name": " "}, "“name” is empty."),
        ({"slug": "Ours!"}, "“Ours!” is no name"),
        ({"title": "{scope.__class__}"}, "The title asks for {scope.__class__}"),
        ({"parts": []}, "from 1 to 120 parts; this one has 0."),
        ({"parts": "all"}, "parts 1 is not a set of named values."),
        ({"parts": [{"heading": "No key"}]}, "The layout, parts 1 needs “key”."),
        ({"parts": [{"key": "a", "heading": "A"}, {"key": "a", "heading": "B"}]}, "“a” is used twice."),
        ({"parts": [{"key": "first", "guidance": "x"}]}, "“first” needs a heading."),
        ({"parts": [{"key": "a", "heading": "A", "figures": ["nowhere"]}]}, "no section of figures “nowhere”."),
        ({"above": [{"key": "date", "label": ""}]}, "“date” of the title block has no label."),
        (
            {"parts": [{"key": "a", "heading": "A", "parts": [{"key": "b", "heading": "B", "parts": [
                {"key": "c", "heading": "C", "parts": [{"key": "d", "heading": "D"}]}]}]}]},
            "“c” lies too deep",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(change: dict[str, Any], words: str) -> None:
    with pytest.raises(NoLayout) as refused:
        from_data(LEAST | change, known={"funds"})
    assert words in str(refused.value)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(NoLayout) as refused:
        from_data({"slug": "x", "unit": "y", "parts": [7]})
    assert len(refused.value.problems) == 4


def test_data_of_another_kind_is_no_layout() -> None:
    with pytest.raises(NoLayout, match="not a set of named values"):
        from_data([])  # type: ignore[arg-type]


def test_a_house_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        house("../plain")
