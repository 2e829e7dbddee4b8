"""The Document: a finished paper or figure page as plain data, which every renderer draws and none recomputes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Unit = Literal["pounds", "percent", "rate", "count", "text", "rag"]
RowKind = Literal["line", "heading", "subtotal", "total"]
Value = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Scale:
    """How amounts of money are printed: divided by so many pounds, with so many decimals, under the name of a unit.

    With `brackets` a negative amount or percentage stands in brackets instead of behind a minus. Values stay exact.
    """

    name: str = "£ and pence"
    pounds: int = 1
    places: int = 2
    brackets: bool = False


PENCE = Scale()


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed figure or word.

    `value` is exact: £ to the penny for pounds, a percentage rounded to one place for percent and with the decimals that
    it was given for rate, None for “n/a” or blank.
    `word` is printed beside it (“overspend”), `note` below it (“not forecast”), `link` opens what it is made of.
    `illustrative` says that the figure, or a part of it, is given by no source. `scale` is how it is printed. `tone`
    colours the cell on screens and in PDFs (over-2 … under-2, level) where its word or note says the same.
    """

    value: Value
    unit: Unit = "text"
    link: str = ""
    word: str = ""
    note: str = ""
    illustrative: bool = False
    scale: Scale = PENCE
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the first of a table names its rows (a row header), the others hold cells of one unit.

    A `wide` column carries sentences; `brief` is a shorter heading for narrow paper.
    """

    key: str
    heading: str
    unit: Unit = "pounds"
    wide: bool = False
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, one a column. A subtotal or total names in `sums` the keys of the rows that it adds."""

    key: str
    cells: tuple[Cell, ...]
    kind: RowKind = "line"
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A real table. `notes` stand under it: unit, sign convention, marks. `sums_columns` are the keys of columns whose
    totals are sums of their rows (a percentage or a RAG is not)."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    sums_columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text. Papers number theirs in one run (3), or within their numbered sections ("2.3").

    `cells` are the figures named in the sentence, in order, at the places marked {0}, {1} … `guidance` tells whoever
    writes the paper what is to stand there; only drafts hold any.
    """

    text: str
    number: int | str | None = None
    cells: tuple[Cell, ...] = ()
    guidance: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points, of plain text; `marker` shows how they are counted, if they are.

    `cells`, where there are any, are the figures named in each point, as those of a paragraph are.
    """

    items: tuple[str, ...]
    marker: Literal["", "1)", "1.", "a)"] = ""
    cells: tuple[tuple[Cell, ...], ...] = ()

    @property
    def points(self) -> tuple[Paragraph, ...]:
        """Each point as a sentence with its figures."""
        cells = self.cells or ((),) * len(self.items)
        return tuple(Paragraph(item, cells=own) for item, own in zip(self.items, cells, strict=True))


@dataclass(frozen=True, slots=True)
class Series:
    """One run of values in £ over the chart's categories; None leaves a gap. A `dashed` series is a forecast, a
    `dotted` one is what the others are measured against, as a budget is."""

    name: str
    values: tuple[Decimal | None, ...]
    dashed: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the figures in the table `table`: line, bar or waterfall (series[0] holds the steps; `totals` are the
    categories that stand on the axis)."""

    key: str
    kind: Literal["line", "bar", "waterfall"]
    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    table: str
    totals: frozenset[int] = frozenset()


Block = Paragraph | Bullets | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. The title has level 1, so a section has 2, and a part of one 3.

    A section that stands `apart` begins on a page of its own where there are pages.
    """

    key: str
    heading: str
    blocks: tuple[Block, ...]
    level: int = 2
    number: int | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Meta:
    """The title block. `facts` are label and value pairs printed under the title, `above` those printed over it; `marks`
    explain the marks used. `scale` is how the paper prints its money."""

    title: str
    place: str
    year: str
    period: str
    as_at: str
    paper: str
    draft: bool = True
    facts: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    language: str = "en-GB"
    above: tuple[tuple[str, str], ...] = ()
    scale: Scale = PENCE


@dataclass(frozen=True, slots=True)
class Document:
    meta: Meta
    sections: tuple[Section, ...] = field(default=())

    def tables(self) -> tuple[Table, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Table))

    def table(self, key: str) -> Table:
        """The table of that key; KeyError when the document has none."""
        for table in self.tables():
            if table.key == key:
                return table
        raise KeyError(key)
