"""Puts the performance paper together: how many plans are met, the indicators by service, the outputs, and the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Block, Bullets, Document, Meta, Paragraph, Section
from reports.facts.indicators import PerformanceFacts
from reports.figures.indicators import (
    BEHIND,
    MET,
    NOT_MET,
    ON_COURSE,
    IndicatorFigures,
    indicator_figures,
)
from reports.figures.outputs import OutputFigures, output_figures
from reports.papers.cells import ILLUSTRATIVE, number_paragraphs, number_word, plural, sentence
from reports.papers.performance.cells import errs
from reports.papers.performance.outputs import outputs_table
from reports.papers.performance.tables import indicators_table
from s75.years import month_label, month_name, year_label
from schemes.reporting_periods import FORTNIGHT, MONTH, QUARTER, period_ends, short_label

NONE_YET = "No indicator is set up for this year, and no output is planned."
NOT_OVER = "No period of reporting is over yet."


def performance_paper(facts: PerformanceFacts) -> Document:
    """The indicators and outputs of a place as at a period: what was planned, read, and reached to date."""
    figures, outputs = figures_of(facts), outputs_of(facts)
    sections = [Section("summary", "How it stands", summary_blocks(facts, figures))]
    sections += indicator_sections(figures, outputs)
    if figures:
        sections.append(Section("arithmetic", "Arithmetic", arithmetic_blocks(figures)))
    return Document(performance_meta(facts), number_paragraphs(sections))


def indicator_sections(
    figures: Sequence[IndicatorFigures], outputs: Sequence[OutputFigures], *, changes: bool = False, scheme: bool = True
) -> list[Section]:
    """A section for each cadence that has a period which is over, and one for the outputs; none for what there is not.

    `changes` adds what moved since the period before; without `scheme` the outputs are those of one scheme's own page.
    """
    found = [
        Section(f"indicators-{cadence}", heading, (indicators_table(cadence, own, changes=changes),))
        for cadence, heading in ((QUARTER, "Indicators"), (MONTH, "Indicators by month"), (FORTNIGHT, "By fortnight"))
        if (own := [one for one in figures if one.facts.cadence == cadence and one.number])
    ]
    if outputs:
        found.append(Section("outputs", "Planned and delivered", (outputs_table(outputs, scheme=scheme),)))
    return found


def figures_of(facts: PerformanceFacts) -> list[IndicatorFigures]:
    """Every indicator as at the last of its periods that is over by the period's day."""
    found = []
    for one in facts.indicators:
        ends = facts.ends if one.cadence == FORTNIGHT else period_ends(one.cadence, facts.year)
        found.append(indicator_figures(one, sum(end <= facts.day for end in ends), len(ends)))
    return found


def outputs_of(facts: PerformanceFacts) -> list[OutputFigures]:
    quarter = sum(end <= facts.day for end in period_ends(QUARTER, facts.year))
    return [output_figures(one, quarter) for one in facts.outputs]


def summary_blocks(facts: PerformanceFacts, figures: Sequence[IndicatorFigures]) -> tuple[Block, ...]:
    """How many indicators there are, how many plans can be judged, and how they stand."""
    if not figures:
        return (sentence(NONE_YET),) if not facts.outputs else ()
    if not any(one.number for one in figures):
        return (sentence(f"{_first_up(plural(len(figures), 'indicator is', 'indicators are'))} set up. {NOT_OVER}"),)
    return (standing(figures),)


def standing(figures: Sequence[IndicatorFigures]) -> Paragraph:
    """Met, on course, behind and not met, counted, and what cannot be judged."""
    counts = {word: sum(one.against == word for one in figures) for word in (MET, ON_COURSE, BEHIND, NOT_MET)}
    judged = sum(counts.values())
    parts = [f"{number_word(count)} {word}" for word, count in counts.items() if count]
    opening = f"There {'is' if len(figures) == 1 else 'are'} {plural(len(figures), 'indicator', 'indicators')}"
    if not judged:
        return sentence(f"{opening}, and no plan can be judged yet.")
    rest = len(figures) - judged
    tail = f" {_first_up(plural(rest, 'other has', 'others have'))} no plan that can be judged." if rest else ""
    has = plural(judged, "has a plan that can be judged", "have a plan that can be judged")
    return sentence(f"{opening}, of which {has}: {', '.join(parts)}.{tail}")


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def arithmetic_blocks(figures: Sequence[IndicatorFigures]) -> tuple[Block, ...]:
    """Every printed or entered figure that its parts do not make, with both; or that all of them agree."""
    found = [words for one in figures for words in _errors(one)]
    if found:
        differ = plural(len(found), "figure that a source gives differs", "figures that sources give differ")
        return (sentence(f"{_first_up(differ)} from what the parts make. Both are shown."), Bullets(tuple(found)))
    return (sentence("Every figure that the sources give agrees with what its parts make by its rule."),)


def _errors(one: IndicatorFigures) -> list[str]:
    name = f"{one.facts.name} ({one.facts.provider})" if one.facts.provider else one.facts.name
    found = [
        f"{name}, {short_label(one.facts.cadence, period.number)}: {errs(one.facts, period.printed, period.value)}."
        for period in one.periods
        if period.printed is not None and period.value is not None
    ]
    if one.printed is not None and one.to_date is not None:
        found.append(f"{name}, year to date: {errs(one.facts, one.printed, one.to_date)}.")
    return found


def performance_meta(facts: PerformanceFacts) -> Meta:
    at = f"{month_label(facts.period)} ({month_name(facts.year, facts.period)})"
    sources = sorted({one.source for one in facts.indicators if one.source})
    return Meta(
        title=f"Performance: {facts.scope_name or facts.place_name} at {at}",
        place=facts.place_name,
        year=year_label(facts.year),
        period=month_label(facts.period),
        as_at=f"{at}, {'locked' if facts.locked else 'open, so figures can still change'}",
        paper="Performance",
        draft=not facts.locked,
        facts=(("Source", "; ".join(sources)),) if sources else (),
        marks=(ILLUSTRATIVE,) if any(one.illustrative for one in facts.indicators) else (),
    )
