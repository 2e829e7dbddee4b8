"""Puts the paper of reserves together: the title block, all reserves, and for each its standing, projects and movements."""

from __future__ import annotations

from reports.document import Block, Bullets, Document, Meta, Section
from reports.facts.reserve import ReserveFacts, ReservesFacts
from reports.figures.reserves import reserve_figures
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs, sentence
from reports.papers.reserve.movements import movements_table
from reports.papers.reserve.projects import costs_table, has_headings, projects_table
from reports.papers.reserve.standing import HOW_TO_READ, UNIT, reserves_table, standing_blocks
from s75.years import month_label, month_name, year_label

NONE_YET = "No fund here has a reserve."
PROPOSALS = "A decided project costs what was decided; what a proposed one would cost is as it stands today."


def reserve_paper(facts: ReservesFacts) -> Document:
    """The reserves of a place's funds, or one of them, as at a period."""
    sections = [Section("overview", "Where the reserves stand", overview_blocks(facts))]
    sections += [
        Section(f"reserve-{reserve.key}", reserve.name, reserve_blocks(facts, reserve)) for reserve in facts.reserves
    ]
    sections.append(Section("sources", "How to read it", (Bullets((UNIT, *HOW_TO_READ, PROPOSALS)),)))
    return Document(reserve_meta(facts), number_paragraphs(sections))


def overview_blocks(facts: ReservesFacts) -> tuple[Block, ...]:
    return (reserves_table(facts),) if facts.reserves else (sentence(NONE_YET),)


def reserve_blocks(facts: ReservesFacts, reserve: ReserveFacts) -> tuple[Block, ...]:
    """Everything about one reserve; a table of what there is nothing of is left out."""
    blocks = [*standing_blocks(facts, reserve)]
    if reserve.projects:
        blocks.append(projects_table(facts, reserve))
        blocks += [costs_table(project) for project in reserve.projects if has_headings(project)]
    if reserve.entries:
        blocks.append(movements_table(facts, reserve))
    return tuple(blocks)


def reserve_meta(facts: ReservesFacts) -> Meta:
    at = f"{month_label(facts.period)} ({month_name(facts.year, facts.period)})"
    marked = any(reserve_figures(reserve).illustrative for reserve in facts.reserves)
    return Meta(
        title=f"Reserves: {facts.scope_name} at {at}",
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{at}, {'locked' if facts.locked else 'open, so figures can still change'}",
        paper="Reserves",
        draft=not facts.locked,
        facts=(("Covers", facts.scope_name), ("Unit and sign", f"{UNIT} What leaves a reserve is negative.")),
        marks=(ILLUSTRATIVE,) if marked else (),
    )
