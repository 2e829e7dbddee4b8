"""Working days of England: weekends, bank holidays and the ends of months."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from s75.working_days import add, is_working_day, nth_working_day

FILE = Path(__file__).parents[2] / "fixtures" / "reference_calendar" / "bank_holidays.csv"
with FILE.open(encoding="utf-8", newline="") as file:
    HOLIDAYS = {date.fromisoformat(row["day"]): row["name"] for row in csv.DictReader(file)}
MOVED = {  # what Parliament or the King's government did otherwise than every year
    2020: ({date(2020, 5, 4)}, {date(2020, 5, 8)}),
    2022: ({date(2022, 5, 30)}, {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}),
    2023: (set(), {date(2023, 5, 8)}),
}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    late = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + late - 7 * ((a + 11 * h + 22 * late) // 451) + 114, 31)
    return date(year, month, day + 1)


def monday(day: date, step: int) -> date:
    while day.weekday():
        day += timedelta(days=step)
    return day


def of_every_year(year: int) -> set[date]:
    """The bank holidays of England as the law has them, with substitutes for those on a weekend."""
    found = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    found |= {monday(date(year, 5, 1), 1), monday(date(year, 5, 31), -1), monday(date(year, 8, 31), -1)}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() > 4 or day in found:
            day += timedelta(days=1)
        found.add(day)
    return found


@pytest.mark.parametrize("year", range(2018, 2029))
def test_the_list_has_the_bank_holidays_of_a_year(year: int) -> None:
    gone, given = MOVED.get(year, (set(), set()))
    assert {day for day in HOLIDAYS if day.year == year} == of_every_year(year) - gone | given


def test_weekends_and_bank_holidays_are_not_working_days() -> None:
    assert not is_working_day(date(2022, 12, 24), HOLIDAYS)
    assert not is_working_day(date(2022, 12, 27), HOLIDAYS)
    assert is_working_day(date(2022, 12, 28), HOLIDAYS)


@pytest.mark.parametrize(
    ("day", "days", "found"),
    [
        (date(2022, 12, 21), 5, date(2022, 12, 30)),  # Christmas 2022: 26 and 27 December are holidays
        (date(2023, 1, 28), 1, date(2023, 1, 30)),  # from a Saturday
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # the state funeral
        (date(2023, 5, 5), 1, date(2023, 5, 9)),  # the coronation
        (date(2022, 11, 30), 0, date(2022, 11, 30)),
    ],
)
def test_working_days_are_counted_from_the_day_after(day: date, days: int, found: date) -> None:
    assert add(day, days, HOLIDAYS) == found


def test_working_days_are_not_counted_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        add(date(2022, 11, 30), -1, HOLIDAYS)


@pytest.mark.parametrize(
    ("year", "month", "days", "found"),
    [
        (2022, 8, 8, date(2022, 12, 12)),
        (2022, 8, 12, date(2022, 12, 16)),
        (2022, 9, 1, date(2023, 1, 3)),
        (2022, 12, 20, date(2023, 5, 3)),
        (2022, 13, 20, date(2023, 5, 31)),  # counted from the end of April
    ],
)
def test_the_nth_working_day_after_a_month(year: int, month: int, days: int, found: date) -> None:
    assert nth_working_day(year, month, days, HOLIDAYS) == found
