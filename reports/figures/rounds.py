"""A forecast round by month: what the rows of the grid add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from s75.money import ZERO, total


def month_totals(rows: Iterable[Sequence[Decimal | None]]) -> tuple[Decimal, ...]:
    """The sum of each month over rows of equal length, in £; a blank adds nothing. Without rows, no months."""
    return tuple(sum((amount for amount in column if amount is not None), ZERO) for column in zip(*rows, strict=True))


def spent_in(row: Sequence[Decimal | None]) -> Decimal:
    """The ledgers of a line in the months that are in, in £: the part of its outturn that no forecast can move."""
    return total(amount for amount in row if amount is not None)
