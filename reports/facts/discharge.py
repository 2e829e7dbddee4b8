"""The facts of the fortnightly return of discharge money, as at a period: allocations, fortnights and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FortnightFacts:
    """What a line spent in one fortnight in £, administration within it, and what it delivered in a unit."""

    number: int
    spend: Decimal
    administration: Decimal
    activity: Decimal | None = None
    unit: str = ""
    note: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class DischargeLineFacts:
    """A line of discharge money: its fortnights, and its ledger's actuals by month as at the period."""

    ref: str
    scheme: str
    stream: str
    spender: str
    fortnights: tuple[FortnightFacts, ...] = ()
    actuals: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class AllocationFacts:
    """What a discharge stream brings into the place in the year, posted by the period, in £."""

    stream: str
    amount: Decimal
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class DischargeFacts:
    """The return of a place's year as at a period; `ends` are the last days of all fortnights of the year.

    `cap` is the most that administration may cost, in % of the whole allocation.
    """

    place: str
    place_name: str
    scope_name: str
    year: int
    period: int
    day: date
    locked: bool
    ends: tuple[date, ...]
    cap: Decimal
    cap_source: str = ""
    allocations: tuple[AllocationFacts, ...] = ()
    lines: tuple[DischargeLineFacts, ...] = ()
