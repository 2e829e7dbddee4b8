"""Puts the page of an agreement together: its status, its parts, what it says, who decides, and who bears what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reports.document import Block, Cell, Document, Meta, Section
from reports.facts.agreement import AgreementFacts, ClauseFacts
from reports.facts.risk import Direction, RuleFacts
from reports.figures.risk_share import in_force
from reports.papers.agreement.limits import RULE, in_order, limit_words, no_limits
from reports.papers.agreement.parties import day, fund_blocks, party_blocks
from reports.papers.agreement.shares import share_blocks
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs, sentence, words
from reports.papers.register import fund_blocks as register_blocks
from reports.papers.risk_words import since, words_of
from s75.years import month_label, month_name, year_label

TITLES = {  # the sections that an agreement's clauses belong to, in order, with the topics of each
    "set": ("How shared budgets are set", ("aims", "setting", "contributions")),
    "agreed": ("How they are agreed", ("agreeing",)),
    "monitored": ("How they are managed and monitored", ("monitoring",)),
    "decided": ("What each committee may decide", ("decisions",)),
    "overspend": ("What happens to an overspend", ("overspend",)),
    "underspend": ("What happens to an underspend", ("underspend",)),
    "scope": ("What is shared", ("functions", "services", "resources", "duration")),
}
NO_RULE = "no rule is kept, so what happens to an {}spend is for the partners to agree."
ALIGNED = "each partner keeps its money and bears its own lines."
OWN = "setting"  # this topic is what its section's heading says
SILENT = "Nothing is written down here yet."


def agreement_paper(facts: AgreementFacts) -> Document:
    """The agreement as one page that answers: how are shared budgets set, agreed and monitored, what may each committee
    decide, what happens to an overspend; and which topics are pooled, which aligned, and who pays which share."""
    sections = [
        Section("status", "Status", status_blocks(facts)),
        Section("partners", "Partners", party_blocks(facts)),
        Section("funds", "What is pooled and what is aligned", fund_blocks(facts)),
        Section("shares", "What each partner contributes", share_blocks(facts)),
        *(Section(key, heading, _said(facts, key, topics)) for key, (heading, topics) in TITLES.items()),
    ]
    if facts.register is not None and facts.register.funds:
        sections.append(Section("register", "From the original to the current budget", register_blocks(facts.register)))
    return Document(_meta(facts), number_paragraphs(sections))


def _meta(facts: AgreementFacts) -> Meta:
    ends = f" to {day(facts.ends)}" if facts.ends else ""
    marked = any(any(one.illustrative for one in some) for some in _marked(facts))
    return Meta(
        title=facts.title,
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period) if facts.period else "",
        as_at=_as_at(facts),
        paper="Section 75 agreement",
        draft=facts.status in ("Draft", "Unsigned"),
        facts=(
            ("Board", facts.board),
            ("Status", facts.status),
            ("Runs", f"from {day(facts.starts)}{ends}"),
            ("Signed", day(facts.signed_on)),
            ("Review due", day(facts.review_on)),
        ),
        marks=(ILLUSTRATIVE,) if marked else (),
    )


class Marked(Protocol):
    @property
    def illustrative(self) -> bool: ...


def _marked(facts: AgreementFacts) -> tuple[Sequence[Marked], ...]:
    return facts.clauses, facts.limits, facts.rules, facts.paid


def _as_at(facts: AgreementFacts) -> str:
    if facts.period is None:
        return "before the first period is opened"
    state = "locked" if facts.locked else "open, so figures can still change"
    return f"{month_label(facts.period)} ({month_name(facts.year, facts.period)}), {state}"


def status_blocks(facts: AgreementFacts) -> tuple[Block, ...]:
    ends = f" and runs to {day(facts.ends)}" if facts.ends else ""
    stands = sentence(f"{_stands(facts)} It starts on {day(facts.starts)}{ends}.")
    return (stands, *(sentence("To look at: ", words(warning)) for warning in facts.warnings))


def _stands(facts: AgreementFacts) -> str:
    if facts.signed_on is None:
        return f"The agreement is {facts.status.lower()}."
    since = {"Varied": " and was varied since", "Ended": " and has ended"}.get(facts.status, "")
    return f"The agreement was signed on {day(facts.signed_on)}{since}."


def _said(facts: AgreementFacts, key: str, topics: Sequence[str]) -> tuple[Block, ...]:
    """What the agreement says in a section, then what s75 itself keeps on it: limits, or risk rules."""
    blocks: list[Block] = []
    clauses = [clause for topic in topics for clause in facts.clauses if clause.topic == topic]
    for clause in clauses:
        blocks += _clause_blocks(clause, titled=len(topics) > 1 and clause.topic != OWN)
    if key == "decided":
        blocks += _limit_blocks(facts)
    if key in ("overspend", "underspend"):
        blocks += _rule_blocks(facts, "over" if key == "overspend" else "under")
    return tuple(blocks) or (sentence(SILENT),)


def _clause_blocks(clause: ClauseFacts, *, titled: bool) -> list[Block]:
    """A clause as it was written, paragraph by paragraph, its source after the last."""
    texts = [part.strip() for part in clause.text.split("\n\n") if part.strip()]
    parts: list[list[str | Cell]] = [[Cell(text, "text", illustrative=clause.illustrative)] for text in texts]
    if titled:
        parts[0].insert(0, f"{clause.heading}: ")
    if clause.source:
        parts[-1] += [" (Source: ", words(clause.source), ")"]
    return [sentence(*one) for one in parts]


def _limit_blocks(facts: AgreementFacts) -> list[Block]:
    if not facts.limits:
        return [sentence(no_limits(facts.deciders))]
    said = [sentence(Cell(limit_words(one), "text", illustrative=one.illustrative)) for one in in_order(facts.limits)]
    return [*said, sentence(RULE)]


def _rule_blocks(facts: AgreementFacts, direction: Direction) -> list[Block]:
    """The risk rules in force, fund by fund; a fund that counts and has none says so."""
    rules = [rule for rule in in_force(facts.rules, facts.year, facts.period or 1) if rule.direction == direction]
    blocks: list[Block] = []
    for fund in facts.funds:
        of = [rule for rule in rules if rule.fund == fund.slug]
        blocks += [_rule(facts, fund.name, rule) for rule in of]
        if fund.counted and not any(not rule.scheme for rule in of):
            aligned = fund.arrangement == "Aligned"
            blocks.append(sentence(words(fund.name), f": {ALIGNED if aligned else NO_RULE.format(direction)}"))
    return blocks


def _rule(facts: AgreementFacts, fund: str, rule: RuleFacts) -> Block:
    names = {party.code: party.name for party in facts.parties}
    said = Cell(words_of(rule, names, schemes=dict(facts.schemes)), "text", illustrative=rule.illustrative)
    parts: list[str | Cell] = [words(fund), f", {since(rule)}: ", said]
    if rule.words:
        parts += [" In the words of the agreement: “", words(rule.words), "”"]
    if rule.source:
        parts += [" (Source: ", words(rule.source), ")"]
    return sentence(*parts)
