"""The months, quarters and fortnights of a year."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from schemes.reporting_periods import began, ended_by, fortnight_ends, long_label, period_ends


@pytest.mark.parametrize("year", range(2018, 2029))
@pytest.mark.parametrize("first", [None, 3, 13, 27, 200])
def test_fortnights_leave_no_day_of_the_year_out(year: int, first: int | None) -> None:
    start = date(year, 4, 1)
    ends = fortnight_ends(year, start + timedelta(first) if first is not None else None)

    assert ends[-1] == date(year + 1, 3, 31)
    assert all((b - a).days == 14 for a, b in pairwise(ends[:-1]))
    assert len(ends) == 1 or 7 <= (ends[-1] - ends[-2]).days <= 20
    assert began("fortnight", year, 1, ends[0]) == start
    assert began("fortnight", year, len(ends), ends[0]) == (ends[-2] + timedelta(1) if len(ends) > 1 else start)


def test_a_period_counts_once_it_is_over() -> None:
    assert ended_by("quarter", 2020, date(2020, 9, 29)) == 1
    assert ended_by("quarter", 2020, date(2020, 9, 30)) == 2
    assert ended_by("month", 2020, date(2021, 3, 31)) == 12
    assert ended_by("fortnight", 2022, date(2022, 11, 30)) == 17


def test_periods_are_named() -> None:
    assert long_label("quarter", 2020, 4) == "Q4 (January to March 2021)"
    assert long_label("month", 2020, 10) == "P10 (January 2021)"
    assert long_label("fortnight", 2022, 17) == "fortnight 17 (to 24 November 2022)"


def test_another_cadence_is_none() -> None:
    with pytest.raises(ValueError, match="week"):
        period_ends("week", 2020)
