"""The fortnightly return of discharge money: its terms by year, and what each line spent and delivered in a fortnight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from budgets.access import require_lists
from budgets.models import Place
from s75.errors import BadInput, NotPermitted, Unknown
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import HUNDRED, ZERO, to_pence
from s75.years import CLOSING_MONTH, year_label, year_of
from schemes.actions.readings import require_period
from schemes.actions.versioned_rows import require_fresh, same_as, write_rows
from schemes.indicators import Enterer, discharge_streams, first_end
from schemes.models import FortnightSpend, Line, ReturnTerms
from schemes.reporting_periods import FORTNIGHT, long_label


@dataclass(frozen=True, slots=True)
class FortnightRow:
    """What was entered of one line; `spend` None for nothing reported. `version` is that of the row it was read from."""

    line: int
    version: int
    spend: Decimal | None
    administration: Decimal = ZERO
    activity: Decimal | None = None
    unit: str = ""
    note: str = ""


def keep_terms(
    *,
    year: int,
    starts: int,
    administration_cap: Decimal,
    by: User,
    first_fortnight_ends: date | None = None,
    source: str = "",
    terms: ReturnTerms | None = None,
) -> ReturnTerms:
    """Add or change the terms of the return from a period of a year on; every place of the installation shares them."""
    require_lists(by)
    if not 0 <= administration_cap <= HUNDRED:
        raise BadInput("The administration cap is from 0 to 100 per cent.")
    if not 1 <= starts <= CLOSING_MONTH:
        raise BadInput(f"{starts} is not a period from P01 to P13.")
    if first_fortnight_ends is not None and year_of(first_fortnight_ends) != year:
        raise BadInput(f"The first fortnight ends in {year_label(year)}. Correct its last day.")
    about = {
        "year": year,
        "starts": starts,
        "administration_cap": administration_cap,
        "first_fortnight_ends": first_fortnight_ends,
        "source": source.strip(),
    }
    with recorded(by=by, reason=f"Terms of the fortnightly return of {year_label(year)}"):
        if terms is None:
            return ReturnTerms.objects.create(**about)
        kept = held(ReturnTerms.objects).get(pk=terms.pk)
        for name, value in about.items():
            setattr(kept, name, value)
        kept.save()
        return kept


def save_fortnight(
    *, place: Place, year: int, number: int, rows: Sequence[FortnightRow], by: User, illustrative: bool = False
) -> int:
    """Save a fortnight's rows, all of them or none; how many changed. A row without a spend takes what stood away.

    Raises StaleVersion, with what stands, for a row that somebody saved meanwhile, and BadInput for administration that
    is no part of its spend. It moves no figure of a fund, so it does not ask for an open period.
    """
    first = first_end(FORTNIGHT, year)
    require_period(place, FORTNIGHT, year, number, first)
    enterer = Enterer(by, place)
    with recorded(by=by, reason=f"Discharge return of {long_label(FORTNIGHT, year, number, first)}"):
        known = _locked_lines(place, year, rows)
        there = FortnightSpend.objects.filter(line__in=known, number=number).select_related("saved_by")
        stand = {one.line_id: one for one in there}
        changed = []
        for row in rows:
            line = known.get(row.line)
            if line is None:
                raise Unknown(f"{place} has no such line of discharge money in {year_label(year)}.")
            wanted = _wanted(line, row)
            if same_as(wanted, stand.get(line.pk)):
                continue
            if not enterer.line(line):
                raise NotPermitted(f"{by} may not enter the return of {line}. The finance officer of its spender may.")
            require_fresh(str(line), row.version, stand.get(line.pk))
            said = wanted and {**wanted, "illustrative": illustrative}
            changed.append((stand.get(line.pk), said, {"line": line, "number": number}))
        return write_rows(FortnightSpend, changed, by)


def _locked_lines(place: Place, year: int, rows: Sequence[FortnightRow]) -> dict[int, Line]:
    """The lines of discharge money that the rows are about, locked in one order."""
    found = held(Line.objects).filter(place=place, year=year, pk__in=[row.line for row in rows])
    found = found.filter(stream__in=discharge_streams(place)).select_related("scheme", "fund", "spending_partner")
    return {line.pk: line for line in found.order_by("pk")}


def _wanted(line: Line, row: FortnightRow) -> dict[str, Any] | None:
    if row.spend is None:
        if row.administration or row.activity is not None:
            raise BadInput(
                f"{line}: enter what was spent, 0 if it was nothing, beside its administration and activity."
            )
        return None
    spend, administration = to_pence(row.spend), to_pence(row.administration)
    if not min(spend, ZERO) <= administration <= max(spend, ZERO):
        raise BadInput(f"{line}: administration of £{administration:,.2f} is no part of a spend of £{spend:,.2f}.")
    if row.activity is not None and not row.unit.strip():
        raise BadInput(f"{line}: say what the activity counts, such as packages of care.")
    return {
        "spend": spend,
        "administration": administration,
        "activity": row.activity,
        "unit": row.unit.strip(),
        "note": row.note.strip(),
    }
