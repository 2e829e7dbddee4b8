"""What a change does: each line and each pot of money before and after it, and the running total of a register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.change import ChangeLine, ChangePot, PostedChange, Pot, RegisterFund
from reports.facts.position import Group
from reports.figures.variance import position
from s75.money import ZERO, total


@dataclass(frozen=True, slots=True)
class PotFigures:
    """A pot in £ with a change: contributions and budgets before, the change and after, and what is left unallocated."""

    pot: ChangePot
    budget: Decimal

    @property
    def contributed_after(self) -> Decimal:
        return self.pot.contributed + self.pot.amount

    @property
    def budgeted_after(self) -> Decimal:
        return self.pot.budgeted + self.budget

    @property
    def unallocated(self) -> Decimal:
        return self.contributed_after - self.budgeted_after

    @property
    def touched(self) -> bool:
        return bool(self.pot.amount or self.budget)


def after(line: ChangeLine) -> Decimal:
    """A line's budget after the change, in £."""
    return line.before + line.amount


def beyond(line: ChangeLine) -> bool:
    """Whether the change would take a line below zero, or a line of income above it."""
    left = after(line)
    return bool(line.amount) and (left > 0 if line.income else left < 0)


def pots_with(lines: Iterable[ChangeLine], pots: Sequence[ChangePot]) -> list[PotFigures]:
    """Each pot with what the change's lines add to its budgets."""
    added: dict[Pot, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        added[line.pot] += line.amount
    return [PotFigures(pot, added[pot.pot]) for pot in pots]


def moved(amounts: Iterable[Decimal]) -> Decimal:
    """What amounts of one side move, in £: the larger of what they add and what they take."""
    found = list(amounts)
    return max(total(a for a in found if a > 0), -total(a for a in found if a < 0))


@dataclass(frozen=True, slots=True)
class Entered:
    """A change in a register with the fund's budget and contributions after it, in £."""

    change: PostedChange
    budget_after: Decimal
    contributed_after: Decimal


def running(fund: RegisterFund, changes: Iterable[PostedChange]) -> list[Entered]:
    """The changes of a fund, each with what stands after it: original budget + every change = current budget."""
    budget, contributed, found = fund.original, fund.contributed, []
    for change in changes:
        if change.fund == fund.slug:
            budget, contributed = budget + change.budget, contributed + change.contribution
            found.append(Entered(change, budget, contributed))
    return found


def underspends(groups: Iterable[Group]) -> dict[str, Decimal]:
    """What each line (a group of its own) has left of its budget at its outturn, in £; lines without are left out."""
    left = {group.line: -position([group]).variance for group in groups}
    return {line: amount for line, amount in left.items() if amount > 0}
