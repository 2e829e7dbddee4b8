"""Scheme sheets: one scheme on a page, what it is, its lines with budget, spend and forecast, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reports.document import Block, Cell, Column, Document, Row, Table
from reports.facts.account import SchemeAccount, SheetFacts
from reports.facts.position import Group
from reports.figures.variance import Position, variance_word
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.papers.account_cells import whole_paper
from reports.papers.board.position import at_budget_note, rag_cell
from reports.papers.board.reading import Reading, read
from reports.papers.cells import BLANK, outturn_note, percentage, pounds, sentence, words
from s75.years import month_label

SUMS = frozenset({"original", "budget", "actual", "outturn", "variance"})
NONE = "No scheme here has a line in this year."


def scheme_sheets(facts: SheetFacts, layout: Layout = PLAIN) -> Document:
    """A sheet for every scheme of the facts, in the order of their references."""
    reading = read(facts.position, layout)
    groups = facts.position.groups
    made = [
        (f"scheme-{scheme.ref}", f"{scheme.ref} {scheme.name}", sheet(reading, facts, scheme, own))
        for scheme in facts.schemes
        if (own := [group for group in groups if group.scheme == scheme.ref])
    ]
    if not made:
        made = [("none", "Schemes", (sentence(NONE),))]
    one = f"{facts.schemes[0].ref} {facts.schemes[0].name}" if len(facts.schemes) == 1 else ""
    paper = whole_paper(reading, "Scheme sheet" if one else "Scheme sheets", made, of=one)
    return paper if one else replace(paper, sections=tuple(replace(sheet, apart=True) for sheet in paper.sections))


def sheet(reading: Reading, facts: SheetFacts, scheme: SchemeAccount, groups: Sequence[Group]) -> tuple[Block, ...]:
    figures = reading.position(list(groups))
    points = sentence(words(". ".join(_points(reading, facts, scheme)) + "."))
    described = (sentence(words(scheme.description)),) if scheme.description else ()
    told = _told(reading, scheme)
    return (
        position_sentence(reading, scheme, figures),
        *described,
        points,
        lines_table(reading, scheme, groups),
        *told,
    )


def _points(reading: Reading, facts: SheetFacts, scheme: SchemeAccount) -> list[str]:
    said = [
        ("Led by", reading.partner(scheme.lead)),
        ("Scheme type", scheme.kind),
        ("Area of spend", scheme.area),
        ("Commissioner", scheme.commissioner),
        ("Provider", scheme.provider),
        ("Accounting treatment", scheme.treatment_name or "not said yet"),
        ("Planned to deliver", _planned(facts, scheme.ref)),
    ]
    return [f"{name}: {value}" for name, value in said if value]


def _planned(facts: SheetFacts, ref: str) -> str:
    return "; ".join(f"{_plain(amount)} {unit}".strip() for of, unit, amount in facts.outputs if of == ref)


def _plain(amount: Decimal) -> str:
    return f"{amount:,.2f}".rstrip("0").rstrip(".")


def position_sentence(reading: Reading, scheme: SchemeAccount, figures: Position) -> Block:
    mark, scope = figures.illustrative, {"scheme": scheme.ref}
    said: list[str | Cell] = ["on budget"]
    if figures.variance:
        amount = pounds(reading.printed(figures.variance), reading.figure("variance", **scope), illustrative=mark)
        share = reading.printed_or_none(figures.percent)
        brackets: list[str | Cell] = [" (", percentage(share, mark), ")"] if share is not None else []
        said = [amount, *brackets, f" {variance_word(figures.variance)}"]
    return sentence(
        f"At {reading.period} it has spent ",
        pounds(figures.actual, reading.figure("actual", **scope), illustrative=mark),
        " and is forecast to spend ",
        pounds(figures.outturn, reading.figure("outturn", **scope), illustrative=mark),
        " against a current budget of ",
        pounds(figures.budget, reading.figure("budget", **scope), illustrative=mark),
        ": ",
        *said,
        ".",
    )


def lines_table(reading: Reading, scheme: SchemeAccount, groups: Sequence[Group]) -> Table:
    rows = [
        Row(
            f"line:{group.line}",
            (
                words(group.line, reading.line_page(group.line)),
                words(group.stream),
                words(group.contributor),
                words(group.spender),
                *_cells(reading, reading.position([group]), group.fund),
            ),
        )
        for group in groups
    ]
    whole = _cells(reading, reading.position(list(groups)), groups[0].fund)
    rows.append(Row("total", (words("Scheme"), BLANK, BLANK, BLANK, *whole), "total", tuple(row.key for row in rows)))
    columns = (
        Column("line", "Line", "text"),
        Column("stream", "Funding stream", "text", wide=True),
        Column("contributor", "Whose money", "text"),
        Column("spender", "Whose ledger", "text"),
        Column("original", "Original budget", brief="Original"),
        Column("budget", "Current budget", brief="Current"),
        Column("actual", "Actual to date"),
        Column("outturn", "Forecast outturn", brief="Outturn"),
        Column("variance", "Variance £"),
        Column("percent", "Variance %", "percent"),
        Column("rag", "RAG", "rag"),
    )
    caption = f"Lines of {scheme.ref} at {reading.period}"
    return Table(
        f"lines_{scheme.ref}", caption, columns, tuple(rows), (reading.layout.note, *at_budget_note(reading)), SUMS
    )


def _cells(reading: Reading, figures: Position, fund: str) -> tuple[Cell, ...]:
    mark = figures.illustrative
    return (
        pounds(figures.original, illustrative=mark),
        pounds(figures.budget, illustrative=mark),
        pounds(figures.actual, illustrative=mark),
        pounds(figures.outturn, note=outturn_note(figures), illustrative=mark),
        pounds(reading.printed(figures.variance), word=variance_word(figures.variance), illustrative=mark),
        percentage(reading.printed_or_none(figures.percent), mark),
        rag_cell(reading.rag(figures, fund, "scheme")),
    )


def _told(reading: Reading, scheme: SchemeAccount) -> list[Block]:
    """What officers wrote of its lines: the explanation, the mitigation, and of which round they are."""
    said: list[Block] = []
    for told in (one for one in reading.facts.narratives if one.group.scheme == scheme.ref):
        if not told.explanation:
            continue
        when = "" if told.round == reading.facts.period else f", written at {month_label(told.round)}"
        mitigation: list[str | Cell] = [" Mitigation: ", words(told.mitigation)] if told.mitigation else []
        said.append(sentence(words(told.line), f"{when}: ", words(told.explanation), *mitigation))
    return said
