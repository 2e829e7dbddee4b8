"""Sourced figures beside ours, and two sourced figures beside each other; none is ever overwritten."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.facts.position import ComparatorFacts
from reports.figures.comparison import compare, our_measure, prior_outturn, reconcile, stated_period
from s75.money import percent_of, round_percent


def sourced(
    measure: str, amount: int, year: str = "2022-23", precision: str = "exact", of: str = "place", ref: str = "w"
) -> ComparatorFacts:
    return ComparatorFacts(of, ref, ref, measure, year, Decimal(amount), precision, "a paper")


SPEND = sourced("section 75 service spend", 136_775_560)
BEFORE = sourced("section 75 service spend, previously", 130_657_459)
VALUE = sourced("value of the section 75 agreement", 137_400_000, precision="rounded to 100000")
LAST_YEAR = sourced("outturn", 23_565_269, "2021-22", of="scheme", ref="MH-01")
GROWTH = sourced(
    "forecast above prior-year outturn at P08", 5_555_000, precision="rounded to 1000", of="scheme", ref="MH-01"
)


def test_s117_above_last_years_outturn() -> None:
    found = compare(Decimal("29120269.00"), LAST_YEAR.amount)

    assert found.difference == Decimal("5555000.00")
    assert round_percent(found.percent) == Decimal("23.6")


def test_a_comparison_with_nothing_has_no_percentage() -> None:
    assert compare(Decimal(5), Decimal(0)).percent is None


def test_service_spend_and_agreement_value_are_two_measures() -> None:
    found = reconcile([VALUE, SPEND, BEFORE, LAST_YEAR, GROWTH])

    assert [(item.other.measure, item.difference) for item in found] == [
        (VALUE.measure, 624_440),
        (BEFORE.measure, -6_118_101),
    ]
    assert all(item.base is SPEND for item in found)
    assert all(item.base.amount + item.difference == item.other.amount for item in found)


def test_the_first_is_the_base_where_none_is_exact() -> None:
    other = sourced("another value", 137_000_000, precision="rounded to 1000000")

    (item,) = reconcile([VALUE, other])

    assert (item.base, item.difference) == (VALUE, -400_000)


def test_different_years_and_places_are_not_reconciled() -> None:
    assert reconcile([SPEND, sourced("spend", 5, "2021-22"), sourced("spend", 7, ref="elsewhere")]) == ()


def test_the_better_care_fund_within_the_service_spend() -> None:
    fund = Decimal(58_914_458)

    share = percent_of(fund, SPEND.amount)

    assert round_percent(share, 2) == Decimal("43.07")
    assert SPEND.amount - fund == 77_861_102


@pytest.mark.parametrize(
    ("comparator", "ours"),
    [
        (LAST_YEAR, "outturn"),
        (GROWTH, "growth"),
        (SPEND, "budget"),
        (VALUE, "budget"),
        (sourced("Provisional outturn", 1), "outturn"),
        (sourced("actual to date", 1), "actual"),
    ],
)
def test_which_of_our_figures_stands_beside(comparator: ComparatorFacts, ours: str) -> None:
    assert our_measure(comparator) == ours


def test_the_period_that_a_measure_states() -> None:
    assert stated_period(GROWTH) == 8
    assert stated_period(SPEND) is None


def test_growth_is_measured_from_the_newest_earlier_outturn_of_the_same_scheme() -> None:
    older = sourced("outturn", 1, "2020-21", of="scheme", ref="MH-01")
    elsewhere = sourced("outturn", 2, "2021-22", of="scheme", ref="MH-02")

    assert prior_outturn([older, LAST_YEAR, elsewhere, GROWTH], GROWTH) is LAST_YEAR
    assert prior_outturn([elsewhere], GROWTH) is None
