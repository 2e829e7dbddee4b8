"""Outturn, variance, percentage and movement, by published tables and by what must hold for any figures."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facts.position import FundFacts, Group, Standing
from reports.figures.variance import (
    add,
    by,
    counted,
    fold,
    movement,
    movement_word,
    of_funds,
    outturn,
    percent,
    position,
    variance,
    variance_word,
    variances,
)
from s75.money import round_percent, total
from tests.reports.figures.made import group, groups, money, standing

BRIGHTON = [
    ("Health, SEN & Disability", 46_267, 652, "1.4"),
    ("Education & Skills", 10_283, 66, "0.6"),
    ("S75 SPFT 2021/22", 22_546, -1_196, "-5.3"),
    ("S75 SPFT 2024/25", 20_636, 1_735, "8.4"),
    ("Transport, an income budget", -3_870, 1_278, "33.0"),
    ("Public Health", 2_687, 0, "0.0"),
]


def fund(slug: str, *, is_counted: bool = True) -> FundFacts:
    return FundFacts(slug, slug.upper(), slug, "pooled", "WCC", is_counted, "open")


@pytest.mark.parametrize(("name", "budget", "gap", "share"), BRIGHTON)
def test_percent_of_the_absolute_budget(name: str, budget: int, gap: int, share: str) -> None:
    row = standing(budget * 1000, (budget + gap) * 1000)

    assert variance(row) == gap * 1000
    assert round_percent(percent(row)) == Decimal(share)


def test_percent_of_a_zero_budget_is_none() -> None:
    assert percent(standing(0, 10)) is None
    assert percent(Standing()) is None


def test_isle_of_wight_learning_disability() -> None:
    row = standing(6_113_000, 6_277_000)

    assert variance(row) == 164_000
    assert round_percent(percent(row)) == Decimal("2.7")
    assert variance_word(variance(row)) == "overspend"


def test_oldham_in_millions_to_three_places() -> None:
    council = group(standing(0, 4_325_000, original=money(124_986_000)), standing(0, 1_615_000), contributor="council")
    rest = group(
        standing(133_462_000, 133_462_000 + 4_487_000, original=money(1_447_000 + 9_192_000)),
        standing(133_462_000, 133_462_000),
        contributor="rest",
    )

    whole, own = position([council, rest]), position([council])

    assert whole.original == 135_625_000
    assert whole.budget == 133_462_000
    assert whole.variance == 8_812_000
    assert own.movement == 2_710_000
    assert whole.variance - own.variance == 4_487_000


def test_outturn_is_ledger_then_forecast_then_budget_of_lines_never_forecast() -> None:
    row = Standing(
        budget=money(120),
        actual=money(75),
        actual_in=money(70),
        to_come=money(40),
        unforecast=money(12),
        lines=2,
        not_forecast=1,
    )

    assert outturn(row) == 122
    assert variance(row) == 2


def test_movement_is_each_variance_as_at_its_own_period() -> None:
    now, before = standing(130, 150), standing(100, 105)

    assert movement(now, before) == 15
    assert movement_word(movement(now, before)) == "adverse"


def test_position_without_an_earlier_period_has_no_movement() -> None:
    assert position([group(standing(10, 12))], compared=False).movement is None
    assert movement_word(None) == ""


def test_position_of_nothing_is_nil() -> None:
    nil = position([])

    assert (nil.budget, nil.outturn, nil.variance, nil.percent, nil.movement) == (0, 0, 0, None, 0)
    assert not nil.illustrative


def test_position_with_an_illustrative_part_is_illustrative() -> None:
    assert position([group(standing()), group(standing(), illustrative=True)]).illustrative


@pytest.mark.parametrize(
    ("amount", "is_variance", "is_movement"),
    [("0.01", "overspend", "adverse"), ("-0.01", "underspend", "favourable"), ("0.00", "on budget", "no change")],
)
def test_words(amount: str, is_variance: str, is_movement: str) -> None:
    assert variance_word(Decimal(amount)) == is_variance
    assert movement_word(Decimal(amount)) == is_movement


def test_funds_in_view_stay_outside_totals() -> None:
    funds = (fund("bcf"), fund("acute", is_counted=False))

    inside = of_funds([group(standing()), group(standing(), fund="acute")], counted(funds))

    assert [one.fund for one in inside] == ["bcf"]


def test_a_fund_in_view_counts_in_its_own_paper() -> None:
    alone = (fund("acute", is_counted=False),)

    assert counted(alone) == alone


def test_by_keeps_the_order_in_which_keys_first_come() -> None:
    piles = by([group(standing(), fund=slug) for slug in ("mh", "bcf", "mh")], lambda one: one.fund)

    assert {slug: len(pile) for slug, pile in piles.items()} == {"mh": 2, "bcf": 1}
    assert list(piles) == ["mh", "bcf"]


@given(st.lists(groups, max_size=12))
def test_parts_re_add_however_they_are_grouped(some: list[Group]) -> None:
    whole = position(some)

    for key in ("fund", "scheme", "stream", "contributor", "spender"):
        parts = [position(pile) for pile in by(some, attrgetter(key)).values()]
        for measure in ("original", "budget", "profiled", "actual", "outturn", "variance", "movement"):
            assert total(getattr(part, measure) for part in parts) == getattr(whole, measure)
        assert sum(part.lines for part in parts) == whole.lines


@given(st.lists(groups, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_groups_does_not_matter(some: list[Group], dice: Random) -> None:
    shuffled = list(some)
    dice.shuffle(shuffled)

    assert position(shuffled) == position(some)


@given(st.lists(groups, max_size=12))
def test_folding_changes_no_figure(some: list[Group]) -> None:
    folded = fold(some, lambda one: (one.fund, one.scheme))

    assert position(folded) == position(some)
    assert add(one.now for one in folded) == add(one.now for one in some)
    assert len({(one.fund, one.scheme) for one in folded}) == len(folded)


AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), max_size=20))
def test_variances_of_many_lines_are_those_of_each(rows: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    columns = [[row[i] for row in rows] for i in range(3)]

    assert variances(*columns) == [variance(Standing(budget=b, actual_in=a, to_come=c)) for b, a, c in rows]
