"""A line as a card of the review page: its figures in words, its months, what is doubted, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.safestring import SafeString

from reports.figures.record import record
from reports.figures.variance import movement_word, outturn, percent, variance_word
from reports.render.html_cells import element_id
from reports.render.sparkline import sparkline
from reports.render.words import NOT_APPLICABLE, print_percent, print_pounds
from reports.review.indicators import Beside
from reports.review.lines import ReviewLine, Said, asked, doubts
from reports.review.reading import Details, Review, grid_line, past_rounds
from reports.rounds.states import STATES
from reports.views.forecast_cells import COLOURS
from reports.views.forecast_past import missed
from s75.years import MONTHS, london_date, month_label
from schemes.models import Forecast


@dataclass(frozen=True)
class Fact:
    """A figure of a card: what it is, as printed in £, and its word."""

    label: str
    figure: str
    told: str = ""


@dataclass(frozen=True)
class Card:
    """One line as its template prints it. `told` says who sent it or reviewed it; `stands` whence its figures are."""

    line: ReviewLine
    key: str
    href: str
    tools: str
    state: str
    colour: str
    told: str
    facts: Sequence[Fact]
    spark: SafeString
    doubts: Sequence[str]
    challenge: str
    record: str
    explanation: str
    mitigation: str
    thread: Sequence[Said]
    beside: Sequence[Beside] = ()


def doubts_of(line: ReviewLine, details: Details, review: Review) -> list[str]:
    """Why the line deserves a look of its own; empty where nothing is contentious."""
    month = review.scope.month
    gap = grid_line(line, details, month).challenged
    said = asked(details.threads.get(line.key, ()), month)
    return doubts(line, challenged=gap, asked=said, compared=review.compared)


def card(line: ReviewLine, details: Details, review: Review, beside: Sequence[Beside] = ()) -> Card:
    """The card of a line whose rows were read."""
    scope = review.scope
    grid = grid_line(line, details, scope.month)
    row = next((one for one in details.rounds.get(line.key, ()) if one.round == scope.month), None)
    actual = next((at for at, amount in enumerate(grid.actuals) if amount is None), len(MONTHS))
    gap, kept = grid.challenged, record(past_rounds(line, details, scope.month))
    return Card(
        line=line,
        key=element_id("c", line.ref),
        href=scope.address("line", line.ref),
        tools=scope.address("forecast_line", line.ref),
        state=STATES[line.state],
        colour=COLOURS[line.state],
        told=_told(row) if row else _stands(grid.last.round if grid.last else None),
        facts=_facts(line, compared=review.compared),
        spark=SafeString(sparkline(line.ref, _spoken(line.ref, actual), grid.months[: len(MONTHS)], actual)),
        doubts=doubts_of(line, details, review),
        challenge="" if gap is None else _challenge(outturn(line.group.now) + gap, more=gap > 0, apart=abs(gap)),
        record=f"This year’s forecasts missed the ledgers by {missed(kept)}." if kept else "",
        explanation=grid.words,
        mitigation=grid.mitigation,
        thread=details.threads.get(line.key, ()),
        beside=beside,
    )


def _facts(line: ReviewLine, *, compared: bool) -> list[Fact]:
    now = line.group.now
    share = percent(now)
    apart = f"{variance_word(line.variance)}, {NOT_APPLICABLE if share is None else print_percent(share)}"
    found = [
        Fact("Budget", print_pounds(now.budget)),
        Fact("Forecast outturn", print_pounds(outturn(now))),
        Fact("Variance", print_pounds(line.variance), apart),
    ]
    if compared:
        found.append(Fact("Movement", print_pounds(line.moved), movement_word(line.moved)))
    return found


def _told(row: Forecast) -> str:
    """Who last did what to a row, and when."""
    if row.reviewed_at:
        return f"by {row.reviewed_by} on {_day(row.reviewed_at)}"
    if row.submitted_at:
        return f"by {row.submitted_by} on {_day(row.submitted_at)}"
    return f"saved by {row.saved_by} on {_day(row.saved_at)}"


def _day(at: datetime) -> str:
    return f"{london_date(at):%-d %B %Y}"


def _stands(last: int | None) -> str:
    return f"figures from {month_label(last)}" if last else "never forecast: stands at budget"


def _spoken(ref: str, actual: int) -> str:
    if not actual:
        return f"Months of {ref}: all forecast"
    return f"Months of {ref}: actual to {month_label(actual)}, then forecast"


def _challenge(points: Decimal, *, more: bool, apart: Decimal) -> str:
    return f"The run rate points to {print_pounds(points)}, {print_pounds(apart)} {'more' if more else 'less'}."
