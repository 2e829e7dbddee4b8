"""The schemes that ring-fenced money may be spent on."""

from __future__ import annotations

import pytest

from budgets.actions.places import create_place
from budgets.actions.streams import change_stream
from budgets.models import FundingStream
from s75.errors import BadInput, NotPermitted, WrongState
from schemes.actions.permitted import set_permitted
from schemes.models import Scheme
from tests.universe import Universe


@pytest.fixture
def fenced(world: Universe) -> FundingStream:
    return change_stream(stream=world.minimum, by=world.manager, ring_fenced=True)


def schemes(world: Universe, *refs: str) -> list[Scheme]:
    return list(world.place.schemes.filter(ref__in=refs))


def permitted(stream: FundingStream) -> set[str]:
    return set(stream.permitted.values_list("scheme__ref", flat=True))


def test_schemes_are_permitted_in_place_of_those_before(world: Universe, fenced: FundingStream) -> None:
    set_permitted(stream=fenced, schemes=schemes(world, "BEDS", "HOME"), by=world.manager)
    set_permitted(stream=fenced, schemes=schemes(world, "BEDS", "KIDS"), by=world.manager)
    assert permitted(fenced) == {"BEDS", "KIDS"}
    with pytest.raises(NotPermitted):
        set_permitted(stream=fenced, schemes=[], by=world.officer)


def test_a_stream_without_a_fence_needs_no_permission(world: Universe) -> None:
    with pytest.raises(WrongState, match="is not ring-fenced"):
        set_permitted(stream=world.own, schemes=schemes(world, "BEDS"), by=world.manager)


def test_a_scheme_of_another_place_is_refused(world: Universe, fenced: FundingStream) -> None:
    other = create_place(slug="othershire", name="Othershire", board="B", by=world.operator)
    theirs = Scheme.objects.create(place=other, ref="X", name="X", lead_commissioner=world.council)
    with pytest.raises(BadInput, match="not a scheme of Testshire"):
        set_permitted(stream=fenced, schemes=[theirs], by=world.manager)


def test_a_scheme_that_holds_refused_money_stays_permitted(world: Universe, fenced: FundingStream) -> None:
    set_permitted(stream=fenced, schemes=schemes(world, "BEDS", "HOME"), by=world.manager)
    change_stream(stream=fenced, by=world.manager, outside="refuse")
    with pytest.raises(WrongState, match=r"Beds has £1,200\.00 of NHS minimum"):
        set_permitted(stream=fenced, schemes=schemes(world, "HOME"), by=world.manager)
    set_permitted(stream=fenced, schemes=schemes(world, "BEDS"), by=world.manager)
    assert permitted(fenced) == {"BEDS"}


def test_where_other_schemes_are_only_flagged_any_may_go(world: Universe, fenced: FundingStream) -> None:
    set_permitted(stream=fenced, schemes=schemes(world, "BEDS"), by=world.manager)
    assert set_permitted(stream=fenced, schemes=[], by=world.manager) == []


def test_the_database_refuses_to_close_a_fence_around_money_outside_it(world: Universe, fenced: FundingStream) -> None:
    set_permitted(stream=fenced, schemes=schemes(world, "HOME"), by=world.manager)
    with pytest.raises(WrongState, match="has budget on schemes that are not permitted to it"):
        change_stream(stream=fenced, by=world.manager, outside="refuse")
    set_permitted(stream=fenced, schemes=schemes(world, "BEDS", "HOME"), by=world.manager)
    assert change_stream(stream=fenced, by=world.manager, outside="refuse").outside == "refuse"
