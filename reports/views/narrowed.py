"""Narrows a place's scope to one of its funds, for pages that show either."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404

from budgets.models import Period
from budgets.scope import Scope
from s75.years import month_label, year_label


def narrowed(scope: Scope, slug: str | None) -> Scope:
    """The scope of one fund, or the whole when none is named; 404 for one unseen, or whose period is not opened yet."""
    if not slug:
        return scope
    funds = [fund for fund in scope.funds if fund.slug == slug]
    if not funds:
        raise Http404("There is no such fund among those that you see.")
    periods = [period for period in scope.periods if period.fund_id == funds[0].pk]
    shown = [p for p in periods if (p.year, p.month) == (scope.year, scope.month) and p.state != Period.State.FUTURE]
    if not shown:
        raise Http404(f"{month_label(scope.month)} {year_label(scope.year)} of {funds[0]} has not been opened yet.")
    return replace(scope, funds=funds, periods=periods)
