"""Suggested words for a paper, by rule from its figures: position, movement, drivers, mitigation. Nothing is invented:
each sentence names figures of the paper, or quotes what officers wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reports.document import Document
from reports.facts.position import PositionFacts
from reports.figures.variance import Position
from reports.layouts import Layout
from reports.papers.board.narratives import unexplained
from reports.papers.board.reading import Reading, read
from reports.papers.cells import number_word, plural
from reports.writing.names import FIGURES, slug

MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that can be put into a slot, with what they tell."""

    key: str
    title: str
    text: str


def suggestions(facts: Any, layout: Layout, bare: Document) -> list[Suggestion]:
    """What can be said of a paper: of a position in four steps, of any other paper the total of each table."""
    if isinstance(facts, PositionFacts):
        reading = read(facts, layout)
        return [one for one in _of_position(reading) if one.text] if reading.funds else []
    return list(_of_tables(bare))


def _of_position(reading: Reading) -> Iterator[Suggestion]:
    yield Suggestion("position", "Position", _position(reading))
    yield Suggestion("movement", "Movement since the last report", _movement(reading))
    yield Suggestion("drivers", "What drives it", _drivers(reading))
    yield Suggestion("mitigation", "What is done about it", _mitigation(reading))
    missing = unexplained(reading)
    if missing:
        said = f"{plural(missing, 'variance has', 'variances have').capitalize()} no explanation yet."
        yield Suggestion("unexplained", "What is not explained", said)


def _position(reading: Reading) -> str:
    whose = reading.funds[0].name if len(reading.funds) == 1 else f"the {number_word(len(reading.funds))} funds"
    stands = "which is on budget" if reading.total.variance == 0 else _gap(reading.total, "")
    return (
        f"At {reading.period} the forecast outturn of {whose} is {{{{ forecast_outturn }}}} against a current budget of "
        f"{{{{ budget }}}}: {stands}."
    )


def _gap(figures: Position, tail: str) -> str:
    """The variance, with its percentage where there is a budget."""
    share = f" ({{{{ variance_percent{tail} }}}} of the budget)" if figures.percent is not None else ""
    return f"{{{{ variance_in_words{tail} }}}}{share}"


def _movement(reading: Reading) -> str:
    if reading.total.movement is None:
        return ""
    if reading.total.movement == 0:
        return f"The variance has not moved since {reading.before}."
    return f"The variance has moved by {{{{ movement_in_words }}}} since {reading.before}."


def _drivers(reading: Reading) -> str:
    schemes = [(fund.slug, ref, at) for fund in reading.funds for ref, at in reading.schemes_at[fund.slug].items()]
    over = sorted((row for row in schemes if row[2].variance > 0), key=lambda row: -row[2].variance)[:MOST]
    under = sorted((row for row in schemes if row[2].variance < 0), key=lambda row: row[2].variance)[:MOST]
    said = []
    for what, rows in (("overspends", over), ("underspends", under)):
        if rows:
            said.append(f"The largest {what} are in:\n" + "\n".join(_driver(reading, schemes, *row) for row in rows))
    return "\n\n".join(said)


def _driver(
    reading: Reading, schemes: Sequence[tuple[str, str, Position]], fund: str, ref: str, figures: Position
) -> str:
    alone = sum(slug(other) == slug(ref) for _, other, _ in schemes) == 1 and slug(ref) not in reading.fund_names
    tail = f".{slug(ref)}" if alone else f".{fund}.{slug(ref)}"
    return f"- {reading.scheme(fund, ref)}: {_gap(figures, tail)}"


def _mitigation(reading: Reading) -> str:
    told = [one for one in reading.facts.narratives if one.mitigation.strip()]
    if not told:
        return ""
    lines = [f"- {one.line} {one.name}: {' '.join(one.mitigation.split())}" for one in told[: 2 * MOST]]
    return "Officers report these mitigations:\n" + "\n".join(lines)


def _of_tables(bare: Document) -> Iterator[Suggestion]:
    for table in bare.tables():
        total = next((row for row in reversed(table.rows) if row.kind == "total"), None)
        if total is None:
            continue
        points = [
            f"- {column.heading.removesuffix(' £')}: {{{{ {slug(table.key)}.{slug(total.key)}.{slug(column.key)} }}}}"
            for column, cell in zip(table.columns[1:], total.cells[1:], strict=True)
            if cell.unit in FIGURES and cell.value is not None
        ]
        if points:
            yield Suggestion(slug(table.key), table.caption, f"{table.caption}, in total:\n" + "\n".join(points))
