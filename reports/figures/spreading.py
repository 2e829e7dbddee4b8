"""A total spread over the months still to come: evenly, by profile, by last year's shape, or as the run rate goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from s75.money import ZERO, spread_over_months, to_pence, total
from s75.years import MONTHS

Shape = Literal["even", "profile", "last_year", "run_rate"]
Kind = Literal["outturn", "to_come", "each"]
Amounts = Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a line's months to come may be spread by, in £. `actuals` have thirteen places, None where the ledger is not
    in; `profile` has the budget of twelve months and `last_year` the year before's ledgers, None where there are none."""

    actuals: Amounts
    to_come: Sequence[int]
    profile: Sequence[Decimal] | None = None
    last_year: Sequence[Decimal] | None = None

    @property
    def spent(self) -> Decimal:
        return total(amount for amount in self.actuals if amount is not None)


def weights_of(ground: Ground, shape: Shape) -> list[Decimal]:
    """The weight of each month to come. ValueError says in words why the shape gives none."""
    if shape == "even":
        return [Decimal(1)] * len(ground.to_come)
    if shape == "run_rate":
        if run_rate(ground.actuals) is None:
            raise ValueError("no ledger is in yet, so there is no run rate")
        return [Decimal(1)] * len(ground.to_come)
    source, words = (
        (ground.profile, "the budget’s profile") if shape == "profile" else (ground.last_year, "last year’s spend")
    )
    if source is None:
        raise ValueError("there is no budget" if shape == "profile" else "no ledger of last year is here for it")
    weights = [source[month - 1] for month in ground.to_come]
    if total(weights) == 0:
        raise ValueError(f"{words} comes to nothing in these months")
    return weights


def run_rate(actuals: Amounts) -> Decimal | None:
    """Actual to date ÷ months in, unrounded, over the twelve months; None while no ledger is in."""
    months_in = [amount for amount in actuals[: len(MONTHS)] if amount is not None]
    return total(months_in) / len(months_in) if months_in else None


def spread(ground: Ground, shape: Shape, kind: Kind, amount: Decimal | None) -> dict[int, Decimal]:
    """The figure in £ of each month to come, which re-add to the total to the penny.

    `kind` says what `amount` is: the total outturn, the total to come, or the figure of each month. The run rate brings
    its own total, so it takes no amount. ValueError says in words what does not fit.
    """
    if not ground.to_come:
        raise ValueError("no month is still to come")
    if kind == "each":
        return dict.fromkeys(ground.to_come, _given(amount))
    weights = weights_of(ground, shape)
    if shape == "run_rate":
        if amount is not None:
            raise ValueError("the run rate brings its own total, so leave the amount empty")
        rate = run_rate(ground.actuals) or ZERO
        return _over(ground.to_come, to_pence(rate * len(ground.to_come)), weights)
    given = _given(amount)
    return _over(ground.to_come, given - ground.spent if kind == "outturn" else given, weights)


def _given(amount: Decimal | None) -> Decimal:
    if amount is None:
        raise ValueError("an amount is needed")
    return amount


def _over(months: Sequence[int], amount: Decimal, weights: Sequence[Decimal]) -> dict[int, Decimal]:
    return dict(zip(months, spread_over_months(amount, weights), strict=True))


def reasons_against(ground: Ground) -> Mapping[Shape, str]:
    """Why a shape cannot be chosen, for those that cannot."""
    found: dict[Shape, str] = {}
    shapes: tuple[Shape, ...] = ("profile", "last_year", "run_rate")
    for shape in shapes:
        try:
            weights_of(ground, shape)
        except ValueError as reason:
            found[shape] = str(reason)
    return found
