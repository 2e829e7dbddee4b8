"""What schemes delivered, on a page of a board paper: how the indicators stand, and a table of them for each cadence."""

from __future__ import annotations

from reports.document import Block, Paragraph
from reports.figures.indicators import BEHIND, NOT_MET, IndicatorFigures
from reports.papers.board.reading import Reading
from reports.papers.cells import plural, sentence
from reports.papers.performance.paper import figures_of, indicator_sections, standing

MOST = 24  # rows of a page; of more indicators those that fall short are shown
WHOLE = "The performance paper has all of them."


def indicator_blocks(reading: Reading) -> tuple[Block, ...]:
    """Every indicator with its plan, its periods and its year to date, as far as a page holds them; nothing where no
    period of any is over."""
    performance = reading.facts.performance
    over = [one for one in figures_of(performance) if one.number] if performance else []
    if not over:
        return ()
    short = [one for one in over if one.against in (BEHIND, NOT_MET)]
    shown, said = (over, ()) if len(over) <= MOST else (short, (_chosen(short),))
    tables = (block for section in indicator_sections(shown, ()) for block in section.blocks)
    return (standing(over), *said, *tables)


def _chosen(short: list[IndicatorFigures]) -> Paragraph:
    if not short:
        return sentence(f"None falls short of its plan. {WHOLE}")
    fall = plural(len(short), "indicator that falls", "indicators that fall")
    return sentence(f"The table shows the {fall} short of the plan. {WHOLE}")
