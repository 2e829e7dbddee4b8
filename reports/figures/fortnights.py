"""The fortnightly return: spend and activity to date, what is left of the allocation, the cap, and the ledger beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.facts.discharge import DischargeFacts, DischargeLineFacts, FortnightFacts
from s75.money import HUNDRED, ZERO, percent_of, to_pence, total
from s75.years import month_of


@dataclass(frozen=True, slots=True)
class Spent:
    """A line, a stream or the whole return over some fortnights, in £."""

    spend: Decimal
    administration: Decimal
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Cap:
    """Administration against its cap: the most that it may be in £, and by how much it is below it (negative: above)."""

    allocation: Decimal
    most: Decimal
    administration: Decimal
    percent: Decimal | None

    @property
    def room(self) -> Decimal:
        return self.most - self.administration

    @property
    def kept(self) -> bool:
        return self.room >= 0


@dataclass(frozen=True, slots=True)
class MonthBeside:
    """One month: entered in the fortnights that ended in it, and the ledger's; both to date; difference = entered − ledger."""

    month: int
    entered: Decimal
    ledger: Decimal
    entered_to_date: Decimal
    ledger_to_date: Decimal

    @property
    def difference(self) -> Decimal:
        return self.entered_to_date - self.ledger_to_date


def counted(facts: DischargeFacts) -> int:
    """How many fortnights had ended by the period's day."""
    return sum(end <= facts.day for end in facts.ends)


def spent(fortnights: Iterable[FortnightFacts], up_to: int, since: int = 1) -> Spent:
    rows = [one for one in fortnights if since <= one.number <= up_to]
    return Spent(
        total(one.spend for one in rows),
        total(one.administration for one in rows),
        any(one.illustrative for one in rows),
    )


def spent_of(lines: Iterable[DischargeLineFacts], up_to: int, since: int = 1) -> Spent:
    return spent((one for line in lines for one in line.fortnights), up_to, since)


def activity_of(line: DischargeLineFacts, up_to: int) -> tuple[tuple[str, Decimal], ...]:
    """What a line delivered to date, unit by unit, for units do not add."""
    found: dict[str, Decimal] = {}
    for one in line.fortnights:
        if one.activity is not None and one.number <= up_to:
            found[one.unit] = found.get(one.unit, Decimal(0)) + one.activity
    return tuple(found.items())


def cap_of(facts: DischargeFacts) -> Cap:
    """The cap is a share of the whole allocation of the place, whichever stream pays; rounded half up to the penny."""
    allocation = total(one.amount for one in facts.allocations)
    administration = spent_of(facts.lines, counted(facts)).administration
    return Cap(
        allocation, to_pence(allocation * facts.cap / HUNDRED), administration, percent_of(administration, allocation)
    )


def beside_the_ledger(facts: DischargeFacts) -> tuple[MonthBeside, ...]:
    """Month by month up to the period. A fortnight counts in the month in which it ends, so a difference is expected
    while a fortnight runs over a month's end; it is shown, and nothing is forced to agree."""
    found, entered_to_date, ledger_to_date = [], ZERO, ZERO
    for month in range(1, min(facts.period, 12) + 1):
        entered = total(
            one.spend for line in facts.lines for one in line.fortnights if _month(facts.ends, one.number) == month
        )
        ledger = total(amount for line in facts.lines for at, amount in line.actuals if at == month)
        entered_to_date, ledger_to_date = entered_to_date + entered, ledger_to_date + ledger
        found.append(MonthBeside(month, entered, ledger, entered_to_date, ledger_to_date))
    first = next((i for i, one in enumerate(found) if one.entered or one.ledger), len(found))
    return tuple(found[first:])


def _month(ends: Sequence[date], number: int) -> int:
    return month_of(ends[number - 1]) if number <= len(ends) else 0
