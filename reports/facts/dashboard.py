"""The facts of a dashboard: the position, each row's months for the heat table, and the totals that the locks left."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.facts.position import PositionFacts, Standing

Months = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class HeatFacts:
    """The thirteen months of one line in £; of a whole scheme where `line` is empty, of a fund where `scheme` is too.

    budget      by profile
    actual      postings of forecast lines in months whose ledger is in
    forecast    the newest forecasts of months whose ledger is not in
    unforecast  the profiled budget of lines that nobody has forecast
    ledgers     of how many of the `forecast_lines` the ledger of each month is in; `lines` counts all
    """

    fund: str
    scheme: str
    name: str
    line: str
    illustrative: bool
    lines: int
    forecast_lines: int
    ledgers: tuple[int, ...]
    budget: Months
    actual: Months
    forecast: Months
    unforecast: Months


@dataclass(frozen=True, slots=True)
class LockedFacts:
    """What the lock of a fund's period kept, in £."""

    fund: str
    month: int
    budget: Decimal
    outturn: Decimal


@dataclass(frozen=True, slots=True)
class SchemeThen:
    """What stood on a scheme at a locked period; of its standing, as much as makes a variance."""

    fund: str
    scheme: str
    month: int
    then: Standing


@dataclass(frozen=True, slots=True)
class DashboardFacts:
    """Everything that a dashboard is drawn from; `scheme` narrows the heat table to the lines of one scheme,
    `schemes` are all of them at the locked periods before."""

    position: PositionFacts
    heat: tuple[HeatFacts, ...]
    locked: tuple[LockedFacts, ...]
    scheme: str = ""
    schemes: tuple[SchemeThen, ...] = ()
