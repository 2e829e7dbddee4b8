"""Who hears of codes that stand in suspense: the officers who bring the partner's ledger, once a week."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse

from budgets.actions.notices import tell
from budgets.models import Fund, Period
from s75.today import today
from s75.years import year_label
from schemes.ledger_waiting import waiting_in
from schemes.notices.people import ledger_officers
from schemes.suspense import InSuspense, sums_by_partner


def remind_of_suspense() -> int:
    """Tell officers of the codes that lead nowhere yet, for each year with an open period; how many were told."""
    rows = Period.objects.filter(state=Period.State.OPEN).select_related("fund__place").order_by("fund__position")
    by_year: dict[int, list[Fund]] = defaultdict(list)
    for period in rows:
        by_year[period.year].append(period.fund)
    return sum(_remind(funds, year) for year, funds in by_year.items())


def _remind(funds: list[Fund], year: int) -> int:
    found: dict[int, list[InSuspense]] = defaultdict(list)
    for one in waiting_in(funds, [year]):
        found[one.since.place_id].append(one)
    told = 0
    for pk, waiting in found.items():
        mine = [fund for fund in funds if fund.place_id == pk]
        for partner, codes, amount in sums_by_partner(waiting):
            told += tell(
                "suspense_stands",
                to=ledger_officers(mine, partner.heir_id),
                href=f"{reverse('suspense', args=[mine[0].place.slug])}?year={year_label(year)}",
                key=f"suspense:{pk}:{partner.pk}:{year}:{today():%G-%V}",
                place=mine[0].place,
                says={
                    "codes": "1 code" if codes == 1 else f"{codes} codes",
                    "lead": "leads" if codes == 1 else "lead",
                    "partner": partner,
                    "amount": f"£{amount:,.2f}",
                },
            )
    return told
