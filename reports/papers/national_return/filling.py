"""Works out which figure of a return goes into which cell of an uploaded template, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.document import Cell, Column, Row, Table, Unit, Value
from reports.facts.national_return import ReturnFacts
from reports.papers.cells import words
from reports.papers.national_return.singles import ANSWER, Single
from reports.papers.national_return.tables import template_tables
from schemes.sources.amounts import read_amount
from schemes.sources.cells import letters, shown
from schemes.sources.return_template import TemplateRow, TemplateTable

FILLED, SAME, KEPT = "filled", "the same already", "left as it is"
OURS = ("delivered", "actual", "issues", "issues_text", "updated_income", "actual_income")  # what the template asks for
GIVEN = (
    "planned_outputs",
    "planned",
    "unit",
    "planned_income",
    ANSWER,
)  # what it says itself: filled where it is blank
PLAIN = "actual_plain"  # a column called “Actual” alone
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fill:
    """One cell: whose it is, what stands in it, what the return says, and what is done with it and why."""

    sheet: str
    address: str
    spot: tuple[int, int]
    column: str
    where: str
    old: str
    new: Decimal | str
    unit: Unit
    done: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """Everything that an uploaded template would be filled with, and what could not be matched, in sentences."""

    fills: tuple[Fill, ...]
    unmatched: tuple[str, ...]

    @property
    def written(self) -> tuple[Fill, ...]:
        return tuple(one for one in self.fills if one.done == FILLED)

    def cells(self) -> dict[str, dict[tuple[int, int], Decimal | str]]:
        """What is to be written, by sheet and by row and column from 1."""
        found: dict[str, dict[tuple[int, int], Decimal | str]] = {}
        for one in self.written:
            found.setdefault(one.sheet, {})[one.spot] = one.new
        return found


def plan_filling(
    facts: ReturnFacts,
    tables: Sequence[TemplateTable],
    stands_against: Callable[[str, tuple[int, int]], str],
    singles: Sequence[Single] = (),
) -> Filling:
    """Match the template's rows with the return's by scheme ID and source, its columns by what they mean, and its single
    cells by their labels.

    `stands_against` says why a cell (of a sheet, by row and column) may not be written to; nothing when it may.
    """
    fills: list[Fill] = []
    unmatched: list[str] = []
    asked = {rules.key: rules.of for rules in facts.rules.tables}
    ours = {asked[table.key]: table for table in template_tables(facts)}
    for table in tables:
        mine = ours.get(table.of)
        if mine is None:
            unmatched.append(f"Sheet {table.sheet} is of {table.of}, which this return does not ask for.")
            continue
        found = _by_key(mine, table.of)
        unmatched += _unmatched(table, found)
        for row in _once(table):
            if (row.ref.casefold(), row.source) in found:
                fills += _row(table, row, found[row.ref.casefold(), row.source], stands_against)
    fills += _singles(facts, singles, stands_against)
    there = {table.of for table in tables} | {single.of for single in singles}
    return Filling(tuple(fills), (*unmatched, *_by_hand(facts, there)))


def _singles(
    facts: ReturnFacts, singles: Sequence[Single], stands_against: Callable[[str, tuple[int, int]], str]
) -> Iterator[Fill]:
    """The totals and the answers in words, each in the cell that its label asks for."""
    tables = zip(template_tables(facts), facts.rules.tables, strict=True)
    totals = next((table for table, rules in tables if rules.of == "totals"), None)
    cells = (
        {} if totals is None else {c.key: cell for c, cell in zip(totals.columns, totals.rows[0].cells, strict=True)}
    )
    for one in singles:
        cell = words(facts.answer(one.of)) if one.meaning == ANSWER else cells.get(one.meaning)
        if cell is None or cell.value in (None, ""):
            continue
        new = _plain(cell.value)
        done, why = _decided(one.stands, new, one.meaning, stands_against(one.sheet, one.spot))
        yield Fill(
            one.sheet, f"{letters(one.spot[1] - 1)}{one.spot[0]}", one.spot, one.label, "the whole return",
            shown(one.stands), new, cell.unit, done, why,
        )  # fmt: skip


def _by_hand(facts: ReturnFacts, found: Collection[str]) -> Iterator[str]:
    """What the return has and no table of the template was found for."""
    for table in facts.rules.tables:
        if table.of not in found:
            yield f"No table of “{table.title}” was found that can be filled; copy it from the return."
    for question in facts.rules.questions:
        if facts.answer(question.key) and question.key not in found:
            yield f"The answer to “{question.asks}” is not filled in; copy it from the return."


def _by_key(table: Table, of: str) -> dict[Key, dict[str, Cell]]:
    """The return's rows by scheme ID and source, or by source alone, each with its values by column."""
    found: dict[Key, dict[str, Cell]] = {}
    for row in table.rows:
        cells = {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}
        ref = str(cells["ref"].value) if of == "schemes" else ""
        found[ref.casefold(), str(cells["source"].value)] = cells
    return found


def _twice(table: TemplateTable) -> set[Key]:
    seen: set[Key] = set()
    twice: set[Key] = set()
    for row in table.rows:
        key = (row.ref.casefold(), row.source)
        (twice if key in seen else seen).add(key)
    return twice


def _once(table: TemplateTable) -> Iterator[TemplateRow]:
    """The rows that are the only one of their scheme and source: a figure cannot be split between two."""
    twice = _twice(table)
    return (row for row in table.rows if (row.ref.casefold(), row.source) not in twice)


def _unmatched(table: TemplateTable, found: dict[Key, dict[str, Cell]]) -> list[str]:
    said = []
    twice = _twice(table)
    there = {(row.ref.casefold(), row.source) for row in table.rows}
    for row in table.rows:
        key = (row.ref.casefold(), row.source)
        name = ", ".join(part for part in (row.ref, row.source) if part)
        if key in twice:
            said.append(f"{table.sheet}, row {row.number}: {name} stands in several rows; fill those by hand.")
        elif key not in found:
            said.append(f"{table.sheet}, row {row.number}: {name} is not in the return, so its row is left as it is.")
    for key, values in found.items():
        if key not in there:
            name = ", ".join(str(values[part].value) for part in ("ref", "source") if part in values)
            said.append(f"{name} is in the return and has no row in sheet {table.sheet}; add it there.")
    return said


def _row(
    table: TemplateTable,
    row: TemplateRow,
    values: dict[str, Cell],
    stands_against: Callable[[str, tuple[int, int]], str],
) -> Iterator[Fill]:
    for meaning, column in table.columns.items():
        if meaning == PLAIN:
            meaning = "actual" if "actual" in values else "actual_income"
        cell = values.get(meaning)
        if meaning not in (*OURS, *GIVEN) or cell is None or cell.value in (None, ""):
            continue
        spot = (row.number, column.index + 1)
        stands = table.found(row.number, column)
        new = _plain(cell.value)
        done, why = _decided(stands, new, meaning, stands_against(table.sheet, spot))
        yield Fill(
            table.sheet,
            f"{letters(column.index)}{row.number}",
            spot,
            " ".join(column.header.split()),
            ", ".join(part for part in (row.ref, row.source) if part),
            shown(stands),
            new,
            cell.unit,
            done,
            why,
        )


def _plain(value: Value) -> Decimal | str:
    return Decimal(value) if isinstance(value, int | Decimal) else str(value)


def _decided(stands: object, new: Decimal | str, meaning: str, against: str) -> tuple[str, str]:
    """What is done with a cell: filled, the same already, or left, with why."""
    if stands is not None and _same(stands, new):
        return SAME, ""
    if against:
        return KEPT, against
    if meaning in GIVEN and stands is not None:
        return KEPT, "the template says something else; correct whichever is wrong"
    return FILLED, ""


def _same(stands: object, new: Decimal | str) -> bool:
    if isinstance(new, str):
        return shown(stands).casefold() == new.casefold()
    try:
        return read_amount(stands) == new
    except ValueError:
        return False


def filling_table(filling: Filling) -> Table:
    """What goes where: each cell with what stands in it, what the return says, and what is done."""
    columns = (
        Column("cell", "Cell", "text"),
        Column("where", "Scheme and source", "text"),
        Column("column", "Column", "text", wide=True),
        Column("old", "Stands there", "text"),
        Column("new", "The return says", "text"),
        Column("done", "What is done", "text", wide=True),
    )
    rows = tuple(
        Row(
            f"cell:{place}",
            (
                words(f"{one.sheet} {one.address}"),
                words(one.where),
                words(one.column),
                words(one.old or "blank"),
                Cell(one.new, one.unit),
                words(f"{one.done}: {one.why}" if one.why else one.done),
            ),
        )
        for place, one in enumerate(filling.fills, start=1)
    )
    return Table("filling", "What goes where", columns, rows)
