"""Reads of money out: which codes lead where, which ledger months are in, and the rows of a forecast round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from budgets.models import Fund, Partner, Period, Place
from s75.errors import Unknown
from s75.years import CLOSING_MONTH, MONTHS, month_end, month_start
from schemes.models import Actual, ActualsImport, Forecast, LedgerCode, LedgerMonth, Line


@dataclass(frozen=True)
class CodeMap:
    """Where a partner's ledger codes lead on a day: shares of lines by code, and the codes that are not section 75."""

    shares: dict[str, list[tuple[Line, Decimal]]] = field(default_factory=dict)
    not_section_75: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        return self.not_section_75 | frozenset(self.shares)


def partner_in_month(place: Place, code: str, year: int, month: int) -> Partner:
    """Who answers to a code in a month: the partner itself, its predecessor or its successor, whichever stood then.

    Raises Unknown, listing the place's codes, when there is no such code.
    """
    seats = {seat.code: seat.partner for seat in place.seats.select_related("partner")}
    named = seats.get(code)
    if named is None:
        raise Unknown(f"{place} has no partner “{code}”. Its partners are {', '.join(sorted(seats))}.")
    lineage = [partner for partner in seats.values() if partner.heir_id == named.heir_id]
    day = month_end(year, month)
    return next((partner for partner in [named, *lineage] if partner.stands_on(day)), named)


def code_map(place: Place, partner: Partner, year: int, day: date) -> CodeMap:
    """The partner's codes (its predecessors' and successors' too) that are valid on a day, for lines of a place's year."""
    codes = LedgerCode.objects.filter(
        Q(starts__isnull=True) | Q(starts__lte=day),
        Q(ends__isnull=True) | Q(ends__gte=day),
        partner__heir=partner.heir_id,
    )
    shares: dict[str, list[tuple[Line, Decimal]]] = defaultdict(list)
    lines = Line.objects.select_related("fund", "scheme")
    rows = codes.filter(section_75=True, shares__line__place=place, shares__line__year=year)
    pairs = list(rows.order_by("shares__line__ref").values_list("code", "shares__line", "shares__percent"))
    by_id = lines.in_bulk({line for _, line, _ in pairs})
    for code, line, percent in pairs:
        shares[code].append((by_id[line], percent))
    return CodeMap(dict(shares), frozenset(codes.filter(section_75=False).values_list("code", flat=True)))


def imported_so_far(place: Place, partner: Partner, year: int, *, month: int | None) -> dict[str, Decimal]:
    """What imports of this partner's ledger posted, in £ by code: of the year, or of one month. Journals stay out."""
    posted = Actual.objects.filter(
        actuals_import__place=place, actuals_import__partner=partner, actuals_import__year=year
    )
    if month is not None:
        posted = posted.filter(month=month)
    return dict(posted.values_list("code").annotate(amount=Sum("amount")))


def usual_basis(place: Place, partner: Partner) -> str | None:
    """The basis of the partner's last import in the place that stands; None before the first."""
    standing = ActualsImport.objects.filter(place=place, partner__heir=partner.heir_id, reversal__isnull=True)
    newest = standing.order_by("-id").first()
    return newest.basis if newest else None


def funds_spent_by(place: Place, partner: Partner, year: int) -> list[Fund]:
    """The funds of a place with a line that the partner spends in a year."""
    lines = Line.objects.filter(place=place, year=year, spending_partner__heir=partner.heir_id)
    return list(Fund.objects.filter(pk__in=lines.values("fund")).order_by("position", "code"))


def open_months(funds: Iterable[Fund], year: int) -> dict[int, int]:
    """The open period of each fund's year, by fund; a fund without one is missing."""
    found = Period.objects.filter(fund__in=list(funds), year=year, state=Period.State.OPEN)
    return dict(found.values_list("fund", "month"))


def months_in(funds: Iterable[int], year: int, *, as_at: int = CLOSING_MONTH) -> dict[tuple[int, int], frozenset[int]]:
    """The months whose ledger is in as at a period, by fund and heir of the spending partner."""
    rows = LedgerMonth.objects.filter(fund__in=list(funds), year=year).standing(as_at)
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for fund, heir, month in rows.values_list("fund", "partner__heir", "month").distinct():
        found[fund, heir or 0].add(month)
    return {key: frozenset(months) for key, months in found.items()}


def months_to_come(in_months: frozenset[int]) -> list[int]:
    """The months of the year, closing month left out, whose ledger is not in."""
    return [month for month in MONTHS if month not in in_months]


def after_close(ends: date | None, year: int) -> frozenset[int]:
    """The months of a year that begin after a scheme's last day; none for a scheme that goes on."""
    if ends is None:
        return frozenset()
    return frozenset(month for month in range(1, CLOSING_MONTH + 1) if month_start(year, month) > ends)


def newest_forecasts(lines: Iterable[int], *, up_to: int) -> dict[int, Forecast]:
    """Each line's newest forecast of a round up to a period, by line; a line never forecast is missing."""
    rows = (
        Forecast.objects.filter(line__in=list(lines), round__lte=up_to)
        .order_by("line_id", "-round")
        .distinct("line_id")
    )
    return {row.line_id: row for row in rows}
