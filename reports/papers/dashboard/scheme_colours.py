"""Which schemes were red, amber or green at each period: a word for each scheme and month, and how many there were."""

from __future__ import annotations

from collections.abc import Mapping

from reports import links
from reports.document import Block, Cell, Column, Row, Table
from reports.facts.dashboard import DashboardFacts
from reports.figures.rag import Rag, rag, threshold_for
from reports.figures.variance import outturn
from reports.papers.board.reading import Reading, label
from reports.papers.cells import BLANK, heading_row, words
from s75.years import month_label

ORDER: tuple[Rag, ...] = ("Red", "Amber", "Green")
LIMITS = (
    "Colours are of whole schemes, by the limits that hold in the period of this page; schemes of funds without limits "
    "have none."
)
BLANKS = "A blank is a period in which the scheme’s fund was not locked, or in which nothing stood on the scheme yet."
Colours = Mapping[tuple[str, str], Mapping[int, str]]  # by fund and scheme, then by month


def scheme_colour_blocks(reading: Reading, facts: DashboardFacts) -> tuple[Block, ...]:
    """Nothing where no earlier period is kept, or no fund has limits for its schemes."""
    found = colours(reading, facts)
    months = sorted({month for by_month in found.values() for month in by_month})
    if not facts.schemes or len(months) < 2:
        return ()
    return (_table(reading, found, months), _counts(reading, found, months))


def colours(reading: Reading, facts: DashboardFacts) -> dict[tuple[str, str], dict[int, str]]:
    """The word of each scheme that has one, at each locked period and at the page's own."""
    found: dict[tuple[str, str], dict[int, str]] = {}
    for one in facts.schemes:
        limits = threshold_for(reading.facts.thresholds, one.fund, "scheme")
        if limits is not None:
            spent = outturn(one.then) - one.then.budget
            found.setdefault((one.fund, one.scheme), {})[one.month] = rag(spent, one.then.budget, limits)
    for fund in reading.funds:
        for scheme, figures in reading.schemes_at[fund.slug].items():
            word = reading.rag(figures, fund.slug, "scheme")
            if word:
                found.setdefault((fund.slug, scheme), {})[reading.facts.period] = word
    return found


def _table(reading: Reading, found: Colours, months: list[int]) -> Table:
    columns = (
        Column("name", "Scheme", "text", wide=True),
        *(Column(f"m{month}", month_label(month), "rag") for month in months),
    )
    rows: list[Row] = []
    for fund in reading.funds:
        own = {scheme: by_month for (of, scheme), by_month in found.items() if of == fund.slug}
        if own and len(reading.funds) > 1:
            rows.append(heading_row(f"heading:{fund.slug}", words(fund.name), len(columns)))
        rows += [_row(reading, fund.slug, scheme, own[scheme], months) for scheme in sorted(own)]
    caption = f"Schemes red, amber and green at each locked period up to {reading.period}"
    return Table("scheme_colours", caption, columns, tuple(rows), (LIMITS, BLANKS))


def _row(reading: Reading, fund: str, scheme: str, by_month: Mapping[int, str], months: list[int]) -> Row:
    facts = reading.facts
    cells = (_cell(reading, fund, scheme, month, by_month.get(month, "")) for month in months)
    link = links.dashboard_path(facts.place, facts.year, facts.period, fund, scheme)
    return Row(f"colour:{fund}:{scheme}", (words(reading.scheme(fund, scheme), link), *cells))


def _cell(reading: Reading, fund: str, scheme: str, month: int, word: str) -> Cell:
    """The word, which opens the variance that it judges."""
    if not word:
        return BLANK
    facts = reading.facts
    link = links.figure_path(facts.place, "variance", facts.year, month, fund=fund, scheme=scheme)
    return Cell(word, "rag", link)


def _counts(reading: Reading, found: Colours, months: list[int]) -> Table:
    """How many schemes were of each colour, period by period."""
    rows = []
    for month in months:
        stood = [by_month[month] for by_month in found.values() if month in by_month]
        counts = (Cell(stood.count(colour), "count") for colour in ORDER)
        rows.append(Row(f"period:{month}", (words(label(reading.facts.year, month)), *counts)))
    columns = (Column("period", "Period", "text"), *(Column(c.lower(), c, "count") for c in ORDER))
    caption = f"How many schemes were red, amber and green at each locked period up to {reading.period}"
    return Table("scheme_counts", caption, columns, tuple(rows))
