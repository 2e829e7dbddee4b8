"""Reconciles what a plan spends with what pays for it: by stream, by partner, and per pot, which must not be short."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from s75.errors import Problem
from s75.money import ZERO
from schemes.plans.plan import Reconciliation, Sum
from schemes.sources.set_up_parts import ContributionRow, LineRow

CURE = "lower expenditure in the workbook, correct its income"
RAISE = "or tick “Raise contributions to the expenditure”"


def reconcile(lines: Iterable[LineRow], given: Iterable[ContributionRow], names: dict[str, str]) -> Reconciliation:
    """Both sides by stream and by partner; `names` gives each partner's name by its code."""
    lines, given = list(lines), list(given)
    return Reconciliation(
        _sums(lines, given, lambda line: line.stream, lambda row: row.stream, {}),
        _sums(lines, given, lambda line: line.payer, lambda row: row.partner, names),
    )


def _sums(
    lines: list[LineRow],
    given: list[ContributionRow],
    of_line: Callable[[LineRow], str],
    of_row: Callable[[ContributionRow], str],
    names: dict[str, str],
) -> tuple[Sum, ...]:
    spend: dict[str, Decimal] = {}
    income: dict[str, Decimal] = {}
    for row in given:
        income[of_row(row)] = income.get(of_row(row), ZERO) + row.amount
    for line in lines:
        spend[of_line(line)] = spend.get(of_line(line), ZERO) + line.amount
    keys = dict.fromkeys([*income, *spend])
    return tuple(Sum(names.get(key, key), spend.get(key, ZERO), income.get(key, ZERO)) for key in keys)


Pot = tuple[str, str, str]  # fund, stream, and the partner whose money it is
Standing = tuple[str, str, str, Decimal | None]  # a pot, and what stands at it in £ already


def short_pots(
    lines: Iterable[LineRow],
    given: Iterable[ContributionRow],
    stands: Iterable[Standing],
    received: Iterable[Standing],
    *,
    can_raise: bool,
) -> list[Problem]:
    """Money is there before it is spent: each fund, stream and partner whose lines exceed its contribution."""
    touched = list(lines)
    spend = _pots([*((row.fund, row.stream, row.payer, row.amount) for row in touched), *stands])
    income = _pots([*((row.fund, row.stream, row.partner, row.amount) for row in given), *received])
    problems = []
    for fund, stream, payer in dict.fromkeys((row.fund, row.stream, row.payer) for row in touched):
        amount, there = spend[fund, stream, payer], income.get((fund, stream, payer), ZERO)
        if amount > there:
            wanted = (
                f"at most £{there:,.2f}, which is what {payer} contributes to {fund} (£{amount - there:,.2f} too much): "
                + (f"{CURE}, {RAISE}" if can_raise else "lower the lines, or raise the contribution")
            )
            problems.append(Problem("", None, stream, f"£{amount:,.2f}", wanted))
    return problems


def _pots(amounts: Iterable[Standing]) -> dict[Pot, Decimal]:
    found: dict[Pot, Decimal] = {}
    for fund, stream, partner, amount in amounts:
        found[fund, stream, partner] = found.get((fund, stream, partner), ZERO) + (amount or ZERO)
    return found
