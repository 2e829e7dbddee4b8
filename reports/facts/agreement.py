"""The facts of an agreement: who is in it, what it says, which funds and limits stand under it, and what each partner pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.facts.change import RegisterFacts
from reports.facts.risk import RuleFacts


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A partner in the agreement under its code, with the days between which it exists and who succeeded it."""

    code: str
    name: str
    kind: str
    starts: date | None = None
    ends: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class AgreedFund:
    """A fund under the agreement: how it is arranged, who hosts it and manages it, and the schemes that it pays for."""

    slug: str
    name: str
    arrangement: str
    host: str
    counted: bool
    managers: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """What the agreement says on one topic, and where that can be read."""

    topic: str
    heading: str
    text: str
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class LimitFacts:
    """Who may approve changes up to an amount in £ (None: any). `kind` is the key of a kind of change, empty for every
    kind; `decider` the title of a role, empty where a committee decides."""

    kind: str
    within_scheme: bool
    decider: str
    committee: str = ""
    up_to: Decimal | None = None
    starts: date | None = None
    ends: date | None = None
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class PaidFacts:
    """What a partner (by name) puts into the agreement's counted funds from a stream in a year, in £."""

    stream: str
    partner: str
    year: int
    amount: Decimal
    confirmed: bool = True
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """Everything that the page of an agreement is drawn from, as at a period. `warnings` are as on the day of reading."""

    place: str
    place_name: str
    board: str
    title: str
    status: str
    starts: date
    ends: date | None
    signed_on: date | None
    review_on: date | None
    warnings: tuple[str, ...]
    year: int
    period: int | None
    locked: bool
    parties: tuple[PartyFacts, ...]
    funds: tuple[AgreedFund, ...]
    clauses: tuple[ClauseFacts, ...]
    limits: tuple[LimitFacts, ...]
    deciders: tuple[str, ...]
    rules: tuple[RuleFacts, ...]
    paid: tuple[PaidFacts, ...]
    register: RegisterFacts | None
    schemes: tuple[tuple[str, str], ...] = ()
