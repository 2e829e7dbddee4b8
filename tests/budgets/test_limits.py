"""Who decides on a change: a table of approval limits, and the persons whom they name, from both sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from budgets.actions.changes import decide_change
from budgets.limits import deciders, may_decide, may_record, who_decides
from budgets.models import ApprovalLimit, Change
from s75.errors import BadInput, NotPermitted
from tests.universe import Universe

MANAGER, DIRECTOR, COMMITTEE = "pool_manager", "finance_director", "committee"


def limit(world: Universe, by: str, up_to: int | None, **more: Any) -> ApprovalLimit:
    committee = "Joint committee" if by == COMMITTEE else ""
    amount = None if up_to is None else Decimal(up_to)
    return ApprovalLimit.objects.create(
        agreement=world.agreement, decided_by=by, committee=committee, up_to=amount, **more
    )


def virement(world: Universe, amount: int = 50, *, within: bool = False) -> Change:
    """A virement that the officer asks for; within one scheme it moves between two lines of it."""
    if within:
        change = Change(place=world.place, fund=world.pool, year=2024, kind="virement", requested_by=world.officer)
        change.amount, change.within_scheme = Decimal(amount), True
        return change
    amounts = {"BEDS-C": Decimal(-amount), "HOME": Decimal(amount)}
    return world.requested(world.pool, amounts, kind="virement", money_in={}, by=world.officer)


@pytest.mark.parametrize(
    ("limits", "amount", "roles", "committees"),
    [
        ([], 50, (DIRECTOR,), ()),
        ([(MANAGER, 100, {})], 50, (MANAGER,), ()),
        ([(MANAGER, 50, {})], 50, (MANAGER,), ()),
        ([(MANAGER, 49, {})], 50, (), ()),
        (
            [(MANAGER, 100, {}), (DIRECTOR, 500, {}), (COMMITTEE, None, {})],
            50,
            (MANAGER, DIRECTOR),
            ("Joint committee",),
        ),
        ([(MANAGER, 40, {}), (DIRECTOR, 500, {}), (COMMITTEE, None, {})], 50, (DIRECTOR,), ("Joint committee",)),
        ([(MANAGER, 40, {}), (DIRECTOR, 45, {}), (COMMITTEE, None, {})], 50, (), ("Joint committee",)),
        ([(MANAGER, 100, {"kind": "variation"}), (DIRECTOR, 500, {})], 50, (DIRECTOR,), ()),
        ([(MANAGER, 100, {"kind": "variation"})], 50, (DIRECTOR,), ()),
        ([(MANAGER, 100, {"kind": "virement"}), (DIRECTOR, 500, {})], 50, (MANAGER, DIRECTOR), ()),
        ([(MANAGER, 100, {"within_scheme": True}), (DIRECTOR, 500, {})], 50, (DIRECTOR,), ()),
        ([(MANAGER, 100, {"ends": date(2024, 4, 30)}), (DIRECTOR, 500, {})], 50, (DIRECTOR,), ()),
        ([(MANAGER, 100, {"starts": date(2024, 5, 2)}), (DIRECTOR, 500, {})], 50, (DIRECTOR,), ()),
        ([(MANAGER, 100, {"starts": date(2024, 5, 1), "ends": date(2024, 5, 1)})], 50, (MANAGER,), ()),
    ],
)
def test_limits_name_who_decides(
    world: Universe, limits: list[tuple[str, int | None, dict[str, Any]]], amount: int, roles: tuple[str, ...],
    committees: tuple[str, ...],
) -> None:  # fmt: skip
    for by, up_to, more in limits:
        limit(world, by, up_to, **more)
    found = deciders(virement(world, amount), on=date(2024, 5, 1))
    assert (found.roles, found.committees) == (roles, committees)
    assert found.recorded == bool(limits and (committees or not roles))


def test_limit_within_a_scheme_counts_for_moves_within_one(world: Universe) -> None:
    limit(world, MANAGER, 100, within_scheme=True)
    limit(world, DIRECTOR, None)
    change = virement(world, 80, within=True)
    assert deciders(change).roles == (MANAGER, DIRECTOR)
    assert who_decides(change) == (
        "A pool manager of the host decides on a change within one scheme up to £100.00. A finance director may decide "
        "instead."
    )


def test_pool_manager_decides_for_the_host_only(world: Universe) -> None:
    limit(world, MANAGER, 100)
    change = virement(world)
    assert may_decide(world.manager, change)
    assert not may_decide(world.board_manager, change)
    with pytest.raises(NotPermitted, match="A pool manager of the host decides"):
        decide_change(change=change, approve=True, authority="x", by=world.director)
    assert decide_change(change=change, approve=True, authority="", by=world.manager).state == "approved"


def test_nobody_decides_on_what_they_asked_for(world: Universe) -> None:
    limit(world, MANAGER, None)
    change = world.requested(world.pool, {"HOME": Decimal(1)})
    assert not may_decide(world.manager, change)
    assert not may_record(world.manager, change)
    with pytest.raises(NotPermitted, match="somebody else must decide"):
        decide_change(change=change, approve=True, authority="x", by=world.manager)


@pytest.mark.parametrize(
    "who", ["officer", "board_officer", "commissioner", "clerk", "auditor", "outsider", "operator"]
)
def test_others_do_not_decide(world: Universe, who: str) -> None:
    change = virement(world)
    with pytest.raises(NotPermitted):
        decide_change(change=change, approve=True, authority="x", by=getattr(world, who))


def test_a_director_of_no_partner_of_the_agreement_does_not_decide(world: Universe) -> None:
    from budgets.models import Membership, Partner

    elsewhere = Partner.objects.create(name="Elsewhere Council", kind="council")
    elsewhere.refresh_from_db()
    Membership.objects.create(user=world.outsider, partner=elsewhere, role=DIRECTOR)
    with pytest.raises(NotPermitted, match="may not decide"):
        decide_change(change=virement(world), approve=True, authority="x", by=world.outsider)


def test_above_every_limit_a_committee_is_recorded(world: Universe) -> None:
    limit(world, MANAGER, 10)
    limit(world, DIRECTOR, 20)
    change = virement(world)
    assert "above every approval limit" in who_decides(change)
    record: dict[str, Any] = {"change": change, "approve": True, "authority": "", "by": world.manager}
    with pytest.raises(BadInput, match="Record its name"):
        decide_change(**record)
    with pytest.raises(BadInput, match="reference of its minute"):
        decide_change(**record, committee="Cabinet", minute=" ", decided_on=date(2024, 5, 1))
    with pytest.raises(BadInput, match="lies in the future"):
        decide_change(**record, committee="Cabinet", minute="7", decided_on=date(2999, 5, 1))
    with pytest.raises(NotPermitted):
        decide_change(**{**record, "by": world.clerk}, committee="Cabinet", minute="7", decided_on=date(2024, 5, 1))
    decided = decide_change(**record, committee="Cabinet", minute="7", decided_on=date(2024, 5, 1))
    assert (decided.state, decided.authority, decided.minute) == ("approved", "Cabinet, 1 May 2024", "7")


def test_no_committee_is_recorded_where_a_role_decides(world: Universe) -> None:
    limit(world, MANAGER, None)
    with pytest.raises(NotPermitted, match="No committee decides"):
        decide_change(
            change=virement(world), approve=True, authority="", by=world.manager, committee="Cabinet", minute="7",
            decided_on=date(2024, 5, 1),
        )  # fmt: skip


def test_change_of_unknown_amount_is_judged_as_the_largest(world: Universe) -> None:
    limit(world, MANAGER, 1_000_000)
    change = virement(world)
    change.amount = None
    assert deciders(change).roles == ()
    assert "above every approval limit" in who_decides(change)
