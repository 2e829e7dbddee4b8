"""Allocations that a partner splits across places: this place's part, the others', and the whole that they make."""

from __future__ import annotations

from reports.document import Block, Column, Row, Table
from reports.facts.money import AllocationFacts, MoneyInFacts
from reports.papers.cells import BLANK, heading_row, pounds, words
from reports.papers.money_in.words import UNIT

COLUMNS = (
    Column("place", "Place", "text", wide=True),
    Column("stream", "Funding stream", "text", wide=True),
    Column("amount", "Amount £"),
    Column("basis", "Where it counts", "text", wide=True),
)


def allocation_blocks(facts: MoneyInFacts) -> tuple[Block, ...]:
    if not facts.allocations:
        return ()
    rows = tuple(row for allocation in facts.allocations for row in _rows(facts, allocation))
    note = "Only the part of this place is in its funds; the parts make the whole."
    return (
        Table("allocations", "Allocations split across places", COLUMNS, rows, (UNIT, note), frozenset({"amount"})),
    )


def _rows(facts: MoneyInFacts, allocation: AllocationFacts) -> list[Row]:
    key, mark = f"allocation:{allocation.key}", allocation.illustrative
    rows = [heading_row(key, words(f"{allocation.name}, {allocation.partner}"), len(COLUMNS))]
    for i, part in enumerate(allocation.parts):
        where = f"in the funds of {facts.place_name}" if part.here else "elsewhere, never in these funds"
        cells = (words(part.place), words(part.stream), pounds(part.amount, illustrative=mark), words(where))
        rows.append(Row(f"{key}:{i}", cells))
    basis = ", ".join(filter(None, (allocation.precision, allocation.source)))
    whole = (words("The whole allocation"), BLANK, pounds(allocation.amount, illustrative=mark), words(basis))
    return [*rows, Row(f"{key}:whole", whole, "subtotal", tuple(row.key for row in rows[1:]))]
