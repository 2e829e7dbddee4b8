"""Whole numbers of requests: only what a key or a month can be is read."""

from __future__ import annotations

import pytest

from s75.numbers import whole


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("08", 8), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None), ("²", None)]
    + [(text, None) for text in ("", "-1", "+1", "1.0", " 1", "1\x00", "x")],
)
def test_a_whole_number_is_read_or_is_none(text: str, number: int | None) -> None:
    assert whole(text) == number
