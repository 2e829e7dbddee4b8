"""Sourced figures beside ours: last year's outturn, published values, and what reconciles two of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reports.document import Block, Cell, Column, Paragraph, Row, Table
from reports.facts.position import ComparatorFacts
from reports.figures.comparison import compare, growths, our_measure, prior_outturn, reconcile, shares, stated_period
from reports.figures.variance import Position
from reports.papers.board.changes import changes_counted
from reports.papers.board.reading import Reading
from reports.papers.cells import BLANK, percentage, pounds, sentence, words
from s75.money import in_units, round_percent, total
from s75.years import month_label

OUR_WORDS = {
    "outturn": "forecast outturn",
    "growth": "forecast outturn above the prior-year outturn",
    "actual": "actual to date",
    "budget": "current budget",
}
BESIDE = "Published figures stand beside ours and are added to nothing; where two differ, the difference is shown."


@dataclass(frozen=True, slots=True)
class Ours:
    """Our figure beside a comparator: what it measures, its amount (None: not comparable), where it opens."""

    measure: str
    amount: Decimal | None
    link: str
    note: str
    illustrative: bool


def precision_note(comparator: ComparatorFacts) -> str:
    """How far a sourced figure is rounded; nothing for an exact one."""
    if comparator.precision == "exact":
        return ""
    return re.sub(r"\d{4,}", lambda digits: f"{int(digits[0]):,}", comparator.precision)


def scope_of(reading: Reading, comparator: ComparatorFacts) -> tuple[dict[str, str], Position] | None:
    """Whose figure stands beside a comparator; None when the paper does not hold it."""
    if comparator.of == "place":
        return ({}, reading.total) if reading.whole_place else None
    if comparator.of == "fund":
        fund = next((f for f in reading.facts.funds if comparator.ref in (f.slug, f.code)), None)
        if fund is None:
            return None
        return {"fund": fund.slug}, reading.funds_at[fund.slug]
    groups = [group for group in reading.groups if group.scheme == comparator.ref]
    return ({"scheme": comparator.ref}, reading.position(groups)) if groups else None


def ours_beside(reading: Reading, comparator: ComparatorFacts, scope: dict[str, str], figures: Position) -> list[Ours]:
    """Our figure, and for an agreed value also our budget with the changes approved since."""
    measure, mark = our_measure(comparator), figures.illustrative
    period = stated_period(comparator)
    if period not in (None, reading.facts.period):
        note = f"published for {month_label(period or 0)}"
        return [Ours(OUR_WORDS[measure], None, "", note, False)]
    if measure == "growth":
        base = prior_outturn(reading.facts.comparators, comparator)
        amount = None if base is None else figures.outturn - base.amount
        return [Ours(OUR_WORDS[measure], amount, "", "" if base else "no prior-year outturn is held", mark)]
    link = reading.figure(measure, **scope)
    found = [Ours(OUR_WORDS[measure], getattr(figures, measure), link, "", mark)]
    later = later_changes(reading, comparator, scope)
    if measure == "budget" and later and figures.budget != comparator.amount:
        words_with = "current budget with the changes approved since"
        found.append(Ours(words_with, figures.budget + later, "", "", mark))
    return found


def later_changes(reading: Reading, comparator: ComparatorFacts, scope: dict[str, str]) -> Decimal:
    """The changes approved since that belong to a place or fund; a scheme's are not told apart."""
    if comparator.of == "scheme":
        return total(())
    return total(c.amount for c in changes_counted(reading) if scope.get("fund", c.fund) == c.fund)


def comparison_row(key: str, comparator: ComparatorFacts, ours: Ours) -> Row:
    found = None if ours.amount is None else compare(ours.amount, comparator.amount)
    difference: Cell = BLANK
    share: Cell = BLANK
    if found:
        word = "above" if found.difference > 0 else "below" if found.difference < 0 else "equal"
        difference = pounds(found.difference, word=word, illustrative=ours.illustrative)
        share = percentage(found.percent, ours.illustrative)
    cells = (
        words(comparator.name),
        words(f"{comparator.measure}, {comparator.year}"),
        pounds(comparator.amount, note=precision_note(comparator)),
        words(comparator.source),
        words(ours.measure),
        pounds(ours.amount, ours.link, note=ours.note, illustrative=ours.illustrative and ours.amount is not None),
        difference,
        share,
    )
    return Row(key, cells)


def comparisons_table(reading: Reading) -> Table:
    rows = []
    for i, comparator in enumerate(reading.facts.comparators):
        held = scope_of(reading, comparator)
        if held:
            beside = ours_beside(reading, comparator, *held)
            rows += [comparison_row(f"comparator:{i}:{j}", comparator, ours) for j, ours in enumerate(beside)]
    columns = (
        Column("name", "Of", "text", wide=True),
        Column("measure", "Published measure", "text", wide=True),
        Column("published", "Published £"),
        Column("source", "Source", "text", wide=True),
        Column("our_measure", "Beside our", "text"),
        Column("ours", "Ours £"),
        Column("difference", "Difference £"),
        Column("percent", "Difference %", "percent"),
    )
    caption = f"Our figures at {reading.period} beside published and prior-year ones"
    above = "A positive difference means that ours is above the published figure; it is not a budget variance."
    return Table("comparisons", caption, columns, tuple(rows), (reading.layout.note, above))


def reconciling_table(reading: Reading) -> Table | None:
    """Two sourced values of one thing, each as its source has it, with a reconciling item between them."""
    held = tuple(row for row in reading.facts.comparators if scope_of(reading, row))
    rows = []
    for i, item in enumerate(reconcile(held)):
        exact = item.base.precision == item.other.precision == "exact"
        note = "" if exact else "a source is rounded"
        cells = (
            words(item.other.name),
            words(f"{item.other.measure}, {item.other.year}"),
            pounds(item.other.amount, note=precision_note(item.other)),
            words(f"{item.base.measure}, {item.base.year}"),
            pounds(item.base.amount, note=precision_note(item.base)),
            pounds(item.difference, note=note),
        )
        rows.append(Row(f"reconciling:{i}", cells))
    columns = (
        Column("name", "Of", "text", wide=True),
        Column("measure", "Published measure", "text", wide=True),
        Column("amount", "Amount £"),
        Column("base", "Beside the published", "text", wide=True),
        Column("base_amount", "Its amount £"),
        Column("difference", "Reconciling item £"),
    )
    caption = "Published measures that differ, and what reconciles them"
    return Table("reconciling", caption, columns, tuple(rows), (reading.layout.note,)) if rows else None


def comparison_blocks(reading: Reading) -> tuple[Block, ...]:
    table = comparisons_table(reading)
    if not table.rows:
        return ()
    more = (reconciling_table(reading), shares_table(reading))
    said = (sentence(BESIDE), *growth_sentences(reading), *rounded_sentences(reading))
    return (*said, table, *(one for one in more if one is not None))


def shares_table(reading: Reading) -> Table | None:
    """Published values that are parts of other published values, to two places, with what is left of the whole."""
    held = tuple(row for row in reading.facts.comparators if scope_of(reading, row))
    rows = []
    for i, share in enumerate(shares(held)):
        cells = (
            words(share.part.name),
            words(f"{share.part.measure}, {share.part.year}"),
            pounds(share.part.amount, note=precision_note(share.part)),
            words(f"{share.whole.measure}, {share.whole.year}"),
            pounds(share.whole.amount, note=precision_note(share.whole)),
            Cell(round_percent(share.percent, 2), "rate"),
            pounds(share.rest),
        )
        rows.append(Row(f"share:{i}", cells))
    columns = (
        Column("name", "Of", "text", wide=True),
        Column("measure", "Published measure", "text", wide=True),
        Column("amount", "Amount £"),
        Column("whole", "Part of the published", "text", wide=True),
        Column("whole_amount", "Its amount £"),
        Column("percent", "Share %", "rate"),
        Column("rest", "The rest of it £"),
    )
    caption = "Published amounts as shares of published wholes"
    return Table("shares", caption, columns, tuple(rows), (reading.layout.note,)) if rows else None


def rounded_sentences(reading: Reading) -> list[Paragraph]:
    """What a published growth that is rounded makes, told no more exactly than it is: £29.1m, +23.6%."""
    said = []
    for found in growths(reading.facts.comparators):
        if found.growth.precision != "exact" and scope_of(reading, found.growth) and found.percent is not None:
            amount = f"£{in_units(found.amount, 1_000_000, 1)}m"
            told = f"{amount}, {round_percent(found.percent):+}%".replace("-", "\N{MINUS SIGN}")
            said.append(
                sentence(
                    "As published, in round figures, the forecast outturn of ",
                    words(found.growth.name),
                    f" is {told} on {found.base.year}.",
                )
            )
    return said


def growth_sentences(reading: Reading) -> list[Paragraph]:
    """Sentences for the first few earlier outturns: how far our forecast outturn is from each."""
    said = []
    for comparator in reading.facts.comparators:
        held = scope_of(reading, comparator)
        if held is None or our_measure(comparator) != "outturn" or stated_period(comparator):
            continue
        scope, figures = held
        found, mark = compare(figures.outturn, comparator.amount), figures.illustrative
        share: list[str | Cell] = [" (", percentage(found.percent, mark), ")"] if found.percent is not None else []
        said.append(
            sentence(
                "The forecast outturn of ",
                words(comparator.name),
                " is ",
                pounds(figures.outturn, reading.figure("outturn", **scope), illustrative=mark),
                ", which is ",
                pounds(found.difference, illustrative=mark),
                *share,
                f" {side(found.difference)} the outturn of {comparator.year}, ",
                pounds(comparator.amount),
                ".",
            )
        )
    return said[: reading.layout.drivers]


def side(difference: Decimal) -> str:
    return "above" if difference > 0 else "below" if difference < 0 else "from"
