"""Money in against money out: each partner's contribution by fund and stream, the budgets on it, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.document import Block, Cell, Column, Row, RowKind, Table
from reports.facts.position import FundFacts
from reports.papers.board.reading import Reading
from reports.papers.cells import BLANK, heading_row, pounds, sentence, words
from s75.money import ZERO, total

Source = tuple[str, str]  # stream, partner
SUMS = frozenset({"contribution", "budget", "unallocated"})
WIDTH = 6


@dataclass(frozen=True, slots=True)
class MoneyIn:
    """Contributions and budgets of one source, or of several together, in £; unallocated is what no budget uses."""

    contribution: Decimal
    budget: Decimal
    confirmed: bool
    illustrative: bool
    contribution_illustrative: bool = False

    @property
    def unallocated(self) -> Decimal:
        return self.contribution - self.budget


def together(parts: Sequence[MoneyIn]) -> MoneyIn:
    return MoneyIn(
        total(part.contribution for part in parts),
        total(part.budget for part in parts),
        all(part.confirmed for part in parts),
        any(part.illustrative for part in parts),
        any(part.contribution_illustrative for part in parts),
    )


def money_in(reading: Reading, fund: FundFacts) -> dict[Source, MoneyIn]:
    """The sources of a fund, those of its contributions first; a budget without any contribution has one of nil."""
    parts: dict[Source, list[MoneyIn]] = {}
    for row in reading.facts.contributions:
        if row.fund == fund.slug:
            parts.setdefault((row.stream, row.partner), []).append(
                MoneyIn(row.amount, ZERO, row.confirmed, row.illustrative, row.illustrative)
            )
    for group in reading.sources:
        if group.fund == fund.slug:
            part = MoneyIn(ZERO, group.now.budget, True, group.illustrative)
            parts.setdefault((group.stream, group.contributor), []).append(part)
    return {source: together(some) for source, some in parts.items()}


def cells(reading: Reading, figures: MoneyIn, **scope: str) -> tuple[Cell, ...]:
    mark = figures.illustrative
    return (
        pounds(
            figures.contribution,
            reading.figure("contribution", **scope),
            illustrative=figures.contribution_illustrative,
        ),
        pounds(figures.budget, reading.figure("budget", **scope), illustrative=mark),
        pounds(figures.unallocated, illustrative=mark),
        words("confirmed" if figures.confirmed else "indicative"),
    )


def sum_row(reading: Reading, key: str, name: str, parts: Sequence[MoneyIn], kind: RowKind, sums: list[str]) -> Row:
    scope = {"fund": key.removeprefix("fund:")} if key.startswith("fund:") else {}
    row = (words(name), BLANK, *cells(reading, together(parts), **scope)[:3], BLANK)
    return Row(key, row, kind, tuple(sums))


def contribution_rows(reading: Reading) -> list[Row]:
    rows: list[Row] = []
    everything: list[MoneyIn] = []
    for fund in reading.funds:
        sources = money_in(reading, fund)
        rows.append(heading_row(f"heading:{fund.slug}", words(fund.name, reading.fund_page(fund.slug)), WIDTH))
        lines = []
        for (stream, partner), figures in sources.items():
            header = (words(stream), words(reading.partner(partner)))
            scope = {"fund": fund.slug, "stream": stream, "contributor": partner}
            lines.append(Row(f"source:{fund.slug}|{stream}|{partner}", (*header, *cells(reading, figures, **scope))))
        rows += lines
        parts = list(sources.values())
        everything += parts
        keys = [row.key for row in lines]
        rows.append(sum_row(reading, f"fund:{fund.slug}", f"{fund.name}, total", parts, "subtotal", keys))
    subtotals = [row.key for row in rows if row.kind == "subtotal"]
    rows.append(sum_row(reading, "total", "Total", everything, "total", subtotals))
    return rows


def contribution_blocks(reading: Reading) -> tuple[Block, ...]:
    columns = (
        Column("stream", "Funding stream", "text", wide=True),
        Column("partner", "Contributing partner", "text", wide=True),
        Column("contribution", "Contribution £"),
        Column("budget", "Current budget £"),
        Column("unallocated", "Unallocated £"),
        Column("status", "Status", "text"),
    )
    caption = f"Contributions against budgets at {reading.period}"
    made_of = "Unallocated is the contribution less the budgets that it pays for."
    rows = tuple(contribution_rows(reading))
    intro = sentence("Budgets are paid for by what each partner puts into a fund from a funding stream.")
    return (intro, Table("contributions", caption, columns, rows, (reading.layout.note, made_of), SUMS))
