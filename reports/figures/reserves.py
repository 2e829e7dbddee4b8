"""Reserves: balance, what is committed and drawn by project and year, and what is left to commit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.reserve import ProjectFacts, ReserveFacts
from s75.money import ZERO, total


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """A project in £. `cost` is what it was proposed or agreed at; `committed` what the reserve is bound to by it: its
    cost once agreed, what it drew once closed, nothing before."""

    project: ProjectFacts
    cost: Decimal
    committed: Decimal
    drawn: Decimal
    proposed: Decimal

    @property
    def to_come(self) -> Decimal:
        return self.committed - self.drawn

    @property
    def freed(self) -> Decimal:
        """What closing it left uncommitted."""
        return self.cost - self.drawn if self.project.state == "closed" else ZERO


@dataclass(frozen=True, slots=True)
class ReserveFigures:
    """A reserve, or several together, in £. `elsewhere` is what was drawn without a project.

    allocated = balance + drawn; uncommitted = allocated − committed − elsewhere = balance − to come;
    headroom = uncommitted − proposed.
    """

    allocated: Decimal
    drawn: Decimal
    committed: Decimal
    to_come: Decimal
    elsewhere: Decimal
    proposed: Decimal
    illustrative: bool

    @property
    def balance(self) -> Decimal:
        return self.allocated - self.drawn

    @property
    def uncommitted(self) -> Decimal:
        return self.allocated - self.committed - self.elsewhere

    @property
    def headroom(self) -> Decimal:
        return self.uncommitted - self.proposed


def project_figures(reserve: ReserveFacts, project: ProjectFacts) -> ProjectFigures:
    cost = total(one.amount for one in project.costs)
    drawn = -total(
        entry.amount for entry in reserve.entries if entry.kind == "drawdown" and entry.project == project.key
    )
    committed = {"agreed": cost, "closed": drawn}.get(project.state, ZERO)
    return ProjectFigures(project, cost, committed, drawn, cost if project.state == "proposed" else ZERO)


def reserve_figures(reserve: ReserveFacts) -> ReserveFigures:
    projects = [project_figures(reserve, project) for project in reserve.projects]
    drawn = -total(entry.amount for entry in reserve.entries if entry.kind == "drawdown")
    for_projects = total(figures.drawn for figures in projects)
    counted = [figures.project for figures in projects if figures.project.state != "refused"]
    return ReserveFigures(
        allocated=total(entry.amount for entry in reserve.entries if entry.kind != "drawdown"),
        drawn=drawn,
        committed=total(figures.committed for figures in projects),
        to_come=total(figures.to_come for figures in projects),
        elsewhere=drawn - for_projects,
        proposed=total(figures.proposed for figures in projects),
        illustrative=reserve.illustrative or any(project.illustrative for project in counted),
    )


def together(parts: Iterable[ReserveFigures]) -> ReserveFigures:
    """Several reserves as one."""
    found = list(parts)
    return ReserveFigures(
        total(part.allocated for part in found),
        total(part.drawn for part in found),
        total(part.committed for part in found),
        total(part.to_come for part in found),
        total(part.elsewhere for part in found),
        total(part.proposed for part in found),
        any(part.illustrative for part in found),
    )


def years_of(projects: Iterable[ProjectFacts]) -> tuple[int, ...]:
    """The years in which any of them costs something."""
    return tuple(sorted({cost.year for project in projects for cost in project.costs}))


def by_year(projects: Iterable[ProjectFacts]) -> dict[int, Decimal]:
    """What they cost in each year together, in £."""
    found: dict[int, Decimal] = {}
    for project in projects:
        for cost in project.costs:
            found[cost.year] = found.get(cost.year, ZERO) + cost.amount
    return found


def by_heading(project: ProjectFacts) -> dict[str, dict[int, Decimal]]:
    """What a project costs under each heading in each year, in £, the headings in their order."""
    found: dict[str, dict[int, Decimal]] = {}
    for cost in project.costs:
        found.setdefault(cost.heading, {})[cost.year] = cost.amount
    return found


def balances_after(reserve: ReserveFacts) -> tuple[Decimal, ...]:
    """The balance after each entry, in £."""
    found, running = [], ZERO
    for entry in reserve.entries:
        running += entry.amount
        found.append(running)
    return tuple(found)
