"""What was delivered of a planned output by a quarter, against the plan of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.indicators import OutputFacts
from reports.figures.indicators import BEHIND, MET, NOT_MET, NOT_YET, ON_COURSE
from s75.money import percent_of


@dataclass(frozen=True, slots=True)
class OutputFigures:
    """A planned output as at a quarter: delivered to date, the part of the plan in %, and what pro rata asks for.

    It is judged at the newest quarter that was reported, and pro rata is of that one.
    """

    facts: OutputFacts
    quarter: int
    judged_at: int
    by_quarter: Mapping[int, Decimal]
    to_date: Decimal | None
    percent: Decimal | None
    pro_rata: Decimal
    against: str


def output_figures(facts: OutputFacts, quarter: int) -> OutputFigures:
    """Delivered is the year to date as entered, so quarters are not added; a quarter not reported says nothing."""
    by_quarter = {number: amount for number, amount, _ in facts.delivered if number <= quarter}
    latest = max(by_quarter, default=0)
    to_date = by_quarter.get(latest)
    judged_at = latest or quarter
    pro_rata = facts.planned * judged_at / 4
    against = NOT_YET if to_date is None else _delivery(pro_rata, to_date, last=judged_at == 4)
    percent = None if to_date is None else percent_of(to_date, facts.planned)
    return OutputFigures(facts, quarter, judged_at, by_quarter, to_date, percent, pro_rata, against)


def _delivery(pro_rata: Decimal, to_date: Decimal, *, last: bool) -> str:
    reached = to_date >= pro_rata
    if last:
        return MET if reached else NOT_MET
    return ON_COURSE if reached else BEHIND
