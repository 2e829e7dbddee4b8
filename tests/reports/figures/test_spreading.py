"""A total spread over the months to come: by hand for every shape, and that the parts re-add whatever the total."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.spreading import Ground, Kind, Shape, reasons_against, run_rate, spread
from s75.money import ZERO, total

PENNIES = st.integers(-(10**11), 10**11).map(lambda pence: Decimal(pence) / 100)


def pounds(*amounts: str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


# Eight ledgers in, 1,000.00 spent; four months to come.
EIGHT = [*pounds("100", "100", "100", "100", "150", "150", "150", "150"), *[None] * 5]
PROFILE = pounds(*["100"] * 8, "100", "100", "100", "300")
LAST_YEAR = pounds(*["90"] * 8, "10", "20", "30", "40", "0")
GROUND = Ground(EIGHT, [9, 10, 11, 12], PROFILE, LAST_YEAR)


@pytest.mark.parametrize(
    ("shape", "kind", "amount", "figures"),
    [
        ("even", "to_come", "400.00", ("100.00", "100.00", "100.00", "100.00")),
        ("even", "outturn", "1400.00", ("100.00", "100.00", "100.00", "100.00")),
        ("even", "to_come", "100.01", ("25.00", "25.01", "25.00", "25.00")),
        ("profile", "to_come", "600.00", ("100.00", "100.00", "100.00", "300.00")),
        ("last_year", "outturn", "1200.00", ("20.00", "40.00", "60.00", "80.00")),
        ("run_rate", "outturn", None, ("125.00", "125.00", "125.00", "125.00")),
        ("even", "each", "12.34", ("12.34", "12.34", "12.34", "12.34")),
        ("even", "outturn", "900.00", ("-25.00", "-25.00", "-25.00", "-25.00")),
    ],
)
def test_spread_by_hand(shape: Shape, kind: Kind, amount: str | None, figures: tuple[str, ...]) -> None:
    found = spread(GROUND, shape, kind, None if amount is None else Decimal(amount))
    assert found == dict(zip((9, 10, 11, 12), pounds(*figures), strict=True))


@pytest.mark.parametrize(
    ("ground", "shape", "amount", "said"),
    [
        (GROUND, "even", None, "an amount is needed"),
        (GROUND, "run_rate", "5", "leave the amount empty"),
        (Ground([None] * 13, range(1, 13)), "run_rate", None, "no ledger is in yet"),
        (Ground(EIGHT, [9]), "profile", "5", "there is no budget"),
        (Ground(EIGHT, [9]), "last_year", "5", "no ledger of last year"),
        (Ground(EIGHT, [9], last_year=[ZERO] * 13), "last_year", "5", "comes to nothing"),
        (Ground(EIGHT, []), "even", "5", "no month is still to come"),
    ],
)
def test_what_does_not_fit_says_why(ground: Ground, shape: Shape, amount: str | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        spread(ground, shape, "to_come", None if amount is None else Decimal(amount))


def test_reasons_are_given_for_the_shapes_that_cannot_be_chosen() -> None:
    assert reasons_against(GROUND) == {}
    assert set(reasons_against(Ground([None] * 13, [1, 2]))) == {"profile", "last_year", "run_rate"}


@given(
    amount=PENNIES,
    shape=st.sampled_from(["even", "profile", "last_year"]),
    months=st.sets(st.integers(9, 12), min_size=1),
)
def test_parts_re_add_to_the_total(amount: Decimal, shape: Shape, months: set[int]) -> None:
    ground = Ground(EIGHT, sorted(months), PROFILE, LAST_YEAR)
    assert total(spread(ground, shape, "to_come", amount).values()) == amount
    assert total(spread(ground, shape, "outturn", amount).values()) + ground.spent == amount


@given(spent=st.lists(PENNIES, min_size=1, max_size=11))
def test_run_rate_goes_on_to_the_penny(spent: list[Decimal]) -> None:
    actuals = [*spent, *[None] * (13 - len(spent))]
    months = range(len(spent) + 1, 13)
    rate = run_rate(actuals)
    assert rate is not None
    found = spread(Ground(actuals, months), "run_rate", "outturn", None)
    assert abs(total(found.values()) - rate * len(months)) <= Decimal("0.005")
