"""The tables of indicators, one for each cadence: plan, periods to date, year to date and judgement, service by service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from reports.document import Column, Row, Table
from reports.figures.indicators import IndicatorFigures
from reports.papers.cells import heading_row, words
from reports.papers.performance.cells import against_cell, figure, period_cell, plan_cell, to_date_cell
from schemes.reporting_periods import FORTNIGHT, MONTH, QUARTER, short_label

CAPTIONS = {QUARTER: "Indicators by quarter", MONTH: "Indicators by month", FORTNIGHT: "Indicators by fortnight"}
SHOWN = 6  # the newest periods; a quarter's table has them all
NOTES = (
    "“-” was not collected or does not apply; a blank is not reported yet. Neither is 0.",
    "The year to date follows each indicator’s own rule; averages and shares are rounded half up where they are printed, "
    "and judged exactly. A plan that is summed is judged pro rata until the year is over.",
)
CHANGES = "The change of a percentage is in percentage points."


def indicators_table(cadence: str, found: Sequence[IndicatorFigures], *, changes: bool = False) -> Table:
    """A row an indicator under the heading of its service. `changes` adds what moved since the period before."""
    number = found[0].number
    shown = range(max(1, number - SHOWN + 1), number + 1)
    providers = any(one.facts.provider for one in found)
    columns = _columns(cadence, shown, providers, changes=changes and number > 1)
    rows: list[Row] = []
    for i, (service, of_service) in enumerate(groupby(found, key=lambda one: one.facts.service)):
        rows.append(heading_row(f"service:{i}", words(service), len(columns)))
        rows += [_row(one, shown, providers, changes=changes and number > 1) for one in of_service]
    notes = (*NOTES, CHANGES) if changes and number > 1 else NOTES
    return Table(f"indicators_{cadence}", CAPTIONS[cadence], columns, tuple(rows), notes)


def _columns(cadence: str, shown: range, providers: bool, *, changes: bool) -> tuple[Column, ...]:
    since = f"Change since {short_label(cadence, shown[-2])}" if changes else ""
    return (
        Column("indicator", "Indicator", "text", wide=True),
        *((Column("provider", "Provider", "text", wide=True),) if providers else ()),
        Column("plan", "Annual plan", "text"),
        *(Column(f"period:{number}", short_label(cadence, number), "count") for number in shown),
        *((Column("change", since, "count", brief="Change"),) if changes else ()),
        Column("to_date", "Actual YTD", "count"),
        Column("against", "Against the plan", "text"),
    )


def _row(one: IndicatorFigures, shown: range, providers: bool, *, changes: bool) -> Row:
    facts = one.facts
    change = figure(facts, one.change)
    moved = replace(change, unit="count") if change.unit == "rate" else change
    cells = (
        replace(words(facts.name), illustrative=facts.illustrative),
        *((words(facts.provider),) if providers else ()),
        plan_cell(facts),
        *(period_cell(facts, one.periods[number - 1]) for number in shown),
        *((moved,) if changes else ()),
        to_date_cell(one),
        against_cell(one),
    )
    return Row(f"indicator:{facts.key}", cells, "subtotal" if facts.totals else "line")
