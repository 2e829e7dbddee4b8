"""Puts the paper of who bears it together: the title block, the summary, what is supposed, and a section a fund."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reports.document import Bullets, Document, Meta, Section
from reports.facts.position import PositionFacts
from reports.figures.bearing import Bearing
from reports.figures.fund_risk import SchemeKey, bearings, outturn_word
from reports.layouts import Layout
from reports.layouts.plain import PLAIN
from reports.layouts.showing import show
from reports.papers.board.reading import Reading, read
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs
from reports.papers.risk.funds import fund_blocks
from reports.papers.risk.summary import summary_blocks
from reports.papers.risk.what_if import what_if_section
from s75.years import month_label, year_label

HOW_TO_READ = (
    "Variance: outturn less current budget. The schemes of a fund are over or under as a whole; what of them is not "
    "shared is taken out first.",
    "Own, not shared: the variance of streams that are ring-fenced or outside the sharing, each borne by whoever pays for it.",
    "Met in the pool: from a contingency reserve, or from contributions that no budget uses. Kept in the pool: an "
    "underspend that is carried forward, kept as contingency or redeployed.",
    "By agreement: no rule says who bears it.",
)


def risk_paper(
    facts: PositionFacts, layout: Layout = PLAIN, what_if: Mapping[SchemeKey, Decimal] | None = None
) -> Document:
    """Who bears the variance of a place's funds or of one fund at a period; `what_if` are further overspends in £ by
    fund and scheme, supposed for one section of it. The facts must hold those of risk."""
    reading = read(facts, layout)
    made = bearings(facts, [fund.slug for fund in reading.funds])
    sections = [Section("summary", "Who bears it", summary_blocks(reading))]
    if what_if:
        sections.append(what_if_section(reading, what_if))
    sections += [
        Section(f"fund-{fund.slug}", fund.name, fund_blocks(reading, fund, made[fund.slug])) for fund in reading.funds
    ]
    sections.append(Section("notes", "How to read it", (Bullets((layout.note, *HOW_TO_READ)),)))
    return show(Document(_meta(reading, made), number_paragraphs(sections)), layout.scale)


def _meta(reading: Reading, made: Mapping[str, Bearing]) -> Meta:
    facts = reading.facts
    state = "locked" if facts.locked else "open, so figures can still change"
    return Meta(
        title=f"Who bears it: {facts.scope_name} at {reading.period}",
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{reading.period}, {state}",
        paper="Who bears it",
        draft=not facts.locked,
        facts=(
            ("Covers", facts.scope_name),
            ("Measured by", outturn_word(facts.period, locked=facts.locked)),
            ("Unit and sign", reading.layout.note),
        ),
        marks=(ILLUSTRATIVE,) if any(bearing.illustrative for bearing in made.values()) else (),
    )
