"""Income and expenditure of pooled funds by partner: each quarter by itself, from what is due and spent to the end of each.

Source: regulation 7(4) of SI 2000/617: the pool manager's quarterly reports and annual return to the partners.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.money import MoneyInFacts
from reports.facts.position import FundFacts
from reports.figures.instalments import received_by
from reports.figures.settlement import Settlement, settle, together
from s75.money import ZERO, total
from s75.years import month_end


@dataclass(frozen=True, slots=True)
class Quarters:
    """One partner's amounts in £, a quarter each: contributions due, spend in its own ledger, and cash received of it."""

    partner: str
    due: tuple[Decimal, ...]
    spend: tuple[Decimal, ...]
    received: Decimal


def to_date(facts: MoneyInFacts, funds: Iterable[FundFacts], quarter: int) -> dict[str, Settlement]:
    """By partner: what was due and spent by the end of a quarter, over some funds."""
    return together(
        part for fund in funds for part in settle(fund, facts.sources, facts.spend, year=facts.year, quarter=quarter)
    )


def quarters(facts: MoneyInFacts, funds: Sequence[FundFacts], ended: Sequence[int]) -> tuple[Quarters, ...]:
    """Every partner's ended quarters, each less the one before it, so that together they make the year to date."""
    dates = [to_date(facts, funds, quarter) for quarter in ended]
    names = list(dict.fromkeys(name for at in dates for name in at))
    slugs = {fund.slug for fund in funds}
    last = month_end(facts.year, ended[-1] * 3) if ended else facts.day
    return tuple(
        Quarters(
            name,
            _steps([at[name].due if name in at else ZERO for at in dates]),
            _steps([at[name].spend if name in at else ZERO for at in dates]),
            total(received_by(s, last) for s in facts.sources if s.partner == name and s.fund in slugs),
        )
        for name in names
    )


def by_owner(
    facts: MoneyInFacts, funds: Sequence[FundFacts], ended: Sequence[int]
) -> Mapping[str, tuple[Decimal, ...]]:
    """What was spent of each partner's money in each ended quarter, in whosever ledger, in £."""
    slugs = {fund.slug for fund in funds}
    found: dict[str, tuple[Decimal, ...]] = {}
    for row in facts.spend:
        if row.fund in slugs:
            parts = tuple(total(row.months[(q - 1) * 3 : q * 3]) for q in ended)
            so_far = found.get(row.contributor, (ZERO,) * len(parts))
            found[row.contributor] = tuple(a + b for a, b in zip(so_far, parts, strict=True))
    return found


def _steps(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    return tuple(now - before for now, before in zip(amounts, [ZERO, *amounts], strict=False))
