"""Position tables: by fund, by scheme, by stream and by partner, all with the same columns from the same formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reports.document import Block, Cell, Column, Row, RowKind, Table
from reports.facts.position import FundFacts
from reports.figures.variance import Position, by, movement_word, variance_word
from reports.papers.board.reading import Reading
from reports.papers.cells import BLANK, NOT_FORECAST, heading_row, outturn_note, percentage, pounds, words
from s75.years import month_label

SUMS = frozenset({"original", "budget", "profiled", "actual", "outturn", "variance", "movement"})
NO_EARLIER = "There is no earlier period in this year to compare with, so movement is n/a."


def columns(reading: Reading, first: str, *, rag: bool = True) -> tuple[Column, ...]:
    """The columns of every position table; `first` heads the names of its rows."""
    earlier = reading.facts.compared_with
    moved = "Movement" if earlier is None else f"Movement since {month_label(earlier)}"
    shared = (
        Column("name", first, "text", wide=True),
        Column("original", "Original budget", brief="Original"),
        Column("budget", "Current budget", brief="Current"),
        Column("profiled", "Budget to date"),
        Column("actual", "Actual to date"),
        Column("outturn", "Forecast outturn", brief="Outturn"),
        Column("variance", "Variance £"),
        Column("percent", "Variance %", "percent"),
        Column("movement", moved),
    )
    return (*shared, Column("rag", "RAG", "rag")) if rag else shared


def position_cells(reading: Reading, figures: Position, path: Callable[[str], str]) -> tuple[Cell, ...]:
    """The cells of a position after its name; `path` tells where each measure of it opens."""
    mark = figures.illustrative
    moved = reading.printed_or_none(figures.movement)
    return (
        Cell(figures.original, "pounds", path("original"), illustrative=mark),
        Cell(figures.budget, "pounds", path("budget"), illustrative=mark),
        Cell(figures.profiled, "pounds", path("profiled"), illustrative=mark),
        Cell(figures.actual, "pounds", path("actual"), illustrative=mark),
        Cell(figures.outturn, "pounds", path("outturn"), "", outturn_note(figures), mark),
        pounds(reading.printed(figures.variance), path("variance"), variance_word(figures.variance), illustrative=mark),
        percentage(reading.printed_or_none(figures.percent), mark),
        pounds(moved, "" if moved is None else path("movement"), movement_word(figures.movement), illustrative=mark),
    )


def rag_cell(word: str) -> Cell:
    return Cell(word, "rag") if word else BLANK


def total_row(reading: Reading, sums: Sequence[str], *, rag: bool = True) -> Row:
    """Everything that counts; limits belong to funds, so the total of all has no RAG."""
    end = (BLANK,) if rag else ()
    return Row(
        "total",
        (words("Total"), *position_cells(reading, reading.total, reading.figures()), *end),
        "total",
        tuple(sums),
    )


def notes(reading: Reading) -> tuple[str, ...]:
    return (reading.layout.note, *(() if reading.before else (NO_EARLIER,)), *at_budget_note(reading))


def at_budget_note(reading: Reading) -> tuple[str, ...]:
    """What a table says under it where any of its lines stands at its budget."""
    return (NOT_FORECAST,) if any(group.now.not_forecast for group in reading.facts.groups) else ()


def fund_row(reading: Reading, fund: FundFacts, kind: RowKind = "line", sums: Sequence[str] = ()) -> Row:
    figures = reading.funds_at[fund.slug]
    header = words(fund.name if kind == "line" else f"{fund.name}, total", reading.fund_page(fund.slug))
    cells = position_cells(reading, figures, reading.figures(fund=fund.slug))
    colour = rag_cell(reading.rag(figures, fund.slug, "fund"))
    return Row(f"fund:{fund.slug}", (header, *cells, colour), kind, tuple(sums))


def scheme_row(reading: Reading, fund: str, ref: str, figures: Position) -> Row:
    path = reading.figures(fund=fund, scheme=ref)
    header = words(reading.scheme(fund, ref), path("outturn"))
    cells = position_cells(reading, figures, path)
    colour = rag_cell(reading.rag(figures, fund, "scheme"))
    return Row(f"scheme:{fund}:{ref}", (header, *cells, colour))


def funds_table(reading: Reading) -> Table:
    rows = [fund_row(reading, fund) for fund in reading.funds]
    rows.append(total_row(reading, [row.key for row in rows]))
    return Table(
        "funds", f"Position by fund at {reading.period}", columns(reading, "Fund"), tuple(rows), notes(reading), SUMS
    )


def scheme_rows(reading: Reading, funds: Sequence[FundFacts]) -> list[Row]:
    """Each fund's heading, its schemes in the order of the facts, and its subtotal."""
    width, rows = len(columns(reading, "Scheme")), []
    for fund in funds:
        lines = [scheme_row(reading, fund.slug, *scheme) for scheme in reading.schemes_at[fund.slug].items()]
        rows.append(heading_row(f"heading:{fund.slug}", words(fund.name, reading.fund_page(fund.slug)), width))
        rows += lines
        rows.append(fund_row(reading, fund, "subtotal", [row.key for row in lines]))
    return rows


def schemes_table(reading: Reading) -> Table:
    rows = scheme_rows(reading, reading.funds)
    rows.append(total_row(reading, [row.key for row in rows if row.kind == "subtotal"]))
    caption = f"Position by scheme at {reading.period}"
    return Table("schemes", caption, columns(reading, "Scheme"), tuple(rows), notes(reading), SUMS)


def in_view_table(reading: Reading) -> Table:
    """Funds that are reported for information: each with its own subtotal, and no total of all."""
    rows = tuple(scheme_rows(reading, reading.in_view))
    outside = "These funds are in view only; they are in no total of this paper."
    caption = f"In view only at {reading.period}"
    return Table("in_view", caption, columns(reading, "Scheme"), rows, (*notes(reading), outside), SUMS)


def split_table(reading: Reading, key: str, caption: str, first: str) -> Table:
    """The position split by an attribute of the groups: stream, contributor or spender."""
    rows = []
    for value, groups in by(reading.sources, lambda group: str(getattr(group, key))).items():
        name = value if key == "stream" else reading.partner(value)
        path = reading.figures(**{key: value})
        cells = position_cells(reading, reading.position(groups), path)
        rows.append(Row(f"{key}:{value}", (words(name, path("outturn")), *cells)))
    rows.append(total_row(reading, [row.key for row in rows], rag=False))
    return Table(f"by_{key}", caption, columns(reading, first, rag=False), tuple(rows), notes(reading), SUMS)


def fund_blocks(reading: Reading) -> tuple[Block, ...]:
    return (funds_table(reading),)


def scheme_blocks(reading: Reading) -> tuple[Block, ...]:
    counted = (schemes_table(reading),) if reading.funds else ()
    return (*counted, in_view_table(reading)) if reading.in_view else counted


def stream_blocks(reading: Reading) -> tuple[Block, ...]:
    return (split_table(reading, "stream", f"Position by funding stream at {reading.period}", "Funding stream"),)


def partner_blocks(reading: Reading) -> tuple[Block, ...]:
    whose = split_table(
        reading, "contributor", f"Position by contributing partner at {reading.period}", "Contributing partner"
    )
    spent = split_table(reading, "spender", f"Position by spending partner at {reading.period}", "Spending partner")
    return (whose, spent)
