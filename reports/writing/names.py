"""The figures of a paper by name: what a text may ask for, such as {{ forecast_outturn }} or {{ variance.pool }}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from reports.document import Cell, Document
from reports.facts.position import PositionFacts
from reports.figures.variance import Position, movement_word, variance_word
from reports.layouts import Layout
from reports.papers.board.reading import Reading, read
from reports.papers.cells import percentage, pounds

FIGURES = ("pounds", "percent", "rate", "count")
MEASURES = {  # what each measure of a position is called
    "forecast_outturn": "Forecast outturn",
    "budget": "Current budget",
    "original_budget": "Original budget",
    "variance": "Variance",
    "variance_in_words": "Variance, in words",
    "variance_percent": "Variance in %",
    "movement": "Movement of the variance",
    "movement_in_words": "Movement, in words",
    "actual": "Actual to date",
    "budget_to_date": "Budget to date",
}


@dataclass(frozen=True, slots=True)
class Named:
    """One figure with the name that a text asks for it by; `group` is what it is listed under."""

    name: str
    group: str
    label: str
    cell: Cell


Names = Mapping[str, Named]


def named_figures(document: Document, facts: Any, layout: Layout) -> dict[str, Named]:
    """Every figure of a paper by its name: the position's measures first, where it has one, then every table's cells."""
    found: dict[str, Named] = {}
    if isinstance(facts, PositionFacts):
        found |= {named.name: named for named in _positions(read(facts, layout))}
    for named in _cells(document):
        found.setdefault(named.name, named)
    return found


def nearest(name: str, names: Names) -> str:
    """The name that is most like an unknown one; empty when none is like it."""
    whole = get_close_matches(name.casefold(), names, n=1, cutoff=0.5)
    return whole[0] if whole else ""


def slug(text: str) -> str:
    """A part of a name: small letters, digits, - and _."""
    return re.sub(r"[^a-z0-9_]+", "-", text.casefold()).strip("-")


def _positions(reading: Reading) -> Iterator[Named]:
    """The measures of the whole, of each fund, and of each scheme."""
    if reading.funds:
        yield from _measures(reading, "", "The whole paper", reading.total, {})
    for fund in reading.facts.funds:
        figures = reading.funds_at[fund.slug]
        yield from _measures(reading, f".{fund.slug}", fund.name, figures, {"fund": fund.slug})
    refs = [slug(ref) for schemes in reading.schemes_at.values() for ref in schemes]
    funds = {fund.slug for fund in reading.facts.funds}
    for place, schemes in reading.schemes_at.items():
        for ref, figures in schemes.items():
            alone = refs.count(slug(ref)) == 1 and slug(ref) not in funds
            tail = f".{slug(ref)}" if alone else f".{place}.{slug(ref)}"
            yield from _measures(reading, tail, reading.scheme(place, ref), figures, {"fund": place, "scheme": ref})


def _measures(reading: Reading, tail: str, group: str, at: Position, scope: dict[str, str]) -> Iterator[Named]:
    link = reading.figures(**scope)
    mark = at.illustrative
    cells = {
        "forecast_outturn": pounds(at.outturn, link("outturn"), illustrative=mark),
        "budget": pounds(at.budget, link("budget"), illustrative=mark),
        "original_budget": pounds(at.original, link("original"), illustrative=mark),
        "variance": pounds(reading.printed(at.variance), link("variance"), illustrative=mark),
        "variance_in_words": pounds(abs(at.variance), link("variance"), variance_word(at.variance), illustrative=mark),
        "variance_percent": percentage(reading.printed_or_none(at.percent), mark),
        "actual": pounds(at.actual, link("actual"), illustrative=mark),
        "budget_to_date": pounds(at.profiled, link("profiled"), illustrative=mark),
    }
    if at.movement is not None:
        word = movement_word(at.movement)
        cells["movement"] = pounds(reading.printed(at.movement), link("movement"), illustrative=mark)
        cells["movement_in_words"] = pounds(abs(at.movement), link("movement"), word, illustrative=mark)
    for measure, label in MEASURES.items():
        if measure in cells:
            yield Named(f"{measure}{tail}", group, label, replace(cells[measure], scale=reading.layout.scale))


def _cells(document: Document) -> Iterator[Named]:
    """Every figure that stands in a table, named by the table, the row and the column."""
    for table in document.tables():
        for row in table.rows:
            for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
                if cell.unit in FIGURES and cell.value is not None:
                    name = f"{slug(table.key)}.{slug(row.key)}.{slug(column.key)}"
                    label = f"{row.cells[0].value}: {column.heading}"
                    yield Named(name, table.caption, label, cell)
