"""The financial year and its months: April is month 1, March is month 12, and month 13 is the councils' closing month."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MONTHS = range(1, 13)
CLOSING_MONTH = 13
MONTH_NAMES = (
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "January", "February",
    "March", "closing adjustments",
)  # fmt: skip


def year_label(start: int) -> str:
    """2022 is printed as 2022-23."""
    return f"{start}-{(start + 1) % 100:02d}"


def parse_year(text: str) -> int:
    """Read 2022-23, 2022/23, 22/23 or 2022/2023 as 2022; ValueError for anything that is not two years in a row."""
    found = re.fullmatch(r"\s*(\d{4}|\d{2})\s*[-/–]\s*(\d{4}|\d{2})\s*", text)
    if not found:
        raise ValueError(f"“{text}” is not a financial year such as 2022-23")
    start = int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
    if int(found[2]) % 100 != (start + 1) % 100 or (len(found[2]) == 4 and int(found[2]) != start + 1):
        raise ValueError(f"“{text}” is not two years in a row; write it as {year_label(start)}")
    return start


def parse_month(text: str) -> int:
    """Read P08, p8, M8 or 8 as 8; ValueError outside 1 to 13."""
    found = re.fullmatch(r"\s*[PpMm]?0?(\d{1,2})\s*", text)
    if not found or not 1 <= int(found[1]) <= CLOSING_MONTH:
        raise ValueError(f"“{text}” is not a period from P01 to P13")
    return int(found[1])


def month_label(month: int) -> str:
    """8 is printed as P08."""
    return f"P{month:02d}"


def month_name(year: int, month: int) -> str:
    """Month 8 of 2022 is November 2022; month 13 is named as the closing adjustments of the year."""
    if month == CLOSING_MONTH:
        return f"{MONTH_NAMES[12]} {year_label(year)}"
    return f"{MONTH_NAMES[month - 1]} {year if month <= 9 else year + 1}"


def month_start(year: int, month: int) -> date:
    """The first day of a month; month 13 shares March's."""
    calendar = (min(month, 12) + 2) % 12 + 1
    return date(year if calendar >= 4 else year + 1, calendar, 1)


def month_end(year: int, month: int) -> date:
    """The last day of a month; month 13 ends with March."""
    first = month_start(year, month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def year_of(day: date) -> int:
    """The financial year in which a London date falls, by its first calendar year."""
    return day.year if day.month >= 4 else day.year - 1


def month_of(day: date) -> int:
    """The month 1 to 12 of its financial year in which a London date falls."""
    return (day.month - 4) % 12 + 1


def london_date(moment: datetime) -> date:
    """The date in London at an aware moment: 31 March 23:30 UTC is already 1 April."""
    return moment.astimezone(LONDON).date()
