"""A partner's own view: what it put in, what was spent of its money and in its ledger, what it bears, and what is settled."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.document import Block, Bullets, Cell, Column, Document, Row, Table
from reports.facts.account import AccountFacts
from reports.facts.position import Group
from reports.figures.fund_risk import bearings
from reports.figures.settled_shares import settled_shares
from reports.figures.variance import Position, by, of_funds, position, variance_word
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.papers.account_cells import NO_FUND, measured, opening, whole_paper
from reports.papers.board.contributions import money_in
from reports.papers.board.position import at_budget_note
from reports.papers.board.reading import Reading, read
from reports.papers.cells import BLANK, outturn_note, pounds, sentence, words
from reports.papers.money_in.passings import passed_to_blocks
from reports.papers.risk.summary import unborne_blocks
from reports.papers.settlement.statement import settlement_statement
from s75.money import ZERO, total

NAME = "Partner’s own view"
NOT_INVOLVED = (
    " puts nothing into these funds, pays for no line of them, and spends none: it has nothing to bear or settle."
)
NOTES = (
    "Put in: the partner’s contributions. Of its money: what lines that it pays for spent, in whosever ledger.",
    "In its ledger: what it spent itself, of whosever money.",
    "Bears: its own variance of what is not shared, and its share of the rest by the rules in force; a negative amount is "
    "an underspend that comes back to it.",
)


def partner_view(facts: AccountFacts, layout: Layout = PLAIN) -> Document:
    """The view of the partner that the facts are about, or all partners beside each other."""
    reading = read(facts.position, layout)
    code = facts.about
    if not reading.funds:
        return whole_paper(reading, NAME, [("summary", NAME, (sentence(NO_FUND),))])
    notes = ("notes", "Notes", (Bullets((layout.note, *NOTES)),))
    if not code:
        every = (*opening(reading), partners_table(reading), *unborne_blocks(reading))
        return whole_paper(reading, NAME, [("partners", "Every partner", every), notes], of="all partners")
    passed = ("passed", "Money passed on to it", passed_to_blocks(facts.money, reading.partner(code)))
    if code not in reading.involved:
        alone = sentence(words(reading.partner(code)), NOT_INVOLVED)
        return whole_paper(reading, NAME, [("summary", "In short", (alone,)), passed], of=reading.partner(code))
    made = [
        ("summary", "In short", (summary(reading, code), partners_table(reading, code))),
        ("funded", "What it put in", (funded_table(reading, code),)),
        ("spent", "What it spent in its own ledger", spent_blocks(reading, code)),
        passed,
        ("bears", "What it bears", (bears_table(reading, code),)),
        ("settlement", "What is to be settled", settled_blocks(facts, code)),
        notes,
    ]
    return whole_paper(reading, NAME, made, of=reading.partner(code))


def put_in(reading: Reading, code: str) -> Decimal:
    funds = {fund.slug for fund in reading.funds}
    return total(row.amount for row in reading.facts.contributions if row.partner == code and row.fund in funds)


def borne(reading: Reading, code: str) -> Decimal:
    """What the partner bears over all funds that count."""
    made = bearings(reading.facts, [fund.slug for fund in reading.funds])
    return total(bearing.partners[code].total for bearing in made.values() if code in bearing.partners)


def _of(reading: Reading, code: str) -> Position:
    return reading.position([group for group in reading.groups if group.contributor == code])


def _in(reading: Reading, code: str) -> Position:
    return reading.position([group for group in reading.groups if group.spender == code])


def summary(reading: Reading, code: str) -> Block:
    own, ledger, bears = _of(reading, code), _in(reading, code), borne(reading, code)
    mark = reading.total.illustrative
    return sentence(
        f"At {reading.period} ",
        words(reading.partner(code)),
        " contributes ",
        pounds(put_in(reading, code), illustrative=mark),
        f" in the year. The {measured(reading).lower()} is ",
        pounds(own.outturn, reading.figure("outturn", contributor=code), illustrative=mark),
        " of its money and ",
        pounds(ledger.outturn, reading.figure("outturn", spender=code), illustrative=mark),
        " in its own ledger. It bears ",
        pounds(reading.printed(bears), illustrative=mark),
        f" ({variance_word(bears)}).",
    )


def partners_table(reading: Reading, only: str = "") -> Table:
    """A row a partner (or only one): put in, spent of its money and in its ledger, borne."""
    known = [partner.code for partner in reading.facts.partners]
    codes = [code for code in known if code in reading.involved and only in ("", code)]
    rows = [_partner(reading, code) for code in codes]
    if not only:
        mark = reading.total.illustrative
        amounts = [
            total(put_in(reading, code) for code in codes),
            *(reading.total.budget, reading.total.outturn, reading.total.outturn),
            reading.printed(total(borne(reading, code) for code in codes)),
        ]
        cells = (pounds(amount, illustrative=mark) for amount in amounts)
        rows.append(Row("total", (words("Total"), *cells), "total", tuple(row.key for row in rows)))
    columns = (
        Column("name", "Partner", "text", wide=True),
        Column("put_in", "Put in £"),
        Column("budget", "Budgets of its money £"),
        Column("of", f"{measured(reading)} of its money £"),
        Column("in", f"{measured(reading)} in its ledger £"),
        Column("bears", "Bears £"),
    )
    sums = frozenset(column.key for column in columns[1:])
    caption = f"Put in, spent and borne at {reading.period}"
    return Table("partners", caption, columns, tuple(rows), table_notes(reading), sums)


def _partner(reading: Reading, code: str) -> Row:
    own, ledger, bears = _of(reading, code), _in(reading, code), borne(reading, code)
    mark = own.illustrative or ledger.illustrative
    cells = (
        pounds(put_in(reading, code), reading.figure("contribution", contributor=code), illustrative=mark),
        pounds(own.budget, reading.figure("budget", contributor=code), illustrative=mark),
        pounds(own.outturn, reading.figure("outturn", contributor=code), illustrative=mark),
        pounds(ledger.outturn, reading.figure("outturn", spender=code), illustrative=mark),
        pounds(reading.printed(bears), word=variance_word(bears), illustrative=mark),
    )
    return Row(f"partner:{code}", (words(reading.partner(code)), *cells))


def _money_columns(first: str, second: str) -> tuple[Column, ...]:
    return (
        Column("name", first, "text", wide=True),
        Column("second", second, "text", wide=True),
        Column("budget", "Current budget £"),
        Column("actual", "Actual to date £"),
        Column("outturn", "Outturn £"),
        Column("variance", "Variance £"),
    )


def _money_cells(reading: Reading, groups: Sequence[Group]) -> tuple[Cell, ...]:
    figures = position(groups, compared=False)
    mark = figures.illustrative
    return (
        pounds(figures.budget, illustrative=mark),
        pounds(figures.actual, illustrative=mark),
        pounds(figures.outturn, note=outturn_note(figures), illustrative=mark),
        pounds(reading.printed(figures.variance), word=variance_word(figures.variance), illustrative=mark),
    )


def table_notes(reading: Reading) -> tuple[str, ...]:
    return (reading.layout.note, *at_budget_note(reading))


MONEY = frozenset({"budget", "actual", "outturn", "variance"})


def funded_table(reading: Reading, code: str) -> Table:
    """By fund and stream: what the partner contributes, and the budgets and spend that it pays for."""
    rows, whole = [], ZERO
    for fund in reading.funds:
        for (stream, partner), figures in money_in(reading, fund).items():
            if partner != code:
                continue
            groups = [g for g in reading.groups if (g.fund, g.stream, g.contributor) == (fund.slug, stream, code)]
            path = reading.figure("contribution", fund=fund.slug, stream=stream, contributor=code)
            cell = pounds(figures.contribution, path, illustrative=figures.contribution_illustrative)
            named = (words(fund.name), words(stream), cell)
            rows.append(Row(f"source:{fund.slug}|{stream}", (*named, *_money_cells(reading, groups))))
            whole += figures.contribution
    own = [group for group in reading.groups if group.contributor == code]
    cells = (pounds(whole, illustrative=reading.total.illustrative), *_money_cells(reading, own))
    rows.append(Row("total", (words("Total"), BLANK, *cells), "total", tuple(row.key for row in rows)))
    name, second, *rest = _money_columns("Fund", "Funding stream")
    columns = (name, second, Column("contribution", "Put in £"), *rest)
    caption = f"What it put in and what that paid for at {reading.period}"
    return Table("funded", caption, columns, tuple(rows), table_notes(reading), MONEY | {"contribution"})


def spent_blocks(reading: Reading, code: str) -> tuple[Block, ...]:
    """By fund and whose money it is: what stands in the partner's ledger."""
    own = (group for group in of_funds(reading.groups, reading.funds) if group.spender == code)
    piles = by(own, lambda group: (group.fund, group.contributor))
    if not piles:
        return (sentence("Nothing is spent in its ledger."),)
    rows = [
        Row(
            f"spent:{fund}|{owner}",
            (words(reading.fund(fund)), words(reading.partner(owner)), *_money_cells(reading, own)),
        )
        for (fund, owner), own in piles.items()
    ]
    every = [group for own in piles.values() for group in own]
    whole = (words("Total"), BLANK, *_money_cells(reading, every))
    rows.append(Row("total", whole, "total", tuple(row.key for row in rows)))
    caption = f"What stands in its ledger at {reading.period}"
    return (Table("spent", caption, _money_columns("Fund", "Whose money"), tuple(rows), table_notes(reading), MONEY),)


def bears_table(reading: Reading, code: str) -> Table:
    """By fund: its own variance of what is not shared, its share of the rest, and both."""
    made = bearings(reading.facts, [fund.slug for fund in reading.funds])
    rows, sums = [], [ZERO, ZERO, ZERO]
    for fund in reading.funds:
        part = made[fund.slug].partners.get(code)
        if part is None:
            continue
        amounts = [part.own, part.shared, part.total]
        sums = [a + b for a, b in zip(sums, amounts, strict=True)]
        rows.append(
            Row(f"fund:{fund.slug}", (words(fund.name), *_borne(reading, amounts, made[fund.slug].illustrative)))
        )
    mark = any(bearing.illustrative for bearing in made.values())
    rows.append(Row("total", (words("Total"), *_borne(reading, sums, mark)), "total", tuple(row.key for row in rows)))
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("own", "Own, not shared £"),
        Column("shared", "Share of the rest £"),
        Column("total", "Bears in all £"),
    )
    caption = f"What it bears at {reading.period}"
    return Table("bears", caption, columns, tuple(rows), (reading.layout.note,), frozenset({"own", "shared", "total"}))


def _borne(reading: Reading, amounts: Sequence[Decimal], mark: bool) -> tuple[Cell, ...]:
    *parts, whole = (reading.printed(amount) for amount in amounts)
    return (
        *(pounds(part, illustrative=mark) for part in parts),
        pounds(whole, word=variance_word(amounts[-1]), illustrative=mark),
    )


def settled_blocks(facts: AccountFacts, code: str) -> tuple[Block, ...]:
    """The summary and the quarters of its settlement statement, as that prints them."""
    statement = settlement_statement(facts.money, code, settled_shares(facts.position))
    return tuple(
        block for section in statement.sections if section.key in ("summary", "quarters") for block in section.blocks
    )
