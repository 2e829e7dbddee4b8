"""Setting up places and partners: who may, what is refused, and what stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from budgets.actions.places import (
    add_partner,
    change_partner,
    change_place,
    create_place,
    seat_partner,
    succeed_partner,
)
from budgets.models import Partner, Place, PlacePartner
from s75.errors import BadInput, NotPermitted, WrongState
from s75.models import User
from tests.universe import Universe


def seat_of(world: Universe, partner: Partner) -> PlacePartner:
    return PlacePartner.objects.get(place=world.place, partner=partner)


def changed(seat: PlacePartner, by: User, **other: Any) -> PlacePartner:
    partner = seat.partner
    given = {
        "code": seat.code, "name": partner.name, "kind": partner.kind, "starts": partner.starts, "ends": partner.ends,
        "position": seat.position, **other,
    }  # fmt: skip
    return change_partner(seat=seat, by=by, **given)


def othershire(world: Universe) -> Place:
    return create_place(slug="othershire", name="Othershire", board="Othershire HWB", by=world.operator)


def test_only_the_operator_sets_up_a_place(world: Universe) -> None:
    assert othershire(world).slug == "othershire"
    with pytest.raises(NotPermitted):
        create_place(slug="another", name="Another", board="A", by=world.manager)


def test_an_address_is_taken_once(world: Universe) -> None:
    with pytest.raises(BadInput, match="The address “testshire” is taken by Testshire"):
        create_place(slug="testshire", name="Other", board="A", by=world.operator)


def test_whoever_sets_the_place_up_renames_it_and_nobody_else(world: Universe) -> None:
    assert (
        change_place(place=world.place, name="New Testshire", board="Board", by=world.manager).name == "New Testshire"
    )
    assert Place.objects.get(pk=world.place.pk).slug == "testshire"
    for person in (world.officer, world.auditor, world.outsider):
        with pytest.raises(NotPermitted):
            change_place(place=world.place, name="X", board="Y", by=person)


def test_a_pool_manager_adds_a_partner_and_an_officer_does_not(world: Universe) -> None:
    added = add_partner(place=world.place, code="DC", name="District", kind="district", by=world.manager)
    assert added.heir_id == added.pk
    with pytest.raises(NotPermitted):
        add_partner(place=world.place, code="D2", name="District 2", kind="district", by=world.officer)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": "icb"}, "The code ICB is NHS Testshire ICB's"),
        ({"name": "nhs testshire icb"}, "is kept here already"),
        ({"starts": date(2024, 4, 1), "ends": date(2024, 3, 31)}, "before it starts"),
    ],
)
def test_a_partner_that_cannot_be_is_refused(world: Universe, given: dict[str, Any], said: str) -> None:
    about = {"code": "DC", "name": "District", "kind": "district", **given}
    with pytest.raises(BadInput, match=said):
        add_partner(place=world.place, by=world.operator, **about)
    assert world.place.seats.count() == 2


def test_seats_in_other_places_are_the_operators(world: Universe) -> None:
    other = othershire(world)
    with pytest.raises(NotPermitted):
        seat_partner(place=other, partner=world.board, code="ICB", by=world.manager)
    seat_partner(place=other, partner=world.board, code="ICB", by=world.operator)
    with pytest.raises(BadInput, match="has a seat in Othershire already"):
        seat_partner(place=other, partner=world.board, code="ICB2", by=world.operator)


def test_a_partner_of_this_place_alone_is_changed_by_its_pool_manager(world: Universe) -> None:
    seat = changed(seat_of(world, world.board), world.manager, name="NHS Testshire and Area ICB", code="NHS")
    assert (seat.partner.name, seat.code) == ("NHS Testshire and Area ICB", "NHS")


def test_a_partner_of_several_places_is_changed_by_the_operator_but_for_its_code(world: Universe) -> None:
    seat_partner(place=othershire(world), partner=world.board, code="ICB", by=world.operator)
    seat = seat_of(world, world.board)
    with pytest.raises(NotPermitted, match="also has a seat in Othershire"):
        changed(seat, world.manager, name="Another name")
    assert changed(seat, world.manager, code="NHS").code == "NHS"
    assert changed(seat_of(world, world.board), world.operator, name="Another name").partner.name == "Another name"


def test_a_code_of_another_is_refused_when_changing(world: Universe) -> None:
    with pytest.raises(BadInput, match="The code TC is"):
        changed(seat_of(world, world.board), world.manager, code="tc")


def test_the_last_day_before_a_successor_stays(world: Universe) -> None:
    new = add_partner(place=world.place, code="NEW", name="New ICB", kind="nhs", by=world.operator)
    succeed_partner(partner=world.board, successor=new, last_day=date(2024, 6, 30), by=world.operator)
    with pytest.raises(WrongState, match="that day stays"):
        changed(seat_of(world, world.board), world.operator, ends=date(2024, 7, 31))


def test_a_successor_needs_a_seat_wherever_the_old_partner_has_one(world: Universe) -> None:
    other = othershire(world)
    seat_partner(place=other, partner=world.board, code="ICB", by=world.operator)
    new = add_partner(place=world.place, code="NEW", name="New ICB", kind="nhs", by=world.operator)
    with pytest.raises(WrongState, match="has no seat in Othershire yet"):
        succeed_partner(partner=world.board, successor=new, last_day=date(2024, 6, 30), by=world.operator)
    seat_partner(place=other, partner=new, code="NEW", by=world.operator)
    assert (
        succeed_partner(partner=world.board, successor=new, last_day=date(2024, 6, 30), by=world.operator).heir_id
        == new.pk
    )


def test_succession_is_the_operators(world: Universe) -> None:
    new = add_partner(place=world.place, code="NEW", name="New ICB", kind="nhs", by=world.manager)
    with pytest.raises(NotPermitted):
        succeed_partner(partner=world.board, successor=new, last_day=date(2024, 6, 30), by=world.manager)
