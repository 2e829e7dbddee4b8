"""The ledgers of a year: those imported, and which partner's ledger of which month is not in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Func, IntegerField, OuterRef, QuerySet

from budgets.models import Fund, Place, PlacePartner
from s75.years import CLOSING_MONTH, MONTHS, month_end, month_label
from schemes.models import Actual, ActualsImport, ImportRow, LedgerMonth, Line
from schemes.queries import months_in
from schemes.seats import codes_on, standing

IN, MISSING, PART, TO_COME = "in", "not in", "in part", "to come"


@dataclass(frozen=True)
class MonthState:
    month: int
    state: str

    @property
    def label(self) -> str:
        return month_label(self.month)


@dataclass(frozen=True)
class PartnerLedgers:
    """One partner's year: the state of each month's ledger over the funds whose lines it spends."""

    code: str
    name: str
    months: tuple[MonthState, ...]

    @property
    def missing(self) -> list[str]:
        return [each.label for each in self.months if each.state in (MISSING, PART)]


def partners_ledgers(
    place: Place, funds: Sequence[Fund], year: int, month: int, seats: Sequence[PlacePartner]
) -> list[PartnerLedgers]:
    """The state of every spending partner's ledgers as at a period, up to its month: two queries."""
    spends: dict[int, set[int]] = defaultdict(set)
    lines = Line.objects.filter(fund__in=list(funds), year=year, starts__lte=month)
    for heir, fund in lines.values_list("spending_partner__heir", "fund").distinct():
        spends[heir or 0].add(fund)
    ins = months_in([fund.pk for fund in funds], year, as_at=month)
    codes = codes_on(seats, month_end(year, month))
    names = {partner.pk: partner.name for _, partner in standing(seats)}
    return [
        PartnerLedgers(codes[heir], names[heir], tuple(_state(m, month, spends[heir], heir, ins) for m in MONTHS))
        for heir in sorted(spends, key=list(codes).index)
    ]


def _state(month: int, last: int, funds: set[int], heir: int, ins: dict[tuple[int, int], frozenset[int]]) -> MonthState:
    there = {month in ins.get((fund, heir), frozenset()) for fund in funds}
    if there == {True}:
        return MonthState(month, IN)
    if month > min(last, CLOSING_MONTH - 1):
        return MonthState(month, TO_COME)
    return MonthState(month, PART if True in there else MISSING)


def imports_seen(place: Place, funds: Sequence[Fund], year: int | None = None) -> QuerySet[ActualsImport, Any]:
    """The imports that reach one of these funds, each with the number of codes that it left out."""
    reached = LedgerMonth.objects.filter(actuals_import=OuterRef("pk"), fund__in=list(funds))
    found = ActualsImport.objects.filter(Exists(reached), place=place)
    if year is not None:
        found = found.filter(year=year)
    return found.select_related("partner", "imported_by").annotate(
        left_out_count=Func("left_out", function="jsonb_array_length", output_field=IntegerField())
    )


def postings_seen(made: ActualsImport, funds: Sequence[Fund]) -> QuerySet[Actual]:
    """What an import posted to lines of these funds."""
    return (
        Actual.objects.filter(actuals_import=made, fund__in=list(funds))
        .select_related("line__scheme", "fund")
        .order_by("line__ref", "code", "pk")
    )


def sees_whole(made: ActualsImport, funds: Sequence[Fund]) -> bool:
    """Whether these are all the funds that an import reached: only then may its whole file be read."""
    return not LedgerMonth.objects.filter(actuals_import=made).exclude(fund__in=list(funds)).exists()


def rows_seen(made: ActualsImport, funds: Sequence[Fund], *, whole: bool) -> QuerySet[ImportRow]:
    """The rows of an import's file; without a view of the whole, only those whose code was posted to these funds."""
    rows = ImportRow.objects.filter(actuals_import=made).order_by("row", "pk")
    return rows if whole else rows.filter(code__in=postings_seen(made, funds).values("code"))
