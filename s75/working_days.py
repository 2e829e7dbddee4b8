"""Working days of England: neither a weekend nor a bank holiday, counted from a day or from a month's end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from s75.years import CLOSING_MONTH, month_end

SATURDAY = 5
DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether offices are open on a day: `holidays` are the bank holidays of the years in question."""
    return day.weekday() < SATURDAY and day not in holidays


def add(day: date, days: int, holidays: Collection[date]) -> date:
    """The day so many working days after a day, which itself does not count. ValueError for fewer than none."""
    if days < 0:
        raise ValueError("working days are counted forward")
    found = day
    for _ in range(days):
        found += DAY
        while not is_working_day(found, holidays):
            found += DAY
    return found


def nth_working_day(year: int, month: int, days: int, holidays: Collection[date]) -> date:
    """The so-manyth working day after the end of a month of a financial year.

    The closing month has no end of its own: councils close it in May, so that its days count from the end of April.
    """
    last = month_end(year + 1, 1) if month == CLOSING_MONTH else month_end(year, month)
    return add(last, days, holidays)
