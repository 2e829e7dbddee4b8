"""The heat table: what each line (or scheme) costs in each month, coloured by how far that is from its budget."""

from __future__ import annotations

from collections.abc import Sequence

from reports import links
from reports.document import Cell, Column, Document, Meta, Row, Scale, Section, Table
from reports.facts.dashboard import DashboardFacts, HeatFacts
from reports.figures.heat import Heat, Known, has_closing_month, heat, heat_of_year
from reports.layouts.showing import show
from reports.papers.board.reading import Reading
from reports.papers.cells import sentence, words
from s75.money import round_percent
from s75.years import CLOSING_MONTH, MONTH_NAMES, MONTHS, month_label

THOUSANDS = Scale("£000", 1000, 0)
LETTERS: dict[Known, str] = {"ledger": "", "forecast": "f", "both": "p", "budget": "b"}
READS = (
    "Each month is what it is expected to cost: f is a forecast, p part ledger and part forecast, b the budget of lines "
    "that nobody has forecast; without a letter it is the ledger’s."
)
COLOURS = (
    "Under it, by how much it is over (+) or under (−) the month’s budget, from 2%; from 10%, or without a budget, the "
    "colour is strong. A month may be over because it was paid early: the year’s column tells."
)


def heat_section(reading: Reading, facts: DashboardFacts) -> Section:
    """The heat table with what it is of; no blocks where no line stands."""
    counted = {fund.slug for fund in reading.funds}
    rows = [row for row in facts.heat if row.fund in counted]
    heading = "Months at a glance"
    if not rows:
        return Section("heat", heading, ())
    table = heat_table(reading, rows, of_all=not facts.scheme)
    made = Section("heat", heading, (sentence(_opening(rows, facts)), table))
    meta = Meta("", "", "", "", "", "")
    return show(Document(meta, (made,)), THOUSANDS).sections[0]


def _opening(rows: Sequence[HeatFacts], facts: DashboardFacts) -> str:
    if facts.scheme:
        return f"The lines of the scheme {facts.scheme} by month, in £ thousands."
    if rows[0].line:
        return "Every line by month, in £ thousands. A line’s name opens its postings."
    if rows[0].scheme:
        return "Every scheme by month, in £ thousands. A scheme’s name opens the same table of its lines."
    return "Every fund by month, in £ thousands. A fund’s name opens its own dashboard."


def heat_table(reading: Reading, rows: Sequence[HeatFacts], *, of_all: bool) -> Table:
    """A row a line, scheme or fund, the months across and the year at the end, and what they come to together."""
    months = [*MONTHS, *([CLOSING_MONTH] if has_closing_month(rows) else [])]
    made = [_row(_key(row), _name(reading, row), [row], months, row.illustrative) for row in rows]
    mark = any(row.illustrative for row in rows)
    whole = _row("total", words("Total"), rows, months, mark)
    keys = tuple(row.key for row in made)
    if of_all:
        year = whole.cells[-1]
        year = Cell(year.value, "pounds", reading.figure("outturn"), note=year.note, illustrative=mark, tone=year.tone)
        whole = Row("total", (*whole.cells[:-1], year), "total", keys)
    else:
        whole = Row("total", whole.cells, "total", keys)
    what = "Line" if rows[0].line else "Scheme" if rows[0].scheme else "Fund"
    columns = (
        Column("name", what, "text"),
        *(Column(f"m{month}", _month(month)) for month in months),
        Column("year", "Year"),
    )
    caption = f"Expected spend by month at {reading.period}, £000"
    sums = frozenset(column.key for column in columns[1:])
    return Table("heat", caption, columns, (*made, whole), (READS, COLOURS), sums)


def _month(month: int) -> str:
    return f"{month_label(month)} {MONTH_NAMES[month - 1][:3] if month in MONTHS else 'closing'}"


def _key(row: HeatFacts) -> str:
    return f"heat:{row.fund}:{row.scheme}:{row.line}"


def _name(reading: Reading, row: HeatFacts) -> Cell:
    """The row's name, which opens the line, the scheme's lines, or the fund's dashboard."""
    facts = reading.facts
    if row.line:
        return words(f"{row.line} {row.name}", reading.line_page(row.line))
    link = links.dashboard_path(facts.place, facts.year, facts.period, row.fund, row.scheme)
    return words(f"{row.scheme} {row.name}" if row.scheme else reading.fund(row.fund), link)


def _row(key: str, name: Cell, rows: Sequence[HeatFacts], months: Sequence[int], mark: bool) -> Row:
    cells = [_cell(heat(rows, month), mark) for month in months]
    return Row(key, (name, *cells, _cell(heat_of_year(rows), mark, letter=False)))


def _cell(figures: Heat, mark: bool, *, letter: bool = True) -> Cell:
    """The amount, with the letter of where it comes from and how far it is from its budget."""
    said = (LETTERS[figures.known] if letter else "", _distance(figures))
    note = "\N{NO-BREAK SPACE}".join(word for word in said if word)
    return Cell(figures.expected, "pounds", note=note, illustrative=mark, tone=figures.band)


def _distance(figures: Heat) -> str:
    if figures.band in ("", "level"):
        return ""
    if figures.percent is None:
        return "no budget"
    sign = "+" if figures.variance > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(round_percent(figures.percent, 0) or 0):,f}%"
