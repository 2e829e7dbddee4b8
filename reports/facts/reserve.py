"""The facts of reserves as at a period: what moved them, and their projects with costs by heading and year, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ProjectState = Literal["proposed", "agreed", "refused", "closed"]


@dataclass(frozen=True, slots=True)
class ReserveEntryFacts:
    """One entry in £; out of the reserve it is negative. `project` is the key of what it was drawn for, `change` of the
    change that drew it; 0 for none."""

    key: int
    kind: str
    label: str
    year: int
    month: int
    amount: Decimal
    reason: str
    authority: str = ""
    posted_by: str = ""
    project: int = 0
    change: int = 0


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What a project is to cost under a heading in a year, in £, and how it was worked out."""

    heading: str
    year: int
    amount: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project in the state in which it stood at the period."""

    key: int
    name: str
    state: ProjectState
    costs: tuple[CostFacts, ...]
    authority: str = ""
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ReserveFacts:
    """A reserve with its entries up to the period, in the order of their posting."""

    key: int
    fund: str
    fund_name: str
    name: str
    stream: str
    partner: str
    contingency: bool
    source: str
    illustrative: bool
    entries: tuple[ReserveEntryFacts, ...]
    projects: tuple[ProjectFacts, ...]


@dataclass(frozen=True, slots=True)
class ReservesFacts:
    """The reserves of a place's funds as at a period; `locked` when every fund's period is."""

    place: str
    place_name: str
    scope_name: str
    year: int
    period: int
    locked: bool
    reserves: tuple[ReserveFacts, ...]
