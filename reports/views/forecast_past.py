"""A line's past in words: projections that nobody typed, its own record, and its months last round and last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.figures.projection import prior_year_shape, straight_line
from reports.figures.record import PastRound, Record, record, same_period
from reports.figures.spreading import Ground, run_rate
from reports.figures.variance import outturn
from reports.loading.past import LinePast
from reports.render.words import NOT_APPLICABLE, print_percent, print_pounds
from reports.rounds.lines import GridLine
from s75.money import to_pence
from s75.years import MONTHS, month_label, year_label

SHAPES = {
    "even": "Evenly",
    "profile": "By the budget’s profile",
    "last_year": "By last year’s shape",
    "run_rate": "By the run rate: as it was spent so far",
}
KINDS = {
    "outturn": "Total outturn of the year",
    "to_come": "Total still to come",
    "each": "The same in each month to come",
}


@dataclass(frozen=True)
class Fact:
    """One thing to hold the forecast against: what it is, its figure in £ as printed, and how far off that is."""

    name: str
    figure: str
    told: str


@dataclass(frozen=True)
class PastMonth:
    """A month as it stands now, was forecast in the last round, and was spent last year: printed, blank where none."""

    name: str
    now: str
    last: str
    last_year: str


@dataclass(frozen=True)
class Facts:
    projections: Sequence[Fact]
    record: Sequence[str]
    months: Sequence[PastMonth]
    last_round: str
    last_year: str


def facts_of(line: GridLine, past: LinePast, ground: Ground, period: int) -> Facts:
    """All that the tools of a line show beside the form, in the round of a period."""
    return Facts(
        [*_projections(line, past, ground)],
        _records(past.rounds, period),
        [*_months(line, past)],
        month_label(line.last.round) if line.last else "",
        "Last year, whole scheme" if past.of_scheme else "Last year" if past.last_year else "",
    )


def _projections(line: GridLine, past: LinePast, ground: Ground) -> Iterator[Fact]:
    forecast = outturn(line.group.now)
    yield Fact("Forecast outturn", print_pounds(forecast), "")
    rate = run_rate(ground.actuals)
    paced = f" ({print_pounds(to_pence(rate))} a month)" if rate is not None else ""
    for name, amount in (
        (f"Projection in a straight line{paced}", straight_line(ground.actuals)),
        ("Projection by last year’s shape", prior_year_shape(ground.actuals, past.last_year)),
    ):
        yield Fact(name, _printed(amount), _apart(amount, forecast))


def _printed(amount: Decimal | None) -> str:
    return NOT_APPLICABLE if amount is None else print_pounds(amount)


def _apart(amount: Decimal | None, forecast: Decimal) -> str:
    if amount is None or amount == forecast:
        return "" if amount is None else "as forecast"
    return f"{print_pounds(abs(amount - forecast))} {'above' if amount > forecast else 'below'} the forecast"


def _records(rounds: Sequence[PastRound], period: int) -> list[str]:
    """The line's record in sentences: of the same period in complete years, and of this year's rounds so far."""
    found = []
    years = same_period(rounds, period)
    if years and (kept := record(years)):
        found.append(f"{month_label(period)} forecasts have missed outturn by {missed(kept)}.")
    newest = max((past.year for past in rounds), default=0)
    complete = [past for past in rounds if past.complete and past.year < newest]
    if complete and (kept := record(complete)):
        label = year_label(complete[-1].year)
        found.append(f"All forecasts of {label} missed its outturn by {missed(kept)}.")
    if kept := record(past for past in rounds if past.year == newest and not past.complete):
        found.append(f"This year’s forecasts have missed what the ledgers then held by {missed(kept)}.")
    return found


def missed(kept: Record) -> str:
    """A record in words: by how much on average, over how many forecasts, and to which side."""
    many = "1 forecast" if kept.rounds == 1 else f"{kept.rounds} forecasts"
    sides = [f"{kept.high} too high" * bool(kept.high), f"{kept.low} too low" * bool(kept.low)]
    told = ", ".join(side for side in sides if side)
    return f"{print_percent(kept.average)} on average ({many}{': ' + told if told else ''})"


def _months(line: GridLine, past: LinePast) -> Iterator[PastMonth]:
    shown = line.months
    for month in MONTHS:
        last = line.last.figures[month - 1] if line.last else None
        before = past.last_year[month - 1] if past.last_year else None
        yield PastMonth(
            month_label(month), *("" if a is None else print_pounds(a) for a in (shown[month - 1], last, before))
        )
