"""What people write of an indicator: readings, shares, dashes and blanks, and targets with their comparators."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemes.sources.readings import Figures, read_figure, read_reading, read_target


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        ("57%", "57"),
        ("£1,200.50", "1200.50"),
        ("12 days", "12"),
        ("-3.5", "-3.5"),
        ("−3", "-3"),
        (".5", "0.5"),
        ("0", "0"),
    ],
)
def test_a_figure_is_read_as_people_write_it(text: str, value: str) -> None:
    assert read_figure(text) == Decimal(value)


@pytest.mark.parametrize("text", ["about 60", "1,23", "1.23456", "60%%", "=1+1", "9" * 13, "1e5", "٣"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_figure(text)


def test_a_blank_is_not_a_dash_and_neither_is_nought() -> None:
    blank, dash, nought = read_reading("  "), read_reading("–"), read_reading("0")

    assert (blank.reported, blank.value) == (False, None)
    assert (dash.reported, dash.applicable, dash.value) == (True, False, None)
    assert (nought.reported, nought.applicable, nought.value) == (True, True, Decimal(0))


def test_a_share_may_stand_alone_or_beside_the_printed_figure() -> None:
    assert read_reading("21/28") == Figures(True, True, None, Decimal(21), Decimal(28))
    assert read_reading("75% (21/28)") == Figures(True, True, Decimal(75), Decimal(21), Decimal(28))


@pytest.mark.parametrize("text", ["21/0", "21/-1", "/28", "21/", "75 (21)", "(21/28"])
def test_a_broken_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_reading(text)


def test_words_are_kept_where_an_indicator_is_said_in_words() -> None:
    assert read_reading("on  track", worded=True) == Figures(True, words="on track")
    with pytest.raises(ValueError, match="expected"):
        read_reading("on track")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (">60%", (">", "60")),
        ("≥ 60 %", (">=", "60")),
        ("<=3 days", ("<=", "3")),
        ("< 3", ("<", "3")),
        ("34,000", ("=", "34000")),
        ("At least 75%", (">=", "75")),
        ("up to 3", ("<=", "3")),
        ("-", ("", None)),
        ("improve", ("", None)),
        ("over the moon", ("", None)),
        ("60 to 70", ("", None)),
    ],
)
def test_a_target_is_read_with_its_comparator_or_kept_as_words(text: str, found: tuple[str, str | None]) -> None:
    comparator, amount = found
    assert read_target(text) == (comparator, None if amount is None else Decimal(amount))
