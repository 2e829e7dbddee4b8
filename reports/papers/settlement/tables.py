"""Two tables of a settlement statement: the variance that a partner bears itself, and its instalments."""

from __future__ import annotations

from reports.document import Block, Column, Row, Table
from reports.facts.money import MoneyInFacts
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
    rows = []
    for source in facts.sources:
        if source.partner != partner:
            continue
        for part in source.instalments:
            cells = (
                words(f"{facts.fund(source.fund).name}: {source.stream}"),
                words(f"{part.number}"),
                words(day(part.due_on)),
                pounds(part.amount, illustrative=part.illustrative),
                words(part.invoice),
                pounds(received(part), illustrative=part.illustrative),
                words(state(part, facts.day)),
            )
            rows.append(Row(f"instalment:{part.key}", cells))
    if not rows:
        return ()
    planned = [part for source in facts.sources if source.partner == partner for part in source.instalments]
    mark = any(part.illustrative for part in planned)
    blank = words("")
    whole = (
        words("Total"),
        blank,
        blank,
        pounds(total(part.amount for part in planned), illustrative=mark),
        blank,
        pounds(total(received(part) for part in planned), illustrative=mark),
        blank,
    )
    rows.append(Row("total", whole, "total", tuple(row.key for row in rows)))
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
