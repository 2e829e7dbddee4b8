"""The financial year: April is month 1, and it turns at midnight in London."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from s75.years import (
    london_date,
    month_end,
    month_name,
    month_of,
    month_start,
    parse_month,
    parse_year,
    year_label,
    year_of,
)


@pytest.mark.parametrize("text", ["2022-23", "2022/23", "22/23", "2022/2023", " 2022–23 "])
def test_year_is_read_in_every_common_form(text: str) -> None:
    assert year_label(parse_year(text)) == "2022-23"


@pytest.mark.parametrize("text", ["2022", "2022-24", "2022-2024", "", "next", "2022-23-24"])
def test_year_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="year"):
        parse_year(text)


def test_century_turns() -> None:
    assert year_label(2099) == "2099-00"
    assert parse_year("2099-00") == 2099


@pytest.mark.parametrize(("text", "month"), [("P08", 8), ("8", 8), ("m13", 13), ("p1", 1)])
def test_period_is_read(text: str, month: int) -> None:
    assert parse_month(text) == month


@pytest.mark.parametrize("text", ["0", "14", "P", "8.5", "-1"])
def test_period_outside_the_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="P01 to P13"):
        parse_month(text)


@pytest.mark.parametrize(
    ("month", "first", "last", "name"),
    [
        (1, date(2022, 4, 1), date(2022, 4, 30), "April 2022"),
        (9, date(2022, 12, 1), date(2022, 12, 31), "December 2022"),
        (10, date(2023, 1, 1), date(2023, 1, 31), "January 2023"),
        (12, date(2023, 3, 1), date(2023, 3, 31), "March 2023"),
        (13, date(2023, 3, 1), date(2023, 3, 31), "closing adjustments 2022-23"),
    ],
)
def test_months_have_dates_and_names(month: int, first: date, last: date, name: str) -> None:
    assert (month_start(2022, month), month_end(2022, month), month_name(2022, month)) == (first, last, name)


def test_leap_day_belongs_to_month_11() -> None:
    assert month_end(2023, 11) == date(2024, 2, 29)
    assert (year_of(date(2024, 2, 29)), month_of(date(2024, 2, 29))) == (2023, 11)


def test_year_turns_at_midnight_in_london() -> None:
    assert year_of(london_date(datetime(2023, 3, 31, 22, 59, tzinfo=UTC))) == 2022
    assert year_of(london_date(datetime(2023, 3, 31, 23, 0, tzinfo=UTC))) == 2023
