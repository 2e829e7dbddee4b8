"""From the database to what schemes deliver, as at a period: indicators with targets and readings, and outputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from budgets.models import Fund, Period, Place
from reports.facts.indicators import (
    Better,
    IndicatorFacts,
    Measure,
    OutputFacts,
    PerformanceFacts,
    ReadingFacts,
    Rule,
    TargetFacts,
)
from reports.figures.indicators import IndicatorFigures, indicator_figures, with_totals
from s75.years import month_end
from schemes.indicators import indicators_in, outputs_in
from schemes.models import DeliveredOutput, Indicator, IndicatorTarget, PlannedOutput, Reading, ReturnTerms
from schemes.reporting_periods import FORTNIGHT, QUARTER, ended_by, fortnight_ends, period_ends

AMOUNTS = ("value", "numerator", "denominator", "year_to_date")  # as text, so that they stay exact
READ = {name: name for name in ("number", "applicable", "words", "note")}


def load_performance(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], scheme: str = ""
) -> PerformanceFacts:
    """The indicators and outputs of a place, or of one scheme, as at a period: three queries, whatever there is.

    A period of reporting counts once it is over by the period's last day. Readings are as they stand now: a correction
    shows in every period that it belongs to, and what stood before is in the history.
    """
    outputs = outputs_in(place, funds, year)
    if scheme:
        outputs = outputs.filter(scheme__ref=scheme)
    quarter = ended_by(QUARTER, year, month_end(year, period))
    indicators = load_indicators(place=place, funds=funds, year=year, period=period, periods=periods, scheme=scheme)
    return replace(indicators, outputs=tuple(_output(one, quarter) for one in _with_deliveries(outputs)))


def load_indicators(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], scheme: str = ""
) -> PerformanceFacts:
    """The same without outputs: one query."""
    indicators = indicators_in(place, funds, year)
    if scheme:
        indicators = indicators.filter(scheme__ref=scheme)
    states = {p.fund_id: p.state for p in periods if (p.year, p.month) == (year, period)}
    rows = list(_with_readings(indicators, year))
    first, day = _first_fortnight(rows), month_end(year, period)
    read = (_indicator(one, ended_by(one.cadence, year, day, first)) for one in rows)
    return PerformanceFacts(
        place=place.slug,
        place_name=place.name,
        scope_name=funds[0].name if len(funds) == 1 else place.name,
        year=year,
        period=period,
        day=day,
        locked=all(states.get(fund.pk) == Period.State.LOCKED for fund in funds),
        ends=fortnight_ends(year, first),
        indicators=with_totals(read),
    )


def _first_fortnight(rows: Iterable[Indicator]) -> date | None:
    """When the year's first fortnight ends, if it is said, and anything is read by the fortnight."""
    return next((one.first_fortnight for one in rows if one.cadence == FORTNIGHT), None)  # type: ignore[attr-defined]


def _with_readings(indicators: QuerySet[Indicator], year: int) -> QuerySet[Indicator]:
    """With the readings and targets of the year, and when its first fortnight ends, in the same statement."""
    readings = Reading.objects.filter(indicator=OuterRef("pk"), year=year).order_by("number")
    targets = IndicatorTarget.objects.filter(indicator=OuterRef("pk"), year=year).order_by("number")
    exact = {name: Cast(name, TextField()) for name in AMOUNTS}
    plan = JSONObject(number="number", text="text", comparator="comparator", amount=Cast("amount", TextField()))
    terms = ReturnTerms.objects.filter(year=year, first_fortnight_ends__isnull=False).order_by("starts")
    return indicators.select_related("scheme").annotate(
        first_fortnight=Subquery(terms.values("first_fortnight_ends")[:1]),
        of_year=ArraySubquery(readings.values(row=JSONObject(**READ, **exact))),
        planned=ArraySubquery(targets.values(row=plan)),
    )


def _with_deliveries(outputs: QuerySet[PlannedOutput]) -> QuerySet[PlannedOutput]:
    rows = outputs.select_related("scheme")
    return rows.prefetch_related(Prefetch("deliveries", DeliveredOutput.objects.order_by("quarter"), "delivered"))


def _indicator(row: Indicator, number: int) -> IndicatorFacts:
    """`number` is the last of its periods that is over; readings of later ones are left out."""
    targets = {one["number"]: _target(one) for one in row.planned}  # type: ignore[attr-defined]
    readings = [one for one in row.of_year if one["number"] <= number]  # type: ignore[attr-defined]
    return IndicatorFacts(
        key=row.pk,
        service=row.service,
        name=row.name,
        provider=row.provider,
        measure=cast(Measure, row.unit),
        decimals=row.decimals,
        cadence=row.cadence,
        rule=cast(Rule, row.rule),
        better=cast(Better, row.better),
        totals=row.totals,
        scheme=row.scheme.ref if row.scheme else "",
        plan=targets.pop(0, None),
        targets=tuple(targets.items()),
        readings=tuple(_reading(one) for one in readings),
        source=row.source,
        illustrative=row.illustrative,
    )


def _target(row: dict[str, Any]) -> TargetFacts:
    return TargetFacts(row["text"], row["comparator"], _amount(row["amount"]))


def _reading(row: dict[str, Any]) -> ReadingFacts:
    return ReadingFacts(**{**row, **{name: _amount(row[name]) for name in AMOUNTS}})


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _output(row: PlannedOutput, quarter: int) -> OutputFacts:
    delivered = [one for one in row.delivered if one.quarter <= quarter]  # type: ignore[attr-defined]
    return OutputFacts(
        row.scheme.ref,
        row.scheme.name,
        row.unit,
        row.amount,
        tuple((one.quarter, one.to_date, one.note) for one in delivered),
    )


def indicators_of(
    place: Place, funds: Sequence[Fund], refs: Iterable[str], year: int, month: int
) -> dict[str, tuple[IndicatorFigures, ...]]:
    """The indicators of schemes, by scheme reference, as at a period: for pages that show them beside the money.

    One query, whatever there is; a scheme without an indicator is left out.
    """
    indicators = indicators_in(place, funds, year).filter(scheme__ref__in=list(refs))
    found: dict[str, list[IndicatorFigures]] = {}
    rows = list(_with_readings(indicators, year))
    first, day = _first_fortnight(rows), month_end(year, month)
    for one in with_totals(_indicator(row, ended_by(row.cadence, year, day, first)) for row in rows):
        number = ended_by(one.cadence, year, day, first)
        figures = indicator_figures(one, number, len(period_ends(one.cadence, year, first)))
        found.setdefault(one.scheme, []).append(figures)
    return {ref: tuple(figures) for ref, figures in found.items()}
