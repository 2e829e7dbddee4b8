"""Pounds: exact decimals, rounded once and half up, split so that the parts always re-add."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
PENNY = Decimal("0.01")
HUNDRED = Decimal(100)
LARGEST = Decimal("999999999999.99")


def _exact(value: Decimal | int) -> Decimal:
    if type(value) is Decimal:  # as nearly every value is
        return value
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"money is a Decimal or an int, never a {type(value).__name__}")
    return Decimal(value)


def to_pence(value: Decimal | int) -> Decimal:
    """Round an exact amount in £ half up (away from zero at the half) to whole pence."""
    return _exact(value).quantize(PENNY, rounding=ROUND_HALF_UP)


def in_units(value: Decimal | int, pounds: int, places: int) -> Decimal:
    """An exact amount in £ as so many thousands or millions (`pounds` is what one of them holds), rounded half up."""
    return (_exact(value) / pounds).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Sum exact amounts in £; nothing to add is 0.00."""
    return sum((_exact(amount) for amount in amounts), ZERO)


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percentage of the *absolute* whole, unrounded; None where the whole is zero (printed “n/a”)."""
    return None if whole == 0 else _exact(part) / abs(_exact(whole)) * HUNDRED


def round_percent(value: Decimal | None, places: int = 1) -> Decimal | None:
    """Round a percentage half up to so many decimal places; None stays None."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def split_by_shares(amount: Decimal, shares: Sequence[Decimal | int]) -> list[Decimal]:
    """Split an amount in £ to the penny in proportion to shares, by largest remainder; the parts re-add exactly.

    Ties go to the earlier share. A negative amount splits as its positive, with the sign put back. Raises ValueError
    when there is no share, a share is negative, or all shares are zero.
    """
    weights = [_exact(share) for share in shares]
    if not weights or any(weight < 0 for weight in weights) or sum(weights) == 0:
        raise ValueError("shares must be zero or more, and at least one above zero")
    pence = int(abs(_exact(amount)) * 100)
    if Decimal(pence) != abs(amount) * 100:
        raise ValueError(f"{amount} is not a whole number of pence")
    whole = sum(weights)
    ideal = [pence * weight / whole for weight in weights]
    parts = [int(part.to_integral_value(rounding=ROUND_FLOOR)) for part in ideal]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - ideal[i], i))
    for i in by_remainder[: pence - sum(parts)]:
        parts[i] += 1
    sign = -1 if amount < 0 else 1
    return [Decimal(sign * part) / 100 + ZERO for part in parts]


def spread_over_months(amount: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """Spread an amount in £ over months by weights so that the amount *to date* is right to the penny in every month.

    Each running total is the exact proportion rounded half up, and a month is the difference of two of them. The parts
    re-add as those of `split_by_shares` do, but no month's running total is ever more than half a penny away from the
    exact one, which is how ledgers profile a budget. All weights zero puts the whole amount in the last month.
    """
    exact = [_exact(weight) for weight in weights]
    whole = sum(exact)
    if not exact:
        raise ValueError("an amount needs at least one month to be spread over")
    if whole == 0:
        return [ZERO] * (len(exact) - 1) + [to_pence(amount)]
    parts, before, running = [], ZERO, Decimal(0)
    for weight in exact:
        running += weight
        now = to_pence(amount * running / whole)
        parts.append(now - before)
        before = now
    return parts
