"""Collects what a ledger's titles, sheet name, amount header and period column say of its months and its basis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from s75.errors import Problem
from schemes.sources.cells import Fault, shown
from schemes.sources.ledger_layout import Layout, cell
from schemes.sources.ledger_rows import Read
from schemes.sources.ledger_words import basis_of
from schemes.sources.periods import Basis, read_period
from schemes.sources.settling import Placed, Settled
from schemes.sources.sheets import Row
from schemes.sources.titles import Told, read_line, read_title

LAST_ROWS = 12


@dataclass
class Saying:
    """What a file says outside its rows: statements with their places, and its basis."""

    stated: list[Placed] = field(default_factory=list)
    basis: Basis | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def has_month(self) -> bool:
        return any(each.stated.month for each in self.stated)


@dataclass
class RowPeriods:
    """One statement for each different text of the period column."""

    stated: dict[str, Placed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_saying(layout: Layout) -> Saying:
    """Read titles, the sheet's name, the header of the amounts and, for the basis only, notes below the table."""
    saying, sheet = Saying(), layout.sheet
    bases: set[Basis] = set()
    for number, column, text, told in _texts(layout):
        saying.stated += [Placed(stated, sheet.name, number, column) for stated in told.stated]
        bases |= {basis for basis in (basis_of(text), told.basis) if basis}
    for number, text in _noted_bases(layout):
        basis = basis_of(text)
        bases = {basis} if basis else bases
        if basis and layout.basis and basis != layout.basis:
            expected = f"the basis that the header of the amounts states: {layout.basis}"
            saying.problems.append(Problem(sheet.name, number, "", text[:80], expected))
    saying.basis = bases.pop() if len(bases) == 1 else None
    return saying


def _texts(layout: Layout) -> Iterator[tuple[int | None, str, str, Told]]:
    """Every text that may state a period: its row, its column, itself, what it tells."""
    sheet = layout.sheet
    yield None, "", sheet.name, read_line(sheet.name)
    for index, row in enumerate(sheet.rows[: layout.header.first]):
        yield sheet.number(index), "", _line(row), read_title(row)
    for column in layout.money:
        told = read_line(column.header)
        yield sheet.number(layout.header.last), column.header, column.header, told


def _noted_bases(layout: Layout) -> Iterator[tuple[int, str]]:
    """Rows that name the basis in so many words, above the table or just after it."""
    rows = list(enumerate(layout.sheet.rows))
    for index, row in [*rows[: layout.header.first], *rows[layout.header.last + 1 :][-LAST_ROWS:]]:
        text = _line(row)
        if text.lower().startswith("basis"):
            yield layout.sheet.number(index), text


def _line(row: Row) -> str:
    return " ".join(text for value in row if (text := shown(value)))


def read_row_periods(layout: Layout, rows: Sequence[Read], *, ignored: bool) -> RowPeriods:
    """Read the period column of the rows with an amount; each different text once."""
    found = RowPeriods()
    unreadable: set[str] = set()
    for read in () if ignored else rows:
        text = shown(read.period)
        if not text or text in found.stated or text in unreadable:
            continue
        try:
            stated = read_period(read.period) if not isinstance(read.period, Fault) else None
        except ValueError as error:
            unreadable.add(text)
            found.problems.append(layout.problem(read.row, layout.period, text, str(error)))
            continue
        if stated:
            column = layout.period.header if layout.period else ""
            found.stated[text] = Placed(replace(stated, text=text), layout.sheet.name, read.row, column)
    return found


def read_row_years(layout: Layout, rows: Sequence[Read]) -> list[Placed]:
    """The financial years that a column of years states, each once; a single year such as 2022 says too little."""
    found: dict[str, Placed] = {}
    for read in rows if layout.year else ():
        text = shown(cell(layout.sheet.rows[read.row - layout.sheet.first_row], layout.year))
        if text not in found and layout.year:
            for stated in read_line(f"year {text}").stated:
                if stated.year is not None and stated.month is None:
                    placed = Placed(replace(stated, text=text), layout.sheet.name, read.row, layout.year.header)
                    found[text] = placed
    return list(found.values())


def months_missing(layout: Layout, rows: Sequence[Read], periods: RowPeriods, settled: Settled) -> list[Problem]:
    """Rows without a period among rows of several months belong to none of them."""
    months = {settled.month_of.get(text) for text in periods.stated}
    if len(months) < 2:
        return []
    expected = "the period of the row, because other rows are of several months"
    return [layout.problem(read.row, layout.period, "", expected) for read in rows if not shown(read.period)]
