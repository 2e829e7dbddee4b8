"""The few figures that answer “where do we stand?” before any table: outturn, variance, movement and spend to date."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import Cell, Paragraph, Row, Table
from reports.figures.variance import movement_word, variance_word
from reports.papers.board.position import SUMS, columns, notes, rag_cell, scheme_row, total_row
from reports.papers.board.reading import Reading
from reports.papers.cells import percentage, pounds, sentence


@dataclass(frozen=True, slots=True)
class Card:
    """One figure with what it is and what to hold it against."""

    label: str
    cell: Cell
    beside: Paragraph


def cards(reading: Reading) -> tuple[Card, ...]:
    """The headline of a place or a fund; none where no fund counts towards a total."""
    if not reading.funds:
        return ()
    whole, mark = reading.total, reading.total.illustrative
    found = [
        Card(
            "Forecast outturn",
            pounds(whole.outturn, reading.figure("outturn"), illustrative=mark),
            sentence("against a current budget of ", pounds(whole.budget)),
        ),
        _variance(reading),
    ]
    if whole.movement is not None:
        word = movement_word(whole.movement)
        since = f"{word} since {reading.before}" if whole.movement else f"no change since {reading.before}"
        link = reading.figure("movement")
        found.append(
            Card("Movement", pounds(reading.printed(whole.movement), link, illustrative=mark), sentence(since))
        )
    found.append(
        Card(
            "Actual to date",
            pounds(whole.actual, reading.figure("actual"), illustrative=mark),
            sentence("against a budget to date of ", pounds(whole.profiled)),
        )
    )
    return tuple(found)


def _variance(reading: Reading) -> Card:
    whole = reading.total
    amount = pounds(reading.printed(whole.variance), reading.figure("variance"), illustrative=whole.illustrative)
    share = reading.printed_or_none(whole.percent)
    beside: list[str | Cell] = [variance_word(whole.variance)]
    if share is not None:
        beside += [", ", percentage(share), " of the budget"]
    return Card("Variance", amount, sentence(*beside))


def schemes_of_fund(reading: Reading) -> Table:
    """The position of one fund by its schemes, without the heading and subtotal that a paper of several funds needs."""
    fund = reading.facts.funds[0].slug
    rows = [scheme_row(reading, fund, ref, figures) for ref, figures in reading.schemes_at[fund].items()]
    keys = [row.key for row in rows]
    whole = total_row(reading, keys)
    colour = rag_cell(reading.rag(reading.total, fund, "fund"))
    rows.append(Row(whole.key, (*whole.cells[:-1], colour), whole.kind, whole.sums))
    caption = f"Position by scheme at {reading.period}"
    return Table("schemes", caption, columns(reading, "Scheme"), tuple(rows), notes(reading), SUMS)
