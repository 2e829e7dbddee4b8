"""The totals of many funds as at one period, by the same figures as their papers, in two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from budgets.models import Fund, Partner
from reports.facts import Standing
from reports.figures.variance import add, outturn
from reports.loading.standings import load_groups, scope_parameters


def fund_totals(funds: Sequence[int], year: int, month: int) -> dict[int, dict[str, Decimal]]:
    """What a lock keeps of each fund, in £, by the fund's id."""
    codes = {heir: str(heir) for heir in Partner.objects.values_list("heir", flat=True) if heir}
    standings: dict[str, list[Standing]] = defaultdict(list)
    for group in load_groups(scope_parameters(funds, year, month, None), codes)[0]:
        standings[group.fund].append(group.now)
    slugs = Fund.objects.filter(pk__in=list(funds)).values_list("pk", "slug")
    return {fund: _kept(add(standings[slug])) for fund, slug in slugs}


def _kept(now: Standing) -> dict[str, Decimal]:
    return {
        "original": now.original,
        "budget": now.budget,
        "profiled": now.profiled,
        "actual": now.actual,
        "outturn": outturn(now),
    }
