"""Giving, narrowing and ending roles: who may, for whom, and that a place is never without an administrator."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connections

from budgets.access import access_of
from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import end_role, give_role, invite_person, narrow_role
from budgets.actions.places import add_partner
from budgets.models import Agreement, Membership, Partner
from s75.errors import NotPermitted, RuleBroken, Unknown, WrongState
from s75.models import User
from tests.universe import Universe


def role_of(user: User) -> Membership:
    return Membership.objects.get(user=user, ended_at=None)


def second_agreement(world: Universe, *partners: Partner) -> Agreement:
    return create_agreement(
        place=world.place,
        title="Another agreement",
        status="draft",
        starts=date(2024, 4, 1),
        partners=partners,
        by=world.operator,
    )


def invite(world: Universe, email: str, role: str, partner: Partner | None = None) -> Membership:
    return invite_person(
        email=email, name="Somebody", place=world.place, partner=partner or world.council, role=role, by=world.operator
    )


def test_an_invited_person_cannot_sign_in_before_setting_a_password(world: Universe) -> None:
    given = invite(world, " New@Test.Example ", "auditor")
    assert given.user.email == "new@test.example"
    assert not given.user.has_usable_password()
    assert (given.given_by, given.agreement, given.ended_at) == (world.operator, None, None)


def test_a_known_person_keeps_name_and_account(world: Universe) -> None:
    given = invite(world, "OFFICER@test.example", "auditor", world.board)
    assert given.user == world.officer
    assert given.user.name == "Officer"


def test_the_same_role_twice_is_refused(world: Universe) -> None:
    with pytest.raises(WrongState, match="Officer is already finance officer of Testshire Council"):
        invite(world, "officer@test.example", "finance_officer")


def test_who_may_not_sign_in_gets_no_role(world: Universe) -> None:
    User.objects.filter(pk=world.officer.pk).update(is_active=False)
    with pytest.raises(WrongState, match="may not sign in any more"):
        invite(world, "officer@test.example", "auditor")


def test_a_role_for_a_stranger_to_the_place_is_refused(world: Universe) -> None:
    stranger = Partner.objects.get(name="Herefordshire Council")
    with pytest.raises(Unknown, match="is not a partner in Testshire"):
        invite(world, "new@test.example", "auditor", stranger)
    assert not User.objects.filter(email="new@test.example").exists()


@pytest.mark.parametrize("person", ["officer", "manager", "director", "auditor", "outsider"])
def test_only_an_administrator_of_a_host_gives_roles(world: Universe, person: str) -> None:
    by = getattr(world, person)
    with pytest.raises(NotPermitted, match="may not manage people in Testshire"):
        give_role(user=world.outsider, place=world.place, partner=world.council, role="auditor", by=by)
    with pytest.raises(NotPermitted):
        end_role(membership=role_of(world.clerk), place=world.place, by=by)


def test_an_administrator_of_a_partner_that_hosts_nothing_manages_nobody(world: Universe) -> None:
    district = add_partner(place=world.place, code="DC", name="District", kind="district", by=world.operator)
    invite(world, "district@test.example", "administrator", district)
    by = User.objects.get(email="district@test.example")
    with pytest.raises(NotPermitted):
        end_role(membership=role_of(world.clerk), place=world.place, by=by)


def test_ending_says_who_and_when_and_takes_the_access(world: Universe) -> None:
    ended = end_role(membership=role_of(world.clerk), place=world.place, by=world.operator)
    assert ended.ended_at is not None
    assert ended.ended_by == world.operator
    assert access_of(User.objects.get(pk=world.clerk.pk)).seats == ()
    with pytest.raises(WrongState, match="has ended already"):
        end_role(membership=ended, place=world.place, by=world.operator)


def test_the_last_administrator_of_a_place_stays_one(world: Universe) -> None:
    with pytest.raises(WrongState, match=r"Operator is the last administrator of Testshire. Give somebody else"):
        end_role(membership=role_of(world.operator), place=world.place, by=world.operator)
    with pytest.raises(WrongState, match="last administrator"):
        narrow_role(membership=role_of(world.operator), place=world.place, agreement=world.agreement, by=world.operator)
    invite(world, "second@test.example", "administrator", world.board)
    assert end_role(membership=role_of(world.operator), place=world.place, by=world.operator).ended_at


@pytest.mark.parametrize("lack", ["inactive", "narrowed", "ended", "hosts nothing"])
def test_somebody_who_could_not_step_in_is_no_other_administrator(world: Universe, lack: str) -> None:
    partner = world.board
    if lack == "hosts nothing":
        partner = add_partner(place=world.place, code="DC", name="District", kind="district", by=world.operator)
    second = invite(world, "second@test.example", "administrator", partner)
    if lack == "inactive":
        User.objects.filter(pk=second.user_id).update(is_active=False)
    elif lack == "narrowed":
        narrow_role(membership=second, place=world.place, agreement=world.agreement, by=world.operator)
    elif lack == "ended":
        end_role(membership=second, place=world.place, by=world.operator)
    with pytest.raises(WrongState, match="last administrator"):
        end_role(membership=role_of(world.operator), place=world.place, by=world.operator)


def test_narrowing_ends_the_role_and_starts_another(world: Universe) -> None:
    before = role_of(world.clerk)
    after = narrow_role(membership=before, place=world.place, agreement=world.agreement, by=world.operator)
    before.refresh_from_db()
    assert before.ended_at is not None
    assert (after.agreement, after.role, after.partner) == (world.agreement, before.role, before.partner)
    widened = narrow_role(membership=after, place=world.place, agreement=None, by=world.operator)
    assert widened.agreement is None
    with pytest.raises(WrongState, match="reaches all agreements of the partner already"):
        narrow_role(membership=widened, place=world.place, agreement=None, by=world.operator)


def test_a_role_is_not_narrowed_to_an_agreement_that_the_partner_is_not_in(world: Universe) -> None:
    theirs = second_agreement(world, world.board)
    with pytest.raises(Unknown, match="is not a partner in the agreement"):
        narrow_role(membership=role_of(world.clerk), place=world.place, agreement=theirs, by=world.operator)
    assert role_of(world.clerk).agreement is None


def test_a_narrowed_administrator_gives_no_role_beyond_the_agreement(world: Universe) -> None:
    second = invite(world, "second@test.example", "administrator")
    narrow_role(membership=second, place=world.place, agreement=world.agreement, by=world.operator)
    by = User.objects.get(email="second@test.example")
    asked = {"user": world.outsider, "place": world.place, "partner": world.council, "role": "auditor", "by": by}
    with pytest.raises(NotPermitted):
        give_role(**asked)  # type: ignore[arg-type]
    assert give_role(**asked, agreement=world.agreement).agreement == world.agreement  # type: ignore[arg-type]
    other = second_agreement(world, world.council)
    create_fund(agreement=other, code="X", name="X", arrangement="pooled", host=world.council, by=world.operator)
    with pytest.raises(NotPermitted):
        give_role(**asked, agreement=other)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_end_each_other_at_once() -> None:
    world = Universe()
    second = invite(world, "second@test.example", "administrator")
    pairs = [(role_of(world.operator), second.user), (second, world.operator)]
    refusals: list[str] = []
    start = threading.Barrier(2)

    def end(membership: Membership, by: User) -> None:
        start.wait()
        try:
            end_role(membership=membership, place=world.place, by=by)
        except RuleBroken as error:
            refusals.append(error.message)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=end, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refusals) == 1
    assert Membership.objects.filter(role="administrator", ended_at=None, partner=world.council).count() == 1
