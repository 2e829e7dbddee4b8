"""Pounds: exact, rounded half up, and parts that always re-add."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s75.money import percent_of, round_percent, split_by_shares, spread_over_months, to_pence

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
SHARES = st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=24).filter(lambda s: sum(s) > 0)


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("-100.00", [1, 1, 1], ["-33.34", "-33.33", "-33.33"]),
        ("106793.86", [75, 25], ["80095.40", "26698.46"]),
        ("0.01", [50, 50], ["0.01", "0.00"]),
        ("5.00", [0, 1], ["0.00", "5.00"]),
    ],
)
def test_split_by_hand(amount: str, shares: list[int], parts: list[str]) -> None:
    assert split_by_shares(Decimal(amount), shares) == [Decimal(part) for part in parts]


@given(AMOUNTS, SHARES)
def test_split_readds_and_no_part_is_a_penny_off(amount: Decimal, shares: list[int]) -> None:
    parts = split_by_shares(amount, shares)
    assert sum(parts) == amount
    assert all(abs(p - amount * s / sum(shares)) < Decimal("0.01") for p, s in zip(parts, shares, strict=True))


@pytest.mark.parametrize(("amount", "shares"), [("1.00", []), ("1.00", [0, 0]), ("1.00", [-1, 2]), ("1.001", [1])])
def test_split_refuses_what_cannot_be_split(amount: str, shares: list[int]) -> None:
    with pytest.raises(ValueError, match=r"shares|pence"):
        split_by_shares(Decimal(amount), shares)


def test_year_in_equal_months_is_the_ledgers_own_profile() -> None:
    """The council's statement profiles 5,870,000 at 489,166.67 in P01 and 3,913,333.33 to P08."""
    months = spread_over_months(Decimal(5_870_000), [1] * 12)
    assert months[0] == Decimal("489166.67")
    assert sum(months[:8]) == Decimal("3913333.33")
    assert sum(months) == Decimal(5_870_000)


@given(AMOUNTS, SHARES)
def test_spread_readds_and_every_running_total_is_right_to_the_penny(amount: Decimal, weights: list[int]) -> None:
    months = spread_over_months(amount, weights)
    assert sum(months) == amount
    for n in range(1, len(weights) + 1):
        exact = amount * sum(weights[:n]) / sum(weights)
        assert sum(months[:n]) == exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "pence"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("1.0049", "1.00")]
)
def test_rounding_is_half_up(value: str, pence: str) -> None:
    assert to_pence(Decimal(value)) == Decimal(pence)


@pytest.mark.parametrize("wrong", [1.5, True, "1", None])
def test_money_is_never_a_float(wrong: object) -> None:
    with pytest.raises(TypeError, match="Decimal"):
        to_pence(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "whole", "printed"), [("1278", "-3870", "33.0"), ("652", "46267", "1.4"), ("-1196", "22546", "-5.3")]
)
def test_percentages_divide_by_the_absolute_budget(part: str, whole: str, printed: str) -> None:
    assert round_percent(percent_of(Decimal(part), Decimal(whole))) == Decimal(printed)


def test_percentage_of_zero_is_not_available() -> None:
    assert percent_of(Decimal(5), Decimal(0)) is None
    assert round_percent(None) is None
