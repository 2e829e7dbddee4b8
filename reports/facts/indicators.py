"""The facts of what schemes deliver, as at a period: indicators with their targets and readings, planned and delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Measure = Literal["number", "percent", "pounds", "days", "text"]
Rule = Literal["sum", "weighted", "average", "latest", "entered"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A plan as it is written, and as it is read: >, >=, <, <= or = (a plain number) and a number; neither for words."""

    text: str
    comparator: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """What was entered of one period. Not applicable prints as “-”; `year_to_date` is what the source prints of it."""

    number: int
    applicable: bool = True
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    words: str = ""
    year_to_date: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """An indicator in one year, with its readings up to the period; `plan` is the year's, `targets` those by period."""

    key: int
    service: str
    name: str
    provider: str = ""
    measure: Measure = "number"
    decimals: int = 0
    cadence: str = "quarter"
    rule: Rule = "sum"
    better: Better = "higher"
    totals: bool = False
    scheme: str = ""
    plan: TargetFacts | None = None
    targets: tuple[tuple[int, TargetFacts], ...] = ()
    readings: tuple[ReadingFacts, ...] = ()
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class OutputFacts:
    """What a scheme plans to deliver in the year, and what it had delivered by the end of each quarter reported."""

    scheme: str
    scheme_name: str
    unit: str
    planned: Decimal
    delivered: tuple[tuple[int, Decimal, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PerformanceFacts:
    """A place's indicators and outputs as at a period; `ends` are the last days of the year's fortnights."""

    place: str
    place_name: str
    year: int
    period: int
    day: date
    locked: bool
    ends: tuple[date, ...] = ()
    indicators: tuple[IndicatorFacts, ...] = ()
    outputs: tuple[OutputFacts, ...] = ()
    scope_name: str = ""
