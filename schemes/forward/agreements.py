"""Agreements that end before next year begins, and what a draft that follows one would be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from budgets.models import Agreement, Fund, Place
from s75.years import month_start, year_label

DAY = timedelta(days=1)


def follow_ups(place: Place, funds: Sequence[Fund], year: int) -> tuple[Agreement, ...]:
    """The agreements of the funds that end before a year begins, and that none of the place's follows yet."""
    first = month_start(year, 1)
    every = list(place.agreements.all())
    used = {fund.agreement_id for fund in funds}
    ending = [one for one in every if one.pk in used and one.ends is not None and one.ends < first]
    return tuple(one for one in ending if not any(other.starts > (one.ends or first) for other in every))


def next_dates(agreement: Agreement) -> tuple[date, date]:
    """The first and last day of what follows an agreement that ends: the day after, and as long as it ran."""
    assert agreement.ends is not None  # only an agreement that ends is followed
    starts = agreement.ends + DAY
    whole_years = (starts.month, starts.day) == (agreement.starts.month, agreement.starts.day)
    if whole_years:
        return starts, starts.replace(year=starts.year + starts.year - agreement.starts.year) - DAY
    return starts, starts + (agreement.ends - agreement.starts)


def next_title(agreement: Agreement, year: int) -> str:
    return f"{agreement.title}, from {year_label(year)}"[:200]
