"""The annual return to the partners: the year's income and expenditure of the pooled funds, by partner, stream and scheme."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reports.document import Block, Bullets, Column, Document, Row, Table
from reports.facts.account import AccountFacts
from reports.facts.position import FundFacts, Group
from reports.figures.instalments import paid
from reports.figures.variance import by, counted, of_funds, outturn
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.papers.account_cells import hosts, measured, opening, outturn_tables, whole_paper
from reports.papers.board.reading import Reading, read
from reports.papers.cells import BLANK, heading_row, pounds, sentence, words
from reports.papers.money_in.settlements import is_illustrative
from reports.papers.money_in.words import UNIT
from reports.papers.outturn import settlement_blocks
from s75.money import total
from s75.years import year_label

NOTES = (
    "Income is each contribution as agreed for the year; what of it was received is as recorded by the period. A "
    "host pays itself nothing, so nothing of its own money is received.",
    "Expenditure is the outturn: ledgers where they are in, forecasts for months whose ledger is not.",
    "The return becomes final when the closing period is locked; until then it is provisional or a forecast, as it says.",
)


def annual_return(facts: AccountFacts, layout: Layout = PLAIN) -> Document:
    """The return of a place's funds or of one fund, for the year as it stands at the period."""
    reading = read(facts.position, layout)
    made = [("summary", "The year", summary(facts, reading))]
    if reading.funds:
        made += [
            ("income", "Income", (income_table(facts, reading),)),
            ("expenditure", "Expenditure", (expenditure_table(facts, reading), outturn_tables(reading)[1])),
            ("funds", "Income and expenditure of each fund", (account_table(facts, reading),)),
            ("settlement", "Settlement between the partners", settlement_blocks(facts)),
        ]
    made.append(("sources", "Notes", (Bullets((layout.note, *NOTES)),)))
    return whole_paper(reading, "Annual return", made, final=True)


def _income(facts: AccountFacts, funds: Iterable[FundFacts]) -> Decimal:
    slugs = {fund.slug for fund in funds}
    return total(source.amount for source in facts.money.sources if source.fund in slugs)


def summary(facts: AccountFacts, reading: Reading) -> tuple[Block, ...]:
    if not reading.funds:
        return opening(reading)
    mark = is_illustrative(facts.money)
    income = _income(facts, reading.funds)
    of = f" to the partners the income and expenditure of the pooled funds in {year_label(reading.facts.year)}."
    return (
        sentence(*hosts(reading, "returns", "return"), of),
        sentence(
            "Contributions come to ",
            pounds(income, illustrative=mark),
            f" and the {measured(reading).lower()} to ",
            pounds(reading.total.outturn, reading.figure("outturn"), illustrative=mark),
            ".",
        ),
        *opening(reading),
    )


def income_table(facts: AccountFacts, reading: Reading) -> Table:
    """Contributions by fund, stream and partner: at first, as agreed now, received."""
    rows: list[Row] = []
    for fund in reading.funds:
        lines = []
        for source in (one for one in facts.money.sources if one.fund == fund.slug):
            amounts = (source.original, source.amount, paid(source, facts.money.day).received)
            cells = (pounds(amount, illustrative=source.illustrative) for amount in amounts)
            named = (words(source.stream), words(reading.partner(source.partner)))
            status = words("confirmed" if source.confirmed else "indicative")
            lines.append(Row(f"source:{source.key}", (*named, *cells, status)))
        rows += [heading_row(f"heading:{fund.slug}", words(fund.name), 6), *lines]
        rows.append(_income_sum(facts, f"fund:{fund.slug}", f"{fund.name}, total", [fund], [row.key for row in lines]))
    subtotals = [row.key for row in rows if row.kind == "subtotal"]
    rows.append(_income_sum(facts, "total", "Total", reading.funds, subtotals))
    columns = (
        Column("stream", "Funding stream", "text", wide=True),
        Column("partner", "Partner", "text", wide=True),
        Column("original", "At first £"),
        Column("amount", "Contribution £"),
        Column("received", "Received £"),
        Column("status", "Status", "text"),
    )
    sums = frozenset({"original", "amount", "received"})
    return Table("income", "Income by fund, stream and partner", columns, tuple(rows), (UNIT,), sums)


def _income_sum(facts: AccountFacts, key: str, name: str, funds: Iterable[FundFacts], keys: list[str]) -> Row:
    slugs = {fund.slug for fund in funds}
    own = [source for source in facts.money.sources if source.fund in slugs]
    amounts = (
        total(source.original for source in own),
        total(source.amount for source in own),
        total(paid(source, facts.money.day).received for source in own),
    )
    mark = any(source.illustrative for source in own)
    cells = (pounds(amount, illustrative=mark) for amount in amounts)
    return Row(key, (words(name), BLANK, *cells, BLANK), "total" if key == "total" else "subtotal", tuple(keys))


def _spent(groups: Iterable[Group]) -> Decimal:
    return total(outturn(group.now) for group in groups)


def expenditure_table(facts: AccountFacts, reading: Reading) -> Table:
    """The outturn by whose ledger holds it (rows) and by whose money it is (columns)."""
    groups = of_funds(facts.position.groups, counted(facts.position.funds))
    owners = list(dict.fromkeys(group.contributor for group in groups))
    mark = any(group.illustrative for group in groups)
    rows = []
    for spender, own in by(groups, lambda group: group.spender).items():
        amounts = [_spent(g for g in own if g.contributor == owner) for owner in owners]
        cells = (pounds(amount, illustrative=mark) for amount in (*amounts, _spent(own)))
        rows.append(Row(f"spender:{spender}", (words(reading.partner(spender)), *cells)))
    whole = [_spent(g for g in groups if g.contributor == owner) for owner in owners]
    cells = (pounds(amount, illustrative=mark) for amount in (*whole, _spent(groups)))
    rows.append(Row("total", (words("Total"), *cells), "total", tuple(row.key for row in rows)))
    columns = (
        Column("spender", "In whose ledger", "text", wide=True),
        *(Column(f"of:{owner}", f"Money of {reading.partner(owner)}", brief=f"Of {owner}") for owner in owners),
        Column("all", "Expenditure £"),
    )
    sums = frozenset(column.key for column in columns[1:])
    caption = f"{measured(reading)} by ledger and by whose money it is"
    return Table("expenditure", caption, columns, tuple(rows), (UNIT,), sums)


def account_table(facts: AccountFacts, reading: Reading) -> Table:
    """Each fund's income less its expenditure; what is not spent is a positive balance."""
    mark, rows = is_illustrative(facts.money), []
    for fund in reading.funds:
        amounts = (_income(facts, [fund]), reading.funds_at[fund.slug].outturn)
        cells = (pounds(amount, illustrative=mark) for amount in (*amounts, amounts[0] - amounts[1]))
        rows.append(Row(f"fund:{fund.slug}", (words(fund.name, note=f"host: {reading.partner(fund.host)}"), *cells)))
    amounts = (_income(facts, reading.funds), reading.total.outturn)
    cells = (pounds(amount, illustrative=mark) for amount in (*amounts, amounts[0] - amounts[1]))
    rows.append(Row("total", (words("Total"), *cells), "total", tuple(row.key for row in rows)))
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("income", "Income £"),
        Column("expenditure", "Expenditure £"),
        Column("balance", "Balance £"),
    )
    notes = (UNIT, "A negative balance is spent beyond the contributions and is borne as the risk rules say.")
    sums = frozenset({"income", "expenditure", "balance"})
    return Table("balance", "Income and expenditure of each fund", columns, tuple(rows), notes, sums)
