"""From the database to the fortnightly return of discharge money, as at a period."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Sum

from budgets.models import ContributionEntry, Fund, Period, Place
from reports.facts.discharge import AllocationFacts, DischargeFacts, DischargeLineFacts, FortnightFacts
from s75.years import month_end
from schemes.indicators import discharge_lines, discharge_streams, terms_at
from schemes.models import Actual, FortnightSpend, Line
from schemes.reporting_periods import fortnight_ends


def load_discharge(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period]
) -> DischargeFacts:
    """The return of a place's funds (already authorised): five queries, whatever there is.

    The allocation is what the discharge streams bring in by changes posted by the period, also where it counts from a
    later one: it is known by then. Fortnights are as they stand now, and count once they are over.
    """
    terms = terms_at(year, period)
    states = {p.fund_id: p.state for p in periods if (p.year, p.month) == (year, period)}
    lines = list(discharge_lines(place, funds, year))
    return DischargeFacts(
        place=place.slug,
        place_name=place.name,
        scope_name=funds[0].name if len(funds) == 1 else place.name,
        year=year,
        period=period,
        day=month_end(year, period),
        locked=all(states.get(fund.pk) == Period.State.LOCKED for fund in funds),
        ends=fortnight_ends(year, terms.first_fortnight_ends),
        cap=terms.cap,
        cap_source=terms.source,
        allocations=_allocations(place, funds, year, period),
        lines=_lines(lines, year, period),
    )


def _allocations(place: Place, funds: Sequence[Fund], year: int, period: int) -> tuple[AllocationFacts, ...]:
    entries = ContributionEntry.objects.filter(
        fund__in=funds, year=year, posted_in__lte=period, contribution__stream__in=discharge_streams(place)
    )
    rows = entries.values_list("contribution__stream__name", "contribution__illustrative")
    found: dict[str, AllocationFacts] = {}
    for name, illustrative, amount in rows.annotate(amount=Sum("amount")).order_by("contribution__stream__position"):
        known = found.get(name, AllocationFacts(name, amount * 0))
        found[name] = AllocationFacts(name, known.amount + amount, known.illustrative or illustrative)
    return tuple(found.values())


def _lines(lines: Sequence[Line], year: int, period: int) -> tuple[DischargeLineFacts, ...]:
    fortnights: dict[int, list[FortnightFacts]] = {}
    for row in FortnightSpend.objects.filter(line__in=lines).order_by("number"):
        fortnights.setdefault(row.line_id, []).append(
            FortnightFacts(
                row.number, row.spend, row.administration, row.activity, row.unit, row.note, row.illustrative
            )
        )
    actuals: dict[int, list[tuple[int, Decimal]]] = {}
    posted = Actual.objects.filter(line__in=lines, year=year, posted_in__lte=period)
    for line, month, amount in posted.values_list("line", "month").annotate(amount=Sum("amount")).order_by("month"):
        actuals.setdefault(line, []).append((month, amount))
    return tuple(
        DischargeLineFacts(
            line.ref,
            line.scheme.name,
            line.stream.name,
            str(line.spending_partner),
            tuple(fortnights.get(line.pk, ())),
            tuple(actuals.get(line.pk, ())),
        )
        for line in lines
    )
