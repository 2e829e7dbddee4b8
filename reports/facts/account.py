"""The facts of a year's account: a position, its money in, the year before, and what is carried from year to year, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.facts.money import MoneyInFacts
from reports.facts.position import PositionFacts


@dataclass(frozen=True, slots=True)
class SchemeAccount:
    """What accounts and sheets need of a scheme. `treatment` is the key of its accounting treatment, empty where nobody
    said; `lead` the code of the partner that leads it."""

    ref: str
    name: str
    lead: str
    treatment: str = ""
    treatment_name: str = ""
    area: str = ""
    kind: str = ""
    provider: str = ""
    commissioner: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class CarryFacts:
    """A carry-forward into a year: the change, its amount in £, and who asked for it, decided it and where."""

    fund: str
    year: int
    number: int | None
    title: str
    state: str
    amount: Decimal
    requested_by: str = ""
    decided_by: str = ""
    authority: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class BroughtFacts:
    """Money in £ that carry-forwards brought into a fund's year, by stream and partner: a part of its contributions."""

    fund: str
    year: int
    stream: str
    partner: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Everything that the papers of a year are drawn from, as at a period; `earlier` is the year before at the last of
    its periods that was opened, None where none was kept."""

    position: PositionFacts
    money: MoneyInFacts
    earlier: PositionFacts | None = None
    schemes: tuple[SchemeAccount, ...] = ()
    carries: tuple[CarryFacts, ...] = ()
    brought: tuple[BroughtFacts, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What scheme sheets are drawn from: a position by line, and the schemes that sheets are wanted of."""

    position: PositionFacts
    schemes: tuple[SchemeAccount, ...]
    outputs: tuple[tuple[str, str, Decimal], ...] = ()  # scheme, unit, planned in the year


@dataclass(frozen=True, slots=True)
class ComparisonFacts:
    """Two positions of the same funds, one of them perhaps of another year; `then` is None where there is no other."""

    now: PositionFacts
    then: PositionFacts | None = None
