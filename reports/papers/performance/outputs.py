"""The table of outputs: what each scheme plans to deliver in the year, and had delivered by each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.document import Cell, Column, Row, Table
from reports.figures.outputs import OutputFigures
from reports.papers.cells import BLANK, percentage, words
from reports.papers.performance.cells import said_count

NOTE = (
    "Delivered is the year to date, as national returns ask for it, so quarters are not added. A blank is not reported."
)


def outputs_table(found: Sequence[OutputFigures], *, scheme: bool = True) -> Table:
    """A row an output. Without `scheme` it is the table of one scheme's own page."""
    quarter = max((one.quarter for one in found), default=0)
    columns = (
        *((Column("scheme", "Scheme", "text", wide=True),) if scheme else ()),
        Column("unit", "Unit", "text", wide=not scheme),
        Column("planned", "Planned in the year", "count", brief="Planned"),
        *(Column(f"quarter:{n}", f"Delivered by Q{n}", "count", brief=f"By Q{n}") for n in range(1, quarter + 1)),
        Column("percent", "Of the plan", "percent"),
        Column("against", "Against the plan", "text"),
    )
    rows = tuple(_row(i, one, quarter, scheme) for i, one in enumerate(found))
    return Table("outputs", "Outputs planned and delivered", columns, rows, (NOTE,))


def _row(place: int, one: OutputFigures, quarter: int, scheme: bool) -> Row:
    facts = one.facts
    note = f"{said_count(one.pro_rata)} by Q{one.judged_at}" if 0 < one.judged_at < 4 else ""
    cells = (
        *((words(f"{facts.scheme} {facts.scheme_name}"),) if scheme else ()),
        words(facts.unit or "No unit"),
        _count(facts.planned),
        *(_count(one.by_quarter.get(number)) for number in range(1, quarter + 1)),
        percentage(one.percent) if one.percent is not None else BLANK,
        words(one.against, note=note if one.to_date is not None else ""),
    )
    return Row(f"output:{place}", cells)


def _count(value: Decimal | None) -> Cell:
    if value is None:
        return BLANK
    whole = value.to_integral_value()
    return Cell(whole if whole == value else value.normalize(), "count")
