"""What a reserve holds, what of it is committed, and what its projects have left: the sums that its rules are judged by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from budgets.models import (
    Change,
    ProposedContribution,
    Reserve,
    ReserveCommitment,
    ReserveEntry,
    ReserveProject,
)
from s75.errors import NotBalanced, WrongState
from s75.money import ZERO

AGREED = ReserveProject.State.AGREED


def balance_of(reserve: Reserve) -> Decimal:
    """What a reserve holds, in £: the sum of its entries."""
    return _sum(ReserveEntry.objects.filter(reserve=reserve))


def cost_of(project: ReserveProject) -> Decimal:
    """What a project is to cost over all its years, in £."""
    return _sum(ReserveCommitment.objects.filter(project=project))


def drawn_by(project: ReserveProject) -> Decimal:
    """What was drawn for a project, less what was given back, in £."""
    return -_sum(ReserveEntry.objects.filter(project=project))


def committed_of(reserve: Reserve) -> Decimal:
    """What the reserve's agreed projects are still to draw, in £."""
    costs = _sum(ReserveCommitment.objects.filter(project__reserve=reserve, project__state=AGREED))
    return costs + _sum(ReserveEntry.objects.filter(reserve=reserve, project__state=AGREED))


def waiting_of(reserve: Reserve, *, but: Change | None = None) -> Decimal:
    """What other drawdowns that wait to be decided or posted would take from the reserve, in £."""
    states = (Change.State.REQUESTED, Change.State.APPROVED)
    rows = ProposedContribution.objects.filter(change__reserve=reserve, change__state__in=states, amount__gt=0)
    return _sum(rows.exclude(change=but) if but is not None else rows)


def _sum(rows: QuerySet[Any]) -> Decimal:
    found: Decimal | None = rows.aggregate(sum=Sum("amount"))["sum"]
    return found if found is not None else ZERO


def check_drawing(
    *, reserve: Reserve, project: ReserveProject | None, amount: Decimal, change: Change | None = None
) -> None:
    """Raise NotBalanced or WrongState, naming the amounts and the cure, unless so much could be drawn, in £.

    What gives back is always taken. For a project, it draws up to what was agreed; without one, what no agreed project
    is still to draw.
    """
    if amount <= 0:
        return
    holds = balance_of(reserve)
    if amount > holds:
        raise NotBalanced(
            f"{reserve} holds £{holds:,.2f}, and £{amount:,.2f} would be drawn: £{amount - holds:,.2f} too much."
            f"{_others(reserve, change)} Lower the drawdown, or top the reserve up."
        )
    if project is not None:
        _check_project(reserve, project, amount, change)
        return
    committed = committed_of(reserve)
    if amount > holds - committed:
        raise NotBalanced(
            f"{reserve} holds £{holds:,.2f}, of which £{committed:,.2f} is committed to agreed projects: "
            f"£{holds - committed:,.2f} can be drawn without a project, not £{amount:,.2f}.{_others(reserve, change)} "
            "Name the project that it is for, or lower the drawdown."
        )


def _check_project(reserve: Reserve, project: ReserveProject, amount: Decimal, change: Change | None) -> None:
    if project.state != AGREED:
        raise WrongState(
            f"“{project}” is {project.get_state_display().lower()}, and only an agreed project draws from {reserve}."
        )
    cost, drawn = cost_of(project), drawn_by(project)
    if amount > cost - drawn:
        raise NotBalanced(
            f"£{cost:,.2f} was agreed for “{project}” and £{drawn:,.2f} of it is drawn: £{cost - drawn:,.2f} is left, and "
            f"£{amount:,.2f} would be drawn.{_others(reserve, change)} Lower the drawdown, or have more agreed as another "
            "project."
        )


def _others(reserve: Reserve, change: Change | None) -> str:
    waiting = waiting_of(reserve, but=change)
    return f" Other drawdowns that wait to be decided or posted would take £{waiting:,.2f} more." if waiting else ""
