"""Puts a dashboard together: position, run rate, months, movement, spend, the heat table, and colours over the year."""

from __future__ import annotations

from dataclasses import replace

from reports.document import Block, Document, Section, Table
from reports.facts.dashboard import DashboardFacts
from reports.layouts.plain import PLAIN
from reports.papers.board.months import bridge_blocks, month_blocks
from reports.papers.board.paper import meta
from reports.papers.board.position import funds_table, in_view_table
from reports.papers.board.reading import Reading, read
from reports.papers.board.summary import driver_sentences, movement_sentence, position_sentence
from reports.papers.cells import nothing_yet
from reports.papers.dashboard.colours import colour_blocks
from reports.papers.dashboard.heat import heat_section
from reports.papers.dashboard.rates import rate_blocks
from reports.papers.dashboard.spend import spend_blocks
from reports.papers.headline import schemes_of_fund


def dashboard_paper(facts: DashboardFacts) -> Document:
    """The dashboard of a place, or of one fund; sections that would have nothing to show are left out."""
    reading = read(facts.position, PLAIN)
    sections: list[Section] = []
    if reading.funds:
        by = "fund" if len(reading.funds) > 1 else "scheme"
        sections += [
            Section("summary", "Where we stand", _summary(reading)),
            Section("position", f"Position by {by}", (_position(reading),)),
            Section("months", "Forecast against budget by month", month_blocks(reading)),
            Section("rate", "Run rate", rate_blocks(reading)),
            Section("bridge", "What moved", bridge_blocks(reading)),
            Section("spend", "Spend by funding stream and by partner", spend_blocks(reading)),
        ]
        sections += [made for made in (heat_section(reading, facts),) if made.blocks]
        sections.append(Section("colours", "Red, amber and green over the year", colour_blocks(reading, facts)))
    if reading.in_view:
        sections.append(Section("in_view", "In view only", (in_view_table(reading),)))
    about = meta(reading, draft=not facts.position.locked)
    named = replace(about, title=f"{facts.position.scope_name} at {reading.period}", paper="Dashboard")
    return Document(named, tuple(sections))


def _summary(reading: Reading) -> tuple[Block, ...]:
    if not reading.facts.groups:
        return (nothing_yet(reading.facts.year),)
    return (position_sentence(reading), movement_sentence(reading), *driver_sentences(reading))


def _position(reading: Reading) -> Table:
    """By fund; by scheme where the dashboard is of one fund."""
    return funds_table(reading) if len(reading.funds) > 1 else schemes_of_fund(reading)
