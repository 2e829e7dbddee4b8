"""The ledgers of a year: those imported, and which partner's ledger of which month is not in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Func, IntegerField, OuterRef, QuerySet, Subquery

from budgets.models import Fund, Place, PlacePartner
from s75.money import total
from s75.years import CLOSING_MONTH, MONTHS, month_end, month_label
from schemes.models import (
    Actual,
    ActualsImport,
    Commitment,
    ImportRow,
    LedgerMonth,
    Line,
    ReversedLedger,
    SuspenseClearing,
)
from schemes.queries import months_in
from schemes.seats import codes_on, standing
from schemes.suspense import InSuspense, in_suspense

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


def suspense_seen(place: Place, funds: Sequence[Fund], year: int) -> list[InSuspense]:
    """The codes in suspense whose files reached no fund but these: a code may belong to any fund that its file reached."""
    found = in_suspense([place.pk], [year])
    imports = {each.made.pk for one in found for each in one.pending}
    beyond = LedgerMonth.objects.filter(actuals_import__in=imports).exclude(fund__in=list(funds))
    hidden = set(beyond.values_list("actuals_import", flat=True)) if imports else set()
    return [one for one in found if hidden.isdisjoint(each.made.pk for each in one.pending)]


def commitments_seen(funds: Sequence[Fund], year: int, as_at: int, *, line: Line | None = None) -> list[Commitment]:
    """What the newest ledgers that show commitments hold of each line as at a period, whoever's ledger: one query.

    They are what is still to come of orders placed: never part of an actual, and the newest replaces the one before.
    """
    undone = ReversedLedger.objects.filter(
        actuals_import=OuterRef("actuals_import"), fund=OuterRef("fund"), posted_in__lte=as_at
    )
    standing = Commitment.objects.filter(~Exists(undone), fund__in=list(funds), year=year, posted_in__lte=as_at)
    newest = (
        standing.filter(fund=OuterRef("fund"), line__spending_partner__heir=OuterRef("line__spending_partner__heir"))
        .order_by("-actuals_import")
        .values("actuals_import")[:1]
    )
    if line is not None:
        standing = standing.filter(line=line)
    return list(
        standing.filter(actuals_import=Subquery(newest))
        .select_related("line__spending_partner", "actuals_import__partner")
        .order_by("line__ref", "code")
    )


@dataclass(frozen=True)
class Committed:
    """What a ledger shows as committed on one line: by which file, at the end of which month, in £."""

    filename: str
    month: str
    amount: Decimal


def commitment_of(line: Line, as_at: int) -> Committed | None:
    """What the newest ledger that shows commitments holds of one line as at a period; None where none does."""
    found = commitments_seen([line.fund], line.year, as_at, line=line)
    if not found:
        return None
    made = found[-1].actuals_import
    return Committed(made.filename, month_label(made.month), total(one.amount for one in found))


def imports_seen(place: Place, funds: Sequence[Fund], year: int | None = None) -> QuerySet[ActualsImport, Any]:
    """The imports that reach one of these funds, each with the number of codes that it left out."""
    reached = LedgerMonth.objects.filter(actuals_import=OuterRef("pk"), fund__in=list(funds))
    found = ActualsImport.objects.filter(Exists(reached), place=place)
    if year is not None:
        found = found.filter(year=year)
    return found.select_related("partner", "imported_by", "reversal__reversed_by").annotate(
        left_out_count=Func("left_out", function="jsonb_array_length", output_field=IntegerField())
    )


def postings_seen(made: ActualsImport, funds: Sequence[Fund]) -> QuerySet[Actual]:
    """What an import posted to lines of these funds."""
    return (
        Actual.objects.filter(actuals_import=made, fund__in=list(funds))
        .select_related("line__scheme", "fund")
        .order_by("line__ref", "code", "pk")
    )


def cleared_codes(made: ActualsImport) -> frozenset[str]:
    """The codes of an import that were cleared from suspense since."""
    return frozenset(SuspenseClearing.objects.filter(imports__contains=[made.pk]).values_list("code", flat=True))


def sees_whole(made: ActualsImport, funds: Sequence[Fund]) -> bool:
    """Whether these are all the funds that an import reached: only then may its whole file be read."""
    return not LedgerMonth.objects.filter(actuals_import=made).exclude(fund__in=list(funds)).exists()


def rows_seen(made: ActualsImport, funds: Sequence[Fund], *, whole: bool) -> QuerySet[ImportRow]:
    """The rows of an import's file; without a view of the whole, only those whose code was posted to these funds."""
    rows = ImportRow.objects.filter(actuals_import=made).order_by("row", "pk")
    return rows if whole else rows.filter(code__in=postings_seen(made, funds).values("code"))
