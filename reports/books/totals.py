"""The totals of many funds as at their periods, by the same figures as their papers, a statement a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from budgets.models import Fund, Partner
from reports.facts.position import Standing
from reports.figures.variance import add, outturn
from reports.loading.standings import load_groups, scope_parameters

Period = tuple[int, int]  # a year and a month


def fund_totals(funds: Sequence[int], year: int, month: int) -> dict[int, dict[str, Decimal]]:
    """What a lock keeps of each fund, in £, by the fund's id."""
    return totals_at({(year, month): funds})[year, month]


def totals_at(periods: Mapping[Period, Sequence[int]]) -> dict[Period, dict[int, dict[str, Decimal]]]:
    """The same of the funds of several periods, each a year and a month."""
    codes = {heir: str(heir) for heir in Partner.objects.values_list("heir", flat=True) if heir}
    slugs = dict(Fund.objects.values_list("pk", "slug"))
    return {when: _totals(funds, *when, codes, slugs) for when, funds in periods.items()}


def _totals(
    funds: Sequence[int], year: int, month: int, codes: dict[int, str], slugs: dict[int, str]
) -> dict[int, dict[str, Decimal]]:
    standings: dict[str, list[Standing]] = defaultdict(list)
    for group in load_groups(scope_parameters(funds, year, month, None), codes)[0]:
        standings[group.fund].append(group.now)
    return {fund: _kept(add(standings[slugs[fund]])) for fund in funds}


def _kept(now: Standing) -> dict[str, Decimal]:
    return {
        "original": now.original,
        "budget": now.budget,
        "profiled": now.profiled,
        "actual": now.actual,
        "outturn": outturn(now),
    }
