"""Who is in the agreement, and its funds: which topics are pooled, which aligned, who hosts and who manages them."""

from __future__ import annotations

from datetime import date

from reports.document import Block, Cell, Column, Row, Table
from reports.facts.agreement import AgreedFund, AgreementFacts, PartyFacts
from reports.links import fund_path
from reports.papers.cells import BLANK, heading_row, plural, sentence, words

SHOWN = 8
MEANS = {
    "Pooled": "one budget, hosted by one partner",
    "Aligned": "reported together, each partner keeps its money and its variance",
    "Lead commissioning": "one partner commissions for the others",
    "In view": "shown for information, outside totals",
}


def day(value: date | None) -> str:
    return f"{value:%-d %B %Y}" if value else "–"


def party_blocks(facts: AgreementFacts) -> tuple[Block, ...]:
    rows = tuple(_party_row(one) for one in facts.parties)
    columns = (
        Column("partner", "Partner", "text", wide=True),
        Column("code", "Code", "text"),
        Column("kind", "Kind", "text"),
        Column("stands", "Exists", "text"),
        Column("successor", "Succeeded by", "text", wide=True),
    )
    lasting = [one for one in facts.parties if not one.successor]
    intro = sentence(f"{plural(len(lasting), 'partner is', 'partners are').capitalize()} in the agreement.")
    return (intro, Table("parties", "Partners in the agreement", columns, rows))


def _party_row(party: PartyFacts) -> Row:
    if party.starts and party.ends:
        stands = f"{day(party.starts)} to {day(party.ends)}"
    else:
        stands = (
            f"from {day(party.starts)}" if party.starts else f"until {day(party.ends)}" if party.ends else "throughout"
        )
    cells = (words(party.name), words(party.code), words(party.kind), words(stands), words(party.successor or "–"))
    return Row(f"party:{party.code}", cells)


def fund_blocks(facts: AgreementFacts) -> tuple[Block, ...]:
    """The funds under their arrangements, with what each pays for."""
    if not facts.funds:
        return (sentence("No fund stands under this agreement yet."),)
    rows: list[Row] = []
    for arrangement in dict.fromkeys(MEANS):
        funds = [fund for fund in facts.funds if fund.arrangement == arrangement]
        if funds:
            rows.append(heading_row(f"heading:{arrangement}", words(f"{arrangement}: {MEANS[arrangement]}"), 4))
            rows += [_fund_row(facts, fund) for fund in funds]
    columns = (
        Column("fund", "Fund", "text", wide=True),
        Column("host", "Host", "text", wide=True),
        Column("managers", "Pool manager", "text", wide=True),
        Column("topics", "What it pays for", "text", wide=True),
    )
    intro = sentence(f"{_counted(facts)}.")
    return (intro, Table("funds", "Funds by arrangement: what is pooled and what is aligned", columns, tuple(rows)))


def _counted(facts: AgreementFacts) -> str:
    kinds = {kind: sum(fund.arrangement == kind for fund in facts.funds) for kind in MEANS}
    names = {
        "Pooled": "pooled",
        "Aligned": "aligned",
        "Lead commissioning": "in lead commissioning",
        "In view": "in view",
    }
    said = [f"{plural(count, 'fund is', 'funds are')} {names[kind]}" for kind, count in kinds.items() if count]
    joined = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{joined[:1].upper()}{joined[1:]}"


def _fund_row(facts: AgreementFacts, fund: AgreedFund) -> Row:
    link = "" if facts.period is None else fund_path(facts.place, fund.slug, facts.year, facts.period)
    cells: tuple[Cell, ...] = (
        words(fund.name, link),
        words(fund.host),
        words(", ".join(fund.managers) or "nobody yet"),
        words(topics(fund)) if fund.schemes else BLANK,
    )
    return Row(f"fund:{fund.slug}", cells)


def topics(fund: AgreedFund) -> str:
    """The schemes of a fund by name, the first ones where there are many."""
    more = len(fund.schemes) - SHOWN
    named = "; ".join(fund.schemes[:SHOWN])
    return f"{named}; and {more} more" if more > 0 else named
