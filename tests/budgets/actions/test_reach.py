"""A partner can sit in several places: an administrator of one gives no role that reads another."""

from __future__ import annotations

from datetime import date

import pytest

from budgets.access import forget_access
from budgets.actions.agreements import create_agreement
from budgets.actions.people import appoint_administrator, give_role, invite_person
from budgets.actions.places import add_partner, create_place, seat_partner
from budgets.models import Agreement, Place
from s75.errors import NotPermitted, WrongState
from s75.models import User
from tests.universe import Universe


@pytest.fixture
def elsewhere(world: Universe) -> Agreement:
    """An agreement of the same ICB in another place."""
    by = world.operator
    other = create_place(slug="othershire", name="Othershire", board="Othershire HWB", by=by)
    council = add_partner(place=other, code="OC", name="Othershire Council", kind="council", by=by)
    seat_partner(place=other, partner=world.board, code="ICB", by=by)
    partners = [council, world.board]
    return create_agreement(
        place=other, title="Othershire agreement", status="draft", starts=date(2024, 4, 1), partners=partners, by=by
    )


@pytest.fixture
def administrator(world: Universe) -> User:
    user = User.objects.create_user("administrator@test.example", name="Administrator")
    give_role(user=user, place=world.place, partner=world.council, role="administrator", by=world.operator)
    return user


def test_invited_person_reads_this_place_only(world: Universe, elsewhere: Agreement, administrator: User) -> None:
    given = invite_person(
        email="new@test.example", name="New", place=world.place, partner=world.board, role="auditor", by=administrator
    )
    assert given.agreement == world.agreement
    forget_access(given.user)
    assert list(Place.objects.visible_to(given.user)) == [world.place]


def test_role_that_would_reach_further_is_refused(world: Universe, elsewhere: Agreement, administrator: User) -> None:
    with pytest.raises(NotPermitted, match="also shares budgets in Othershire"):
        give_role(user=world.outsider, place=world.place, partner=world.board, role="auditor", by=administrator)


def test_partner_of_one_place_needs_no_narrowing(world: Universe, administrator: User) -> None:
    given = invite_person(
        email="new@test.example", name="New", place=world.place, partner=world.board, role="auditor", by=administrator
    )
    assert given.agreement is None


def test_first_administrator_is_named_by_the_operator_once(world: Universe, administrator: User) -> None:
    first = appoint_administrator(user=world.outsider, partner=world.board, by=world.operator)
    assert (first.role, first.partner) == ("administrator", world.board)
    with pytest.raises(WrongState, match="has an administrator already"):
        appoint_administrator(user=world.auditor, partner=world.council, by=world.operator)
    with pytest.raises(NotPermitted):
        appoint_administrator(user=world.auditor, partner=world.council, by=administrator)
