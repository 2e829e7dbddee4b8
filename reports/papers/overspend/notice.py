"""Puts the notice of a projected overspend together: what is projected, who would bear it, and by when to answer."""

from __future__ import annotations

from datetime import date

from reports.document import Block, Column, Document, Meta, Row, Section, Table
from reports.facts.breach import NoticeFacts
from reports.facts.position import PositionFacts
from reports.figures.bearing import Bearing
from reports.figures.breaches import Breach
from reports.figures.fund_risk import bearings, outturn_word
from reports.figures.variance import variance_word
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.layouts.showing import show
from reports.papers.board.reading import Reading, read
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs, percentage, pounds, sentence, words
from reports.papers.overspend.words import proposed_text
from reports.papers.risk.funds import partners_table, rule_blocks
from s75.years import month_label, year_label


def overspend_notice(
    facts: PositionFacts, breach: Breach, notice: NoticeFacts | None, layout: Layout = PLAIN
) -> Document:
    """The notice of one fund at a period, as it was sent or, without one, as a draft. The facts must hold those of risk."""
    reading = read(facts, layout)
    bearing = bearings(facts, [facts.funds[0].slug])[facts.funds[0].slug]
    text = notice.text if notice else proposed_text(reading, breach, bearing)
    said = tuple(sentence(words(part.strip())) for part in text.split("\n\n") if part.strip())
    borne: tuple[Block, ...] = (
        *rule_blocks(reading, facts.funds[0]),
        partners_table(reading, facts.funds[0], bearing),
    )
    sections = [
        Section("notice", "Notice", said),
        Section("projection", "What is projected", (projection_table(reading), *since_then(breach, notice))),
        Section("borne", "Who would bear it", borne),
        Section("answer", "By when it is answered", (days_table(breach, notice),)),
    ]
    if notice is not None and notice.plan_on is not None:
        plan = sentence("It came on ", words(day(notice.plan_on)), ": ", words(notice.plan_text))
        sections.append(Section("plan", "The remedial action plan", (plan,)))
    return show(Document(_meta(reading, bearing, breach, notice), number_paragraphs(sections)), layout.scale)


def since_then(breach: Breach, notice: NoticeFacts | None) -> tuple[Block, ...]:
    """What the notice itself named, where the projection moved on since."""
    if notice is None or notice.amount == breach.amount:
        return ()
    mark = notice.illustrative
    return (
        sentence(
            "The notice of ",
            words(day(notice.sent_on)),
            " was of an overspend of ",
            pounds(notice.amount, illustrative=mark),
            f", as projected in {month_label(notice.month)}.",
        ),
    )


def projection_table(reading: Reading) -> Table:
    whole, mark = reading.total, reading.total.illustrative
    cells = (
        words(reading.facts.funds[0].name),
        pounds(whole.budget, reading.figure("budget"), illustrative=mark),
        pounds(whole.outturn, reading.figure("outturn"), illustrative=mark),
        pounds(
            reading.printed(whole.variance),
            reading.figure("variance"),
            variance_word(whole.variance),
            illustrative=mark,
        ),
        percentage(reading.printed_or_none(whole.percent), mark),
    )
    columns = (
        Column("fund", "Fund", "text", wide=True),
        Column("budget", "Current budget £"),
        Column("outturn", f"{outturn_word(reading.facts.period, locked=reading.facts.locked)} £"),
        Column("variance", "Variance £"),
        Column("percent", "Variance %", "percent"),
    )
    caption = f"Projection of {reading.facts.funds[0].name} at {reading.period}"
    return Table("projection", caption, columns, (Row("fund", cells),), (reading.layout.note,))


def days_table(breach: Breach, notice: NoticeFacts | None) -> Table:
    """Each step with the day by which the agreement asks for it, and the day on which it was done."""
    due, plan_due = (notice.due_on, notice.plan_due_on) if notice else (breach.notice_due, breach.plan_due)
    told = notice.projected_on if notice else breach.projected_on
    done = {
        "notice": day(notice.sent_on) if notice else "Not sent yet",
        "plan": day(notice.plan_on) if notice and notice.plan_on else "Not there yet",
    }
    rows = (
        Row("projected", (words(f"Projected ({month_label(breach.month)})"), words("–"), words(day(told)))),
        Row("notice", (words("Notice to the partners"), words(day(due)), words(done["notice"]))),
        Row("plan", (words("Remedial action plan"), words(day(plan_due)), words(done["plan"]))),
    )
    terms = breach.terms
    note = (
        f"A notice is due within {terms.notice_days} working days in England of the projection, a plan within "
        f"{terms.plan_days} days."
    )
    columns = (Column("step", "Step", "text", wide=True), Column("due", "Due", "text"), Column("done", "Done", "text"))
    return Table("days", "Days of the notice and of the plan", columns, rows, (note,))


def _meta(reading: Reading, bearing: Bearing, breach: Breach, notice: NoticeFacts | None) -> Meta:
    facts = reading.facts
    state = "locked" if facts.locked else "open, so figures can still change"
    sent = (("Sent on", day(notice.sent_on)), ("To", notice.sent_to)) if notice else ()
    mark = bearing.illustrative or reading.total.illustrative or (notice is not None and notice.illustrative)
    return Meta(
        title=f"Notice of a projected overspend: {facts.funds[0].name}",
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{reading.period}, {state}",
        paper="Overspend notice",
        draft=notice is None,
        facts=(("Fund", facts.funds[0].name), *sent, ("Unit and sign", reading.layout.note)),
        marks=(ILLUSTRATIVE,) if mark else (),
    )


def day(value: date) -> str:
    return f"{value:%-d %B %Y}"
