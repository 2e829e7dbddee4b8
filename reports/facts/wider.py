"""What a board paper tells beside the position: kinds of schemes, conditions, claims, how fresh forecasts are, notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SchemeLabel:
    """What the national template says of a scheme."""

    ref: str
    area: str = ""
    kind: str = ""
    commissioner: str = ""
    nhs_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FloorFacts:
    """A national condition: the least in £ that must be spent from the NHS minimum."""

    kind: str
    name: str
    floor: Decimal
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A contribution that is claimed: agreed and ceiling in £; `waiting` while no change of it counts."""

    key: int
    fund: str
    stream: str
    partner: str
    amount: Decimal
    ceiling: Decimal | None = None
    waiting: bool = False
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class RoundCount:
    """How many lines of a fund were forecast in the paper's own round, and how many of them were sent."""

    fund: str
    forecast: int
    sent: int


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """A notice of a projected overspend in £, the first month that projected it, and the plan that answered it."""

    fund: str
    month: int
    amount: Decimal
    due_on: date
    sent_on: date
    plan_due_on: date
    plan_on: date | None = None
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class WiderFacts:
    """All of it; `national` are the names of streams in the national template, `changed` says that the register has
    something to tell, and `measured` that the place has indicators."""

    schemes: tuple[SchemeLabel, ...] = ()
    national: tuple[tuple[str, str], ...] = ()
    floors: tuple[FloorFacts, ...] = ()
    claims: tuple[ClaimFacts, ...] = ()
    rounds: tuple[RoundCount, ...] = ()
    notices: tuple[NoticeSent, ...] = ()
    changed: bool = False
    measured: bool = False
