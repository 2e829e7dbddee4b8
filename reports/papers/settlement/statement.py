"""The settlement statement of one partner: what it owes the pools or is owed, by quarter and at year end, and why."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Block, Bullets, Cell, Document, Meta, Paragraph, Row, Section, Table
from reports.facts.money import MoneyInFacts, SettlementFacts
from reports.facts.position import FundFacts
from reports.figures.settled_shares import settled_shares
from reports.figures.settlement import (
    QUARTERS,
    Settlement,
    Shares,
    add,
    quarters_ended,
    settle,
    settle_year,
    shares_money,
)
from reports.figures.variance import counted
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs, pounds, sentence, words
from reports.papers.money_in.page import money_in_meta
from reports.papers.money_in.settlements import (
    PAID_NOTE,
    SIGN,
    SUMS,
    counted_settlements,
    is_illustrative,
    settlement_cells,
    settlement_columns,
    settlement_table,
)
from reports.papers.money_in.words import UNIT, period_label
from reports.papers.settlement.tables import instalment_blocks, own_variance_blocks
from s75.years import month_label, month_name, year_label

NOT_YET = "The first quarter ends with P03; what is to be settled is stated from then."
NOTHING = "No partner has put anything in or spent anything, so there is nothing to settle."
NOTES = (
    "Settlement: the contribution due to date less what the partner has spent in its own ledger to the end of the quarter.",
    "Due to date: the instalments due by the quarter's last day, as they are planned today; of a contribution without "
    "instalments as many quarters of it, to the penny; of a claim what was spent, up to its ceiling.",
    "Year end: whole contributions against the forecast outturn, which is the outturn once every ledger is in.",
    "In an aligned fund, or one in view, each partner keeps its own money and its own variance; something is settled only "
    "where one partner spends another's money.",
    PAID_NOTE,
)


def settlement_paper(facts: SettlementFacts) -> Document:
    """The statement of the partner that the facts are about, with its shares at year end, or of all partners."""
    if facts.position is None:
        return settlement_of_all(facts.money)
    return settlement_statement(facts.money, facts.about, settled_shares(facts.position))


def settlement_statement(facts: MoneyInFacts, partner: str, shares: Shares | None = None) -> Document:
    """The statement of the partner of that code as at the period; `shares` are what each partner bears of each fund's
    over- or underspend at year end, by fund and partner, where an agreement shares it."""
    sections = (
        Section("summary", "What is to be settled", _summary(facts, partner, shares)),
        Section("quarters", "By quarter", (_quarters(facts, partner, shares),)),
        Section("funds", "By fund", _by_fund(facts, partner)),
        Section("own", "Its own variance", own_variance_blocks(facts, partner)),
        Section("instalments", "Instalments", instalment_blocks(facts, partner)),
        Section("partners", "All partners together", _partners(facts)),
        Section("notes", "Notes", (Bullets(NOTES),)),
    )
    name = facts.partner_name(partner)
    return Document(_meta(facts, name), number_paragraphs([section for section in sections if section.blocks]))


def settlement_of_all(facts: MoneyInFacts) -> Document:
    """All partners of a place together: in words at the end of the last quarter, and a table for each that has ended."""
    ended, notes = quarters_ended(facts.period), Section("notes", "Notes", (Bullets(NOTES),))
    said: tuple[Block, ...] = (sentence(NOTHING if ended else NOT_YET),)
    tables: tuple[Block, ...] = ()
    if ended and counted_settlements(facts, ended[-1]):
        tables = tuple(settlement_table(facts, quarter) for quarter in ended)
        said = tuple(
            _told(facts, _at(facts, ended[-1]), part) for part in counted_settlements(facts, ended[-1]).values()
        )
    summary, partners = Section("summary", "What is to be settled", said), Section("partners", "All partners", tables)
    sections = (summary, partners, notes) if tables else (summary, notes)
    return Document(_meta(facts, facts.scope_name, "Covers"), number_paragraphs(sections))


def _at(facts: MoneyInFacts, quarter: int) -> str:
    return f"At the end of quarter {quarter} ({month_name(facts.year, quarter * 3)}), "


def _meta(facts: MoneyInFacts, name: str, of: str = "Partner") -> Meta:
    plain = money_in_meta(facts, f"Settlement statement: {name} at {period_label(facts)}")
    return Meta(
        title=plain.title,
        place=plain.place,
        year=plain.year,
        period=plain.period,
        as_at=plain.as_at,
        paper="Settlement statement",
        facts=((of, name), ("Unit and sign", f"{UNIT} {SIGN}")),
        marks=(ILLUSTRATIVE,) if is_illustrative(facts) else (),
    )


def of_partner(parts: Sequence[Settlement], partner: str) -> Settlement:
    return add(partner, [part for part in parts if part.partner == partner])


def at_quarter(facts: MoneyInFacts, partner: str, quarter: int) -> Settlement:
    """The partner's settlement over all funds that count, at the end of a quarter."""
    return add(partner, (_fund_at(facts, fund, partner, quarter) for fund in counted(facts.funds)))


def at_year_end(facts: MoneyInFacts, partner: str, shares: Shares | None = None) -> Settlement:
    """The partner's settlement over all funds that count, at year end."""
    return add(
        partner,
        (
            of_partner(settle_year(fund, facts.sources, facts.groups, year=facts.year, shares=shares), partner)
            for fund in counted(facts.funds)
        ),
    )


def _fund_at(facts: MoneyInFacts, fund: FundFacts, partner: str, quarter: int) -> Settlement:
    return of_partner(settle(fund, facts.sources, facts.spend, year=facts.year, quarter=quarter), partner)


def _summary(facts: MoneyInFacts, partner: str, shares: Shares | None) -> tuple[Block, ...]:
    ended, blocks = quarters_ended(facts.period), []
    if ended:
        blocks.append(_told(facts, _at(facts, ended[-1]), at_quarter(facts, partner, ended[-1])))
    else:
        blocks.append(sentence(NOT_YET))
    forecast = f"At the end of {year_label(facts.year)}, by the forecasts of {month_label(facts.period)}, "
    blocks.append(_told(facts, forecast, at_year_end(facts, partner, shares)))
    return tuple(blocks)


def _told(facts: MoneyInFacts, when: str, figures: Settlement) -> Paragraph:
    """“…, the ICB owes the pool £x: £y due less £z in its own ledger. £p is paid, so £q is still to be paid.”"""
    mark = is_illustrative(facts)
    name = words(facts.partner_name(figures.partner))

    amount, left = (pounds(abs(value), illustrative=mark) for value in (figures.amount, figures.outstanding))
    verb = " owes the pool " if figures.amount > 0 else " is owed " if figures.amount < 0 else " owes nothing: "
    parts: list[str | Cell] = [when, name, verb]
    if figures.amount:
        parts += [amount, ": "]
    parts += [
        pounds(figures.due + figures.share, illustrative=mark),
        " due less ",
        pounds(figures.spend, illustrative=mark),
        " spent in its own ledger.",
    ]
    if figures.share:
        parts += [
            " What is due holds ",
            pounds(figures.share, illustrative=mark),
            " as its share of over- and underspends.",
        ]
    if figures.paid:
        paid = pounds(abs(figures.paid), illustrative=mark)
        done = " is paid already, so " if figures.paid > 0 else " is received already, so "
        does = "pay" if figures.outstanding > 0 else "receive"
        still: list[str | Cell] = [f"it has still to {does} ", left, "."] if figures.outstanding else ["it is settled."]
        parts += [" ", paid, done, *still]
    return sentence(*parts)


def _quarters(facts: MoneyInFacts, partner: str, shares: Shares | None) -> Table:
    mark, ended = is_illustrative(facts), quarters_ended(facts.period)
    rows = [
        Row(
            f"quarter:{quarter}",
            (
                words(f"Quarter {quarter}, to {month_name(facts.year, quarter * 3)}"),
                *settlement_cells(at_quarter(facts, partner, quarter), mark),
            ),
        )
        for quarter in QUARTERS
        if quarter in ended
    ]
    cells = settlement_cells(at_year_end(facts, partner, shares), mark)
    rows.append(Row("year", (words(f"Year end, as forecast at {month_label(facts.period)}"), *cells)))
    waiting = len(QUARTERS) - len(ended)
    more = f"Quarters that have not ended by {month_label(facts.period)} are not stated." if waiting else ""
    notes = tuple(filter(None, (UNIT, f"{SIGN} Every row is the year to date.", more)))
    return Table("quarters", "Settlement by quarter, the year to date", settlement_columns("To"), tuple(rows), notes)


def _by_fund(facts: MoneyInFacts, partner: str) -> tuple[Block, ...]:
    ended = quarters_ended(facts.period)
    if not ended:
        return ()
    quarter, mark = ended[-1], is_illustrative(facts)
    found = {fund.slug: _fund_at(facts, fund, partner, quarter) for fund in facts.funds}

    def row(fund: FundFacts) -> Row:
        note = "" if shares_money(fund) else fund.arrangement.lower()
        return Row(f"fund:{fund.slug}", (words(fund.name, note=note), *settlement_cells(found[fund.slug], mark)))

    rows = [row(fund) for fund in counted(facts.funds) if found[fund.slug] != Settlement(partner)]
    whole = settlement_cells(add(partner, (found[fund.slug] for fund in counted(facts.funds))), mark)
    rows.append(Row("total", (words("Total"), *whole), "total", tuple(row.key for row in rows)))
    caption = f"Settlement by fund at the end of quarter {quarter}"
    columns = settlement_columns("Fund")
    blocks: list[Block] = [Table("funds", caption, columns, tuple(rows), (UNIT, SIGN), SUMS)]
    apart = (fund for fund in facts.funds if fund not in counted(facts.funds))
    in_view = tuple(row(fund) for fund in apart if found[fund.slug] != Settlement(partner))
    if in_view:
        outside = f"Funds in view only at the end of quarter {quarter}, outside the total"
        blocks.append(Table("in-view", outside, columns, in_view, (UNIT, SIGN)))
    return tuple(blocks)


def _partners(facts: MoneyInFacts) -> tuple[Block, ...]:
    ended = quarters_ended(facts.period)
    return (settlement_table(facts, ended[-1]),) if ended else ()
