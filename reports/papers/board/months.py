"""The year by month and the movement bridge: each a chart beside the table of its figures."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Block, Cell, Chart, Column, Row, Series, Table
from reports.figures.bridge import Bridge, Part, bridge
from reports.figures.monthly import MonthFigures, dashed, last_ledger_month, monthly, solid
from reports.figures.variance import Position, movement_word, variance_word
from reports.papers.board.reading import Reading, label
from reports.papers.cells import BLANK, pounds, sentence, words
from s75.money import total
from s75.years import month_label, month_name

MONTH_SUMS = frozenset({"budget", "actual", "forecast", "unforecast", "expected"})


def month_blocks(reading: Reading) -> tuple[Block, ...]:
    counted = {fund.slug for fund in reading.funds}
    figures = monthly(row for row in reading.facts.months if row.fund in counted)
    return (month_chart(reading, figures), month_table(reading, figures))


def month_chart(reading: Reading, figures: tuple[MonthFigures, ...]) -> Chart:
    last = last_ledger_month(figures)
    series = [Series("Budget", tuple(row.budget_to_date for row in figures), dotted=True)]
    if last:
        stated = "Actual, with lines not forecast at budget" if any(row.unforecast for row in figures) else "Actual"
        series.append(Series(stated, solid(figures)))
    if last < figures[-1].month:
        series.append(Series("Forecast", dashed(figures), dashed=True))
    upto = (
        f"ledgers to {month_label(last)}, forecasts after" if last else "no ledger counts before its line is forecast"
    )
    ending = f"The year is expected to end with: {variance_word(reading.total.variance)}."
    return Chart(
        "months_chart",
        "line",
        "Forecast against budget, year to date",
        f"Running totals in £ by month: budget by profile, {upto}. {ending}",
        tuple(month_label(row.month) for row in figures),
        tuple(series),
        "months",
    )


def month_table(reading: Reading, figures: tuple[MonthFigures, ...]) -> Table:
    stands = any(row.unforecast for row in figures)
    rows = [month_row(reading, row, stands) for row in figures]
    rows += unplaced_rows(reading, figures, stands)
    rows.append(year_row(reading, figures, stands, tuple(row.key for row in rows)))
    not_forecast = (Column("unforecast", "Not forecast, at budget"),) if stands else ()
    columns = (
        Column("month", "Month", "text"),
        Column("budget", "Budget by profile", brief="Budget"),
        Column("actual", "Actual"),
        Column("forecast", "Forecast"),
        *not_forecast,
        Column("expected", "Expected"),
        Column("budget_to_date", "Budget to date"),
        Column("expected_to_date", "Expected to date"),
    )
    made_of = "Expected is actual where the ledger is in and forecast where it is not."
    standing = (
        "Lines that nobody has forecast stand at their budget in every month; what their ledgers hold is in the "
        "position tables."
    )
    beside = (
        "What is posted in months whose ledger is not in, journals for example, counts in actual to date in the position "
        "tables; here those months stand at their forecast."
    )
    apart = not stands and reading.total.actual != total(row.actual for row in figures)
    notes = (reading.layout.note, made_of, *((standing,) if stands else ()), *((beside,) if apart else ()))
    caption = f"Forecast against budget by month at {reading.period}"
    summed = MONTH_SUMS if stands else MONTH_SUMS - {"unforecast"}
    return Table("months", caption, columns, tuple(rows), notes, summed)


def month_row(reading: Reading, row: MonthFigures, stands: bool) -> Row:
    mark = reading.total.illustrative
    here = row.month == reading.facts.period and row.budget_to_date == reading.total.profiled
    amounts = [row.budget, row.actual, row.forecast, *([row.unforecast] if stands else []), row.expected]
    cells = [pounds(amount, illustrative=mark) for amount in amounts]
    to_date = pounds(row.budget_to_date, reading.figure("profiled") if here else "", illustrative=mark)
    header = words(f"{month_label(row.month)} {month_name(reading.facts.year, row.month)}")
    running = pounds(row.expected_to_date, illustrative=mark)
    return Row(f"month:{row.month}", (header, *cells, to_date, running))


def unplaced_rows(reading: Reading, figures: tuple[MonthFigures, ...], stands: bool) -> list[Row]:
    """What the months miss of the position, as a row of its own; none when they re-add, as they should."""
    whole, mark = reading.total, reading.total.illustrative
    budget = whole.budget - total(row.budget for row in figures)
    expected = whole.outturn - total(row.expected for row in figures)
    if not budget and not expected:
        return []
    between = [BLANK] * (3 if stands else 2)
    cells = (words("In no month"), pounds(budget, illustrative=mark), *between, pounds(expected, illustrative=mark))
    return [Row("month:none", (*cells, BLANK, BLANK))]


def year_row(reading: Reading, figures: tuple[MonthFigures, ...], stands: bool, sums: tuple[str, ...]) -> Row:
    whole, mark = reading.total, reading.total.illustrative
    cells = [
        pounds(whole.budget, reading.figure("budget"), illustrative=mark),
        pounds(total(row.actual for row in figures), illustrative=mark),
        pounds(total(row.forecast for row in figures), illustrative=mark),
        *([pounds(total(row.unforecast for row in figures), illustrative=mark)] if stands else []),
        pounds(whole.outturn, reading.figure("outturn"), illustrative=mark),
    ]
    return Row("total", (words("Year"), *cells, BLANK, BLANK), "total", sums)


def movement_bridge(reading: Reading) -> Bridge:
    """By fund; in a paper of one fund by its schemes that moved most."""
    if len(reading.funds) > 1:
        return bridge([part(fund.slug, fund.name, reading.funds_at[fund.slug]) for fund in reading.funds])
    schemes = [(fund.slug, *scheme) for fund in reading.funds for scheme in reading.schemes_at[fund.slug].items()]
    parts = [part(ref, reading.scheme(fund, ref), figures) for fund, ref, figures in schemes]
    return bridge(parts, largest=reading.layout.steps)


def part(key: str, name: str, figures: Position) -> Part:
    return Part(key, name, figures.variance - (figures.movement or 0), figures.variance, figures.illustrative)


def bridge_blocks(reading: Reading) -> tuple[Block, ...]:
    earlier = reading.facts.compared_with
    if earlier is None:
        return (sentence("There is no earlier period in this year to compare with."),)
    made = movement_bridge(reading)
    return (bridge_chart(reading, made, earlier), bridge_table(reading, made, earlier))


def bridge_chart(reading: Reading, made: Bridge, earlier: int) -> Chart:
    amounts: list[Decimal | None] = [made.start, *(step.amount for step in made.steps), made.end]
    then, now = month_label(earlier), month_label(reading.facts.period)
    return Chart(
        "bridge_chart",
        "waterfall",
        f"Variance from {then} to {now}",
        f"Steps in £ from the variance at {then} to that at {now}: {movement_word(made.end - made.start)}.",
        (f"Variance at {then}", *(step.label for step in made.steps), f"Variance at {now}"),
        (Series("Variance", tuple(reading.printed_or_none(amount) for amount in amounts)),),
        "bridge",
        frozenset({0, len(amounts) - 1}),
    )


def bridge_table(reading: Reading, made: Bridge, earlier: int) -> Table:
    mark, scope = reading.total.illustrative, "fund" if len(reading.funds) > 1 else "scheme"
    start = pounds(
        reading.printed(made.start),
        reading.figure_at(earlier, "variance"),
        variance_word(made.start),
        illustrative=mark,
    )
    rows = [Row("before", (words(f"Variance at {label(reading.facts.year, earlier)}"), start))]
    for step in made.steps:
        link = reading.figure("movement", **{scope: step.key}) if step.key else ""
        word = movement_word(step.amount)
        cell: Cell = pounds(reading.printed(step.amount), link, word, illustrative=step.illustrative)
        rows.append(Row(f"step:{step.key or 'rest'}", (words(step.label), cell)))
    end = pounds(reading.printed(made.end), reading.figure("variance"), variance_word(made.end), illustrative=mark)
    sums = tuple(row.key for row in rows)
    rows.append(Row("total", (words(f"Variance at {reading.period}"), end), "total", sums))
    columns = (Column("step", "Step", "text", wide=True), Column("amount", "Amount £"))
    caption = f"How the variance moved from {month_label(earlier)} to {month_label(reading.facts.period)}"
    return Table("bridge", caption, columns, tuple(rows), (reading.layout.note,), frozenset({"amount"}))
