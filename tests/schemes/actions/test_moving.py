"""A fund moves under the agreement that follows its own, when that is in force and everybody concerned is in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from budgets.actions.agreements import create_agreement
from budgets.actions.changes import withdraw_change
from budgets.actions.people import narrow_role
from budgets.actions.places import add_partner
from budgets.models import Agreement, ContributionEntry, Membership
from s75.errors import BadInput, NotPermitted, WrongState
from schemes.actions.moving import move_fund, narrowed_to
from tests.universe import Universe


@pytest.fixture(autouse=True)
def in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s75.today.moment", lambda: datetime(2025, 5, 9, 12, tzinfo=UTC))


def follower(world: Universe, **more: Any) -> Agreement:
    terms: dict[str, Any] = {
        "place": world.place, "title": "Second agreement", "status": "signed", "starts": date(2025, 4, 1),
        "signed_on": date(2025, 4, 1), "partners": [world.council, world.board], "by": world.operator, **more,
    }  # fmt: skip
    return create_agreement(**terms)


def move(world: Universe, new: Agreement, **more: Any) -> None:
    move_fund(**{"fund": world.pool, "agreement": new, "reason": "It follows", "by": world.manager, **more})
    world.pool.refresh_from_db()


def test_a_fund_moves_and_its_history_stays(world: Universe) -> None:
    entries = list(ContributionEntry.objects.filter(fund=world.pool).order_by("pk").values())
    new = follower(world)
    move(world, new)
    assert world.pool.agreement == new
    events = apps.get_model("budgets", "FundEvent").objects.filter(pgh_obj_id=world.pool.pk).order_by("pgh_id")
    assert [event.agreement_id for event in events][-2:] == [world.agreement.pk, new.pk]
    assert events.last().pgh_context.metadata["reason"] == "It follows"
    assert list(ContributionEntry.objects.filter(fund=world.pool).order_by("pk").values()) == entries


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"status": "draft", "signed_on": None}, "“Second agreement” is draft"),
        ({"starts": date(2025, 6, 1)}, "begins on 1 June 2025. Move Pool on that day"),
        ({"starts": date(2024, 6, 1), "ends": date(2025, 5, 8)}, "ran out on 8 May 2025"),
    ],
)
def test_it_does_not_move_under_one_that_is_not_in_force(world: Universe, terms: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongState, match=said):
        move(world, follower(world, **terms))


@pytest.mark.parametrize("terms", [{"status": "varied"}, {"starts": date(2025, 5, 9)}, {"ends": date(2025, 5, 9)}])
def test_it_moves_from_the_first_day_to_the_last(world: Universe, terms: dict[str, Any]) -> None:
    new = follower(world, **terms)
    move(world, new)
    assert world.pool.agreement == new


def test_nobody_with_a_part_in_it_is_left_behind(world: Universe) -> None:
    other = add_partner(place=world.place, code="DC", name="Testshire District", kind="district", by=world.operator)
    without = follower(world, starts=date(2024, 4, 1), partners=[world.council, other])
    with pytest.raises(WrongState, match="NHS Testshire ICB has a part in Pool and is not in “Second agreement”"):
        move(world, without)


def test_who_has_a_part_in_earlier_years_only_may_leave(world: Universe) -> None:
    other = add_partner(place=world.place, code="DC", name="Testshire District", kind="district", by=world.operator)
    without = follower(world, partners=[world.council, other])
    move(world, without)
    assert world.pool.agreement == without


def test_a_change_on_its_way_holds_it(world: Universe) -> None:
    change = world.requested(world.pool, {"HOME": Decimal(5), "BEDS-C": Decimal(-5)}, kind="virement")
    new = follower(world)
    with pytest.raises(WrongState, match="“A virement” is requested under “Testshire agreement”"):
        move(world, new)
    withdraw_change(change=change, by=world.manager)
    move(world, new)
    assert world.pool.agreement == new


def test_only_who_sets_the_fund_up_moves_it_and_says_why(world: Universe) -> None:
    new = follower(world)
    for person in (world.board_manager, world.officer, world.director):
        with pytest.raises(NotPermitted):
            move(world, new, by=person)
    with pytest.raises(BadInput, match="Say why"):
        move(world, new, reason=" ")
    with pytest.raises(WrongState, match="already"):
        move(world, world.agreement)


def test_the_page_names_whose_role_does_not_go_along(world: Universe) -> None:
    assert narrowed_to(world.agreement) == []
    role = Membership.objects.get(user=world.clerk)
    narrow_role(membership=role, place=world.place, agreement=world.agreement, by=world.operator)
    assert narrowed_to(world.agreement) == ["Clerk"]
