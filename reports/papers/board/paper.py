"""Puts the board paper together: the title block, and the sections that its layout names, in that order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from reports.document import Block, Document, Meta
from reports.facts.position import PositionFacts
from reports.layouts import Held, Layout, Part
from reports.layouts.assembling import assemble, entry_lines
from reports.layouts.plain import PLAIN
from reports.layouts.showing import show
from reports.layouts.written import NOTHING, Written
from reports.papers.board.assurance import claim_blocks, condition_blocks, confidence_blocks, reserve_blocks
from reports.papers.board.by_kind import area_blocks, type_blocks
from reports.papers.board.changes import change_blocks
from reports.papers.board.comparisons import comparison_blocks
from reports.papers.board.contributions import contribution_blocks
from reports.papers.board.indicators import indicator_blocks
from reports.papers.board.lines import by_lines, line_blocks
from reports.papers.board.months import bridge_blocks, month_blocks
from reports.papers.board.narratives import narrative_blocks
from reports.papers.board.position import fund_blocks, partner_blocks, scheme_blocks, stream_blocks
from reports.papers.board.pressures import pressure_blocks, risk_flag_blocks
from reports.papers.board.reading import Reading, read
from reports.papers.board.sources import source_blocks
from reports.papers.board.summary import summary_blocks
from reports.papers.cells import ILLUSTRATIVE
from reports.papers.register import appendix_blocks
from reports.papers.risk.summary import who_bears_blocks
from s75.years import month_label, year_label

SECTIONS: dict[str, Callable[[Reading], tuple[Block, ...]]] = {
    "summary": summary_blocks,
    "funds": fund_blocks,
    "schemes": scheme_blocks,
    "lines": line_blocks,
    "streams": stream_blocks,
    "partners": partner_blocks,
    "months": month_blocks,
    "bridge": bridge_blocks,
    "variances": narrative_blocks,
    "comparisons": comparison_blocks,
    "changes": change_blocks,
    "contributions": contribution_blocks,
    "sources": source_blocks,
    "risk": who_bears_blocks,
    "register": lambda reading: appendix_blocks(reading.facts.register),
    "areas": area_blocks,
    "types": type_blocks,
    "pressures": pressure_blocks,
    "flags": risk_flag_blocks,
    "confidence": confidence_blocks,
    "conditions": condition_blocks,
    "claims": claim_blocks,
    "reserves": reserve_blocks,
    "indicators": indicator_blocks,
}
# These hold nothing but totals, so a paper of funds in view only goes without them.
TOTALS_ONLY = {
    *("funds", "streams", "partners", "months", "bridge", "changes", "contributions", "risk", "register"),
    *("areas", "types", "pressures", "flags", "confidence", "conditions", "claims", "reserves"),
}

LINES = Part("lines", "Position by line", figures=(Held("lines"),))


def board_paper(
    facts: PositionFacts, layout: Layout = PLAIN, *, written: Written = NOTHING, draft: bool = True
) -> Document:
    """The board paper of a place or of one fund, as at one period, in a house style, with what people wrote for it;
    KeyError for a section that the layout names and the paper does not have. Facts at the grain of lines add a last
    section of lines, for workbooks."""
    reading = read(facts, layout)
    asked = replace(layout, parts=(*layout.parts, LINES)) if by_lines(reading) else layout
    sections = assemble(asked, figures(reading), written, draft=draft)
    return show(Document(meta(reading, draft, written), sections), layout.scale)


def figures(reading: Reading) -> Mapping[str, Callable[[], tuple[Block, ...]]]:
    """What makes each section of figures, by its key."""
    empty = () if reading.funds else TOTALS_ONLY
    return {key: (lambda: ()) if key in empty else partial(made, reading) for key, made in SECTIONS.items()}


def meta(reading: Reading, draft: bool, written: Written = NOTHING) -> Meta:
    facts, layout = reading.facts, reading.layout
    state = "locked" if facts.locked else "open, so figures can still change"
    compared = (("Compared with", reading.before),) if reading.before else ()
    measured = facts.performance.indicators if facts.performance else ()
    illustrative = any(group.illustrative for group in facts.groups) or any(one.illustrative for one in measured)
    return Meta(
        title=layout.title_of(facts.scope_name, reading.period),
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{reading.period}, {state}",
        paper="Board paper",
        draft=draft,
        above=entry_lines(layout.above, written, draft=draft),
        facts=(
            *entry_lines(layout.below, written, draft=draft),
            ("Covers", facts.scope_name),
            *compared,
            ("Unit and sign", layout.note),
        ),
        marks=(ILLUSTRATIVE,) if illustrative else (),
    )
