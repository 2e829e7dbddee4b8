"""From the database to what schemes deliver, as at a period: indicators with targets and readings, and outputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from django.db.models import Prefetch, QuerySet

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
from schemes.indicators import indicators_in, outputs_in, terms_at
from schemes.models import DeliveredOutput, Indicator, IndicatorTarget, PlannedOutput, Reading
from schemes.reporting_periods import QUARTER, ended_by, fortnight_ends, period_ends


def load_performance(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], scheme: str = ""
) -> PerformanceFacts:
    """The indicators and outputs of a place, or of one scheme, as at a period: six queries, whatever there is.

    A period of reporting counts once it is over by the period's last day. Readings are as they stand now: a correction
    shows in every period that it belongs to, and what stood before is in the history.
    """
    indicators, outputs = indicators_in(place, funds, year), outputs_in(place, funds, year)
    if scheme:
        indicators, outputs = indicators.filter(scheme__ref=scheme), outputs.filter(scheme__ref=scheme)
    states = {p.fund_id: p.state for p in periods if (p.year, p.month) == (year, period)}
    first = terms_at(year).first_fortnight_ends
    day = month_end(year, period)
    quarter = ended_by(QUARTER, year, day)
    read = (_indicator(one, ended_by(one.cadence, year, day, first)) for one in _with_readings(indicators, year))
    return PerformanceFacts(
        place=place.slug,
        place_name=place.name,
        year=year,
        period=period,
        day=day,
        locked=all(states.get(fund.pk) == Period.State.LOCKED for fund in funds),
        ends=fortnight_ends(year, first),
        indicators=with_totals(read),
        outputs=tuple(_output(one, quarter) for one in _with_deliveries(outputs)),
    )


def _with_readings(indicators: QuerySet[Indicator], year: int) -> QuerySet[Indicator]:
    return indicators.select_related("scheme").prefetch_related(
        Prefetch("readings", Reading.objects.filter(year=year).order_by("number"), "of_year"),
        Prefetch("targets", IndicatorTarget.objects.filter(year=year).order_by("number"), "planned"),
    )


def _with_deliveries(outputs: QuerySet[PlannedOutput]) -> QuerySet[PlannedOutput]:
    rows = outputs.select_related("scheme")
    return rows.prefetch_related(Prefetch("deliveries", DeliveredOutput.objects.order_by("quarter"), "delivered"))


def _indicator(row: Indicator, number: int) -> IndicatorFacts:
    """`number` is the last of its periods that is over; readings of later ones are left out."""
    targets = {one.number: TargetFacts(one.text, one.comparator, one.amount) for one in row.planned}  # type: ignore[attr-defined]
    readings = [one for one in row.of_year if one.number <= number]  # type: ignore[attr-defined]
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


def _reading(row: Reading) -> ReadingFacts:
    return ReadingFacts(
        row.number,
        row.applicable,
        row.value,
        row.numerator,
        row.denominator,
        row.words,
        row.year_to_date,
        row.note,
    )


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

    Four queries, whatever there is; a scheme without an indicator is left out.
    """
    indicators = indicators_in(place, funds, year).filter(scheme__ref__in=list(refs))
    found: dict[str, list[IndicatorFigures]] = {}
    first, day = terms_at(year).first_fortnight_ends, month_end(year, month)
    rows = _with_readings(indicators, year)
    for one in with_totals(_indicator(row, ended_by(row.cadence, year, day, first)) for row in rows):
        number = ended_by(one.cadence, year, day, first)
        figures = indicator_figures(one, number, len(period_ends(one.cadence, year, first)))
        found.setdefault(one.scheme, []).append(figures)
    return {ref: tuple(figures) for ref, figures in found.items()}
