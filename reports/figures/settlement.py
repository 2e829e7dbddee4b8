"""Who owes whom: each partner's contribution due less what it spends in its own ledger.

A partner whose contribution is more than its own spend pays the difference to the pool (positive); one that spends more
than it contributes receives it (negative). Over all partners the settlements make contributions less spend.

In a fund that is aligned or in view each partner keeps its own money and its own variance, so what is due of a partner is
what was spent of its money: something is settled only where one partner spends another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reports.facts.money import SourceFacts, SpendFacts
from reports.facts.position import FundFacts, Group
from reports.figures.claims import claimed
from reports.figures.instalments import due_by, received_by
from reports.figures.variance import outturn
from s75.money import ZERO, total
from s75.years import month_end

QUARTERS = (1, 2, 3, 4)
YEAR_END = 5
SHARED = frozenset({"Pooled", "Lead commissioning"})  # the arrangements in which contributions are put together
Shares = Mapping[tuple[str, str], Decimal]  # by fund and partner: what it bears of an overspend (+) or gets back (−)


class Spent(NamedTuple):
    """An amount in £ from a stream, of whose money, in whose ledger."""

    stream: str
    contributor: str
    spender: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Settlement:
    """One partner's settlement in £. `share` is what it bears of the fund's over- or underspend at year end; `paid` is
    what it has paid to other partners already, negative where it received."""

    partner: str
    due: Decimal = ZERO
    spend: Decimal = ZERO
    share: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def amount(self) -> Decimal:
        """Payable to the pool when positive, receivable from it when negative."""
        return self.due + self.share - self.spend

    @property
    def outstanding(self) -> Decimal:
        """What is still to be paid (+) or received (−)."""
        return self.amount - self.paid


def word(amount: Decimal) -> str:
    """What a settlement is called, so that its sign need not be known."""
    return "payable" if amount > 0 else "receivable" if amount < 0 else "settled"


def quarters_ended(period: int) -> tuple[int, ...]:
    """The quarters that have ended by a period: P06 ends the second."""
    return tuple(quarter for quarter in QUARTERS if quarter * 3 <= period)


def shares_money(fund: FundFacts) -> bool:
    """Whether the partners of a fund put their money together, and do not keep each its own."""
    return fund.arrangement in SHARED


def settle(
    fund: FundFacts, sources: Sequence[SourceFacts], spend: Sequence[SpendFacts], *, year: int, quarter: int
) -> tuple[Settlement, ...]:
    """The settlements of one fund's partners at the end of a quarter, by what is due and in the ledgers by then."""
    last_day = month_end(year, quarter * 3)
    months = [
        Spent(row.stream, row.contributor, row.spender, total(row.months[: quarter * 3]))
        for row in spend
        if row.fund == fund.slug
    ]
    own = [source for source in sources if source.fund == fund.slug]
    due = [(source, _due(source, quarter, last_day, months)) for source in own]
    return _settlements(fund, due, months, last_day, {})


def settle_year(
    fund: FundFacts, sources: Sequence[SourceFacts], groups: Iterable[Group], *, year: int, shares: Shares | None = None
) -> tuple[Settlement, ...]:
    """The settlements of one fund's partners at year end: whole contributions against forecast outturn, which is the
    outturn once every ledger is in, and the `shares` of an over- or underspend where the agreement gives any."""
    spent = [Spent(g.stream, g.contributor, g.spender, outturn(g.now)) for g in groups if g.fund == fund.slug]
    own = [source for source in sources if source.fund == fund.slug]
    bears = {partner: amount for (slug, partner), amount in (shares or {}).items() if slug == fund.slug}
    # Where shares are given, they hold the difference between a claim as agreed and as it came out.
    due = [(source, source.amount if bears else _claimed_or(source, source.amount, spent)) for source in own]
    return _settlements(fund, due, spent, month_end(year, 12), bears)


def _due(source: SourceFacts, quarter: int, last_day: date, spent: Sequence[Spent]) -> Decimal:
    by_day = due_by(source, quarter, last_day)
    return by_day if source.instalments else _claimed_or(source, by_day, spent)


def _claimed_or(source: SourceFacts, amount: Decimal, spent: Sequence[Spent]) -> Decimal:
    """What a claim brings in for its own spend, else the amount."""
    if not source.claim:
        return amount
    own = (row.amount for row in spent if (row.stream, row.contributor) == (source.stream, source.partner))
    return claimed(source, total(own))


def _settlements(
    fund: FundFacts,
    due: Sequence[tuple[SourceFacts, Decimal]],
    spent: Sequence[Spent],
    last_day: date,
    bears: Mapping[str, Decimal],
) -> tuple[Settlement, ...]:
    found: dict[str, Settlement] = {}

    def put(partner: str, part: str, amount: Decimal) -> None:
        now = found.setdefault(partner, Settlement(partner))
        found[partner] = replace(now, **{part: getattr(now, part) + amount})

    for source, amount in due:
        put(source.partner, "due", amount if shares_money(fund) else ZERO)
        if source.partner != fund.host:
            put(source.partner, "paid", received_by(source, last_day))
            put(fund.host, "paid", -received_by(source, last_day))
    for row in spent:
        put(row.spender, "spend", row.amount)
        put(row.contributor, "due", ZERO if shares_money(fund) else row.amount)
    for partner, amount in bears.items():
        put(partner, "share", amount)
    return tuple(found.values())


def together(parts: Iterable[Settlement]) -> dict[str, Settlement]:
    """The settlements of several funds added up by partner, in the order in which the partners first come."""
    found: dict[str, Settlement] = {}
    for part in parts:
        so_far = found.get(part.partner, Settlement(part.partner))
        found[part.partner] = add(part.partner, [so_far, part])
    return found


def add(name: str, parts: Iterable[Settlement]) -> Settlement:
    """Several settlements as one, under a name."""
    rows = list(parts)
    sums = {part: total(getattr(row, part) for row in rows) for part in ("due", "spend", "share", "paid")}
    return Settlement(name, **sums)
