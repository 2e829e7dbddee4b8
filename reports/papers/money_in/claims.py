"""Claims: what they bring in up to their ceilings, the headroom left, and spend beyond that somebody has to bear."""

from __future__ import annotations

from reports import links
from reports.document import Block, Column, Row, Table
from reports.facts.money import MoneyInFacts
from reports.figures.claims import ClaimFigures, claims
from reports.papers.cells import pounds, words
from reports.papers.money_in.words import UNIT, period_label


def claim_blocks(facts: MoneyInFacts) -> tuple[Block, ...]:
    found = claims(facts.sources, facts.groups)
    if not found:
        return ()
    columns = (
        Column("stream", "Claim", "text", wide=True),
        Column("ceiling", "Ceiling £"),
        Column("spend", "Spent to date £"),
        Column("income", "Income to date £"),
        Column("outturn", "Forecast outturn £"),
        Column("claimed", "Income at outturn £"),
        Column("headroom", "Headroom £"),
        Column("beyond", "Beyond the ceiling £"),
    )
    notes = (
        UNIT,
        "Income is the eligible spend up to the ceiling; headroom is what is left of the ceiling at the forecast outturn.",
        "Spend beyond the ceiling is a pressure on the contributing partner.",
    )
    rows = tuple(_row(facts, claim) for claim in found)
    return (Table("claims", f"Claims at {period_label(facts)}", columns, rows, notes),)


def _row(facts: MoneyInFacts, claim: ClaimFigures) -> Row:
    source, mark = claim.source, claim.illustrative
    link = links.contribution_path(facts.place, source.key, facts.year, facts.period)
    note = "its change is not posted or not effective yet" if source.waiting else ""
    beyond = claim.forecast.beyond
    bearer = f"borne by {source.partner}" if beyond else ""

    cells = (
        words(f"{source.stream}, {facts.partner_name(source.partner)}", link, note),
        pounds(claim.to_date.ceiling, illustrative=source.illustrative),
        pounds(claim.to_date.spend, illustrative=mark),
        pounds(claim.to_date.income, illustrative=mark),
        pounds(claim.forecast.spend, illustrative=mark),
        pounds(claim.forecast.income, illustrative=mark),
        pounds(claim.forecast.headroom, illustrative=mark),
        pounds(beyond, word="pressure" if beyond else "", note=bearer, illustrative=mark),
    )
    return Row(f"claim:{source.key}", cells)
