"""A line's own record: how far its forecasts were from what came, by hand."""

from __future__ import annotations

from decimal import Decimal

from reports.figures.record import Miss, PastRound, Record, miss, record, same_period


def past(round_: int, each: int, ledgers: int, *, spent: int = 100, year: int = 2021) -> PastRound:
    """A round that forecast the same for every month after it, in a year whose first so many ledgers are in."""
    figures = [None if month <= round_ or month == 13 else Decimal(each) for month in range(1, 14)]
    came = [Decimal(spent) if month <= ledgers else None for month in range(1, 14)]
    return PastRound(year, round_, figures, came)


def test_complete_year_is_measured_by_its_outturn() -> None:
    found = miss(past(6, 116, 12))  # 6 months, 16 too high each: 96 of an outturn of 1,200
    assert found == Miss(2021, 6, Decimal("96.00"), Decimal(8))


def test_year_that_goes_on_is_measured_by_what_came() -> None:
    found = miss(past(2, 90, 4))  # two months came: 180 against 200
    assert found == Miss(2021, 2, Decimal("-20.00"), Decimal(10))


def test_nothing_to_compare_with_is_no_miss() -> None:
    assert miss(past(4, 90, 4)) is None
    assert miss(past(2, 90, 4, spent=0)) is None
    assert record([past(4, 90, 4)]) is None
    assert record([]) is None


def test_record_averages_whatever_the_direction() -> None:
    found = record([past(2, 90, 4), past(3, 120, 4), past(3, 100, 4), past(4, 1, 4)])
    assert found == Record(Decimal(10), 3, high=1, low=1)


def test_same_period_takes_complete_years_only() -> None:
    rounds = [past(6, 1, 12), past(6, 1, 8, year=2022), past(5, 1, 12)]
    assert same_period(rounds, 6) == rounds[:1]
