"""Puts a national return together: what stands against sending it, the template's tables, and the answers in words."""

from __future__ import annotations

from reports.document import Block, Column, Document, Meta, Row, Section, Table
from reports.facts.national_return import QUARTER, ReturnFacts
from reports.figures.national_checks import Finding, findings
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs, plural, sentence, words
from reports.papers.national_return.tables import UNIT, template_tables, with_total
from s75.years import month_label, month_name, year_label

NOTHING = "No line of this year is paid from a Better Care Fund stream that is returned, so there is nothing to return."
CLEAN = "Nothing was found that the template would reject."
UNANSWERED = "Not answered."


def return_paper(facts: ReturnFacts) -> Document:
    """The return as at a period."""
    if not facts.lines and not facts.income:
        return Document(_meta(facts), number_paragraphs([Section("nothing", "The return", (sentence(NOTHING),))]))
    sections = [Section("checks", "Before it is sent", _checks(findings(facts)))]
    for table in template_tables(facts):
        sections.append(Section(table.key, table.caption, (with_total(table),)))
    if facts.rules.questions:
        sections.append(Section("words", "In words", _answers(facts)))
    sections.append(Section("rules", "Where the columns come from", (sentence(facts.rules.source),)))
    return Document(_meta(facts), number_paragraphs(sections))


def _checks(found: tuple[Finding, ...]) -> tuple[Block, ...]:
    if not found:
        return (sentence(CLEAN),)
    said = f"{plural(len(found), 'thing', 'things')} would be rejected or asked about.".capitalize()
    return (sentence(said), checks_table(found))


def checks_table(found: tuple[Finding, ...]) -> Table:
    """Each finding: where it is, in which column, what is wrong and what to do."""
    columns = (
        Column("where", "Scheme and source", "text"),
        Column("column", "Column", "text"),
        Column("wrong", "What is wrong", "text", wide=True),
        Column("cure", "What to do", "text", wide=True),
    )
    rows = tuple(
        Row(f"finding:{place}", (words(one.where), words(one.column), words(one.wrong), words(one.cure)))
        for place, one in enumerate(found, start=1)
    )
    return Table("findings", "What the template would reject", columns, rows)


def _answers(facts: ReturnFacts) -> tuple[Block, ...]:
    columns = (Column("asks", "Question", "text", wide=True), Column("answer", "Answer", "text", wide=True))
    rows = tuple(
        Row(question.key, (words(question.asks), words(facts.answer(question.key) or UNANSWERED)))
        for question in facts.rules.questions
    )
    return (Table("answers", "Questions of the return", columns, rows),)


def _meta(facts: ReturnFacts) -> Meta:
    at = f"{month_label(facts.period)} ({month_name(facts.year, facts.period)})"
    of = f"Q{facts.quarter} of {year_label(facts.year)}" if facts.rules.occasion == QUARTER else year_label(facts.year)
    marked = any(line.illustrative for line in facts.lines) or any(one.given.illustrative for one in facts.income)
    return Meta(
        title=f"Better Care Fund, {facts.rules.title.lower()}: {facts.scope_name}, {of}",
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{at}, {'locked' if facts.locked else 'open, so figures can still change'}",
        paper=facts.rules.title,
        draft=not facts.locked,
        facts=(("Covers", facts.scope_name), ("Unit", UNIT)),
        marks=(ILLUSTRATIVE,) if marked else (),
    )
