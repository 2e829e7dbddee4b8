"""Reads of what schemes deliver: the indicators and outputs that a person sees, what may be entered, and the terms of returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from budgets.access import WHOLE_PLACE, access_of, may_set_up
from budgets.models import Fund, FundingStream, Partner, Place
from budgets.roles import Power
from s75.models import User
from s75.years import CLOSING_MONTH
from schemes.models import Indicator, Line, PlannedOutput, ReturnTerms, Scheme
from schemes.reporting_periods import FORTNIGHT

DISCHARGE = "discharge"  # the word by which national and local names of discharge streams are known
DEFAULT_CAP = Decimal(1)


def _seen(funds: Sequence[Fund], scheme: str) -> Q:
    """That a scheme has a line in one of the funds, or none in any."""
    lines = Line.objects.filter(scheme=OuterRef(scheme))
    return Q(Exists(lines.filter(fund__in=funds))) | ~Q(Exists(lines))


def indicators_in(place: Place, funds: Sequence[Fund], year: int) -> QuerySet[Indicator]:
    """The place's indicators of a year that whoever sees these funds sees, in the order in which papers print them."""
    lasts = Q(first_year=None) | Q(first_year__lte=year)
    found = Indicator.objects.filter(lasts, Q(last_year=None) | Q(last_year__gte=year), place=place)
    found = found.filter(Q(fund=None) | Q(fund__in=funds))
    return found.filter(Q(scheme=None) | _seen(funds, "scheme")).order_by("position", "pk")


def outputs_in(place: Place, funds: Sequence[Fund], year: int) -> QuerySet[PlannedOutput]:
    """What the place's schemes plan to deliver in a year, as far as whoever sees these funds sees it."""
    found = PlannedOutput.objects.filter(scheme__place=place, year=year).filter(_seen(funds, "scheme"))
    return found.order_by("scheme__ref", "unit")


def discharge_streams(place: Place) -> QuerySet[FundingStream]:
    """The place's streams of discharge money, by their national or their own name."""
    return place.streams.filter(Q(national__icontains=DISCHARGE) | Q(name__icontains=DISCHARGE))


def discharge_lines(place: Place, funds: Sequence[Fund], year: int) -> QuerySet[Line]:
    """The lines that are paid from discharge money, in the funds that a person sees."""
    found = Line.objects.filter(place=place, year=year, fund__in=funds, stream__in=discharge_streams(place))
    return found.select_related("scheme", "stream", "fund", "spending_partner").order_by("stream__position", "ref")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the fortnightly return that count at a period: the cap in %, and the first fortnight's end if said."""

    cap: Decimal
    source: str
    first_fortnight_ends: date | None


def terms_at(year: int, month: int = CLOSING_MONTH) -> Terms:
    """The newest terms of the year by the period, else of the years before; the first cap of all where none are kept."""
    kept = list(ReturnTerms.objects.filter(year__lte=year).order_by("year", "starts"))
    counts = [terms for terms in kept if (terms.year, terms.starts) <= (year, month)]
    ends = [terms.first_fortnight_ends for terms in kept if terms.year == year and terms.first_fortnight_ends]
    cap, source = (counts[-1].administration_cap, counts[-1].source) if counts else (DEFAULT_CAP, "")
    return Terms(cap, source, ends[0] if ends else None)


def first_end(cadence: str, year: int) -> date | None:
    """The last day of the year's first fortnight as the terms say it; nothing where the cadence is another."""
    return terms_at(year).first_fortnight_ends if cadence == FORTNIGHT else None


class Enterer:
    """What one person may enter in a place; reads the agreements of its schemes once."""

    def __init__(self, user: User, place: Place) -> None:
        self.access, self.sets_up = access_of(user), may_set_up(user, place)
        self.partners = [seat.partner for seat in place.seats.select_related("partner")]
        self.agreements: dict[int, set[int]] = {}
        rows = Line.objects.filter(place=place).values_list("scheme", "fund__agreement").distinct().order_by()
        for scheme, agreement in rows:
            self.agreements.setdefault(scheme, set()).add(agreement)

    def _may(self, partner: Partner, agreements: Iterable[int]) -> bool:
        heir = partner.heir_id or partner.pk
        return any(self.access.may(Power.ENTER_READINGS, heir=heir, agreement=one) for one in agreements)

    def place(self) -> bool:
        """Whoever enters readings for any partner of the place, be it in one of its agreements only."""
        within = {WHOLE_PLACE}.union(*self.agreements.values())
        return any(self._may(partner, within) for partner in self.partners)

    def scheme(self, scheme: Scheme) -> bool:
        """Whoever sets the place up, or enters readings for the partner that leads the scheme."""
        within = self.agreements.get(scheme.pk) or {WHOLE_PLACE}
        return self.sets_up or self._may(scheme.lead_commissioner, within)

    def indicator(self, indicator: Indicator) -> bool:
        """As of its scheme; else for the host of its fund; else for any partner of the place."""
        if indicator.scheme is not None:
            return self.scheme(indicator.scheme)
        if indicator.fund is not None:
            return self.sets_up or self._may(indicator.fund.host, {indicator.fund.agreement_id})
        return self.sets_up or any(self._may(partner, {WHOLE_PLACE}) for partner in self.partners)

    def line(self, line: Line) -> bool:
        """Whoever enters readings for the partner in whose ledger the line is spent."""
        return self._may(line.spending_partner, {line.fund.agreement_id})
