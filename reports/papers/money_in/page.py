"""Puts the page of money in together: its headline figures and its sections."""

from __future__ import annotations

from collections.abc import Callable

from reports import links
from reports.document import Block, Document, Meta, Section
from reports.facts.money import MoneyInFacts
from reports.figures.instalments import paid
from reports.figures.instalments import together as paid_together
from reports.figures.variance import counted as counted_funds
from reports.papers.cells import pounds, sentence
from reports.papers.headline import Card
from reports.papers.money_in.allocations import allocation_blocks
from reports.papers.money_in.claims import claim_blocks
from reports.papers.money_in.conditions import condition_blocks
from reports.papers.money_in.contributions import contribution_blocks, counted_sources, unallocated_blocks
from reports.papers.money_in.passings import passing_blocks
from reports.papers.money_in.ring_fences import ring_fence_blocks
from reports.papers.money_in.settlements import settlement_blocks
from reports.papers.money_in.words import period_label
from s75.money import total
from s75.years import month_label, year_label

SECTIONS: tuple[tuple[str, str, Callable[[MoneyInFacts], tuple[Block, ...]]], ...] = (
    ("contributions", "Contributions", contribution_blocks),
    ("settlement", "Settlement between the partners", settlement_blocks),
    ("unallocated", "Unallocated", unallocated_blocks),
    ("claims", "Claims", claim_blocks),
    ("conditions", "National conditions", condition_blocks),
    ("ring-fences", "Ring-fences", ring_fence_blocks),
    ("allocations", "Allocations split across places", allocation_blocks),
    ("passing", "Passed on to other partners", passing_blocks),
)


def money_in_document(facts: MoneyInFacts) -> Document:
    """The sections that have something to show, in their order."""
    made = (Section(key, heading, blocks(facts)) for key, heading, blocks in SECTIONS)
    return Document(money_in_meta(facts, "Money in"), tuple(section for section in made if section.blocks))


def money_in_meta(facts: MoneyInFacts, title: str) -> Meta:
    state = "locked" if facts.locked else "open, so figures can still change"
    return Meta(
        title=title,
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{period_label(facts)}, {state}",
        paper=title,
    )


def money_in_cards(facts: MoneyInFacts) -> tuple[Card, ...]:
    """What comes in, what of it was received, what is overdue, and what no budget uses yet; none before any is set up."""
    sources = counted_sources(facts)
    if not sources:
        return ()
    so_far = paid_together(paid(source, facts.day) for source in sources)
    amount = total(source.amount for source in sources)
    original = total(source.original for source in sources)
    slugs = {fund.slug for fund in counted_funds(facts.funds)}
    budget = total(group.now.budget for group in facts.groups if group.fund in slugs)
    mark = any(source.illustrative for source in sources)
    to_contributions = links.money_in_path(facts.place, facts.year, facts.period)
    return (
        Card(
            "Contributions",
            pounds(amount, f"{to_contributions}#section-contributions", illustrative=mark),
            sentence("planned at first: ", pounds(original)),
        ),
        Card(
            "Received", pounds(so_far.received, illustrative=mark), sentence("of ", pounds(so_far.due), " due so far")
        ),
        Card(
            "Overdue",
            pounds(so_far.overdue, illustrative=mark),
            sentence(f"on {facts.day:%-d %B %Y}"),
        ),
        Card(
            "Unallocated",
            pounds(amount - budget, f"{to_contributions}#section-unallocated", illustrative=mark),
            sentence("contributions that no budget uses"),
        ),
    )
