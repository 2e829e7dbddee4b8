"""The contribution statement: what partners put in, what is invoiced and received of it, and what no budget uses yet."""

from __future__ import annotations

from dataclasses import replace

from reports.document import Block, Bullets, Document, Section
from reports.facts.money import MoneyInFacts, SettlementFacts
from reports.figures.instalments import paid, together
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs, pounds, sentence, words
from reports.papers.money_in.allocations import allocation_blocks
from reports.papers.money_in.claims import claim_blocks
from reports.papers.money_in.contributions import contribution_blocks, counted_sources, unallocated_blocks
from reports.papers.money_in.page import money_in_meta
from reports.papers.money_in.passings import passing_blocks
from reports.papers.money_in.ring_fences import ring_fence_blocks
from reports.papers.money_in.words import UNIT, day, period_label
from reports.papers.settlement.tables import instalment_blocks
from s75.money import total

NAME = "Contribution statement"
NONE = "No contribution to a fund is set up for this year yet."
NOTES = (
    f"{UNIT} Money that partners put in is positive.",
    "Due are the instalments whose day has come; overdue is what of them is not received.",
    "Unallocated is the contributions less the budgets that they pay for.",
)


def contribution_statement(facts: SettlementFacts) -> Document:
    """The statement of the partner that the facts are about, or of all partners of the place."""
    code, money = facts.about, facts.money
    if code:
        own = tuple(source for source in money.sources if source.partner == code)
        groups = tuple(group for group in money.groups if group.contributor == code)
        money = replace(money, sources=own, groups=groups)
    name = money.partner_name(code) if code else money.scope_name
    made = [("summary", "In short", (_summary(money, name if code else "all partners"),)), *_sections(money, code)]
    sections = [Section(key, heading, blocks) for key, heading, blocks in made if blocks]
    sections.append(Section("notes", "Notes", (Bullets(NOTES),)))
    marks = (ILLUSTRATIVE,) if any(source.illustrative for source in money.sources) else ()
    meta = replace(
        money_in_meta(money, f"{NAME}: {name} at {period_label(money)}"),
        paper=NAME,
        facts=(("Covers", name), ("Unit", NOTES[0])),
        marks=marks,
    )
    return Document(meta, number_paragraphs(sections))


def _sections(money: MoneyInFacts, code: str) -> list[tuple[str, str, tuple[Block, ...]]]:
    """What follows the summary; what is split, fenced or passed on is told of all partners together."""
    if not money.sources:
        return []
    made = [
        ("contributions", "Contributions", contribution_blocks(money)),
        ("instalments", "Instalments", instalment_blocks(money, code) if code else ()),
        ("unallocated", "Unallocated", unallocated_blocks(money, code)),
        ("claims", "Claims", claim_blocks(money)),
    ]
    if code:
        return made
    return [
        *made,
        ("ring-fences", "Ring-fences", ring_fence_blocks(money)),
        ("allocations", "Allocations split across places", allocation_blocks(money)),
        ("passing", "Passed on to other partners", passing_blocks(money)),
    ]


def _summary(money: MoneyInFacts, whose: str) -> Block:
    """“At P08 the contributions of the ICB are £x, planned at first as £y. Of the instalments due by …, £z, £r is …”"""
    sources = counted_sources(money)
    if not sources:
        return sentence(NONE)
    so_far, mark = together(paid(source, money.day) for source in sources), any(one.illustrative for one in sources)
    paying = any(part.illustrative for source in sources for part in source.instalments)
    return sentence(
        f"At {period_label(money)} the contributions of ",
        words(whose),
        " are ",
        pounds(total(source.amount for source in sources), illustrative=mark),
        ", planned at first as ",
        pounds(total(source.original for source in sources), illustrative=mark),
        f". Of the instalments due by {day(money.day)}, ",
        pounds(so_far.due, illustrative=paying),
        " in all, ",
        pounds(so_far.received, illustrative=paying),
        " is received and ",
        pounds(so_far.overdue, illustrative=paying),
        " is overdue.",
    )
