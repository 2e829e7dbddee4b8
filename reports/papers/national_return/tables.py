"""The template's own tables: its columns in its order, one row a scheme and source or a source, nothing between them."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from reports.document import Cell, Column, Row, Table, Unit
from reports.facts.national_return import ReturnFacts, TableRules
from reports.figures.national_return import SchemeRow, SourceRow, scheme_rows, source_rows, whole_row
from reports.papers.cells import BLANK, pounds, words
from s75.money import total

EXPENDITURE = "Better Care Fund expenditure"
UNIT = "£ and pence. A blank is not reported; it is not 0."
BY_SCHEME = "Outputs are kept by scheme and stand in its first row."
NOT_REPORTED = "not all reported yet"
PASSED_ON = "Of money passed on to others, the actual is what they report to have spent, not what was passed."


def template_tables(facts: ReturnFacts) -> tuple[Table, ...]:
    """Every table of the return, as the template has it: its rows can be pasted under the template's headings."""
    return tuple(_table(facts, rules) for rules in facts.rules.tables)


def _table(facts: ReturnFacts, rules: TableRules) -> Table:
    rows = {"schemes": _schemes, "sources": _sources, "totals": _totals}[rules.of](facts, rules)
    columns = tuple(
        Column(one.key, one.heading, cast(Unit, one.unit), wide=one.key in ("name", "issues_text"))
        for one in rules.columns
    )
    notes = (UNIT, PASSED_ON, *((BY_SCHEME,) if rules.of == "schemes" else ()))
    return Table(rules.key, rules.title, columns, rows, notes)


def _schemes(facts: ReturnFacts, rules: TableRules) -> tuple[Row, ...]:
    return tuple(
        Row(f"{row.scheme.ref}|{row.source}", tuple(_of_scheme(facts, row, column.key) for column in rules.columns))
        for row in scheme_rows(facts)
    )


def _of_scheme(facts: ReturnFacts, row: SchemeRow, key: str) -> Cell:
    """The figure or the words of one column of a scheme's row."""
    if key in ("planned", "actual"):
        note = NOT_REPORTED if key == "actual" and _is_silent(facts, row) else ""
        return pounds(getattr(row, key), note=note, illustrative=row.illustrative)
    if key in ("planned_outputs", "delivered"):
        return count(getattr(row, key))
    if key in ("issues", "issues_text"):
        return words(facts.answer(key, row.scheme.ref, row.source))
    known = {"source": row.source, "unit": row.unit}
    return words(known[key] if key in known else str(getattr(row.scheme, key)))


def _is_silent(facts: ReturnFacts, row: SchemeRow) -> bool:
    """Whether somebody got money of the row's lines and has not reported what was spent of it, so that more may follow."""
    own = (line for line in facts.lines if (line.scheme, line.source) == (row.scheme.ref, row.source))
    return any(line.silent for line in own)


def count(value: Decimal | None) -> Cell:
    """A number of things delivered; blank where nobody has said."""
    if value is None:
        return BLANK
    whole = value.to_integral_value()
    return Cell(whole if whole == value else value.normalize(), "count")


def _sources(facts: ReturnFacts, rules: TableRules) -> tuple[Row, ...]:
    return tuple(
        Row(row.source, tuple(_of_source(row, column.key) for column in rules.columns)) for row in source_rows(facts)
    )


def _of_source(row: SourceRow, key: str) -> Cell:
    return words(row.source) if key == "source" else pounds(getattr(row, key), illustrative=row.illustrative)


def _totals(facts: ReturnFacts, rules: TableRules) -> tuple[Row, ...]:
    whole = whole_row(facts)
    cells = tuple(
        words(EXPENDITURE)
        if column.key == "what"
        else pounds(getattr(whole, column.key), illustrative=whole.illustrative)
        for column in rules.columns
    )
    return (Row("whole", cells),)


def with_total(table: Table) -> Table:
    """The same for reading: with a total of its amounts under its rows, where it has more than one."""
    money = frozenset(column.key for column in table.columns if column.unit == "pounds")
    if len(table.rows) < 2 or not money:
        return table
    cells = [words("Total")]
    for place, column in enumerate(table.columns[1:], start=1):
        cells.append(_sum(table, place) if column.key in money else BLANK)
    whole = Row("total", tuple(cells), "total", tuple(row.key for row in table.rows))
    return Table(table.key, table.caption, table.columns, (*table.rows, whole), table.notes, money)


def _sum(table: Table, place: int) -> Cell:
    cells = [row.cells[place] for row in table.rows]
    amounts = [cell.value for cell in cells if isinstance(cell.value, Decimal)]
    return pounds(total(amounts), illustrative=any(cell.illustrative for cell in cells))
