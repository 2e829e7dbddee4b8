"""Streams: set up and changed, but not how their money is counted in a locked period."""

from __future__ import annotations

from typing import Any

import pytest

from budgets.actions.places import create_place
from budgets.actions.streams import change_stream, create_stream
from budgets.actions.years import lock_open_period
from s75.errors import BadInput, NotPermitted, PeriodLocked, WrongState
from tests.universe import YEAR, Universe


def locked(world: Universe) -> None:
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)


def test_a_stream_is_set_up_once_by_whoever_may(world: Universe) -> None:
    made = create_stream(place=world.place, name="iBCF", kind="grant", last_year=2024, by=world.manager)
    assert (made.in_risk_share, made.returned, made.outside) == (True, True, "flag")
    with pytest.raises(BadInput, match="called “ibcf” already"):
        create_stream(place=world.place, name="ibcf", kind="grant", by=world.manager)
    with pytest.raises(NotPermitted):
        create_stream(place=world.place, name="DFG", kind="grant", by=world.officer)


@pytest.mark.parametrize(
    "given",
    [{"kind": "claim"}, {"capital": True}, {"better_care": False}, {"in_risk_share": False}, {"returned": False}],
)
def test_how_its_money_counts_stays_once_a_period_is_locked(world: Universe, given: dict[str, Any]) -> None:
    assert change_stream(stream=world.minimum, by=world.manager, **given)
    undone = {name: getattr(world.minimum, name) for name in given}
    locked(world)
    with pytest.raises(PeriodLocked, match="P01 2024-25 of Pool is locked with money of NHS minimum"):
        change_stream(stream=world.minimum, by=world.manager, **undone)
    assert change_stream(stream=world.minimum, by=world.manager, name="Minimum", position=7).position == 7


def test_a_stream_without_money_in_a_locked_period_still_changes(world: Universe) -> None:
    locked(world)
    assert change_stream(stream=world.nhs, by=world.manager, kind="grant").kind == "grant"


def test_its_years_hold_the_years_of_its_money(world: Universe) -> None:
    assert change_stream(stream=world.minimum, by=world.manager, first_year=2024, last_year=2024)
    with pytest.raises(WrongState, match="brings money in 2024-25"):
        change_stream(stream=world.minimum, by=world.manager, first_year=2025, last_year=None)
    with pytest.raises(BadInput, match="before its first"):
        change_stream(stream=world.minimum, by=world.manager, first_year=2024, last_year=2023)


def test_a_successor_is_of_the_place_and_never_itself(world: Universe) -> None:
    grant = create_stream(place=world.place, name="Grant", kind="grant", by=world.manager)
    assert change_stream(stream=world.minimum, by=world.manager, successor=grant).successor == grant
    grant.refresh_from_db()
    world.minimum.refresh_from_db()
    with pytest.raises(BadInput, match="cannot come after itself"):
        change_stream(stream=grant, by=world.manager, successor=world.minimum)
    other = create_place(slug="othershire", name="Othershire", board="B", by=world.operator)
    theirs = create_stream(place=other, name="Theirs", kind="grant", by=world.operator)
    with pytest.raises(BadInput, match="not a stream of Testshire"):
        change_stream(stream=grant, by=world.manager, successor=theirs)


def test_others_change_no_stream(world: Universe) -> None:
    for person in (world.officer, world.director, world.outsider):
        with pytest.raises(NotPermitted):
            change_stream(stream=world.minimum, by=person, name="X")
