"""The run rate, worked by hand."""

from __future__ import annotations

from reports.figures.monthly import monthly
from reports.figures.run_rate import RunRate, run_rate
from tests.reports.figures.made import money
from tests.reports.figures.test_monthly import month, year


def test_eight_months_at_ninety_and_four_at_a_hundred_and_ten() -> None:
    assert run_rate(monthly(year(8))) == RunRate(
        months=8,
        to_date=money(720),
        a_month=money(90),
        to_come=money(110),
        projected=money(1080),
        outturn=money(1160),
        difference=money(80),
    )


def test_without_a_ledger_there_is_no_rate() -> None:
    assert run_rate(monthly(year(0))) is None


def test_the_closing_month_is_no_part_of_the_rate_but_of_the_year() -> None:
    found = run_rate(monthly([*year(12), month(13, 0, 40)]))

    assert found is not None
    assert (found.a_month, found.to_come, found.projected, found.outturn) == (90, None, 1120, 1120)
