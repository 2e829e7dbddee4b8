"""The comparison: what is different from another period or another year, scheme by scheme, as a bridge that re-adds."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Block, Bullets, Cell, Chart, Column, Document, Row, RowKind, Series, Table
from reports.facts.account import ComparisonFacts
from reports.facts.position import PositionFacts
from reports.figures.bridge import Bridge, bridge
from reports.figures.difference import Difference, add, differences
from reports.figures.variance import variance_word
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.papers.account_cells import opening, whole_paper
from reports.papers.board.reading import Reading, label, read
from reports.papers.cells import heading_row, percentage, pounds, sentence, words
from s75.years import month_label, year_label

NOTHING = "No other period was opened, so there is nothing to compare with."
NOTES = (
    "Every figure is as at its own period: corrections that came later are not taken back into an earlier one.",
    "A scheme that only one of the two has is nil in the other.",
)
SUMS = frozenset({"budget_then", "budget_now", "outturn_then", "outturn_now", "more", "variance_then", "variance_now"})


def comparison_paper(facts: ComparisonFacts, layout: Layout = PLAIN) -> Document:
    """One position beside another of the same funds."""
    reading, then = read(facts.now, layout), facts.then
    if then is None or not reading.funds:
        said = (sentence(NOTHING),) if then is None else opening(reading)
        return whole_paper(reading, "Comparison", [("summary", "What is different", said)])
    found = differences(then, facts.now)
    whole = add(("", ""), list(found))
    at = label(then.year, then.period)
    made = [
        ("summary", "What is different", (summary(reading, at, whole), *opening(reading))),
        ("bridge", "From one to the other", bridge_blocks(reading, then, found)),
        ("schemes", "Scheme by scheme", (schemes_table(reading, then, found, whole),)),
        ("notes", "Notes", (Bullets((layout.note, *NOTES)),)),
    ]
    return whole_paper(reading, f"Comparison with {at}", made)


def summary(reading: Reading, at: str, whole: Difference) -> Block:
    mark = whole.illustrative
    how_much: list[str | Cell] = [pounds(abs(whole.more), illustrative=mark), " "] if whole.more else []
    then: list[str | Cell] = [", when it was ", pounds(whole.outturn[0], illustrative=mark)] if whole.more else []
    side = "more than" if whole.more > 0 else "less than" if whole.more < 0 else "the same as"
    return sentence(
        f"At {reading.period} the outturn is ",
        pounds(whole.outturn[1], reading.figure("outturn"), illustrative=mark),
        ", ",
        *how_much,
        f"{side} at {at}",
        *then,
        ". ",
        *variances(reading, whole),
    )


def variances(reading: Reading, whole: Difference) -> list[str | Cell]:
    """Both variances in words."""
    then, now = (
        pounds(reading.printed(amount), word=variance_word(amount), illustrative=whole.illustrative)
        for amount in whole.variance
    )
    if not any(whole.variance):
        return ["Both are on budget."]
    if not whole.variance[0]:
        return ["It was on budget then; the variance is now ", now, "."]
    if not whole.variance[1]:
        return ["The variance was ", then, "; it is on budget now."]
    return ["The variance was ", then, " and is ", now, "."]


def names(reading: Reading, then: PositionFacts) -> dict[tuple[str, str], str]:
    """What schemes of either are called, by fund and reference."""
    known = {(scheme.fund, scheme.ref): f"{scheme.ref} {scheme.name}" for scheme in then.schemes}
    return known | {key: f"{key[1]} {name}" for key, name in reading.scheme_names.items()}


def _at(facts: PositionFacts, reading: Reading) -> str:
    """P07 in the same year, else P12 2021-22."""
    short = month_label(facts.period)
    return short if facts.year == reading.facts.year else f"{short} {year_label(facts.year)}"


def bridge_blocks(reading: Reading, then: PositionFacts, found: Sequence[Difference]) -> tuple[Block, ...]:
    """The outturns of both, with a step for each scheme that moved most."""
    called = names(reading, then)
    parts = [one.part(called.get(one.key, one.key[1])) for one in found]
    made = bridge(parts, largest=reading.layout.steps)
    before, now = f"Outturn at {_at(then, reading)}", f"Outturn at {_at(reading.facts, reading)}"
    chart = Chart(
        "bridge_chart",
        "waterfall",
        _from(before, now),
        f"Steps in £ from the outturn of {before.removeprefix('Outturn at ')} to that of now.",
        (before, *(step.label for step in made.steps), now),
        (Series("Outturn", (made.start, *(step.amount for step in made.steps), made.end)),),
        "bridge",
        frozenset({0, len(made.steps) + 1}),
    )
    return chart, _bridge_table(reading, made, before, now)


def _from(before: str, now: str) -> str:
    return f"From {before[0].lower()}{before[1:]} to {now[0].lower()}{now[1:]}"


def _bridge_table(reading: Reading, made: Bridge, before: str, now: str) -> Table:
    mark = reading.total.illustrative
    rows = [Row("before", (words(before), pounds(made.start, illustrative=mark)))]
    for step in made.steps:
        rows.append(
            Row(f"step:{step.key or 'rest'}", (words(step.label), pounds(step.amount, illustrative=step.illustrative)))
        )
    keys = tuple(row.key for row in rows)
    rows.append(
        Row("total", (words(now), pounds(made.end, reading.figure("outturn"), illustrative=mark)), "total", keys)
    )
    columns = (Column("step", "Step", "text", wide=True), Column("amount", "Amount £"))
    caption = _from(before, now)
    return Table("bridge", caption, columns, tuple(rows), (reading.layout.note,), frozenset({"amount"}))


def schemes_table(reading: Reading, then: PositionFacts, found: Sequence[Difference], whole: Difference) -> Table:
    """Budget, outturn and variance of both, by scheme under each fund."""
    called, rows = names(reading, then), list[Row]()
    columns = _columns(_at(then, reading), _at(reading.facts, reading))
    for fund in dict.fromkeys(one.key[0] for one in found):
        own = [one for one in found if one.key[0] == fund]
        lines = [_row(reading, f"scheme:{'|'.join(one.key)}", called.get(one.key, one.key[1]), one) for one in own]
        rows += [heading_row(f"heading:{fund}", words(reading.fund(fund)), len(columns)), *lines]
        keys = tuple(row.key for row in lines)
        rows.append(
            _row(reading, f"fund:{fund}", f"{reading.fund(fund)}, total", add((fund, ""), own), "subtotal", keys)
        )
    subtotals = tuple(row.key for row in rows if row.kind == "subtotal")
    rows.append(_row(reading, "total", "Total", whole, "total", subtotals))
    return Table("schemes", "Both beside each other, by scheme", columns, tuple(rows), (reading.layout.note,), SUMS)


def _columns(then: str, now: str) -> tuple[Column, ...]:
    return (
        Column("name", "Scheme", "text", wide=True),
        Column("budget_then", f"Budget at {then}"),
        Column("budget_now", f"Budget at {now}"),
        Column("outturn_then", f"Outturn at {then}"),
        Column("outturn_now", f"Outturn at {now}"),
        Column("more", "Difference £"),
        Column("percent", "Difference %", "percent"),
        Column("variance_then", f"Variance at {then}"),
        Column("variance_now", f"Variance at {now}"),
    )


def _row(
    reading: Reading, key: str, name: str, of: Difference, kind: RowKind = "line", sums: tuple[str, ...] = ()
) -> Row:
    mark = of.illustrative

    def variance(place: int) -> Cell:
        amount = of.variance[place]
        return pounds(reading.printed(amount), word=variance_word(amount), illustrative=mark)

    cells = (
        *(pounds(amount, illustrative=mark) for amount in (*of.budget, *of.outturn, of.more)),
        percentage(of.percent, mark),
        variance(0),
        variance(1),
    )
    return Row(key, (words(name), *cells), kind, sums)
