"""The quarterly report to the partners: income and expenditure of the pooled funds by partner, quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reports.document import Block, Bullets, Cell, Column, Document, Row, Table
from reports.facts.account import AccountFacts
from reports.facts.position import FundFacts
from reports.figures.income_and_expenditure import Quarters, by_owner, quarters, to_date
from reports.figures.settlement import Settlement, add, quarters_ended
from reports.figures.variance import counted
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.papers.account_cells import hosts, opening, whole_paper
from reports.papers.board.position import funds_table
from reports.papers.board.reading import Reading, read
from reports.papers.board.summary import ledger_sentence, unforecast_sentence
from reports.papers.cells import pounds, sentence, words
from reports.papers.money_in.settlements import is_illustrative, settlement_table
from s75.money import ZERO, total
from s75.years import month_label, month_name, year_label

NOTES = (
    "Income is what is due of contributions by the last day of each quarter: by their instalments where any are planned, "
    "else a quarter of each; of a claim what was spent, up to its ceiling.",
    "Received is what partners paid to the host of a fund; a host pays itself nothing.",
    "Where partners keep their own money (an aligned fund), what is due of a partner is what was spent of its money.",
    "Expenditure is what the partners’ ledgers hold of the months of each quarter, as posted by the period of this report.",
)
FIRST = "The first quarter ends with P03; income and expenditure are stated from then."


def quarterly_report(facts: AccountFacts, layout: Layout = PLAIN) -> Document:
    """The report of the quarters that have ended by the period."""
    reading, ended = read(facts.position, layout), quarters_ended(facts.position.period)
    made = [("summary", "In the year to date", summary(facts, reading))]
    if reading.funds and ended:
        made += [
            ("income", "Income", (income_table(facts, ended),)),
            ("expenditure", "Expenditure", expenditure_tables(facts, ended)),
            ("funds", "Each fund", (balance_table(facts, ended[-1]),)),
            ("settlement", "Settlement between the partners", (settlement_table(facts.money, ended[-1]),)),
        ]
    if reading.funds:
        made.append(
            (
                "forecast",
                "Forecast for the year",
                (*opening(reading)[:1], *unforecast_sentence(reading), funds_table(reading)),
            )
        )
    made.append(("sources", "Notes", (Bullets((layout.note, *NOTES)),)))
    return whole_paper(reading, "Quarterly report", made)


def summary(facts: AccountFacts, reading: Reading) -> tuple[Block, ...]:
    """Who reports to whom, and income, expenditure and balance by the end of the last quarter."""
    if not reading.funds:
        return opening(reading)
    who = sentence(*hosts(reading, "reports", "report"), " to the partners of the pooled funds.")
    ended = quarters_ended(facts.position.period)
    if not ended:
        return (who, sentence(FIRST))
    at = add("", to_date(facts.money, reading.funds, ended[-1]).values())
    mark = is_illustrative(facts.money)
    return (
        who,
        sentence(
            f"By the end of quarter {ended[-1]} ({quarter_end(facts, ended[-1])}) ",
            pounds(at.due, illustrative=mark),
            " had come due and ",
            pounds(at.spend, illustrative=mark),
            " had been spent: ",
            *balance_words(at.due - at.spend, mark),
            ".",
        ),
        *ledger_sentence(reading, ended[-1] * 3),
    )


def balance_words(balance: Decimal, mark: bool) -> list[str | Cell]:
    """How far what came due is from what was spent."""
    if not balance:
        return ["as much as had come due"]
    amount = pounds(abs(balance), illustrative=mark)
    return [amount, " less than had come due" if balance > 0 else " more than had come due"]


def quarter_end(facts: AccountFacts, quarter: int) -> str:
    return f"{month_label(quarter * 3)}, {month_name(facts.position.year, quarter * 3)}"


def _columns(first: str, ended: Sequence[int], *more: Column) -> tuple[Column, ...]:
    each = (Column(f"q{quarter}", f"Quarter {quarter} £") for quarter in ended)
    return (Column("name", first, "text", wide=True), *each, Column("date", "Year to date £"), *more)


def _table(
    facts: AccountFacts,
    key: str,
    caption: str,
    ended: Sequence[int],
    rows: Mapping[str, Sequence[Decimal]],
    *more: Column,
) -> Table:
    """A row a partner with its amounts, those of the quarters first; the year to date follows them."""
    mark = is_illustrative(facts.money)

    def cells(amounts: Sequence[Decimal]) -> tuple[Cell, ...]:
        each, rest = amounts[: len(ended)], amounts[len(ended) :]
        return tuple(pounds(amount, illustrative=mark) for amount in (*each, total(each), *rest))

    lines = [Row(f"partner:{code}", (words(facts.money.partner_name(code)), *cells(row))) for code, row in rows.items()]
    whole = [total(column) for column in zip(*rows.values(), strict=True)] or [ZERO] * (len(ended) + len(more))
    lines.append(Row("total", (words("Total"), *cells(whole)), "total", tuple(row.key for row in lines)))
    columns = _columns("Partner", ended, *more)
    sums = frozenset(column.key for column in columns[1:])
    return Table(key, f"{caption} in {year_label(facts.position.year)}", columns, tuple(lines), ("£ and pence.",), sums)


def _by_partner(facts: AccountFacts, ended: Sequence[int]) -> tuple[Quarters, ...]:
    return quarters(facts.money, counted(facts.position.funds), ended)


def income_table(facts: AccountFacts, ended: Sequence[int]) -> Table:
    """What came due of each partner, and what of it was received."""
    rows = {part.partner: (*part.due, part.received) for part in _by_partner(facts, ended)}
    received = Column("received", "Of it received £")
    return _table(facts, "income", "Income by partner", ended, rows, received)


def expenditure_tables(facts: AccountFacts, ended: Sequence[int]) -> tuple[Table, Table]:
    """Spend by whose ledger holds it, and by whose money it is."""
    ledgers = {part.partner: part.spend for part in _by_partner(facts, ended)}
    owners = by_owner(facts.money, counted(facts.position.funds), ended)
    return (
        _table(facts, "expenditure", "Expenditure by the partner whose ledger holds it", ended, ledgers),
        _table(facts, "expenditure_of", "The same expenditure by the partner whose money it is", ended, owners),
    )


def balance_table(facts: AccountFacts, quarter: int) -> Table:
    """Income, expenditure and balance of each fund to the end of a quarter."""
    funds = counted(facts.position.funds)
    rows = [_balance(facts, fund, quarter) for fund in funds]
    parts = to_date(facts.money, funds, quarter).values()
    whole = _balance_cells(facts, add("", parts))
    rows.append(Row("total", (words("Total"), words(""), *whole), "total", tuple(row.key for row in rows)))
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("host", "Host", "text"),
        Column("income", "Income £"),
        Column("expenditure", "Expenditure £"),
        Column("balance", "Balance £"),
    )
    caption = f"Income and expenditure of each fund to the end of quarter {quarter}"
    sums = frozenset({"income", "expenditure", "balance"})
    notes = ("£ and pence. A positive balance is money that came due and is not spent yet.",)
    return Table("balance", caption, columns, tuple(rows), notes, sums)


def _balance(facts: AccountFacts, fund: FundFacts, quarter: int) -> Row:
    own = add("", to_date(facts.money, [fund], quarter).values())
    header = (words(fund.name, note=fund.arrangement.lower()), words(facts.money.partner_name(fund.host)))
    return Row(f"fund:{fund.slug}", (*header, *_balance_cells(facts, own)))


def _balance_cells(facts: AccountFacts, of: Settlement) -> tuple[Cell, ...]:
    mark = is_illustrative(facts.money)
    return tuple(pounds(amount, illustrative=mark) for amount in (of.due, of.spend, of.due - of.spend))
