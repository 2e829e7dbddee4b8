"""Projections: the straight line and last year's shape, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.projection import prior_year_shape, straight_line
from reports.figures.spreading import Ground, spread
from s75.money import total

PENNIES = st.integers(-(10**11), 10**11).map(lambda pence: Decimal(pence) / 100)


def months(*amounts: int | None) -> list[Decimal | None]:
    """Thirteen months, of which the first are given."""
    given = [None if amount is None else Decimal(amount) for amount in amounts]
    return [*given, *[None] * (13 - len(given))]


@pytest.mark.parametrize(
    ("actuals", "projected"),
    [
        (months(), None),
        (months(100), "1200.00"),
        (months(100, 200, 300), "2400.00"),  # 600 + 200 a month for nine months
        (months(1, 1, 1, 1, 1, 1, 2), "13.71"),  # 8 + 8/7 × 5 = 13.714…
        (months(0, 0), "0.00"),
        (months(-10), "-120.00"),
        (months(*[100] * 12), "1200.00"),
        ([*months(*[100] * 12)[:12], Decimal(7)], "1207.00"),  # the closing month is added as it stands
        (months(100, None, 300), "2400.00"),  # a ledger that is late is a month to come
    ],
)
def test_straight_line(actuals: list[Decimal | None], projected: str | None) -> None:
    assert straight_line(actuals) == (None if projected is None else Decimal(projected))


@pytest.mark.parametrize(
    ("actuals", "last_year", "projected"),
    [
        (months(50, 50), [Decimal(10)] * 12, "600.00"),
        (months(50), [Decimal(30), *[Decimal(10)] * 11], "233.33"),  # 50 × 140 / 30
        (months(50), None, None),
        (months(), [Decimal(10)] * 12, None),
        (months(50), [Decimal(0), *[Decimal(10)] * 11], None),
        (months(50), [Decimal(-5), *[Decimal(10)] * 11], None),
        (months(-50), [Decimal(-10)] * 12, "-600.00"),
    ],
)
def test_prior_year_shape(
    actuals: list[Decimal | None], last_year: list[Decimal] | None, projected: str | None
) -> None:
    assert prior_year_shape(actuals, last_year) == (None if projected is None else Decimal(projected))


@given(spent=st.lists(PENNIES, min_size=1, max_size=11))
def test_straight_line_is_what_the_run_rate_spreads_to(spent: list[Decimal]) -> None:
    actuals = [*spent, *[None] * (13 - len(spent))]
    ground = Ground(actuals, range(len(spent) + 1, 13))
    found = total(spread(ground, "run_rate", "outturn", None).values()) + total(spent)
    projected = straight_line(actuals)
    assert projected is not None
    assert abs(projected - found) <= Decimal("0.01")
