"""The months, quarters and fortnights of a year in which indicators and returns are reported: pure, by number."""

from __future__ import annotations

from datetime import date, timedelta

from s75.years import month_end, month_label, month_name, month_start

MONTH, QUARTER, FORTNIGHT = "month", "quarter", "fortnight"
DAYS = 14
SHORTEST = 7  # a rest of the year of fewer days than this belongs to the fortnight before it


def fortnight_ends(year: int, first: date | None = None) -> tuple[date, ...]:
    """The last day of each fortnight: every 14 days from the first end on, and the last one ends with the year."""
    last = month_end(year, 12)
    ends = [first or month_start(year, 1) + timedelta(DAYS - 1)]
    while ends[-1] + timedelta(DAYS) <= last:
        ends.append(ends[-1] + timedelta(DAYS))
    if (last - ends[-1]).days >= SHORTEST:
        ends.append(last)
    else:
        ends[-1] = last
    return tuple(ends)


def period_ends(cadence: str, year: int, first: date | None = None) -> tuple[date, ...]:
    """The last day of each period of the year, in order; ValueError for a cadence that is none of the three."""
    if cadence == MONTH:
        return tuple(month_end(year, month) for month in range(1, 13))
    if cadence == QUARTER:
        return tuple(month_end(year, month) for month in range(3, 13, 3))
    if cadence == FORTNIGHT:
        return fortnight_ends(year, first)
    raise ValueError(f"“{cadence}” is no month, quarter or fortnight")


def began(cadence: str, year: int, number: int, first: date | None = None) -> date:
    """The first day of a period."""
    if number == 1:
        return (
            min(month_start(year, 1), fortnight_ends(year, first)[0]) if cadence == FORTNIGHT else month_start(year, 1)
        )
    return period_ends(cadence, year, first)[number - 2] + timedelta(1)


def ended_by(cadence: str, year: int, day: date, first: date | None = None) -> int:
    """How many periods of the year had ended by a day."""
    return sum(end <= day for end in period_ends(cadence, year, first))


def short_label(cadence: str, number: int) -> str:
    """Q2, P05 or F10: the heading of a column."""
    return month_label(number) if cadence == MONTH else f"{'Q' if cadence == QUARTER else 'F'}{number}"


def long_label(cadence: str, year: int, number: int, first: date | None = None) -> str:
    """Q2 (July to September 2020), P05 (August 2020), or fortnight 10 (to 18 August 2022)."""
    if cadence == MONTH:
        return f"{month_label(number)} ({month_name(year, number)})"
    if cadence == QUARTER:
        begins, ends = month_name(year, number * 3 - 2).split()[0], month_name(year, number * 3)
        return f"Q{number} ({begins} to {ends})"
    end = fortnight_ends(year, first)[number - 1]
    return f"fortnight {number} (to {end:%-d %B %Y})"
