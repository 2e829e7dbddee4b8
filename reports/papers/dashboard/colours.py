"""How many funds were red, amber and green at each locked period, and how the variance went meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.document import Block, Cell, Chart, Column, Row, Series, Table
from reports.facts.dashboard import DashboardFacts
from reports.figures.rag import rag, threshold_for
from reports.figures.variance import variance_word
from reports.papers.board.reading import Reading, label
from reports.papers.cells import percentage, pounds, sentence, words
from reports.papers.dashboard.scheme_colours import ORDER, scheme_colour_blocks
from s75.money import percent_of, total
from s75.years import month_label

ONLY_THIS = "No earlier period of this year is locked, so there is nothing to look back on yet."
LIMITS = (
    "Colours are of whole funds, by the limits that hold in the period of this page; funds without limits have none."
)


@dataclass(frozen=True, slots=True)
class Then:
    """What stood at a period: budget and outturn in £ by fund."""

    month: int
    funds: Mapping[str, tuple[Decimal, Decimal]]

    @property
    def budget(self) -> Decimal:
        return total(budget for budget, _ in self.funds.values())

    @property
    def outturn(self) -> Decimal:
        return total(outturn for _, outturn in self.funds.values())

    @property
    def variance(self) -> Decimal:
        return self.outturn - self.budget


def colour_blocks(reading: Reading, facts: DashboardFacts) -> tuple[Block, ...]:
    history = periods(reading, facts)
    if len(history) < 2:
        return (sentence(ONLY_THIS),)
    return (_chart(reading, history), _table(reading, history), *scheme_colour_blocks(reading, facts))


def periods(reading: Reading, facts: DashboardFacts) -> list[Then]:
    """The locked periods in which all funds were locked, in order, and the page's own."""
    counted = {fund.slug for fund in reading.funds}
    found: dict[int, dict[str, tuple[Decimal, Decimal]]] = {}
    for row in facts.locked:
        if row.fund in counted and row.month != reading.facts.period:
            found.setdefault(row.month, {})[row.fund] = (row.budget, row.outturn)
    history = [Then(month, funds) for month, funds in sorted(found.items()) if set(funds) == counted]
    now = {slug: (reading.funds_at[slug].budget, reading.funds_at[slug].outturn) for slug in counted}
    return [*history, Then(reading.facts.period, now)]


def _chart(reading: Reading, history: list[Then]) -> Chart:
    first, last = history[0], history[-1]
    moved = f"from {variance_word(first.variance)} at {month_label(first.month)}"
    return Chart(
        "colours_chart",
        "line",
        "The forecast variance, period by period",
        f"In £, above zero an overspend: {moved} to {variance_word(last.variance)} at {month_label(last.month)}.",
        tuple(month_label(then.month) for then in history),
        (Series("Forecast variance", tuple(reading.printed(then.variance) for then in history)),),
        "colours",
    )


def _table(reading: Reading, history: list[Then]) -> Table:
    one = len(reading.funds) == 1
    last = (Column("rag", "RAG", "rag"),) if one else tuple(Column(c.lower(), c, "count") for c in ORDER)
    columns = (
        Column("period", "Period", "text"),
        Column("budget", "Current budget", brief="Budget"),
        Column("outturn", "Forecast outturn", brief="Outturn"),
        Column("variance", "Variance £"),
        Column("percent", "Variance %", "percent"),
        *last,
    )
    rows = tuple(_row(reading, then, one=one) for then in history)
    what = "Variance and colour" if one else "Variance, and how many funds were red, amber and green,"
    caption = f"{what} at each locked period up to {reading.period}"
    return Table("colours", caption, columns, rows, (reading.layout.note, LIMITS))


def _row(reading: Reading, then: Then, *, one: bool) -> Row:
    mark = reading.total.illustrative
    cells = (
        words(label(reading.facts.year, then.month)),
        pounds(then.budget, reading.figure_at(then.month, "budget"), illustrative=mark),
        pounds(then.outturn, reading.figure_at(then.month, "outturn"), illustrative=mark),
        pounds(
            reading.printed(then.variance),
            reading.figure_at(then.month, "variance"),
            variance_word(then.variance),
            illustrative=mark,
        ),
        percentage(reading.printed_or_none(percent_of(then.variance, then.budget)), mark),
    )
    colours = [_colour(reading, slug, *amounts) for slug, amounts in then.funds.items()]
    if one:
        return Row(f"period:{then.month}", (*cells, Cell(colours[0], "rag") if colours[0] else words("")))
    return Row(f"period:{then.month}", (*cells, *(Cell(colours.count(colour), "count") for colour in ORDER)))


def _colour(reading: Reading, fund: str, budget: Decimal, outturn: Decimal) -> str:
    limits = threshold_for(reading.facts.thresholds, fund, "fund")
    return rag(outturn - budget, budget, limits) if limits else ""
