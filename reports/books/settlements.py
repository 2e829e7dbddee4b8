"""Whether settlements re-add: over a fund's partners, contributions less spend, from the raw tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from budgets.models import Fund
from reports.books.reading import pounds, rows
from reports.facts.money import SourceFacts, SpendFacts
from reports.facts.position import FundFacts
from reports.figures.settlement import settle, shares_money
from s75.money import ZERO, total
from s75.years import CLOSING_MONTH, year_label

Year = tuple[int, int]  # a fund's id and a year

_FUNDS = """
SELECT f.id, f.slug, f.code, f.name, f.arrangement, p.heir_id::text FROM budgets_fund f
JOIN budgets_partner p ON p.id = f.host_id
"""
_SOURCES = """
SELECT c.fund_id, c.year, c.id, c.stream_id::text, p.heir_id::text, COALESCE(sum(e.amount), 0), s.kind = 'claim', c.ceiling
FROM budgets_contribution c JOIN budgets_partner p ON p.id = c.partner_id
JOIN budgets_fundingstream s ON s.id = c.stream_id LEFT JOIN budgets_contributionentry e ON e.contribution_id = c.id
GROUP BY c.id, p.heir_id, s.kind
"""
_SPEND = """
SELECT l.fund_id, l.year, l.stream_id::text, c.heir_id::text, s.heir_id::text, a.month, sum(a.amount)
FROM (SELECT line_id, month, sum(amount) AS amount FROM schemes_actual WHERE month <= 12 GROUP BY 1, 2) a
JOIN schemes_line l ON l.id = a.line_id JOIN budgets_partner c ON c.id = l.contributing_partner_id
JOIN budgets_partner s ON s.id = l.spending_partner_id GROUP BY 1, 2, 3, 4, 5, 6
"""
_RAW = """
SELECT fund_id, year, sum(given), sum(spent) FROM (
    SELECT e.fund_id, e.year, e.amount AS given, 0 AS spent FROM budgets_contributionentry e
    JOIN budgets_contribution c ON c.id = e.contribution_id JOIN budgets_fundingstream s ON s.id = c.stream_id
    WHERE s.kind <> 'claim'
    UNION ALL SELECT fund_id, year, 0, amount FROM schemes_actual WHERE month <= 12
) moved GROUP BY 1, 2
"""


def settlements_readd() -> list[str]:
    """At the end of the fourth quarter the settlements of a fund's partners make its contributions less its spend, a
    claim counting as what it brings in; in a fund that shares nothing they make nothing."""
    funds = {pk: _fund(*about) for pk, *about in rows(_FUNDS)}
    sources, spend = _sources(funds), _spend(funds)
    raw: dict[Year, tuple[Decimal, Decimal]] = {(f, y): (given, spent) for f, y, given, spent in rows(_RAW)}
    breaks = []
    for fund, year in sorted({*sources, *spend, *raw}):
        facts = funds[fund]
        made = settle(facts, sources[fund, year], spend[fund, year], year=year, quarter=4)
        given, spent = raw.get((fund, year), (ZERO, ZERO))
        given += _claimed(sources[fund, year], spend[fund, year])
        wanted = given - spent if shares_money(facts) else ZERO
        settled = total(one.amount for one in made)
        if settled != wanted:
            breaks.append(
                f"The settlements of {facts.slug} {year_label(year)} make {pounds(settled)}, and its contributions less its "
                f"spend are {pounds(wanted)}."
            )
    return breaks


def _fund(slug: str, code: str, name: str, arrangement: str, host: str) -> FundFacts:
    counted = arrangement != Fund.Arrangement.IN_VIEW
    return FundFacts(slug, code, name, Fund.Arrangement(arrangement).label, host, counted, "")


def _sources(funds: dict[int, FundFacts]) -> dict[Year, list[SourceFacts]]:
    found: dict[Year, list[SourceFacts]] = defaultdict(list)
    for fund, year, key, stream, partner, amount, claim, ceiling in rows(_SOURCES):
        facts = SourceFacts(key, funds[fund].slug, stream, partner, amount, amount, True, claim, ceiling)
        found[fund, year].append(facts)
    return found


def _spend(funds: dict[int, FundFacts]) -> dict[Year, list[SpendFacts]]:
    months: dict[tuple[int, int, str, str, str], list[Decimal]] = defaultdict(lambda: [ZERO] * CLOSING_MONTH)
    for fund, year, stream, contributor, spender, month, amount in rows(_SPEND):
        months[fund, year, stream, contributor, spender][month - 1] += amount
    found: dict[Year, list[SpendFacts]] = defaultdict(list)
    for (fund, year, stream, contributor, spender), amounts in months.items():
        found[fund, year].append(SpendFacts(funds[fund].slug, stream, contributor, spender, tuple(amounts)))
    return found


def _claimed(sources: Sequence[SourceFacts], spend: Sequence[SpendFacts]) -> Decimal:
    """What the claims bring in: what was spent of each, up to its ceiling."""
    income = ZERO
    for source in sources:
        if source.claim:
            own = (row.months for row in spend if (row.stream, row.contributor) == (source.stream, source.partner))
            ceiling = source.amount if source.ceiling is None else source.ceiling
            income += min(total(amount for months in own for amount in months), ceiling)
    return income
