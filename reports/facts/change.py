"""The facts of changes: what stands before one, what it adds, and the posted ones of a register, frozen and unsummed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from s75.money import ZERO

Pot = tuple[int, int]  # a stream, and the heir of the partner whose money it is


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of a fund's year in £: its budget before a change, what other changes that wait would take or add, and what
    this change adds."""

    key: int
    ref: str
    name: str
    pot: Pot
    stream: str
    partner: str
    before: Decimal
    pending: Decimal = ZERO
    amount: Decimal = ZERO
    income: bool = False
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ChangePot:
    """Money in from one stream and partner in £: what is contributed and budgeted before a change, over all its lines,
    and what the change adds to the contribution."""

    pot: Pot
    stream: str
    partner: str
    contributed: Decimal
    budgeted: Decimal
    amount: Decimal = ZERO
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step on a change's way: who did what, when, and what they said."""

    at: datetime
    by: str
    what: str
    said: str


@dataclass(frozen=True, slots=True)
class PostedChange:
    """A posted change in a register. `moved` is what it moved or added in £, `budget` and `contribution` what it added to
    each side. Names are those of people."""

    fund: str
    number: int | None
    kind: str
    title: str
    posted_on: str
    posted_in: int
    effective_from: int
    authority: str
    minute: str
    requested_by: str
    decided_by: str
    posted_by: str
    moved: Decimal
    budget: Decimal
    contribution: Decimal
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class RegisterFund:
    """A fund in a register: its original budget and contributions in £, which opening changes set."""

    slug: str
    name: str
    counted: bool
    original: Decimal
    contributed: Decimal
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Everything that a register of changes is drawn from, as at a period: changes in the order of their posting."""

    place: str
    place_name: str
    scope_name: str
    year: int
    period: int
    locked: bool
    funds: tuple[RegisterFund, ...]
    changes: tuple[PostedChange, ...]
