"""The memorandum account: the note to the partners' accounts, with last year beside, and what each takes into its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.document import Block, Bullets, Cell, Column, Document, Row, RowKind, Table
from reports.facts.account import AccountFacts
from reports.figures.memorandum import Memorandum, memorandum, together
from reports.figures.treatment import Treated, treated
from reports.figures.variance import of_funds
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.papers.account_cells import NO_FUND, measured, whole_paper
from reports.papers.board.reading import Reading, label, read
from reports.papers.cells import heading_row, plural, pounds, sentence, words
from s75.money import ZERO, total
from s75.years import year_label

SIGN = "£ and pence. Income is negative and expenditure positive, so the net is a deficit when positive."
ALL = "all"  # funds together
NO_COMPARATIVES = "No earlier year is kept here, so there are no comparatives."
NOTES = (
    "Funding is each partner’s contribution as agreed for the year; what was carried forward into it stands by itself.",
    "The net is outturn less contributions: the variance from the budgets, less contributions that no budget uses.",
    "Left in the pool: an underspend that is kept or carried forward, contributions that no budget uses, and what the pool "
    "itself met of an overspend.",
    "Accounting treatment follows control of each scheme (IFRS 10 and 11). Under sole control, and where the lead is "
    "principal, the lead takes in all spend, and what others pay as income; else each partner takes in its own money.",
)
Amount = Callable[[Memorandum], Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an account: its amount of any year's account, none for a heading; and the lines that it adds."""

    key: str
    name: str
    amount: Amount | None = None
    kind: RowKind = "line"
    sums: tuple[str, ...] = ()
    worded: bool = False


def memorandum_paper(facts: AccountFacts, layout: Layout = PLAIN) -> Document:
    """The account of a place's funds together and of each, or of one fund, as the year stands at the period."""
    reading = read(facts.position, layout)
    name = "Memorandum account"
    if not reading.funds:
        return whole_paper(reading, name, [("account", name, (sentence(NO_FUND),))], final=True)
    years = years_of(facts, reading)
    made = [("account", "The account", whole_blocks(facts, reading, years))]
    if len(reading.funds) > 1:
        made += [
            (f"fund-{fund.slug}", fund.name, tables(reading, fund.slug, [year[fund.slug] for year in years]))
            for fund in reading.funds
        ]
    made.append(("treatment", "In each partner’s own accounts", treatment_blocks(facts, reading)))
    made.append(("notes", "Notes", (Bullets((SIGN, *NOTES)),)))
    return whole_paper(reading, name, made, final=True)


def years_of(facts: AccountFacts, reading: Reading) -> list[dict[str, Memorandum]]:
    """Each fund's account of the year, and of the year before where that is kept."""
    kept = [facts.position, *((facts.earlier,) if facts.earlier is not None else ())]
    return [{fund.slug: memorandum(year, fund.slug, facts.brought) for fund in reading.funds} for year in kept]


def whole_blocks(facts: AccountFacts, reading: Reading, years: Sequence[dict[str, Memorandum]]) -> tuple[Block, ...]:
    """All funds together: the net in words, the account and who has the net."""
    whole = [together(year.values()) for year in years]
    stated = NO_COMPARATIVES
    if facts.earlier is not None:
        stated = f"Comparatives are those of {label(facts.earlier.year, facts.earlier.period)}."
    said = sentence(
        f"The {measured(reading).lower()} is set against contributions: the net is ",
        pounds(abs(whole[0].net), illustrative=whole[0].illustrative),
        f"{f', a {net_word(whole[0].net)}' if whole[0].net else ''}. {stated}",
    )
    return (said, *tables(reading, ALL, whole))


def net_word(amount: Decimal) -> str:
    return "deficit" if amount > 0 else "surplus" if amount < 0 else "in balance"


def tables(reading: Reading, key: str, accounts: Sequence[Memorandum]) -> tuple[Table, Table]:
    """The account, and who has its net."""
    return account_table(reading, key, accounts), shares_table(reading, key, accounts)


def _row(line: Line, accounts: Sequence[Memorandum]) -> Row:
    if line.amount is None:
        return heading_row(line.key, words(line.name), 1 + len(accounts))
    amounts = [(line.amount(one), one.illustrative) for one in accounts]
    cells = (
        pounds(amount, word=net_word(amount) if line.worded else "", illustrative=mark) for amount, mark in amounts
    )
    return Row(line.key, (words(line.name), *cells), line.kind, line.sums)


def _table(key: str, caption: str, reading: Reading, lines: Sequence[Line], accounts: Sequence[Memorandum]) -> Table:
    earlier = (Column("before", f"{year_label(reading.facts.year - 1)} £"),) if len(accounts) > 1 else ()
    columns = (
        Column("name", "Item", "text", wide=True),
        Column("now", f"{year_label(reading.facts.year)} £"),
        *earlier,
    )
    sums = frozenset(column.key for column in columns[1:])
    return Table(key, caption, columns, tuple(_row(line, accounts) for line in lines), (SIGN,), sums)


def _named(reading: Reading, what: str, key: str) -> str:
    return what if key == ALL else f"{what} of {reading.fund(key)}"


def account_table(reading: Reading, key: str, accounts: Sequence[Memorandum]) -> Table:
    """Brought forward, funding by stream and partner, expenditure by ledger, and the net of them."""
    sources = dict.fromkeys(source for one in accounts for source in one.funding)
    spenders = dict.fromkeys(code for one in accounts for code in one.expenditure)
    funding = [
        Line(f"funding:{stream}|{partner}", f"{reading.partner(partner)}: {stream}", _funded(stream, partner))
        for stream, partner in sources
    ]
    spent = [Line(f"spent:{code}", reading.partner(code), _spent(code)) for code in spenders]
    lines = [
        Line("brought", "Brought forward", lambda one: one.brought),
        Line("heading:funding", "Funding"),
        *funding,
        Line("funding", "Funding, total", lambda one: total(one.funding.values()), "subtotal", _keys(funding)),
        Line("heading:spent", "Expenditure, by whose ledger holds it"),
        *spent,
        Line("spent", "Expenditure, total", lambda one: total(one.expenditure.values()), "subtotal", _keys(spent)),
        Line("net", "Net", lambda one: one.net, "total", ("brought", "funding", "spent"), worded=True),
    ]
    caption = f"{_named(reading, 'Memorandum account', key)} at {reading.period}"
    return _table(f"account_{key}", caption, reading, lines, accounts)


def shares_table(reading: Reading, key: str, accounts: Sequence[Memorandum]) -> Table:
    """Who has the net: each partner's share, what stays in the pool for the next year, and what is still to be agreed."""
    partners = dict.fromkeys(code for one in accounts for code in one.shares)
    shares = [Line(f"share:{code}", reading.partner(code), _share(code)) for code in partners]
    lines = [
        *shares,
        Line("left", "Left in the pool, carried forward", lambda one: one.left),
        Line("agreement", "By agreement", lambda one: one.by_agreement),
    ]
    lines = [line for line in lines if line.key != "agreement" or any(one.by_agreement for one in accounts)]
    lines.append(Line("net", "Net", lambda one: one.net, "total", _keys(lines), worded=True))
    caption = f"{_named(reading, 'Who has the net', key)} at {reading.period}"
    return _table(f"shares_{key}", caption, reading, lines, accounts)


def _keys(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(line.key for line in lines)


def _funded(stream: str, partner: str) -> Amount:
    return lambda one: one.funding.get((stream, partner), ZERO)


def _spent(code: str) -> Amount:
    return lambda one: one.expenditure.get(code, ZERO)


def _share(code: str) -> Amount:
    return lambda one: one.shares.get(code, ZERO)


def treatment_blocks(facts: AccountFacts, reading: Reading) -> tuple[Block, ...]:
    """By partner and treatment: gross expenditure, income from other partners, and the net that its own money bears."""
    found = treated(of_funds(facts.position.groups, reading.funds), facts.schemes)
    if not found:
        return (sentence("Nothing is spent yet."),)
    unsaid = sum(1 for scheme in facts.schemes if not scheme.treatment)
    said = sentence(f"The accounting treatment of {plural(unsaid, 'scheme', 'schemes')} is not said yet.")
    return (*((said,) if unsaid else ()), treatment_table(reading, found))


def treatment_table(reading: Reading, found: Sequence[Treated]) -> Table:
    rows: list[Row] = []
    for partner in dict.fromkeys(one.partner for one in found):
        own = [one for one in found if one.partner == partner]
        lines = [Row(f"{partner}|{one.treatment}", (words(one.treatment), *_treated([one]))) for one in own]
        rows += [heading_row(f"heading:{partner}", words(reading.partner(partner)), 4), *lines]
        name = words(f"{reading.partner(partner)}, total")
        rows.append(Row(f"partner:{partner}", (name, *_treated(own)), "subtotal", tuple(row.key for row in lines)))
    subtotals = tuple(row.key for row in rows if row.kind == "subtotal")
    rows.append(Row("total", (words("All partners"), *_treated(found)), "total", subtotals))
    columns = (
        Column("treatment", "Accounting treatment", "text", wide=True),
        Column("expenditure", "Expenditure £"),
        Column("income", "Income from partners £"),
        Column("net", "Net, of its own money £"),
    )
    caption = f"What each partner takes into its own accounts at {reading.period}"
    sums = frozenset({"expenditure", "income", "net"})
    return Table(
        "treatment", caption, columns, tuple(rows), ("£ and pence. Expenditure and income are positive.",), sums
    )


def _treated(parts: Sequence[Treated]) -> tuple[Cell, ...]:
    mark = any(part.illustrative for part in parts)
    amounts = (
        total(part.expenditure for part in parts),
        total(part.income for part in parts),
        total(part.net for part in parts),
    )
    return tuple(pounds(amount, illustrative=mark) for amount in amounts)
