"""The tables of the fortnightly return: by stream, by fortnight, by line and fortnight, and month by month beside the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.document import Cell, Column, Row, Table
from reports.facts.discharge import AllocationFacts, DischargeFacts, DischargeLineFacts, FortnightFacts
from reports.figures.fortnights import beside_the_ledger, counted, spent_of
from reports.papers.cells import BLANK, heading_row, percentage, pounds, words
from s75.money import percent_of, total
from s75.years import month_label, month_name

UNIT = "£ and pence."
ENTERED = "Entered fortnight by fortnight, because ledgers are monthly."


def allocations_table(facts: DischargeFacts) -> Table:
    """Each stream: what it brings in, what its lines spent to date, and what is left."""
    streams = list(dict.fromkeys([*(one.stream for one in facts.allocations), *(line.stream for line in facts.lines)]))
    rows = []
    for i, stream in enumerate(streams):
        given = [one for one in facts.allocations if one.stream == stream]
        lines = [line for line in facts.lines if line.stream == stream]
        rows.append(Row(f"stream:{i}", (words(stream), *_standing(facts, given, lines))))
    if len(rows) > 1:
        whole = _standing(facts, facts.allocations, facts.lines)
        rows.append(Row("total", (words("Total"), *whole), "total", tuple(row.key for row in rows)))
    columns = (
        Column("stream", "Funding stream", "text", wide=True),
        Column("allocation", "Allocation £", brief="Allocation"),
        Column("spent", "Spent to date £", brief="Spent"),
        Column("administration", "of which administration £", brief="Administration"),
        Column("left", "Left £", brief="Left"),
        Column("percent", "Spent %", "percent"),
    )
    sums = frozenset({"allocation", "spent", "administration", "left"})
    return Table("allocations", "Spend to date against the allocation", columns, tuple(rows), (UNIT, ENTERED), sums)


def _standing(
    facts: DischargeFacts, given: Sequence[AllocationFacts], lines: Sequence[DischargeLineFacts]
) -> tuple[Cell, ...]:
    allocation, mark = total(one.amount for one in given), any(one.illustrative for one in given)
    done = spent_of(lines, counted(facts))
    return (
        pounds(allocation, illustrative=mark),
        pounds(done.spend, illustrative=done.illustrative),
        pounds(done.administration, illustrative=done.illustrative),
        pounds(allocation - done.spend, illustrative=mark or done.illustrative),
        percentage(percent_of(done.spend, allocation), illustrative=mark or done.illustrative),
    )


def _reported(facts: DischargeFacts) -> list[int]:
    """The fortnights that are over and have a figure, in order."""
    last = counted(facts)
    return sorted({one.number for line in facts.lines for one in line.fortnights if one.number <= last})


def _named(facts: DischargeFacts, number: int) -> str:
    return f"{number}, to {facts.ends[number - 1]:%-d %B %Y}"


def fortnights_table(facts: DischargeFacts) -> Table:
    """Each fortnight's spend of all lines, and the spend to date after it."""
    rows = []
    for number in _reported(facts):
        own, to_date = spent_of(facts.lines, number, since=number), spent_of(facts.lines, number)
        cells = (
            words(_named(facts, number)),
            pounds(own.spend, illustrative=own.illustrative),
            pounds(own.administration, illustrative=own.illustrative),
            pounds(to_date.spend, illustrative=to_date.illustrative),
        )
        rows.append(Row(f"fortnight:{number}", cells))
    whole = spent_of(facts.lines, counted(facts))
    spend, administration = (
        pounds(amount, illustrative=whole.illustrative) for amount in (whole.spend, whole.administration)
    )
    rows.append(Row("total", (words("To date"), spend, administration, BLANK), "total", tuple(row.key for row in rows)))
    columns = (
        Column("fortnight", "Fortnight", "text"),
        Column("spend", "Spend £", brief="Spend"),
        Column("administration", "of which administration £", brief="Administration"),
        Column("to_date", "Spend to date £", brief="To date"),
    )
    sums = frozenset({"spend", "administration"})
    return Table("fortnights", "Spend by fortnight", columns, tuple(rows), (UNIT,), sums)


def lines_table(facts: DischargeFacts) -> Table:
    """Each line in each fortnight, the newest first: spend, administration and activity, as the return asks for them."""
    columns = (
        Column("line", "Line", "text"),
        Column("scheme", "Scheme", "text", wide=True),
        Column("spend", "Spend £", brief="Spend"),
        Column("administration", "of which administration £", brief="Administration"),
        Column("activity", "Activity", "count"),
        Column("unit", "Unit", "text", wide=True),
    )
    rows: list[Row] = []
    for number in reversed(_reported(facts)):
        rows.append(heading_row(f"fortnight:{number}", words(f"Fortnight {_named(facts, number)}"), len(columns)))
        for line in facts.lines:
            rows += [_line_row(line, one) for one in line.fortnights if one.number == number]
    return Table(
        "lines", "Each line by fortnight", columns, tuple(rows), (UNIT, "A blank is not reported; it is not 0.")
    )


def _line_row(line: DischargeLineFacts, one: FortnightFacts) -> Row:
    cells = (
        words(line.ref),
        words(line.scheme, note=one.note),
        pounds(one.spend, illustrative=one.illustrative),
        pounds(one.administration, illustrative=one.illustrative),
        Cell(_count(one.activity), "count", illustrative=one.illustrative) if one.activity is not None else BLANK,
        words(one.unit),
    )
    return Row(f"line:{line.ref}:{one.number}", cells)


def _count(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def ledger_table(facts: DischargeFacts) -> Table:
    """Month by month: what fortnights that ended in it say, what the ledger says, and both to date with their difference."""
    mark = spent_of(facts.lines, counted(facts)).illustrative
    rows = tuple(
        Row(
            f"month:{one.month}",
            (
                words(f"{month_label(one.month)} {month_name(facts.year, one.month)}"),
                pounds(one.entered, illustrative=mark),
                pounds(one.ledger),
                pounds(one.entered_to_date, illustrative=mark),
                pounds(one.ledger_to_date),
                pounds(one.difference, illustrative=mark),
            ),
        )
        for one in beside_the_ledger(facts)
    )
    columns = (
        Column("month", "Month", "text"),
        Column("entered", "Fortnights that ended in it £", brief="Fortnights"),
        Column("ledger", "Ledger £", brief="Ledger"),
        Column("entered_to_date", "Fortnights to date £", brief="To date"),
        Column("ledger_to_date", "Ledger to date £", brief="Ledger to date"),
        Column("difference", "Difference to date £", brief="Difference"),
    )
    notes = (UNIT, "Positive: the return says more than the ledger.")
    return Table("ledger", "The return beside the ledger, month by month", columns, rows, notes)
