"""Suspense: what ledgers gave for codes that lead nowhere yet, and what each import would post of them once mapped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Min, Sum

from budgets.models import Partner
from s75.money import ZERO, total
from schemes.models import Actual, ActualsImport, ImportRow, LedgerCode, SuspenseClearing


class Pending(NamedTuple):
    """What one import would have posted of a code, in £, had the code been mapped before it."""

    made: ActualsImport
    amount: Decimal


@dataclass(frozen=True)
class InSuspense:
    """One code of a partner's ledger of a year that waits to be mapped, and in which imports it stands."""

    partner: Partner
    year: int
    code: str
    description: str
    pending: tuple[Pending, ...]

    @property
    def amount(self) -> Decimal:
        return total(one.amount for one in self.pending)

    @property
    def since(self) -> ActualsImport:
        return self.pending[0].made

    @property
    def newest(self) -> ActualsImport:
        return self.pending[-1].made


Group = tuple[int, int, int]  # place, partner, year
Given = dict[int, tuple[Decimal, str, str]]  # by import: the amount in £, what became of it, the description


def in_suspense(places: Collection[int], years: Collection[int]) -> list[InSuspense]:
    """Every code in suspense of some places' years, by partner and code: a fixed number of queries.

    An import that was reversed counts for nothing; a code that is listed as not section 75 has left suspense.
    """
    imports = {
        made.pk: made
        for made in ActualsImport.objects.filter(place__in=places, year__in=years, reversal__isnull=True)
        .select_related("partner")
        .order_by("pk")
    }
    waiting = ImportRow.objects.filter(actuals_import__in=imports, fate=ImportRow.Fate.UNKNOWN)
    codes = set(waiting.values_list("code", flat=True).distinct().order_by()) if imports else set()
    if not codes:
        return []
    given = _given(imports, codes)
    done = _cleared(imports.values())
    posted = _posted(imports, codes)
    out = _not_section_75(codes)
    found = []
    for (_place, _partner, year, code), of in sorted(given.items(), key=lambda item: (item[0][1], item[0][3])):
        if (imports[next(iter(of))].partner.heir_id, code) in out:
            continue
        pending = _replay(of, imports, {pk for pk in of if (pk, code) in done}, posted, code)
        if pending:
            words = next((text for _, fate, text in of.values() if text and fate == ImportRow.Fate.UNKNOWN), "")
            found.append(InSuspense(imports[next(iter(of))].partner, year, code, words, pending))
    return found


def find_in_suspense(place: int, partner: Partner, year: int, code: str) -> InSuspense | None:
    """One code of one partner's ledger in suspense."""
    found = in_suspense([place], [year])
    return next((one for one in found if (one.partner.pk, one.code) == (partner.pk, code)), None)


def _given(imports: dict[int, ActualsImport], codes: Collection[str]) -> dict[tuple[int, int, int, str], Given]:
    """What each file gives for a code that stands in suspense, by place, partner, year and code; imports in their order."""
    rows = ImportRow.objects.filter(
        actuals_import__in=imports, code__in=codes, fate__in=(ImportRow.Fate.UNKNOWN, ImportRow.Fate.POSTED)
    )
    sums = rows.values_list("actuals_import", "code", "fate").annotate(amount=Sum("amount"), text=Min("description"))
    found: dict[tuple[int, int, int, str], Given] = defaultdict(dict)
    for pk, code, fate, amount, text in sums.order_by("actuals_import"):
        made = imports[pk]
        found[made.place_id, made.partner_id, made.year, code][pk] = (amount, fate, text)
    waiting = {key for key, of in found.items() if any(fate == ImportRow.Fate.UNKNOWN for _, fate, _ in of.values())}
    return {key: of for key, of in found.items() if key in waiting}


def _cleared(imports: Iterable[ActualsImport]) -> set[tuple[int, str]]:
    """The imports whose rows of a code were cleared, with that code."""
    clearings = SuspenseClearing.objects.filter(imports__overlap=[made.pk for made in imports])
    return {(pk, code) for pks, code in clearings.values_list("imports", "code") for pk in pks}


def _posted(imports: Collection[int], codes: Collection[str]) -> dict[tuple[int, str], Decimal]:
    rows = Actual.objects.filter(actuals_import__in=imports, code__in=codes)
    sums = rows.values_list("actuals_import", "code").annotate(amount=Sum("amount")).order_by()
    return {(pk, code): amount for pk, code, amount in sums}


def _not_section_75(codes: Collection[str]) -> set[tuple[int | None, str]]:
    rows = LedgerCode.objects.filter(code__in=codes, section_75=False)
    return set(rows.values_list("partner__heir", "code"))


def _replay(
    of: Given,
    imports: dict[int, ActualsImport],
    done: Collection[int],
    posted: dict[tuple[int, str], Decimal],
    code: str,
) -> tuple[Pending, ...]:
    """Go through the imports in their order, as if the code had been mapped, and say what each would still post.

    A cumulative file posts the difference to everything before it in the year, a month's file that in its month. An
    import that did post the code took up what stood in suspense before it.
    """
    pending: list[Pending] = []
    by_month: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for pk, (amount, fate, _) in of.items():
        made = imports[pk]
        whole = made.basis == ActualsImport.Basis.CUMULATIVE
        reaches = [one for one in pending if whole or one.made.month == made.month]
        if fate == ImportRow.Fate.POSTED or pk in done:
            by_month[made.month] += posted.get((pk, code), ZERO)
            pending = [one for one in pending if one not in reaches]
            continue
        so_far = total(by_month.values()) if whole else by_month[made.month]
        pending.append(Pending(made, amount - so_far - total(one.amount for one in reaches)))
    return tuple(pending) if any(one.amount for one in pending) else ()


def sums_by_partner(found: Sequence[InSuspense]) -> list[tuple[Partner, int, Decimal]]:
    """How many codes of each partner stand in suspense, and with how much in £."""
    piles: dict[Partner, list[InSuspense]] = defaultdict(list)
    for one in found:
        piles[one.partner].append(one)
    return [(partner, len(ones), total(one.amount for one in ones)) for partner, ones in piles.items()]
