"""Variances explained: what officers wrote about their lines, and which lines still owe an explanation."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import Block, Column, Row, Table
from reports.facts.position import Group, Narrative
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.variance import Position, variance, variance_word
from reports.papers.board.position import rag_cell
from reports.papers.board.reading import Reading
from reports.papers.cells import percentage, plural, pounds, sentence, words
from s75.years import month_label

NONE_GIVEN = "No explanation given"


@dataclass(frozen=True, slots=True)
class Explained:
    """A line, or a group of a single line, with what was written about it."""

    key: str
    name: str
    link: str
    fund: str
    figures: Position
    variance_link: str
    narrative: Narrative | None


def owes(reading: Reading, group: Group) -> bool:
    limits = threshold_for(reading.facts.thresholds, group.fund, "scheme")
    return limits is not None and needs_explanation(variance(group.now), group.now.budget, limits)


def whose(group: Group) -> tuple[str, str, str, str, str]:
    return (group.fund, group.scheme, group.stream, group.contributor, group.spender)


def written(reading: Reading) -> list[Explained]:
    """Lines with an explanation, and lines that owe one."""
    found = []
    for narrative in reading.facts.narratives:
        group = narrative.group
        if narrative.explanation or owes(reading, group):
            figures = reading.position([group])
            link = reading.figure("variance", fund=group.fund, line=narrative.line)
            name = f"{narrative.line} {narrative.name}"
            key = f"line:{narrative.line}"
            line = reading.line_page(narrative.line)
            found.append(Explained(key, name, line, group.fund, figures, link, narrative))
    return found


def silent(reading: Reading) -> list[Group]:
    """Groups of a single line beyond the limit of which the facts hold no text, unless texts were left out."""
    if reading.facts.narratives_left_out:
        return []
    lines = {narrative.line for narrative in reading.facts.narratives}
    known = {whose(narrative.group) for narrative in reading.facts.narratives}
    return [
        group
        for group in reading.facts.groups
        if group.now.lines == 1
        and (group.line not in lines if group.line else whose(group) not in known)
        and owes(reading, group)
    ]


def without_text(reading: Reading, group: Group) -> Explained:
    scope = {"stream": group.stream, "contributor": group.contributor, "spender": group.spender, "line": group.line}
    link = reading.figure("variance", fund=group.fund, scheme=group.scheme, **scope)
    page = reading.line_page(group.line) if group.line else link
    name = reading.scheme(group.fund, group.scheme)
    key = f"group:{'|'.join((*whose(group), group.line))}"
    return Explained(key, name, page, group.fund, reading.position([group]), link, None)


def to_print(reading: Reading) -> list[Explained]:
    """All of them, the largest variance first."""
    rows = [*written(reading), *(without_text(reading, group) for group in silent(reading))]
    return sorted(rows, key=lambda row: -abs(row.figures.variance))


def unexplained(reading: Reading) -> int:
    """How many of them owe an explanation and have none."""
    blank = [n for n in reading.facts.narratives if not n.explanation and owes(reading, n.group)]
    return len(blank) + len(silent(reading)) + reading.facts.unexplained_left_out


def narrative_row(reading: Reading, row: Explained, mitigated: bool) -> Row:
    figures, text = row.figures, row.narrative
    amount = pounds(
        reading.printed(figures.variance),
        row.variance_link,
        variance_word(figures.variance),
        illustrative=figures.illustrative,
    )
    earlier = f"written at {month_label(text.round)}" if text and 0 < text.round != reading.facts.period else ""
    cells = (
        words(row.name, row.link),
        amount,
        percentage(reading.printed_or_none(figures.percent), figures.illustrative),
        rag_cell(reading.rag(figures, row.fund, "scheme")),
        words(text.explanation, note=earlier) if text and text.explanation else words(NONE_GIVEN),
        *((words(text.mitigation if text else ""),) if mitigated else ()),
        words(text.basis if text else ""),
    )
    return Row(row.key, cells)


def narrative_blocks(reading: Reading) -> tuple[Block, ...]:
    every = to_print(reading)
    least = reading.layout.least_variance
    rows = [row for row in every if abs(row.figures.variance) >= least]
    if not every:
        return (sentence("No variance has an explanation, and none is beyond the limit that asks for one."),)
    mitigated = any(row.narrative and row.narrative.mitigation for row in rows)
    columns = (
        Column("name", "Line", "text", wide=True),
        Column("variance", "Variance £"),
        Column("percent", "Variance %", "percent"),
        Column("rag", "RAG", "rag"),
        Column("explanation", "Explanation", "text", wide=True),
        *((Column("mitigation", "Mitigation", "text", wide=True),) if mitigated else ()),
        Column("basis", "Basis", "text"),
    )
    left_out = reading.facts.narratives_left_out + len(every) - len(rows)
    more = (f"{plural(left_out, 'more line is', 'more lines are').capitalize()} not printed here.",) if left_out else ()
    caption = f"Variances explained at {reading.period}, the largest first"
    table = tuple(narrative_row(reading, row, mitigated) for row in rows)
    return (Table("variances", caption, columns, table, (reading.layout.note, *more)),)
