"""How far the figures can be relied on and what binds the money: confidence, conditions, claims and reserves."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Block, Cell, Column, Row, Table
from reports.facts.money import ConditionFacts, SchemeKind, SourceFacts, StreamFacts
from reports.facts.position import FundFacts
from reports.figures.claims import ClaimFigures, claims
from reports.figures.conditions import Against, conditions, is_nhs_minimum
from reports.figures.projection import straight_line
from reports.papers.board.reading import Reading
from reports.papers.cells import BLANK, pounds, words
from s75.money import ZERO, total
from s75.years import CLOSING_MONTH, month_label

STRAIGHT = "Straight line: spend of the months whose ledgers are in, carried on at the same rate. It is no forecast, but a check."


def confidence_blocks(reading: Reading) -> tuple[Block, ...]:
    """By fund: lines forecast in this round, before it and never; and the forecast beside a straight line of the spend."""
    wider = reading.facts.wider
    if wider is None or not reading.funds:
        return ()
    fresh = {count.fund: count.forecast for count in wider.rounds}
    rows = [_confidence(reading, fund, fresh.get(fund.slug, 0)) for fund in reading.funds]
    at = month_label(reading.facts.period)
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("lines", "Lines", "count"),
        Column("fresh", f"Forecast in {at}", "count"),
        Column("older", "Forecast before", "count"),
        Column("never", "Not forecast", "count"),
        Column("outturn", "Forecast outturn"),
        Column("straight", "Straight line"),
        Column("beyond", "Forecast above it £"),
    )
    caption = f"How fresh the forecasts are at {reading.period}, and where spend alone would end"
    return (Table("confidence", caption, columns, tuple(rows), (reading.layout.note, STRAIGHT)),)


def _confidence(reading: Reading, fund: FundFacts, fresh: int) -> Row:
    figures = reading.funds_at[fund.slug]
    straight = projected(reading, fund.slug)
    beyond = None if straight is None else figures.outturn - straight
    mark = figures.illustrative
    cells = (
        Cell(figures.lines, "count"),
        Cell(fresh, "count"),
        Cell(max(figures.lines - figures.not_forecast - fresh, 0), "count"),
        Cell(figures.not_forecast, "count"),
        pounds(figures.outturn, reading.figure("outturn", fund=fund.slug), illustrative=mark),
        pounds(straight, illustrative=mark and straight is not None),
        pounds(beyond, illustrative=mark and beyond is not None),
    )
    return Row(f"fund:{fund.slug}", (words(fund.name, reading.fund_page(fund.slug)), *cells))


def projected(reading: Reading, fund: str) -> Decimal | None:
    """The straight line of a fund's ledgers, with lines that nobody forecasts at their budget; None before any is in."""
    own = {row.month: row for row in reading.facts.months if row.fund == fund}
    last = max((month for month, row in own.items() if row.actual), default=0)
    actuals = [own[m].actual if m <= last and m in own else None for m in range(1, CLOSING_MONTH + 1)]
    straight = straight_line(actuals)
    return None if straight is None else straight + total(row.unforecast for row in own.values())


def condition_blocks(reading: Reading) -> tuple[Block, ...]:
    """National conditions, where floors are set and a stream is the NHS minimum."""
    wider = reading.facts.wider
    if wider is None or not wider.floors:
        return ()
    streams = [StreamFacts(name, national) for name, national in wider.national]
    if not any(is_nhs_minimum(stream) for stream in streams):
        return ()
    kinds = {one.ref: SchemeKind(one.ref, one.area, one.commissioner, one.nhs_percent) for one in wider.schemes}
    kinds = {group.scheme: SchemeKind(group.scheme) for group in reading.groups} | kinds
    floors = [ConditionFacts(f.kind, f.name, f.floor, f.source, f.illustrative) for f in wider.floors]
    found = conditions(floors, reading.groups, streams, kinds.values())

    def against(part: Against, mark: bool) -> Cell:
        return pounds(part.spend, word="met" if part.met else "not met", illustrative=mark)

    rows = tuple(
        Row(
            f"condition:{one.condition.kind}",
            (
                words(one.condition.name, note=one.condition.source),
                pounds(one.condition.floor, illustrative=one.condition.illustrative),
                against(one.current, one.illustrative),
                against(one.forecast, one.illustrative),
                pounds(one.forecast.margin, illustrative=one.illustrative),
            ),
        )
        for one in found
    )
    columns = (
        Column("name", "Condition", "text", wide=True),
        Column("floor", "Floor £"),
        Column("current", "Current budgets £"),
        Column("forecast", "Forecast outturn £"),
        Column("margin", "Margin at outturn £"),
    )
    return (Table("conditions", f"National conditions at {reading.period}", columns, rows, (reading.layout.note,)),)


def claim_blocks(reading: Reading) -> tuple[Block, ...]:
    """What claims bring in up to their ceilings, and spend beyond them."""
    known = {fund.slug for fund in reading.funds}
    held = [claim for claim in reading.facts.wider.claims if claim.fund in known] if reading.facts.wider else []
    sources = [
        SourceFacts(
            one.key,
            one.fund,
            one.stream,
            one.partner,
            ZERO,
            one.amount,
            True,
            claim=True,
            ceiling=one.ceiling,
            waiting=one.waiting,
            illustrative=one.illustrative,
        )
        for one in held
    ]
    if not sources:
        return ()
    columns = (
        Column("stream", "Claim", "text", wide=True),
        Column("ceiling", "Ceiling £"),
        Column("spend", "Spent to date £"),
        Column("outturn", "Forecast outturn £"),
        Column("claimed", "Income at outturn £"),
        Column("headroom", "Headroom £"),
        Column("beyond", "Beyond the ceiling £"),
    )
    rule = "Income is eligible spend up to the ceiling; spend beyond it is a pressure on the contributing partner."
    rows = tuple(_claim(reading, one) for one in claims(sources, reading.groups))
    return (Table("claims", f"Claims at {reading.period}", columns, rows, (reading.layout.note, rule)),)


def _claim(reading: Reading, one: ClaimFigures) -> Row:
    source, mark = one.source, one.illustrative
    note = "its change is not posted or not effective yet" if source.waiting else ""
    amounts = (one.forecast.spend, one.forecast.income, one.forecast.headroom, one.forecast.beyond)
    cells = (
        words(f"{source.stream}, {reading.partner(source.partner)}", note=note),
        pounds(one.to_date.ceiling, illustrative=source.illustrative),
        pounds(one.to_date.spend, illustrative=mark),
        *(pounds(amount, illustrative=mark) for amount in amounts),
    )
    return Row(f"claim:{source.key}", cells)


def reserve_blocks(reading: Reading) -> tuple[Block, ...]:
    """The balances of the funds' reserves; the reserve paper tells what is committed from them."""
    risk, known = reading.facts.risk, {fund.slug for fund in reading.funds}
    if risk is None or reading.facts.wider is None:
        return ()
    held = {key: balance for key, balance in risk.reserves.items() if key[0] in known}
    if not held:
        return ()
    rows = [
        Row(f"reserve:{fund}|{name}", (words(reading.fund(fund)), words(name), pounds(balance)))
        for (fund, name), balance in held.items()
    ]
    keys = tuple(row.key for row in rows)
    rows.append(Row("total", (words("Total"), BLANK, pounds(total(held.values()))), "total", keys))
    columns = (
        Column("fund", "Fund", "text", wide=True),
        Column("name", "Reserve", "text", wide=True),
        Column("balance", "Balance £"),
    )
    caption = f"Reserves at {reading.period}"
    note = "Reserves stand outside the year’s budgets."
    return (Table("reserves", caption, columns, tuple(rows), (reading.layout.note, note), frozenset({"balance"})),)
