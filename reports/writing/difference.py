"""What changed between two versions of a paper, figure by figure: by table, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.document import PENCE, Block, Cell, Column, Document, Paragraph, Row, Section, Table
from reports.papers.cells import words

Key = tuple[str, str, str]
FIGURES = ("pounds", "percent", "rate", "count", "rag")
WORDS = "Words"  # stands for the table where a section was reworded
MOST = 200  # differences that are printed


@dataclass(frozen=True, slots=True)
class Place:
    """A figure with where it stands."""

    table: str
    row: str
    column: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that changed, came (`was` is None) or went (`is_now` is None)."""

    table: str
    row: str
    column: str
    was: Cell | None
    is_now: Cell | None

    @property
    def by(self) -> Decimal | None:
        """How far an amount moved."""
        if self.was is None or self.is_now is None or self.was.unit != "pounds":
            return None
        before, after = self.was.value, self.is_now.value
        return after - before if isinstance(before, Decimal) and isinstance(after, Decimal) else None


def differences(before: Document, after: Document) -> list[Difference]:
    """Every figure of a table that is not in both documents with the same value, in the order of the later one."""
    was, is_now = dict(_places(before)), dict(_places(after))
    found = []
    for key, place in {**is_now, **was}.items():
        old, new = was.get(key), is_now.get(key)
        if old is None or new is None or (old.cell.value, old.cell.unit) != (new.cell.value, new.cell.unit):
            at = new or place
            found.append(Difference(at.table, at.row, at.column, old.cell if old else None, new.cell if new else None))
    return found


def _places(document: Document) -> Iterator[tuple[Key, Place]]:
    for table in document.tables():
        for row in table.rows:
            for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
                if cell.unit in FIGURES and cell.value not in (None, ""):
                    name = str(row.cells[0].value)
                    yield (table.key, row.key, column.key), Place(table.caption, name, column.heading, cell)


@dataclass(frozen=True, slots=True)
class Changed:
    """A difference as it is printed: which figure of which table, what it was, what it is, and by how much it moved; or
    which section was reworded."""

    figure: str
    table: str
    was: str
    is_now: str
    by: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a version of a paper changes against the one before, and why; kept and printed with it."""

    note: str
    changed: tuple[Changed, ...] = ()


def as_printed(found: Sequence[Difference], printed: Callable[[Cell], str]) -> tuple[Changed, ...]:
    """The differences in words."""

    def shown(cell: Cell | None) -> str:
        return "not there" if cell is None else printed(replace(cell, word="", note=""))

    return tuple(
        Changed(
            f"{one.row}: {one.column}",
            one.table,
            shown(one.was),
            shown(one.is_now),
            "" if one.by is None else shown(Cell(one.by, "pounds", scale=one.is_now.scale if one.is_now else PENCE)),
        )
        for one in found
    )


def correction_section(correction: Correction) -> Section:
    """What stands first in a corrected paper: why, and what changed figure by figure."""
    blocks: list[Block] = [Paragraph(chunk) for chunk in correction.note.split("\n\n") if chunk.strip()]
    if correction.changed:
        blocks.append(_table(correction.changed))
    if all(one.table == WORDS for one in correction.changed):
        blocks.append(Paragraph("No figure changed."))
    return Section("correction", "What this version changes", tuple(blocks))


def _table(changed: Sequence[Changed]) -> Table:
    columns = (
        Column("figure", "Figure or section", "text", wide=True),
        Column("table", "Table", "text", wide=True),
        Column("was", "Was", "text"),
        Column("is", "Is", "text"),
        Column("by", "Moved by", "text"),
    )
    rows = tuple(
        Row(str(i), tuple(words(text) for text in (one.figure, one.table, one.was, one.is_now, one.by)))
        for i, one in enumerate(changed[:MOST])
    )
    more = (f"{len(changed) - MOST} more figures changed.",) if len(changed) > MOST else ()
    return Table("what-changed", "What changed", columns, rows, more)
