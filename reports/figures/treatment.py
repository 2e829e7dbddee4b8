"""What each partner takes into its own accounts, by the accounting treatment of each scheme, which follows who controls it.

Source: IFRS 10 and 11. Under sole control, and where the lead commissioner acts as principal, the leading partner accounts
for all of the spend, and for what the others pay towards it as income; what they pay is their expenditure. In a joint
operation, and where the lead is only an agent, each partner accounts for what is spent of its own money.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.account import SchemeAccount
from reports.facts.position import Group
from reports.figures.variance import outturn
from s75.money import ZERO, total

BY_ITS_LEAD = frozenset({"sole", "lead"})
NOT_SAID = "Not said: by whose money it is"


@dataclass(frozen=True, slots=True)
class Treated:
    """What one partner takes into its accounts of the schemes of one treatment, in £: `net` is borne by its own money."""

    partner: str
    treatment: str
    expenditure: Decimal
    income: Decimal
    illustrative: bool = False

    @property
    def net(self) -> Decimal:
        return self.expenditure - self.income


def treated(groups: Iterable[Group], schemes: Iterable[SchemeAccount]) -> tuple[Treated, ...]:
    """By partner and treatment, in the order of the treatments' first schemes; net of income they make the outturn."""
    known = {scheme.ref: scheme for scheme in schemes}
    piles: dict[tuple[str, str], list[tuple[Decimal, Decimal, bool]]] = {}
    for group in groups:
        scheme, amount = known.get(group.scheme), outturn(group.now)
        name = scheme.treatment_name if scheme and scheme.treatment else NOT_SAID
        piles.setdefault((name, group.contributor), []).append((amount, ZERO, group.illustrative))
        if scheme and scheme.treatment in BY_ITS_LEAD and scheme.lead != group.contributor:
            piles.setdefault((name, scheme.lead), []).append((amount, amount, group.illustrative))
    return tuple(
        Treated(
            partner,
            name,
            total(r[0] for r in rows),
            total(r[1] for r in rows),
            any(illustrative for *_, illustrative in rows),
        )
        for (name, partner), rows in _by_treatment(piles)
    )


def _by_treatment(
    piles: Mapping[tuple[str, str], list[tuple[Decimal, Decimal, bool]]],
) -> list[tuple[tuple[str, str], list[tuple[Decimal, Decimal, bool]]]]:
    order = list(dict.fromkeys(name for name, _ in piles))
    return sorted(piles.items(), key=lambda pile: order.index(pile[0][0]))
