"""The run rate of each fund and of all, with where the year would end if it went on so."""

from __future__ import annotations

from reports.document import Block, Column, Row, Table
from reports.figures.monthly import monthly
from reports.figures.run_rate import RunRate, run_rate
from reports.papers.board.reading import Reading
from reports.papers.cells import pounds, sentence, words
from s75.years import month_label

NO_LEDGER = "No month is all ledger yet, so there is no run rate."
HOW = (
    "The rate is the average of the months whose figures are all from ledgers; lines that nobody has forecast stand at "
    "their budget in it. It is a check on the forecast and no forecast itself."
)


def rate_blocks(reading: Reading) -> tuple[Block, ...]:
    """One sentence and a row for each fund; each fund's months in are its own."""
    rates = {fund.slug: _rate(reading, {fund.slug}) for fund in reading.funds}
    whole = _rate(reading, set(rates))
    if not any(rates.values()):
        return (sentence(NO_LEDGER),)
    said = () if whole is None else (_sentence(reading, whole),)
    return (*said, _table(reading, rates))


def _rate(reading: Reading, funds: set[str]) -> RunRate | None:
    return run_rate(monthly(row for row in reading.facts.months if row.fund in funds))


def _sentence(reading: Reading, rate: RunRate) -> Block:
    mark = reading.total.illustrative
    after = (
        ()
        if rate.to_come is None
        else ("; the forecast has ", pounds(rate.to_come, illustrative=mark), " a month to come")
    )
    return sentence(
        f"Up to {month_label(rate.months)} a month has cost ",
        pounds(rate.a_month, illustrative=mark),
        " on average",
        *after,
        ". At that rate the year would end at ",
        pounds(rate.projected, illustrative=mark),
        ", where the forecast outturn is ",
        pounds(rate.outturn, reading.figure("outturn"), illustrative=mark),
        ".",
    )


def _table(reading: Reading, rates: dict[str, RunRate | None]) -> Table:
    columns = (
        Column("name", "Fund", "text", wide=True),
        Column("months", "All ledger up to", "text", brief="Ledger to"),
        Column("a_month", "Average a month"),
        Column("to_come", "Forecast a month to come", brief="A month to come"),
        Column("projected", "Year at that rate"),
        Column("outturn", "Forecast outturn", brief="Outturn"),
        Column("difference", "Forecast less rate £", brief="Difference £"),
    )
    rows = tuple(_row(reading, fund, rate) for fund, rate in rates.items())
    return Table("rate", f"Run rate at {reading.period}", columns, rows, (HOW,))


def _row(reading: Reading, fund: str, rate: RunRate | None) -> Row:
    name = words(reading.fund(fund), reading.fund_page(fund))
    figures, mark = reading.funds_at[fund], reading.funds_at[fund].illustrative
    link = reading.figure("outturn", fund=fund)
    if rate is None:
        none = [pounds(None)] * 3
        return Row(f"fund:{fund}", (name, words("none"), *none, pounds(figures.outturn, link), pounds(None)))
    word = "above the rate" if rate.difference > 0 else "below the rate" if rate.difference < 0 else "as the rate"
    return Row(
        f"fund:{fund}",
        (
            name,
            words(month_label(rate.months)),
            pounds(rate.a_month, illustrative=mark),
            pounds(rate.to_come, illustrative=mark),
            pounds(rate.projected, illustrative=mark),
            pounds(rate.outturn, link, illustrative=mark),
            pounds(rate.difference, word=word, illustrative=mark),
        ),
    )
