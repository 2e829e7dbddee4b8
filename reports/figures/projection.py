"""Projections that nobody typed: where a line's year would end if it went on as it has, or as the year before did."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from s75.money import ZERO, to_pence, total
from s75.years import MONTHS

Amounts = Sequence[Decimal | None]


def straight_line(actuals: Amounts) -> Decimal | None:
    """Actual to date + run rate × months to come, in £, rounded once; None while no ledger is in.

    `actuals` has thirteen places, None where the ledger is not in. The closing month is no part of the rate.
    """
    months_in = [amount for amount in actuals[: len(MONTHS)] if amount is not None]
    if not months_in:
        return None
    to_date = sum(months_in, ZERO)
    left = len(MONTHS) - len(months_in)
    closing = actuals[len(MONTHS)] if len(actuals) > len(MONTHS) else None
    return to_pence(to_date + to_date * left / len(months_in)) + (closing or ZERO)


def prior_year_shape(actuals: Amounts, last_year: Sequence[Decimal] | None) -> Decimal | None:
    """Actual to date × last year's whole ÷ last year's spend in the same months, in £, rounded once.

    None while no ledger is in, and where last year's spend in these months is nothing or of another sign than its whole.
    """
    months_in = [month for month in MONTHS if actuals[month - 1] is not None]
    if not months_in or last_year is None:
        return None
    then, whole = total(last_year[month - 1] for month in months_in), total(last_year[: len(MONTHS)])
    if then == 0 or (then < 0) != (whole < 0):
        return None
    return to_pence(total(actuals[month - 1] or ZERO for month in months_in) * whole / then)
