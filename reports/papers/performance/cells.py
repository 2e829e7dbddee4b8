"""The cells of indicators: a figure in its unit and decimals, a dash, a blank, and where a printed figure errs."""

from __future__ import annotations

from decimal import Decimal

from reports.document import Cell, Scale
from reports.facts.indicators import IndicatorFacts
from reports.figures.indicators import IndicatorFigures, PeriodFigure, rounded
from reports.papers.cells import BLANK, words
from schemes.reporting_periods import short_label

DASH = "-"


def figure(facts: IndicatorFacts, value: Decimal | None, note: str = "") -> Cell:
    """A figure as the indicator prints it, in every layout: rounded half up to its decimals. What cannot be known is a
    blank."""
    if value is None:
        return words("", note=note) if note else BLANK
    shown = rounded(value, facts.decimals)
    if facts.measure == "percent":
        return Cell(shown, "rate", note=note)
    if facts.measure == "pounds":
        return Cell(shown, "pounds", note=note, scale=Scale("£", 1, facts.decimals))
    return Cell(shown, "count", note=note)


def said(facts: IndicatorFacts, value: Decimal) -> str:
    """A figure within a note: 1,234, 84%, £5.00 or 12 days."""
    digits = f"{rounded(value, facts.decimals):,f}".replace("-", "\N{MINUS SIGN}")
    if facts.measure == "pounds":
        return f"£{value:,.2f}"
    return f"{digits}%" if facts.measure == "percent" else f"{digits} days" if facts.measure == "days" else digits


def period_cell(facts: IndicatorFacts, period: PeriodFigure) -> Cell:
    """One period: blank while nothing is reported, “-” where it was not collected."""
    notes = [period.note, f"its own target {period.against}" if period.against else ""]
    if period.printed is not None and period.value is not None:
        notes.insert(0, errs(facts, period.printed, period.value))
    note = "; ".join(part for part in notes if part)
    if not period.reported:
        return words("", note=note)
    if not period.applicable:
        return words(DASH, note=note)
    return words(period.words, note=note) if facts.measure == "text" else figure(facts, period.value, note)


def errs(facts: IndicatorFacts, entered: Decimal, value: Decimal) -> str:
    """Both figures of a printed one that its parts do not make; with more decimals where rounding hides the difference."""
    return f"entered {said(facts, entered)}, computed {said(facts, value)}"


def to_date_cell(figures: IndicatorFigures) -> Cell:
    """The year to date, with what was entered where that is another figure, and the periods that it leaves out."""
    facts = figures.facts
    if facts.measure == "text":
        return words(figures.words)
    notes = []
    if figures.printed is not None and figures.to_date is not None:
        notes.append(errs(facts, figures.printed, figures.to_date))
    if figures.to_date is not None and figures.missing and facts.rule in ("sum", "weighted", "average"):
        notes.append("without " + ", ".join(short_label(facts.cadence, number) for number in figures.missing))
    note = "; ".join(notes)
    if figures.to_date is None and _not_collected(figures):
        return words(DASH, note=note)
    return figure(facts, figures.to_date, note)


def _not_collected(figures: IndicatorFigures) -> bool:
    reported = [period for period in figures.periods if period.reported]
    return bool(reported) and not any(period.applicable for period in reported)


def plan_cell(facts: IndicatorFacts) -> Cell:
    """The year's plan as it is written, so that “>60%”, “-” and a blank stay what they are."""
    return words(facts.plan.text) if facts.plan else BLANK


def against_cell(figures: IndicatorFigures) -> Cell:
    """Met, not met, on course or behind, in words; beside it what a plan that is summed asks for by now."""
    note = ""
    if figures.pro_rata is not None and figures.against not in ("met", "not met", "nothing reported"):
        note = f"{said(figures.facts, figures.pro_rata)} by {short_label(figures.facts.cadence, figures.number)}"
    return words(figures.against, note=note)


def said_count(value: Decimal) -> str:
    """A count within a note, with no more decimals than it has: 1,234 or 12.5."""
    return f"{value.quantize(Decimal('0.01')):,f}".removesuffix("00").removesuffix(".")
