"""From the database to the entries of contributions: money in, as at a period, each with the change that posted it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budgets.models import ContributionEntry, Fund
from reports.facts.position import ContributionEntryFacts


def load_contribution_entries(
    funds: Sequence[Fund],
    year: int,
    period: int,
    *,
    codes: Mapping[int, str],
    stream: str = "",
    contributor: int | None = None,
) -> tuple[ContributionEntryFacts, ...]:
    """Those that count by the period, perhaps of one stream or one partner (its heir): one query."""
    rows = ContributionEntry.objects.filter(fund__in=list(funds), year=year, counts_from__lte=period)
    if stream:
        rows = rows.filter(contribution__stream__name=stream)
    if contributor is not None:
        rows = rows.filter(contribution__partner__heir=contributor)
    rows = rows.select_related("change", "fund", "contribution__stream", "contribution__partner")
    ordered = rows.order_by("fund__position", "fund__slug", "contribution__stream__position", "posted_in", "pk")
    return tuple(
        ContributionEntryFacts(
            str(row.change),
            row.fund.name,
            row.contribution.stream.name,
            codes[row.contribution.partner.heir_id or 0],
            row.posted_in,
            row.effective_from,
            row.amount,
        )
        for row in ordered
    )
