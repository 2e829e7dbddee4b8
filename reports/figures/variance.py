"""Outturn, variance and movement: the formulas that every position on every page and paper comes from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar

from reports.facts.position import FundFacts, Group, Standing
from s75.money import ZERO, percent_of

Key = TypeVar("Key", bound=Hashable)
POUND_PARTS = 7  # how many parts of a Standing are amounts in £; the rest are counts


@dataclass(frozen=True, slots=True)
class Position:
    """Where a fund, scheme, stream, partner or all of them stand, in £; `percent` is exact, None for a zero budget.

    `movement` is None where there is no earlier period to compare with. `lines`, `not_forecast` and `gaps` are counts.
    """

    original: Decimal
    budget: Decimal
    profiled: Decimal
    actual: Decimal
    outturn: Decimal
    variance: Decimal
    percent: Decimal | None
    movement: Decimal | None
    lines: int
    not_forecast: int
    gaps: int
    illustrative: bool

    @property
    def variance_before(self) -> Decimal | None:
        """The variance as at the period that it is compared with, in £; None where there is none."""
        return None if self.movement is None else self.variance - self.movement


def outturn(standing: Standing) -> Decimal:
    """Forecast outturn in £: ledgers where they are in, forecasts for the rest, budget where nobody forecast yet."""
    return standing.actual_in + standing.to_come + standing.unforecast


def variance(standing: Standing) -> Decimal:
    """Forecast outturn − current budget in £; positive is an overspend."""
    return outturn(standing) - standing.budget


def variances(budgets: Sequence[Decimal], actual_in: Sequence[Decimal], to_come: Sequence[Decimal]) -> list[Decimal]:
    """As `variance`, of many forecast lines at once, column by column."""
    return [actual + coming - budget for budget, actual, coming in zip(budgets, actual_in, to_come, strict=True)]


def percent(standing: Standing) -> Decimal | None:
    """The variance as an exact % of the absolute budget; None for a zero budget."""
    return percent_of(variance(standing), standing.budget)


def movement(now: Standing, before: Standing) -> Decimal:
    """How far the variance moved in £, each as at its own period; positive is adverse."""
    return variance(now) - variance(before)


def add(standings: Iterable[Standing]) -> Standing:
    """The standing of several groups together, part by part; of none, a standing of zeros."""
    rows = list(standings)
    if len(rows) < 2:
        return rows[0] if rows else Standing()
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True))
    amounts: list[Any] = [sum(column, ZERO) for column in columns[:POUND_PARTS]]
    return Standing(*amounts, *(sum(column) for column in columns[POUND_PARTS:]))


def position(groups: Iterable[Group], *, compared: bool = True) -> Position:
    """The position of groups together; without an earlier period (`compared` False) the movement is None."""
    rows = list(groups)
    now = add(group.now for group in rows)
    gap = variance(now)
    return Position(
        original=now.original,
        budget=now.budget,
        profiled=now.profiled,
        actual=now.actual,
        outturn=outturn(now),
        variance=gap,
        percent=percent_of(gap, now.budget),
        movement=gap - variance(add(group.before for group in rows)) if compared else None,
        lines=now.lines,
        not_forecast=now.not_forecast,
        gaps=now.gaps,
        illustrative=any(group.illustrative for group in rows),
    )


def by(groups: Iterable[Group], key: Callable[[Group], Key]) -> dict[Key, list[Group]]:
    """The groups sorted into piles by a key, in the order in which the keys first come."""
    piles: dict[Key, list[Group]] = {}
    for group in groups:
        piles.setdefault(key(group), []).append(group)
    return piles


def fold(groups: Iterable[Group], key: Callable[[Group], Key]) -> list[Group]:
    """One group for each key, its standings added; the names that the key leaves out are those of its first group."""
    return [piled[0] if len(piled) == 1 else _together(piled) for piled in by(groups, key).values()]


def _together(groups: list[Group]) -> Group:
    return replace(
        groups[0],
        now=add(group.now for group in groups),
        before=add(group.before for group in groups),
        illustrative=any(group.illustrative for group in groups),
        line="",
    )


def counted(funds: Sequence[FundFacts]) -> tuple[FundFacts, ...]:
    """The funds whose figures make a total: not those in view only, unless the total is of a single fund."""
    return tuple(funds) if len(funds) == 1 else tuple(fund for fund in funds if fund.counted)


def of_funds(groups: Iterable[Group], funds: Iterable[FundFacts]) -> list[Group]:
    """The groups that belong to one of the funds."""
    slugs = {fund.slug for fund in funds}
    return [group for group in groups if group.fund in slugs]


def variance_word(amount: Decimal) -> str:
    """What a variance is called, so that its sign need not be known."""
    return "overspend" if amount > 0 else "underspend" if amount < 0 else "on budget"


def movement_word(amount: Decimal | None) -> str:
    """What a movement of a variance is called; nothing where there is none to name."""
    if amount is None:
        return ""
    return "adverse" if amount > 0 else "favourable" if amount < 0 else "no change"
