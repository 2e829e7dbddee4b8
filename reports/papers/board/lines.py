"""Position by line, for workbooks: the paper's own columns at the grain of lines, with stream and partners beside."""

from __future__ import annotations

from reports.document import Block, Column, Row, Table
from reports.facts.position import FundFacts, Group
from reports.papers.board.position import SUMS, columns, notes, position_cells, rag_cell, total_row
from reports.papers.board.reading import Reading
from reports.papers.cells import BLANK, heading_row, words

BESIDE = (
    Column("stream", "Funding stream", "text"),
    Column("contributor", "Whose money", "text"),
    Column("spender", "Spent by", "text"),
)
OUTSIDE = "A fund in view only has its own subtotal and is in no total."


def by_lines(reading: Reading) -> bool:
    """Whether the facts are at the grain of lines."""
    return any(group.line for group in reading.facts.groups)


def line_row(reading: Reading, group: Group) -> Row:
    figures = reading.position([group])
    name = reading.scheme_names.get((group.fund, group.scheme), "")
    cells = (
        words(f"{group.line} {name}", reading.line_page(group.line)),
        words(group.stream),
        words(group.contributor),
        words(group.spender),
        *position_cells(reading, figures, reading.figures(fund=group.fund, line=group.line)),
        rag_cell(reading.rag(figures, group.fund, "scheme")),
    )
    return Row(f"line:{group.line}", cells)


def fund_rows(reading: Reading, fund: FundFacts, width: int) -> list[Row]:
    """A fund's heading, its lines and its subtotal."""
    lines = [line_row(reading, group) for group in reading.facts.groups if group.fund == fund.slug]
    figures, page = reading.funds_at[fund.slug], reading.fund_page(fund.slug)
    subtotal = (
        words(f"{fund.name}, total", page),
        *[BLANK] * len(BESIDE),
        *position_cells(reading, figures, reading.figures(fund=fund.slug)),
        rag_cell(reading.rag(figures, fund.slug, "fund")),
    )
    return [
        heading_row(f"heading:{fund.slug}", words(fund.name, page), width),
        *lines,
        Row(f"fund:{fund.slug}", subtotal, "subtotal", tuple(row.key for row in lines)),
    ]


def lines_table(reading: Reading) -> Table:
    first, *figures = columns(reading, "Line")
    all_columns = (first, *BESIDE, *figures)
    rows = [row for fund in reading.funds for row in fund_rows(reading, fund, len(all_columns))]
    whole = total_row(reading, [row.key for row in rows if row.kind == "subtotal"])
    if reading.funds:
        rows.append(Row(whole.key, (whole.cells[0], *[BLANK] * len(BESIDE), *whole.cells[1:]), whole.kind, whole.sums))
    rows += [row for fund in reading.in_view for row in fund_rows(reading, fund, len(all_columns))]
    said = (*notes(reading), OUTSIDE) if reading.in_view else notes(reading)
    return Table("lines", f"Lines at {reading.period}", all_columns, tuple(rows), said, SUMS)


def line_blocks(reading: Reading) -> tuple[Block, ...]:
    return (lines_table(reading),)
