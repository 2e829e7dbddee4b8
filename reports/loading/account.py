"""From the database to the account of a year: position, money in, the year before and carry-forwards, in fixed queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce

from budgets.models import Change, ContributionEntry, Fund, Period, Place
from reports.facts.account import AccountFacts, BroughtFacts, CarryFacts, ComparisonFacts, SchemeAccount, SheetFacts
from reports.facts.position import PositionFacts
from reports.load import load_position
from reports.loading.money_in import load_money_in
from reports.loading.surroundings import load_surroundings
from s75.money import ZERO
from s75.years import month_end
from schemes.models import PlannedOutput, Scheme


def load_account(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], about: str = ""
) -> AccountFacts:
    """The account of a place's funds (already authorised) as at a period, beside that of the year before."""
    scope: dict[str, Any] = {"place": place, "funds": funds}
    position = load_position(
        **scope, year=year, period=period, periods=periods, months=False, narratives=False, risk=True
    )
    codes = partner_codes(place, year, period)
    return AccountFacts(
        position=position,
        money=load_money_in(**scope, year=year, period=period, periods=periods),
        earlier=load_earlier(**scope, year=year - 1),
        schemes=load_schemes(place, funds, year, codes),
        carries=_carries(funds, year),
        brought=_brought(funds, year, period, codes),
        about=about,
    )


def load_earlier(*, place: Place, funds: Sequence[Fund], year: int, period: int = 0) -> PositionFacts | None:
    """The position of an earlier year at a period, or at the last that was opened; None where none was."""
    periods = list(Period.objects.filter(fund__in=list(funds), year=year).order_by("month"))
    opened = [p.month for p in periods if p.state != Period.State.FUTURE and period in (0, p.month)]
    if not opened:
        return None
    at = max(opened)
    return load_position(
        place=place, funds=funds, year=year, period=at, periods=periods, months=False, narratives=False, risk=True
    )


def load_comparison(
    *,
    place: Place,
    funds: Sequence[Fund],
    year: int,
    period: int,
    periods: Sequence[Period],
    other: tuple[int, int] | None,
) -> ComparisonFacts:
    """A position beside another period's (year and month), else the period's before, or the end of the year before."""
    scope: dict[str, Any] = {"place": place, "funds": funds}
    now = load_position(**scope, year=year, period=period, periods=periods, months=False, narratives=False)
    at = other or ((year, period - 1) if period > 1 else (year - 1, 0))
    return ComparisonFacts(now, load_earlier(**scope, year=at[0], period=at[1]))


def load_sheets(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], about: str = ""
) -> SheetFacts:
    """Sheets of every scheme with a line in the funds, or of the one with that reference."""
    position = load_position(
        place=place, funds=funds, year=year, period=period, periods=periods, by_line=True, months=False
    )
    schemes = load_schemes(place, funds, year, partner_codes(place, year, period))
    if about:
        schemes = tuple(scheme for scheme in schemes if scheme.ref == about)
        position = _of_scheme(position, about)
    outputs = PlannedOutput.objects.filter(scheme__place=place, year=year, scheme__ref__in=[s.ref for s in schemes])
    rows = outputs.order_by("scheme__ref", "unit").values_list("scheme__ref", "unit", "amount")
    return SheetFacts(position, schemes, tuple(rows))


def _of_scheme(position: PositionFacts, ref: str) -> PositionFacts:
    return replace(
        position,
        groups=tuple(group for group in position.groups if group.scheme == ref),
        schemes=tuple(scheme for scheme in position.schemes if scheme.ref == ref),
        narratives=tuple(told for told in position.narratives if told.group.scheme == ref),
    )


def partner_codes(place: Place, year: int, period: int) -> dict[int, str]:
    """The partners' codes by heir, as they stand at the end of a period."""
    day = month_end(year, period).isoformat()
    return load_surroundings({"place": place.pk}, month_end=day, only=["partners"]).codes


def load_schemes(place: Place, funds: Sequence[Fund], year: int, codes: Mapping[int, str]) -> tuple[SchemeAccount, ...]:
    """The schemes with a line of the year in the funds, by reference."""
    rows = Scheme.objects.filter(place=place, lines__fund__in=list(funds), lines__year=year).distinct().order_by("ref")
    return tuple(
        SchemeAccount(
            ref=row.ref,
            name=row.name,
            lead=codes.get(row.lead_commissioner.heir_id or 0, row.lead_commissioner.name),
            treatment=row.accounting,
            treatment_name=row.get_accounting_display() if row.accounting else "",
            area=row.area_of_spend,
            kind=row.scheme_type,
            provider=row.provider_type,
            commissioner=row.commissioner,
            description=row.description,
        )
        for row in rows.select_related("lead_commissioner")
    )


def _carries(funds: Sequence[Fund], year: int) -> tuple[CarryFacts, ...]:
    """The carry-forwards into the year and into the next, those refused left out."""
    rows = Change.objects.filter(fund__in=list(funds), year__in=(year, year + 1), kind=Change.Kind.CARRY_FORWARD)
    rows = rows.exclude(state=Change.State.REFUSED).select_related("fund", "requested_by", "decided_by")
    added = rows.annotate(proposed=Coalesce(Sum("proposed_contributions__amount"), ZERO))
    return tuple(
        CarryFacts(
            row.fund.slug,
            row.year,
            row.number,
            row.title,
            row.get_state_display(),
            row.proposed if row.amount is None else row.amount,
            row.requested_by.name,
            row.decided_by.name if row.decided_by else "",
            "; ".join(part for part in (row.authority, f"minute {row.minute}" if row.minute else "") if part),
            row.basis,
        )
        for row in added.order_by("year", "fund__position", "fund__slug", "pk")
    )


def _brought(funds: Sequence[Fund], year: int, period: int, codes: Mapping[int, str]) -> tuple[BroughtFacts, ...]:
    """What carry-forwards brought into the year by the period, and into the year before."""
    rows = ContributionEntry.objects.filter(
        fund__in=list(funds), year__in=(year - 1, year), change__kind=Change.Kind.CARRY_FORWARD
    ).exclude(year=year, counts_from__gt=period)
    names = ("fund__slug", "year", "contribution__stream__name", "contribution__partner__heir")
    sums = rows.values_list(*names).annotate(amount=Sum("amount")).order_by(*names)
    return tuple(
        BroughtFacts(fund, of, stream, codes.get(heir or 0, ""), Decimal(a)) for fund, of, stream, heir, a in sums
    )
