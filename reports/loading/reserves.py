"""From the database to the facts of reserves, as at a period: four queries, whatever the size."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch, Q

from budgets.models import Fund, Period, Place, Reserve, ReserveCommitment, ReserveEntry, ReserveProject
from reports.facts.reserve import (
    CostFacts,
    ProjectFacts,
    ProjectState,
    ReserveEntryFacts,
    ReserveFacts,
    ReservesFacts,
)

State = ReserveProject.State


def load_reserves(
    *, place: Place, funds: Sequence[Fund], year: int, period: int, periods: Sequence[Period], only: int | None = None
) -> ReservesFacts:
    """The reserves of a place's funds (already authorised), or `only` the one of that key, as they stood at a period.

    An entry counts from the period in which it was posted, a project's state from the one in which it was decided on. What
    a proposed project would cost is what stands now: it is no posting.
    """
    entries = ReserveEntry.objects.filter(Q(year__lt=year) | Q(year=year, posted_in__lte=period))
    costs = ReserveCommitment.objects.order_by("position", "heading", "year")
    at = year * 100 + period
    projects = ReserveProject.objects.filter(proposed_in__lte=at).prefetch_related(Prefetch("commitments", costs))
    rows = (
        Reserve.objects.filter(fund__in=list(funds), **({} if only is None else {"pk": only}))
        .select_related("fund", "stream", "partner__heir")
        .prefetch_related(
            Prefetch("entries", entries.select_related("posted_by").order_by("year", "posted_in", "pk")),
            Prefetch("projects", projects.order_by("position", "pk")),
        )
        .order_by("fund__position", "fund__slug", "name")
    )
    reserves = tuple(_reserve(row, at) for row in rows)
    states = {p.fund_id: p.state for p in periods if (p.year, p.month) == (year, period)}
    scope = reserves[0].name if only is not None and reserves else funds[0].name if len(funds) == 1 else place.name
    return ReservesFacts(
        place=place.slug,
        place_name=place.name,
        scope_name=scope,
        year=year,
        period=period,
        locked=all(states.get(fund.pk) == Period.State.LOCKED for fund in funds),
        reserves=reserves,
    )


def _reserve(row: Reserve, at: int) -> ReserveFacts:
    return ReserveFacts(
        key=row.pk,
        fund=row.fund.slug,
        fund_name=row.fund.name,
        name=row.name,
        stream=row.stream.name,
        partner=str(row.partner.heir or row.partner),
        contingency=row.contingency,
        source=row.source,
        illustrative=row.illustrative,
        entries=tuple(_entry(entry) for entry in row.entries.all()),
        projects=tuple(_project(project, at) for project in row.projects.all()),
    )


def _entry(row: ReserveEntry) -> ReserveEntryFacts:
    return ReserveEntryFacts(
        row.pk,
        row.kind,
        row.get_kind_display() if row.amount < 0 or row.kind != ReserveEntry.Kind.DRAWDOWN else "Given back",
        row.year,
        row.posted_in,
        row.amount,
        row.reason,
        row.authority,
        row.posted_by.name,
        row.project_id or 0,
        row.change_id or 0,
    )


def _project(row: ReserveProject, at: int) -> ProjectFacts:
    state = _state_at(row, at)
    return ProjectFacts(
        row.pk,
        row.name,
        state,
        tuple(CostFacts(cost.heading, cost.year, cost.amount, cost.note) for cost in row.commitments.all()),
        row.authority if state != "proposed" else "",
        row.source,
        row.illustrative,
    )


def _state_at(row: ReserveProject, at: int) -> ProjectState:
    """The state in which a project stood at a period, as year × 100 + month."""
    if row.closed_in is not None and row.closed_in <= at:
        return "closed"
    if row.decided_in is None or row.decided_in > at:
        return "proposed"
    return "refused" if row.state == State.REFUSED else "agreed"
