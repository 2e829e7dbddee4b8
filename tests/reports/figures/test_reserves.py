"""The figures of reserves: Nottinghamshire's by hand, each state of a project, and identities that always hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facts.reserve import CostFacts, ProjectFacts, ProjectState, ReserveEntryFacts, ReserveFacts
from reports.figures.reserves import (
    balances_after,
    by_heading,
    by_year,
    project_figures,
    reserve_figures,
    together,
    years_of,
)


def entry(amount: int | Decimal, kind: str = "allocation", project: int = 0) -> ReserveEntryFacts:
    return ReserveEntryFacts(0, kind, kind, 2020, 1, Decimal(amount), "x", project=project)


def project(key: int, state: ProjectState, *costs: tuple[str, int, int | Decimal]) -> ProjectFacts:
    return ProjectFacts(key, f"P{key}", state, tuple(CostFacts(h, year, Decimal(a)) for h, year, a in costs))


def reserve(
    entries: list[ReserveEntryFacts], projects: list[ProjectFacts], *, illustrative: bool = False
) -> ReserveFacts:
    return ReserveFacts(
        1, "bcf", "BCF", "Reserve", "Stream", "Council", False, "", illustrative, tuple(entries), tuple(projects)
    )


COORDINATION = project(
    3, "proposed",
    ("Set-up", 2020, 8000), ("Set-up", 2021, 34000), ("Coordinators", 2021, 135262), ("Coordinators", 2022, 147558),
    ("Equipment", 2021, 3000), ("Equipment", 2022, 3000), ("Evaluation", 2022, 20000),
)  # fmt: skip
EARLIER = [project(1, "agreed", ("Commitment", 2020, 62000)), project(2, "agreed", ("Commitment", 2020, 44000))]


def test_nottinghamshire_by_hand() -> None:
    found = reserve_figures(reserve([entry(466000)], [*EARLIER, COORDINATION]))
    assert (found.allocated, found.committed, found.uncommitted) == (466000, 106000, 360000)
    assert (found.proposed, found.headroom) == (350820, 9180)
    assert (found.balance, found.drawn, found.to_come) == (466000, 0, 106000)


def test_local_area_coordination_by_year_and_heading() -> None:
    assert years_of([COORDINATION]) == (2020, 2021, 2022)
    assert by_year([COORDINATION]) == {2020: 8000, 2021: 172262, 2022: 170558}
    rows = {heading: sum(amounts.values()) for heading, amounts in by_heading(COORDINATION).items()}
    assert rows == {"Set-up": 42000, "Coordinators": 282820, "Equipment": 6000, "Evaluation": 20000}


@pytest.mark.parametrize(
    ("state", "committed", "to_come", "proposed", "freed"),
    [("proposed", 0, 0, 100, 0), ("agreed", 100, 60, 0, 0), ("closed", 40, 0, 0, 60), ("refused", 0, 0, 0, 0)],
)
def test_each_state(state: ProjectState, committed: int, to_come: int, proposed: int, freed: int) -> None:
    drawn = [entry(-40, "drawdown", 1)] if state in ("agreed", "closed") else []
    one = project(1, state, ("Works", 2020, 100))
    found = project_figures(reserve([entry(500), *drawn], [one]), one)
    assert (found.committed, found.to_come, found.proposed, found.freed) == (committed, to_come, proposed, freed)


def test_what_is_drawn_without_a_project_and_returned_is_not_left() -> None:
    entries = [entry(500), entry(100, "top_up"), entry(-50, "returned"), entry(-30, "drawdown"), entry(10, "drawdown")]
    made = reserve(entries, [project(1, "agreed", ("Works", 2020, 100))])
    found = reserve_figures(made)
    assert (found.allocated, found.drawn, found.elsewhere, found.balance) == (550, 20, 20, 530)
    assert found.uncommitted == 430
    assert balances_after(made) == (500, 600, 550, 520, 530)


def test_the_mark_comes_from_the_reserve_or_a_project_that_counts() -> None:
    marked = ProjectFacts(1, "P", "proposed", (), illustrative=True)
    refused = ProjectFacts(1, "P", "refused", (), illustrative=True)
    assert reserve_figures(reserve([], [marked])).illustrative
    assert not reserve_figures(reserve([], [refused])).illustrative
    assert reserve_figures(reserve([], [], illustrative=True)).illustrative


MONEY = st.decimals(min_value=0, max_value=10**9, places=2)
STATES = st.sampled_from(["proposed", "agreed", "closed", "refused"])
PROJECTS = st.lists(st.tuples(STATES, st.lists(MONEY, max_size=3), MONEY), max_size=4)


@given(st.lists(MONEY, max_size=3), PROJECTS, MONEY)
def test_the_identities_always_hold(put_in: list[Decimal], made: list[Any], elsewhere: Decimal) -> None:
    projects = [
        project(key, state, *(("H", 2020 + i, cost) for i, cost in enumerate(costs)))
        for key, (state, costs, _) in enumerate(made, 1)
    ]
    entries = [entry(amount) for amount in put_in] + [entry(-elsewhere, "drawdown")]
    entries += [
        entry(-drawn, "drawdown", key) for key, (state, _, drawn) in enumerate(made, 1) if state in ("agreed", "closed")
    ]
    found = reserve_figures(reserve(entries, projects))
    assert found.balance == sum((one.amount for one in entries), Decimal(0))
    assert found.uncommitted == found.balance - found.to_come
    assert found.headroom == found.uncommitted - found.proposed
    both = together([found, found])
    assert (both.balance, both.headroom) == (2 * found.balance, 2 * found.headroom)
