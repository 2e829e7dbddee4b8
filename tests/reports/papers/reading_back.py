"""Reading a Document back as a person would: a row by its name, a cell by its column, a paragraph as words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.document import Cell, Document, Paragraph, Row, Table
from s75.money import total


def row(table: Table, key: str) -> Row:
    return next(one for one in table.rows if one.key == key)


def cell(table: Table, key: str, column: str) -> Cell:
    """The cell of a row, by the keys of row and column."""
    place = [one.key for one in table.columns].index(column)
    return row(table, key).cells[place]


def value(document: Document, table: str, key: str, column: str) -> Decimal:
    found = cell(document.table(table), key, column).value
    assert isinstance(found, Decimal)
    return found


def column(table: Table, key: str) -> list[str]:
    """The printed words of one column of text."""
    place = [one.key for one in table.columns].index(key)
    return [str(one.cells[place].value) for one in table.rows]


def said(document: Document) -> list[str]:
    """The paragraphs with exact figures in their places."""
    found = []
    for block in (block for section in document.sections for block in section.blocks):
        if isinstance(block, Paragraph):
            found.append(block.text.format(*(f"{one.value}" for one in block.cells)))
    return found


def cells(document: Document) -> Iterator[tuple[Table, Row, int, Cell]]:
    for table in document.tables():
        for one in table.rows:
            for place, found in enumerate(one.cells):
                yield table, one, place, found


def assert_sound(document: Document) -> None:
    """What holds for every paper: full rows, unique keys, totals that are the sums of the rows that they name."""
    for table in document.tables():
        keys = [one.key for one in table.rows]
        assert len(keys) == len(set(keys)), table.key
        for one in table.rows:
            assert len(one.cells) == len(table.columns), (table.key, one.key)
            assert_adds(table, one)


def assert_numbered(document: Document) -> None:
    """The paragraphs are numbered in one run."""
    numbers = [b.number for s in document.sections for b in s.blocks if isinstance(b, Paragraph)]
    assert numbers == list(range(1, len(numbers) + 1))


def assert_adds(table: Table, one: Row) -> None:
    if one.kind not in ("subtotal", "total"):
        return
    for key in table.sums_columns:
        place = [named.key for named in table.columns].index(key)
        stated = one.cells[place].value
        if stated is None:
            continue
        parts = [row(table, name).cells[place].value for name in one.sums]
        assert stated == total(part for part in parts if isinstance(part, Decimal)), (table.key, one.key, key)
