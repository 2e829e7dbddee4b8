"""The page behind one figure: the parts that it is made of, in a table whose rows re-add to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.document import Block, Cell, Column, Document, Meta, Row, Section, Table
from reports.figures.variance import movement_word, variance_word
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.papers.cells import pounds, sentence, words
from s75.money import total as add
from s75.years import month_label, month_name, year_label

MEASURES = {
    "original": ("Original budget", "The budget approved at the start of the year."),
    "budget": ("Current budget", "The original budget and every change that counts by this period."),
    "profiled": ("Budget to date", "The part of the current budget that its profile places in months to this period."),
    "actual": ("Actual to date", "What the spending partners' ledgers hold, as posted by this period."),
    "outturn": (
        "Forecast outturn",
        "The ledger where it is in, the newest forecast for the other months; lines never forecast stand at budget.",
    ),
    "variance": ("Variance", "Forecast outturn less current budget."),
    "movement": ("Movement", "The variance at this period less that of the period compared with."),
    "contribution": ("Contribution", "What partners put into the fund."),
}


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a figure in £, signed as it adds to it; `details` fill the columns between its name and amount."""

    label: str
    amount: Decimal
    link: str = ""
    details: tuple[str, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class FigureScope:
    """Which figure it is: its measure, the words for its scope (“Mental health, S117”), and its period."""

    place_name: str
    measure: str
    scope: str
    year: int
    period: int
    locked: bool


def difference(plus: Iterable[Component], minus: Iterable[Component], names: tuple[str, str]) -> tuple[Component, ...]:
    """The signed parts of a difference: the first ones as they are, the others with their sign turned.

    `names` go before the labels: (“Forecast outturn”, “Current budget”) for a variance, the two periods for a movement.
    """
    first = [replace(part, label=f"{names[0]}: {part.label}") for part in plus]
    second = [replace(part, label=f"less {names[1]}: {part.label}", amount=-part.amount) for part in minus]
    return (*first, *second)


def figure_document(
    figure: FigureScope,
    components: Sequence[Component],
    total: Decimal,
    *,
    details: Sequence[str] = (),
    title: str = "",
    layout: Layout = PLAIN,
) -> Document:
    """The page of one figure, whose rows re-add to `total` in £; `details` are the headings of the parts' details.

    Raises ValueError when the parts do not add to the total or a part's details do not fit their headings.
    """
    missed = total - add(part.amount for part in components)
    if missed:
        raise ValueError(f"the parts of {figure.measure} of {figure.scope} miss its total by {missed}")
    name, meaning = MEASURES.get(figure.measure, (figure.measure.capitalize(), ""))
    heading = title or f"{name}: {figure.scope}"
    opening = sentence(f"{meaning} " if meaning else "", "It is made up of the parts below.")
    if not components:
        opening = sentence(f"{meaning} " if meaning else "", "Nothing is held here, so the figure is nil.")
    blocks: tuple[Block, ...] = (opening, parts_table(figure, components, total, details, heading, layout))
    return Document(meta(figure, heading, components, layout), (Section("figure", name, blocks),))


def meta(figure: FigureScope, title: str, components: Sequence[Component], layout: Layout) -> Meta:
    when = f"{month_label(figure.period)} ({month_name(figure.year, figure.period)})"
    marked = any(part.illustrative for part in components)
    return Meta(
        title=title,
        place=figure.place_name,
        year=year_label(figure.year),
        period=month_label(figure.period),
        as_at=f"{when}, {'locked' if figure.locked else 'open, so figures can still change'}",
        paper="Behind a figure",
        draft=not figure.locked,
        facts=(("Covers", figure.scope), ("Unit and sign", layout.note)),
        marks=("Illustrative: the amount, or a part of it, is given by no source.",) if marked else (),
    )


def parts_table(
    figure: FigureScope,
    components: Sequence[Component],
    total: Decimal,
    details: Sequence[str],
    caption: str,
    layout: Layout,
) -> Table:
    rows = [part_row(i, part, len(details)) for i, part in enumerate(components)]
    word = {"variance": variance_word, "movement": movement_word}.get(figure.measure)
    marked = any(part.illustrative for part in components)
    amount = pounds(total, word=word(total) if word else "", illustrative=marked)
    blanks: list[Cell] = [words("")] * len(details)
    rows.append(Row("total", (words("Total"), *blanks, amount), "total", tuple(row.key for row in rows)))
    columns = (
        Column("part", "Part", "text", wide=True),
        *(Column(f"detail_{i}", heading, "text") for i, heading in enumerate(details)),
        Column("amount", "Amount £"),
    )
    return Table("parts", caption, columns, tuple(rows), (layout.note,), frozenset({"amount"}))


def part_row(place: int, part: Component, width: int) -> Row:
    if len(part.details) != width:
        raise ValueError(f"“{part.label}” has {len(part.details)} details for {width} headings")
    cells = (*map(words, part.details), pounds(part.amount, part.link, illustrative=part.illustrative))
    return Row(f"part:{place}", (words(part.label, part.link), *cells))
