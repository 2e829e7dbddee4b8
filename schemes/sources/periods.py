"""Reads which month and financial year a cell or a line of text states, in the ways that ledgers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from s75.years import CLOSING_MONTH, month_of, year_of
from schemes.sources.cells import clean, is_blank, shown

Basis = Literal["cumulative", "month"]

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_P = r"(?:periods?|months?|prd|per(?=\.?0\d)|pd|p|m)(?:\s*(?:no\b\.?|number))?\s*[:.#=-]?\s*"
_N = r"0{0,2}(?P<number>1[0-3]|[1-9])"
_END = r"(?![\d%]|[.,]\d)"


@dataclass(frozen=True)
class Stated:
    """A month and a financial year that a place in a file states; None for the half that it leaves open.

    `day` is the day, where one is written. `also` is another reading of the same text (202208 is August
    2022 or period 8), which only the rest of the file can settle.
    """

    month: int | None
    year: int | None
    text: str
    day: date | None = None
    also: Stated | None = None


def _year_of_pair(found: re.Match[str]) -> int | None:
    first, second = found["first"], found["second"]
    start = int(first) + (0 if len(first) == 4 else 2000)
    return start if int(second) % 100 == (start + 1) % 100 and 1990 <= start <= 2100 else None


def _of_day(day: date, text: str) -> Stated:
    return Stated(month_of(day), year_of(day), text, day)


def _numeric_day(found: re.Match[str]) -> Stated | None:
    first, second, year = int(found["day"]), int(found["month"]), _full_year(found["year"])
    for day, month in ((first, second), (second, first)):
        if 1 <= month <= 12 and 1 <= day <= 31:
            try:
                return _of_day(date(year, month, day), found[0])
            except ValueError:
                continue
    return None


def _iso_day(found: re.Match[str]) -> Stated | None:
    try:
        return _of_day(date(int(found["year"]), int(found["month"]), int(found["day"])), found[0])
    except ValueError:
        return None


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _named_day(found: re.Match[str]) -> Stated | None:
    calendar = _NAMES.index(found["name"][:3].lower()) + 1
    try:
        return _of_day(date(_full_year(found["year"]), calendar, int(found["day"])), found[0])
    except ValueError:
        return None


def named_month(found: re.Match[str]) -> Stated:
    """The month that a match names, with its year where one is written."""
    calendar = _NAMES.index(found["name"][:3].lower()) + 1
    year = found.groupdict().get("year")
    first_day = date(_full_year(year) if year else 2000, calendar, 1)
    return Stated(month_of(first_day), year_of(first_day) if year else None, found[0])


def _numbered(found: re.Match[str]) -> Stated | None:
    return Stated(int(found["number"]), None, found[0])


def _year_and_number(found: re.Match[str]) -> Stated | None:
    """2022/08 and 202208: August 2022, or the eighth period of a year that is called 2022."""
    year, number = int(found["year"]), int(found["number"])
    fiscal = Stated(number, None, found[0])
    if number > 12:
        return fiscal
    calendar = _of_day(date(year, number, 1), found[0])
    return calendar if found.groupdict().get("iso") else Stated(calendar.month, calendar.year, found[0], also=fiscal)


def _financial_year(found: re.Match[str]) -> Stated | None:
    year = _year_of_pair(found)
    return None if year is None else Stated(None, year, found[0])


_YEARS = r"(?P<first>20\d\d)\s?[-/–]\s?(?P<second>20\d\d|\d\d)"
_SHORT_YEARS = r"(?:year|fy|financial)\W{0,3}(?P<first>\d\d)\s?[-/–]\s?(?P<second>\d\d)"
_FORMS = tuple(
    (re.compile(rf"(?<![\w]){pattern}", re.IGNORECASE), read)
    for pattern, read in (
        (r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?)?" + _END, _iso_day),
        (r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>20\d\d|\d\d)" + _END, _numeric_day),
        (rf"(?<!-)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]?{_MONTH}[ ,-]{{1,2}}(?P<year>20\d\d|\d\d)" + _END, _named_day),
        (_YEARS + _END, _financial_year),
        (_SHORT_YEARS + _END, _financial_year),
        (rf"{_MONTH}[\s./,'’_-]*(?:of\s)?(?P<year>20\d\d|\d\d)(?!\d|/\d)", named_month),
        (rf"(?P<year>20\d\d)[\s_-]{_MONTH}\b", named_month),
        (rf"(?:20\d\d\s?[-/]?\s?)?{_P}{_N}" + _END, _numbered),
        (r"(?:fy\s?)?(?P<year>20\d\d)(?P<iso>-)(?P<number>0[1-9]|1[0-3])" + _END, _year_and_number),
        (r"(?P<year>20\d\d)[/.]?0?(?P<number>0[1-9]|1[0-3])" + _END, _year_and_number),
        (r"0(?P<number>0[1-9]|1[0-3])[/.-]20\d\d" + _END, _numbered),
        (r"(?P<number>0[1-9]|1[0-3])[/.-](?P<year>20\d\d)" + _END, _year_and_number),
    )
)
BARE_MONTH = re.compile(rf"(?<!\w){_MONTH}(?!\w)", re.IGNORECASE)
_BARE_NUMBER = re.compile(_N)
_SERIAL = re.compile(r"4[0-9]{4}")  # from 2009 to 2036
_EPOCH = date(1899, 12, 30)
_DAY_MONTH = re.compile(rf"\d{{1,2}}[\s-]{_MONTH}", re.IGNORECASE)


def find_stated(text: str) -> Iterator[tuple[int, int, Stated]]:
    """Every month or year stated in a text, with where it starts and ends; no part of the text is read twice."""
    rest = text
    for pattern, read in _FORMS:
        for found in list(pattern.finditer(rest)):
            if stated := read(found):
                yield found.start(), found.end(), stated
                rest = rest[: found.start()] + "\0" * (found.end() - found.start()) + rest[found.end() :]


def read_period(value: object) -> Stated | None:
    """The month that a cell of a period or date column states; None for a blank. ValueError for anything else.

    A bare 8 is period 8 of the year; “Nov” is November; a date is its month; several statements must agree.
    """
    if is_blank(value):
        return None
    if isinstance(value, datetime | date):
        return _of_day(value.date() if isinstance(value, datetime) else value, shown(value))
    text = shown(value)
    if (day := _serial_day(text)) and not isinstance(value, bool):
        return _of_day(day, text)
    whole = _BARE_NUMBER.fullmatch(text)
    if whole and not isinstance(value, bool):
        return Stated(int(whole["number"]), None, text)
    if found := BARE_MONTH.fullmatch(text) or _DAY_MONTH.fullmatch(text):
        return named_month(found)
    stated = merge([stated for _, _, stated in sorted(find_stated(text), key=lambda found: found[0])])
    if stated is None or stated.month is None:
        raise ValueError(f"expected a period such as P08, Nov-22 or 30/11/2022, from 1 to {CLOSING_MONTH}")
    return stated


def _serial_day(text: str) -> date | None:
    """The day that a workbook's bare number stands for: 44895 is 30 November 2022. None for any other text."""
    return _EPOCH + timedelta(days=int(text)) if _SERIAL.fullmatch(text) else None


def merge(statements: list[Stated]) -> Stated | None:
    """One statement out of several of the same text that agree; None when they do not, or when there is none.

    Month 13 closes the year in March, so “period 13 (Mar-23)” states month 13.
    """
    months = {each.month for each in statements if each.month and not each.also}
    years = {each.year for each in statements if each.year is not None and not each.also}
    unsettled = [each for each in statements if each.also]
    if not months and len(unsettled) == 1:
        return unsettled[0]
    if months == {12, CLOSING_MONTH}:
        months = {CLOSING_MONTH}
    if len(months) > 1 or len(years) > 1 or not statements:
        return None
    text = clean(" ".join(each.text for each in statements))
    return Stated(next(iter(months), None), next(iter(years), None), text)
