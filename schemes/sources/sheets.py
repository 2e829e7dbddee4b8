"""A sheet of raw cells, as every kind of file is read into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemes.sources.cells import Fault, is_blank

Row = tuple[object, ...]


@dataclass(frozen=True)
class Sheet:
    """One table: `rows[0]` is the file's row `first_row`; a cell is text, a number, a date, a Fault or None."""

    name: str
    rows: list[Row]
    first_row: int = 1
    hidden: bool = False
    read_as: str = ""

    def number(self, index: int) -> int:
        """The number that the file's reader shows beside the row at an index."""
        return self.first_row + index


def as_rows(cells: Iterable[Sequence[object]], faults: Mapping[tuple[int, int], Fault] | None = None) -> list[Row]:
    """Rows without blanks at their ends and at the end of the table; faults are put in by row and column index."""
    rows = [_trimmed([None if value == "" else value for value in row]) for row in cells]
    for (row, column), fault in sorted((faults or {}).items()):
        rows.extend(() for _ in range(row + 1 - len(rows)))
        cells_of_row = [*rows[row], *([None] * (column + 1 - len(rows[row])))]
        cells_of_row[column] = fault
        rows[row] = tuple(cells_of_row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _trimmed(row: list[object]) -> Row:
    while row and is_blank(row[-1]):
        row.pop()
    return tuple(row)
