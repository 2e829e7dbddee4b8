"""The outturn paper: provisional or final outturn against both budgets, who bears it, what is settled and carried forward."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reports.document import Block, Bullets, Column, Document, Row, Table
from reports.facts.account import AccountFacts, CarryFacts
from reports.facts.position import PositionFacts
from reports.figures.comparison import our_measure
from reports.figures.fund_risk import bearings
from reports.figures.settled_shares import settled_shares
from reports.figures.settlement import Settlement, add, settle_year, together
from reports.figures.variance import counted, of_funds, position
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.papers.account_cells import fund_of, measured, opening, outturn_tables, whole_paper
from reports.papers.board.comparisons import comparisons_table, growth_sentences
from reports.papers.board.reading import Reading, label, read
from reports.papers.cells import BLANK, percentage, pounds, sentence, words
from reports.papers.money_in.settlements import PAID_NOTE, SIGN, is_illustrative, settlement_cells, settlement_columns
from reports.papers.money_in.settlements import SUMS as SETTLED
from reports.papers.money_in.words import UNIT
from reports.papers.risk.funds import partners_table
from reports.papers.risk.summary import summary_blocks
from s75.money import ZERO, percent_of, total
from s75.years import year_label

HOW_TO_READ = (
    "The outturn is a forecast during the year, provisional once March is locked, and final once the closing period is.",
    "Against original: outturn less original budget. Variance: outturn less current budget; positive is an overspend.",
    "Settlement: whole contributions and shares of the over- or underspend, less what the partner spent in its own ledger.",
)


def outturn_paper(facts: AccountFacts, layout: Layout = PLAIN) -> Document:
    """The outturn of a place's funds or of one fund; its name says whether it is forecast, provisional or final."""
    reading = read(facts.position, layout)
    made = [("summary", "Where the year ends", opening(reading))]
    if reading.funds:
        funds, schemes = outturn_tables(reading)
        made += [
            ("funds", "Outturn by fund", (funds,)),
            ("schemes", "Outturn by scheme", (schemes,)),
            ("risk", "Who bears it", risk_blocks(reading)),
            ("settlement", "Settlement between the partners", settlement_blocks(facts)),
            ("carried", "Carried forward", carry_blocks(facts, reading)),
            ("years", "Year on year", year_blocks(facts, reading)),
        ]
    made.append(("sources", "How to read it", (Bullets((layout.note, *HOW_TO_READ)),)))
    return whole_paper(reading, measured(reading), made, final=True)


def risk_blocks(reading: Reading) -> tuple[Block, ...]:
    """By fund and partner, to the penny, by the rules in force."""
    made = bearings(reading.facts, [fund.slug for fund in reading.funds])
    tables = (partners_table(reading, fund, made[fund.slug]) for fund in reading.funds)
    return (*summary_blocks(reading), *tables)


def year_settlements(facts: AccountFacts) -> dict[str, dict[str, Settlement]]:
    """Each fund's settlements at year end, by the fund's slug and the partner."""
    shares = settled_shares(facts.position)
    return {
        fund.slug: together(
            settle_year(fund, facts.money.sources, facts.position.groups, year=facts.position.year, shares=shares)
        )
        for fund in counted(facts.position.funds)
    }


def settlement_blocks(facts: AccountFacts) -> tuple[Block, ...]:
    """All partners over all funds, and each fund's partners under it."""
    made = year_settlements(facts)
    mark, notes = is_illustrative(facts.money), (UNIT, SIGN, PAID_NOTE)
    whole = together(part for parts in made.values() for part in parts.values())
    caption = f"Settlement at the end of {year_label(facts.position.year)}"
    tables = [_settled(facts, "settlement", caption, whole, mark, notes)]
    if len(made) > 1:
        tables += [
            _settled(facts, f"settlement_{slug}", f"{caption}: {fund_of(facts, slug)}", parts, mark, notes)
            for slug, parts in made.items()
            if parts
        ]
    return tuple(tables)


def _settled(
    facts: AccountFacts, key: str, caption: str, parts: dict[str, Settlement], mark: bool, notes: tuple[str, ...]
) -> Table:
    rows = [
        Row(f"partner:{code}", (words(facts.money.partner_name(code)), *settlement_cells(part, mark)))
        for code, part in parts.items()
    ]
    whole = add("Together", parts.values())
    keys = tuple(row.key for row in rows)
    rows.append(Row("total", (words("Together"), *settlement_cells(whole, mark, named=False)), "total", keys))
    return Table(key, caption, settlement_columns("Partner"), tuple(rows), notes, SETTLED)


def carry_blocks(facts: AccountFacts, reading: Reading) -> tuple[Block, ...]:
    """What the rules keep in the funds, and the carry-forwards proposed into the next year with their approvals."""
    made = bearings(facts.position, [fund.slug for fund in reading.funds])
    kept = [(fund, made[fund.slug]) for fund in reading.funds if made[fund.slug].kept]
    said: list[Block] = [
        sentence(
            "By its rule ",
            words(fund.name),
            " keeps ",
            pounds(abs(bearing.kept), illustrative=bearing.illustrative),
            " of its underspend in the fund.",
        )
        for fund, bearing in kept
    ]
    names = {fund.slug for fund in reading.funds}
    following = reading.facts.year + 1
    proposed = [carry for carry in facts.carries if carry.year == following and carry.fund in names]
    if not proposed:
        none = f"No carry-forward into {year_label(following)} is proposed yet; one is a change of the next year’s budgets."
        return (*said, sentence(none))
    return (*said, carries_table(facts, proposed, f"Carry-forwards into {year_label(following)}"))


def carries_table(facts: AccountFacts, carries: list[CarryFacts], caption: str) -> Table:
    rows = [_carry(facts, i, carry) for i, carry in enumerate(carries)]
    whole = pounds(total(carry.amount for carry in carries))
    rows.append(Row("total", (words("Total"), *[BLANK] * 5, whole), "total", tuple(row.key for row in rows)))
    columns = (
        Column("change", "Carry-forward", "text", wide=True),
        Column("fund", "Fund", "text"),
        Column("state", "State", "text"),
        Column("asked", "Asked for by", "text"),
        Column("decided", "Decided by", "text"),
        Column("authority", "Approval", "text", wide=True),
        Column("amount", "Amount £"),
    )
    return Table("carries", caption, columns, tuple(rows), (UNIT,), frozenset({"amount"}))


def _carry(facts: AccountFacts, place: int, carry: CarryFacts) -> Row:
    named = carry.title if carry.number is None else f"{carry.number}. {carry.title}"
    cells = (
        words(named, note=carry.basis),
        words(fund_of(facts, carry.fund)),
        words(carry.state),
        words(carry.requested_by),
        words(carry.decided_by or "not decided yet"),
        words(carry.authority),
        pounds(carry.amount, illustrative=carry.basis.lower().startswith("illustrative")),
    )
    return Row(f"carry:{place}", cells)


def year_blocks(facts: AccountFacts, reading: Reading) -> tuple[Block, ...]:
    """Outturn beside the year before: ours where it is kept, and published outturns."""
    earlier = () if facts.earlier is None else (years_table(facts.earlier, reading),)
    outturns = tuple(one for one in facts.position.comparators if our_measure(one) == "outturn")
    sourced = replace(reading, facts=replace(reading.facts, comparators=outturns))
    beside = comparisons_table(sourced)
    return (*earlier, *growth_sentences(sourced), *((beside,) if beside.rows else ()))


def years_table(earlier: PositionFacts, reading: Reading) -> Table:
    """Each fund's outturn in both years, and how far it went up."""
    rows, sums = [], [ZERO, ZERO]
    for fund in reading.funds:
        before = position(of_funds(earlier.groups, [fund]), compared=False).outturn
        now = reading.funds_at[fund.slug]
        sums = [sums[0] + before, sums[1] + now.outturn]
        rows.append(_years(f"fund:{fund.slug}", fund.name, before, now.outturn, now.illustrative))
    whole = _years("total", "Total", sums[0], sums[1], reading.total.illustrative)
    rows.append(Row("total", whole.cells, "total", tuple(row.key for row in rows)))
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("before", f"Outturn {year_label(earlier.year)}"),
        Column("now", f"{measured(reading)} {year_label(reading.facts.year)}"),
        Column("difference", "Difference £"),
        Column("percent", "Difference %", "percent"),
    )
    at = f"{year_label(earlier.year)} is as at {label(earlier.year, earlier.period)}."
    sums_columns = frozenset({"before", "now", "difference"})
    return Table("years", "Outturn of both years", columns, tuple(rows), (reading.layout.note, at), sums_columns)


def _years(key: str, name: str, before: Decimal, now: Decimal, mark: bool) -> Row:
    more = now - before
    share = percentage(percent_of(more, before), mark)
    cells = (pounds(before), pounds(now, illustrative=mark), pounds(more, illustrative=mark), share)
    return Row(key, (words(name), *cells))
