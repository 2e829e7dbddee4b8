"""The memorandum account of a fund's year: funding, expenditure, the net of them, and who has it.

Signs are those of accounts: income is negative and expenditure positive, so a net above zero is a deficit. The net is
the variance of the outturn less what of the contributions no budget uses, so its parts are those of the bearing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from reports.facts.account import BroughtFacts
from reports.facts.position import PositionFacts
from reports.figures.fund_risk import bearings
from reports.figures.variance import outturn
from s75.money import ZERO, total

Source = tuple[str, str]  # stream, partner
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Memorandum:
    """One year's account of one fund in £. `brought` is what was carried forward into the year, a part of contributions
    that `funding` (by stream and partner) does not hold again; `expenditure` is by whose ledger; `shares` is what each
    partner bears; `left` stays in the pool: met by it, kept in it, and contributions that no budget uses."""

    brought: Decimal
    funding: Mapping[Source, Decimal]
    expenditure: Mapping[str, Decimal]
    shares: Mapping[str, Decimal]
    left: Decimal
    by_agreement: Decimal
    illustrative: bool = False

    @property
    def net(self) -> Decimal:
        """A deficit when positive, a surplus when negative."""
        return self.brought + total(self.funding.values()) + total(self.expenditure.values())


def memorandum(facts: PositionFacts, fund: str, brought: Iterable[BroughtFacts]) -> Memorandum:
    """The account of one fund of a position, whose facts hold those of risk."""
    carried = [row for row in brought if (row.fund, row.year) == (fund, facts.year)]
    funding: dict[Source, Decimal] = {}
    for row in facts.contributions:
        if row.fund == fund:
            funding[row.stream, row.partner] = funding.get((row.stream, row.partner), ZERO) - row.amount
    for one in carried:
        funding[one.stream, one.partner] = funding.get((one.stream, one.partner), ZERO) + one.amount
    groups = [group for group in facts.groups if group.fund == fund]
    spent: dict[str, Decimal] = {}
    for group in groups:
        spent[group.spender] = spent.get(group.spender, ZERO) + outturn(group.now)
    made = bearings(facts, [fund])[fund]
    contributions = total(row.amount for row in facts.contributions if row.fund == fund)
    unallocated = contributions - total(group.now.budget for group in groups)
    return Memorandum(
        brought=-total(row.amount for row in carried),
        funding=funding,
        expenditure=spent,
        shares={partner: borne.total for partner, borne in made.partners.items()},
        left=made.met + made.kept - unallocated,
        by_agreement=made.by_agreement,
        illustrative=made.illustrative,
    )


def together(accounts: Iterable[Memorandum]) -> Memorandum:
    """Several funds' accounts as one."""
    rows = list(accounts)
    return Memorandum(
        brought=total(row.brought for row in rows),
        funding=_added(row.funding for row in rows),
        expenditure=_added(row.expenditure for row in rows),
        shares=_added(row.shares for row in rows),
        left=total(row.left for row in rows),
        by_agreement=total(row.by_agreement for row in rows),
        illustrative=any(row.illustrative for row in rows),
    )


def _added(mappings: Iterable[Mapping[Key, Decimal]]) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = {}
    for mapping in mappings:
        for key, amount in mapping.items():
            found[key] = found.get(key, ZERO) + amount
    return found
