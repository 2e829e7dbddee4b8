"""What a change holds: the amounts that it proposes, on both sides of the money, and how large it is by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import Change, FundingStream, Partner, ProposedContribution
from s75.money import ZERO, total
from schemes.models import ProposedBudget

Pot = tuple[int, int]  # a stream, and the heir of the partner whose money it is
Months = dict[int, Decimal]
LISTED = 3


@dataclass(frozen=True)
class Contents:
    """A change with the amounts that it proposes, on both sides of the money."""

    change: Change
    budgets: tuple[ProposedBudget, ...]
    contributions: tuple[ProposedContribution, ...]

    @property
    def contributed(self) -> Decimal:
        return total(row.amount for row in self.contributions)

    @property
    def amount(self) -> Decimal:
        """What it moves, in £, by which its approval is judged: the largest of what it adds to or takes from either side."""
        sides = [[row.amount for row in self.contributions], [row.amount for row in self.budgets]]
        return max(abs(total(a for a in side if (a > 0) is gain)) for side in sides for gain in (True, False))

    @property
    def within_scheme(self) -> bool:
        """Whether it only moves budget between lines of one scheme."""
        return not self.contributions and len({row.line.scheme_id for row in self.budgets}) == 1

    @property
    def streams(self) -> dict[int, FundingStream]:
        found = {row.line.stream_id: row.line.stream for row in self.budgets}
        return found | {row.contribution.stream_id: row.contribution.stream for row in self.contributions}

    @property
    def partners(self) -> dict[int, Partner]:
        """By heir, the partner whose money is moved."""
        found = {heir_of(row.line.contributing_partner): row.line.contributing_partner for row in self.budgets}
        return found | {heir_of(row.contribution.partner): row.contribution.partner for row in self.contributions}

    def moves(self) -> Iterator[tuple[Pot, Decimal, Decimal]]:
        """Each amount by its pot: budget, contribution."""
        for row in self.budgets:
            yield (row.line.stream_id, heir_of(row.line.contributing_partner)), row.amount, ZERO
        for each in self.contributions:
            yield (each.contribution.stream_id, heir_of(each.contribution.partner)), ZERO, each.amount


def heir_of(partner: Partner) -> int:
    return partner.heir_id or partner.pk


def read_contents(change: Change) -> Contents:
    """The amounts of a change with their lines and contributions: two queries."""
    budgets = change.proposed_budgets.select_related("line__stream", "line__contributing_partner").order_by("line__ref")
    contributions = change.proposed_contributions.select_related("contribution__stream", "contribution__partner")
    return Contents(change, tuple(budgets), tuple(contributions.order_by("pk")))
