"""Two tables of a settlement statement: the variance that a partner bears itself, and its instalments."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Block, Column, Row, Table
from reports.facts.money import InstalmentFacts, MoneyInFacts, SourceFacts
from reports.figures.instalments import received, state
from reports.figures.settlement import shares_money
from reports.figures.variance import position, variance_word
from reports.papers.cells import pounds, words
from reports.papers.money_in.words import UNIT, day, period_label
from s75.money import total


def own_variance_blocks(facts: MoneyInFacts, partner: str) -> tuple[Block, ...]:
    """Where each partner keeps its own money: what becomes of the partner's."""
    rows = []
    for fund in facts.funds:
        own = [group for group in facts.groups if (group.fund, group.contributor) == (fund.slug, partner)]
        if shares_money(fund) or not own:
            continue
        figures = position(own, compared=False)
        cells = (
            words(fund.name, note=fund.arrangement.lower()),
            pounds(figures.budget, illustrative=figures.illustrative),
            pounds(figures.outturn, illustrative=figures.illustrative),
            pounds(figures.variance, word=variance_word(figures.variance), illustrative=figures.illustrative),
        )
        rows.append(Row(f"own:{fund.slug}", cells))
    if not rows:
        return ()
    columns = (
        Column("fund", "Fund", "text", wide=True),
        Column("budget", "Current budget £"),
        Column("outturn", "Forecast outturn £"),
        Column("variance", "Variance £"),
    )
    caption = f"What the partner's own money stands at, at {period_label(facts)}"
    note = "The partner bears this variance itself. A positive variance is an overspend."
    return (Table("own", caption, columns, tuple(rows), (UNIT, note)),)


def instalment_blocks(facts: MoneyInFacts, partner: str) -> tuple[Block, ...]:
    sources = [source for source in facts.sources if source.partner == partner]
    rows = [_instalment(facts, source, part) for source in sources for part in source.instalments]
    if not rows:
        return ()
    rows.append(_all_instalments([part for source in sources for part in source.instalments], rows))
    columns = (
        Column("source", "Contribution", "text", wide=True),
        Column("number", "No.", "text"),
        Column("due", "Due on", "text"),
        Column("amount", "Amount £"),
        Column("invoice", "Invoice", "text"),
        Column("received", "Received £"),
        Column("state", "State", "text"),
    )
    caption = f"Instalments at {period_label(facts)}"
    return (Table("instalments", caption, columns, tuple(rows), (UNIT,), frozenset({"amount", "received"})),)


def _instalment(facts: MoneyInFacts, source: SourceFacts, part: InstalmentFacts) -> Row:
    cells = (
        words(f"{facts.fund(source.fund).name}: {source.stream}"),
        words(f"{part.number}"),
        words(day(part.due_on)),
        pounds(part.amount, illustrative=part.illustrative),
        words(part.invoice),
        pounds(received(part), illustrative=part.illustrative),
        words(state(part, facts.day)),
    )
    return Row(f"instalment:{part.key}", cells)


def _all_instalments(parts: Sequence[InstalmentFacts], rows: Sequence[Row]) -> Row:
    mark = any(part.illustrative for part in parts)
    due = pounds(total(part.amount for part in parts), illustrative=mark)
    came = pounds(total(received(part) for part in parts), illustrative=mark)
    blank = words("")
    cells = (words("Total"), blank, blank, due, blank, came, blank)
    return Row("total", cells, "total", tuple(row.key for row in rows))
