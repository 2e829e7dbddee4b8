"""Contributions by fund, stream and partner: planned, current, invoiced, received and overdue; and what is unallocated."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports import links
from reports.document import Block, Cell, Column, Row, Table
from reports.facts.money import MoneyInFacts, SourceFacts
from reports.facts.position import FundFacts
from reports.figures.instalments import Paid, paid, together
from reports.figures.variance import counted as counted_funds
from reports.papers.cells import BLANK, heading_row, pounds, sentence, words
from reports.papers.money_in.words import UNIT, period_label
from s75.money import total

COLUMNS = (
    Column("stream", "Funding stream", "text", wide=True),
    Column("partner", "Contributing partner", "text", wide=True),
    Column("status", "Status", "text"),
    Column("original", "Planned £"),
    Column("current", "Current £"),
    Column("invoiced", "Invoiced £"),
    Column("received", "Received £"),
    Column("overdue", "Overdue £"),
)
SUMS = frozenset({"original", "current", "invoiced", "received", "overdue"})


def counted_sources(facts: MoneyInFacts) -> list[SourceFacts]:
    """The contributions to funds that count towards totals."""
    counted = {fund.slug for fund in counted_funds(facts.funds)}
    return [source for source in facts.sources if source.fund in counted]


def contribution_blocks(facts: MoneyInFacts) -> tuple[Block, ...]:
    if not facts.sources:
        return (
            sentence("No partner contributes to a fund in this year yet. A change that brings money in starts it."),
        )
    rows: list[Row] = []
    for fund in facts.funds:
        rows += _fund_rows(facts, fund)
    subtotals = [row.key for row in rows if row.kind == "subtotal" and not row.key.endswith("|in view")]
    rows.append(_sum_row(facts, "total", "Total", counted_sources(facts), "total", subtotals))
    notes = (
        UNIT,
        "Planned is what opening changes brought; current is planned and every change that counts.",
        "A contribution of the fund's own host is not invoiced: no money changes hands.",
    )
    return (Table("contributions", f"Contributions at {period_label(facts)}", COLUMNS, tuple(rows), notes, SUMS),)


def _fund_rows(facts: MoneyInFacts, fund: FundFacts) -> list[Row]:
    sources = [source for source in facts.sources if source.fund == fund.slug]
    if not sources:
        return []
    link = links.fund_path(facts.place, fund.slug, facts.year, facts.period)
    rows = [heading_row(f"heading:{fund.slug}", words(fund.name, link), len(COLUMNS))]
    lines = [_row(facts, source) for source in sources]
    key, name = f"fund:{fund.slug}", f"{fund.name}, total"
    if not fund.counted:
        key, name = f"{key}|in view", f"{fund.name}, in view only"
    return [*rows, *lines, _sum_row(facts, key, name, sources, "subtotal", [row.key for row in lines])]


def _row(facts: MoneyInFacts, source: SourceFacts) -> Row:
    link = links.contribution_path(facts.place, source.key, facts.year, facts.period)
    note = "its change is not posted or not effective yet" if source.waiting else ""
    status = words("confirmed" if source.confirmed else "indicative")
    header = (words(source.stream, link, note), words(facts.partner_name(source.partner)), status)
    return Row(f"source:{source.key}", (*header, *_amounts([source], paid(source, facts.day))))


def _sum_row(
    facts: MoneyInFacts, key: str, name: str, sources: Sequence[SourceFacts], kind: str, sums: list[str]
) -> Row:
    cells = _amounts(sources, together(paid(source, facts.day) for source in sources))
    row = (words(name), BLANK, BLANK, *cells)
    return Row(key, row, "total" if kind == "total" else "subtotal", tuple(sums))


def _amounts(sources: Sequence[SourceFacts], so_far: Paid) -> tuple[Cell, ...]:
    mark = any(source.illustrative for source in sources)
    paying = any(part.illustrative for source in sources for part in source.instalments)
    return (
        pounds(total(source.original for source in sources), illustrative=mark),
        pounds(total(source.amount for source in sources), illustrative=mark),
        pounds(so_far.invoiced, illustrative=paying),
        pounds(so_far.received, illustrative=paying),
        pounds(so_far.overdue, illustrative=paying),
    )


def unallocated_blocks(facts: MoneyInFacts, partner: str = "") -> tuple[Block, ...]:
    """What each stream brings in against the budgets that it pays for; of facts of one partner, whose code is given."""
    sources = counted_sources(facts)
    if not sources:
        return ()
    counted = {fund.slug for fund in counted_funds(facts.funds)}
    groups = [group for group in facts.groups if group.fund in counted]
    rows = []
    for name in dict.fromkeys([source.stream for source in sources] + [group.stream for group in groups]):
        own = [source for source in sources if source.stream == name]
        spent = [group for group in groups if group.stream == name]
        mark = any(source.illustrative for source in own), any(group.illustrative for group in spent)
        amount, budget = total(s.amount for s in own), total(g.now.budget for g in spent)
        rows.append(_unallocated_row(facts, f"stream:{name}", name, amount, budget, mark, partner))
    amounts = total(s.amount for s in sources), total(g.now.budget for g in groups)
    mark = any(s.illustrative for s in sources), any(g.illustrative for g in groups)
    whole = _unallocated_row(facts, "total", "Total", *amounts, mark, partner)
    rows.append(Row("total", whole.cells, "total", tuple(row.key for row in rows)))
    columns = (
        Column("stream", "Funding stream", "text", wide=True),
        Column("contribution", "Contributions £"),
        Column("budget", "Current budgets £"),
        Column("unallocated", "Unallocated £"),
    )
    note = "Unallocated is the contributions less the budgets that they pay for."
    caption = f"Contributions that no budget uses at {period_label(facts)}"
    sums = frozenset({"contribution", "budget", "unallocated"})
    return (Table("unallocated", caption, columns, tuple(rows), (UNIT, note), sums),)


def _unallocated_row(
    facts: MoneyInFacts, key: str, name: str, amount: Decimal, budget: Decimal, mark: tuple[bool, bool], partner: str
) -> Row:
    narrowed = {"stream": name} if key != "total" else {}
    if partner:
        narrowed["contributor"] = partner

    def link(measure: str) -> str:
        return links.figure_path(facts.place, measure, facts.year, facts.period, **narrowed)

    cells = (
        words(name),
        pounds(amount, link("contribution"), illustrative=mark[0]),
        pounds(budget, link("budget"), illustrative=mark[1]),
        pounds(amount - budget, illustrative=any(mark)),
    )
    return Row(key, cells)
