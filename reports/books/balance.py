"""Whether money is there before it is spent: contributions against budgets, added up anew in Python, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from reports.books.parties import heirs
from reports.books.reading import period, pounds, rows
from s75.money import ZERO
from s75.years import CLOSING_MONTH

Months = dict[int, Decimal]

_CONTRIBUTED = """
SELECT e.fund_id, e.year, c.stream_id, c.partner_id, e.posted_in, e.effective_from, sum(e.amount)
FROM budgets_contributionentry e JOIN budgets_contribution c ON c.id = e.contribution_id GROUP BY 1, 2, 3, 4, 5, 6
"""
_BUDGETED = """
SELECT e.fund_id, e.year, l.stream_id, l.contributing_partner_id, e.posted_in, e.effective_from, sum(e.amount)
FROM schemes_budgetentry e JOIN schemes_line l ON l.id = e.line_id GROUP BY 1, 2, 3, 4, 5, 6
"""
_CLAIMED = """
SELECT f.slug, c.year, s.name, p.name, c.ceiling, s.kind = 'claim', e.posted_in, e.effective_from, sum(e.amount)
FROM budgets_contributionentry e
JOIN budgets_contribution c ON c.id = e.contribution_id JOIN budgets_fundingstream s ON s.id = c.stream_id
JOIN budgets_partner p ON p.id = c.partner_id JOIN budgets_fund f ON f.id = c.fund_id
WHERE s.kind = 'claim' OR c.ceiling IS NOT NULL
GROUP BY c.id, 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY c.id
"""


class Pot(NamedTuple):
    """Whose money it is: budgets may not exceed contributions within one of these."""

    fund: int
    year: int
    stream: int
    heir: int


def budgets_are_covered() -> list[str]:
    """Per fund, year, stream and contributing partner, budgets ≤ contributions as at every period."""
    contributed, budgeted = _by_pot(rows(_CONTRIBUTED)), _by_pot(rows(_BUDGETED))
    short = []
    for pot, spent in budgeted.items():
        given = contributed.get(pot, {})
        for month in range(1, CLOSING_MONTH + 1):
            budget, contribution = _to_date(spent, month), _to_date(given, month)
            if budget > contribution:
                short.append((pot, month, budget, contribution))
                break
    return _named(short)


def _by_pot(found: Iterable[tuple[int, int, int, int, int, int, Decimal]]) -> dict[Pot, Months]:
    """Amounts by pot and by the month from which they count: once posted and once effective."""
    heir_of = heirs()
    pots: dict[Pot, Months] = defaultdict(dict)
    for fund, year, stream, partner, posted_in, effective_from, amount in found:
        months = pots[Pot(fund, year, stream, heir_of[partner])]
        since = max(posted_in, effective_from)
        months[since] = months.get(since, ZERO) + amount
    return pots


def _to_date(months: Months, month: int) -> Decimal:
    return sum((amount for since, amount in months.items() if since <= month), ZERO)


def _named(short: list[tuple[Pot, int, Decimal, Decimal]]) -> list[str]:
    if not short:
        return []
    funds = dict(rows("SELECT id, slug FROM budgets_fund"))
    streams = dict(rows("SELECT id, name FROM budgets_fundingstream"))
    partners = dict(rows("SELECT id, name FROM budgets_partner"))
    return [
        f"As at {period(pot.year, month)} of {funds[pot.fund]}, budgets of {pounds(budget)} exceed the contributions of "
        f"{pounds(contribution)} from {partners[pot.heir]} ({streams[pot.stream]})."
        for pot, month, budget, contribution in short
    ]


def claims_stay_under_their_ceilings() -> list[str]:
    """A contribution with a ceiling stays under it as at every period; a claim has one."""
    claims: dict[tuple[str, int, str, str, Decimal | None, bool], Months] = defaultdict(dict)
    for *claim, posted_in, effective_from, amount in rows(_CLAIMED):
        months, since = claims[tuple(claim)], max(posted_in, effective_from)
        months[since] = months.get(since, ZERO) + amount
    breaks = []
    for (fund, year, stream, partner, ceiling, _), months in claims.items():
        name = f"{stream} of {partner} in {fund}"
        if ceiling is None:
            breaks.append(f"{name} is a claim without a ceiling.")
            continue
        over = [month for month in range(1, CLOSING_MONTH + 1) if _to_date(months, month) > ceiling]
        if over:
            amount = _to_date(months, over[0])
            breaks.append(
                f"{name} stands at {pounds(amount)} as at {period(year, over[0])}, above its ceiling of {pounds(ceiling)}."
            )
    return breaks
