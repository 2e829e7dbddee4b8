"""Entering what indicators read and what schemes delivered in a period: many rows at once, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from budgets.models import Period, Place
from s75.errors import BadInput, NotPermitted, Unknown, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import london_date, year_label
from schemes.actions.versioned_rows import require_fresh, same_as, write_rows
from schemes.indicators import Enterer, first_end
from schemes.models import DeliveredOutput, Indicator, PlannedOutput, Reading
from schemes.reporting_periods import QUARTER, began, long_label, period_ends
from schemes.sources.readings import Figures


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What was entered of one indicator; `version` is that of the reading it was read from, 0 where there was none."""

    indicator: int
    version: int
    figures: Figures
    year_to_date: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """How much of a planned output was delivered in the year by the quarter's end; None for not reported."""

    output: int
    version: int
    to_date: Decimal | None
    note: str = ""


def save_readings(
    *,
    place: Place,
    cadence: str,
    year: int,
    number: int,
    rows: Sequence[ReadingRow],
    by: User,
    deliveries: Sequence[DeliveryRow] = (),
) -> int:
    """Save what was entered for one period, all of it or nothing; how many rows changed.

    A row that says what stands already is left alone, and a blank one takes its reading away. Raises StaleVersion, with
    what stands, for a row that somebody saved meanwhile; WrongState for a period that has not begun.
    """
    first = first_end(cadence, year)
    require_period(place, cadence, year, number, first)
    enterer = Enterer(by, place)
    with recorded(by=by, reason=f"Readings of {long_label(cadence, year, number, first)} {year_label(year)}"):
        changed = _save_readings(place, cadence, (year, number), rows, enterer, by)
        if deliveries and cadence != QUARTER:
            raise BadInput("What was delivered is entered by quarter.")
        return changed + _save_deliveries(place, (year, number), deliveries, enterer, by)


def require_period(place: Place, cadence: str, year: int, number: int, first: date | None) -> None:
    if not 1 <= number <= len(period_ends(cadence, year, first)):
        raise BadInput(f"{year_label(year)} has no {cadence} {number}.")
    if not Period.objects.filter(fund__place=place, year=year).exists():
        raise WrongState(f"{year_label(year)} has not been started in {place}. Its pool manager starts it.")
    if began(cadence, year, number, first) > london_date(timezone.now()):
        raise WrongState(
            f"{long_label(cadence, year, number, first)} has not begun, so nothing can be entered for it yet."
        )


def _save_readings(
    place: Place, cadence: str, when: tuple[int, int], rows: Sequence[ReadingRow], enterer: Enterer, by: User
) -> int:
    year, number = when
    known = {
        one.pk: one
        for one in held(Indicator.objects)
        .filter(place=place, pk__in=[row.indicator for row in rows], cadence=cadence)
        .select_related("fund__host", "scheme__lead_commissioner")
        .order_by("pk")
    }
    stand = {
        one.indicator_id: one
        for one in Reading.objects.filter(indicator__in=known, year=year, number=number).select_related("saved_by")
    }
    changed = []
    for row in rows:
        indicator = known.get(row.indicator)
        if indicator is None:
            raise Unknown(f"{place} has no such indicator that is read every {cadence}.")
        wanted = _reading_of(row) if _says(row) else None
        if same_as(wanted, stand.get(indicator.pk)):
            continue
        if not enterer.indicator(indicator):
            raise NotPermitted(f"{by} may not enter readings of {indicator}. The commissioner of its lead partner may.")
        require_fresh(str(indicator), row.version, stand.get(indicator.pk))
        _check_reading(indicator, row)
        changed.append((stand.get(indicator.pk), wanted, {"indicator": indicator, "year": year, "number": number}))
    return write_rows(Reading, changed, by)


def _says(row: ReadingRow) -> bool:
    return row.figures.reported or row.year_to_date is not None or bool(row.note)


def _reading_of(row: ReadingRow) -> dict[str, Any]:
    figures = row.figures
    return {
        "applicable": figures.applicable,
        "value": figures.value,
        "numerator": figures.numerator,
        "denominator": figures.denominator,
        "words": figures.words,
        "year_to_date": row.year_to_date,
        "note": row.note,
    }


def _check_reading(indicator: Indicator, row: ReadingRow) -> None:
    if not row.figures.applicable and row.year_to_date is not None:
        raise BadInput(
            f"{indicator}: what was not collected in the period has no year to date. Take one of the two out."
        )
    if bool(row.figures.words) and indicator.unit != Indicator.Unit.TEXT:
        raise BadInput(f"{indicator}: enter a number, a dash or nothing.")


def _save_deliveries(
    place: Place, when: tuple[int, int], rows: Sequence[DeliveryRow], enterer: Enterer, by: User
) -> int:
    year, quarter = when
    known = {
        one.pk: one
        for one in held(PlannedOutput.objects)
        .filter(scheme__place=place, year=year, pk__in=[row.output for row in rows])
        .select_related("scheme__lead_commissioner")
        .order_by("pk")
    }
    delivered = DeliveredOutput.objects.filter(output__in=known, quarter=quarter).select_related("saved_by")
    stand = {one.output_id: one for one in delivered}
    changed = []
    for row in rows:
        output = known.get(row.output)
        if output is None:
            raise Unknown(f"{place} has no such planned output in {year_label(year)}.")
        wanted = {"to_date": row.to_date, "note": row.note} if row.to_date is not None else None
        if same_as(wanted, stand.get(output.pk)):
            continue
        if not enterer.scheme(output.scheme):
            raise NotPermitted(
                f"{by} may not enter what {output.scheme} delivered. Its lead partner’s commissioner may."
            )
        require_fresh(f"{output.scheme}: {output.unit}", row.version, stand.get(output.pk))
        if row.to_date is not None and row.to_date < 0:
            raise BadInput(f"{output.scheme}: what was delivered is 0 or more.")
        changed.append((stand.get(output.pk), wanted, {"output": output, "quarter": quarter}))
    return write_rows(DeliveredOutput, changed, by)
