"""Floors of the conditions, and allocations split across places: refused and taken, and what the database refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from budgets.actions.conditions import Part, set_allocation, set_condition
from budgets.actions.places import create_place
from budgets.models import Allocation, AllocationPart, Condition
from s75.errors import BadInput, NotPermitted
from tests.budgets.test_rules import refused
from tests.universe import YEAR, Universe


def allocate(world: Universe, *parts: Part, amount: str = "2100000", by: str = "manager") -> Allocation:
    return set_allocation(
        place=world.place, partner=world.board, year=YEAR, name="Discharge", amount=Decimal(amount), parts=parts,
        by=getattr(world, by),
    )  # fmt: skip


def here(world: Universe, amount: str = "1500000") -> Part:
    return Part(Decimal(amount), place=world.place, stream=world.minimum)


ELSEWHERE = Part(Decimal(600_000), elsewhere="Herefordshire")


def test_a_floor_is_set_and_set_again(world: Universe) -> None:
    for floor in (10, 12):
        set_condition(
            place=world.place, year=YEAR, kind="social_care", floor=Decimal(floor), source="Letter", by=world.manager
        )
    assert Condition.objects.get(place=world.place).floor == 12


def test_a_floor_below_zero_or_of_no_condition_is_refused(world: Universe) -> None:
    with pytest.raises(BadInput, match=r"£0\.00 or more"):
        set_condition(place=world.place, year=YEAR, kind="social_care", floor=Decimal(-1), by=world.manager)
    with pytest.raises(BadInput, match="no condition “acute”"):
        set_condition(place=world.place, year=YEAR, kind="acute", floor=Decimal(1), by=world.manager)


@pytest.mark.parametrize("who", ["officer", "board_officer", "director", "auditor", "outsider"])
def test_only_who_sets_the_place_up_writes_them(world: Universe, who: str) -> None:
    with pytest.raises(NotPermitted, match="set up Testshire"):
        set_condition(place=world.place, year=YEAR, kind="social_care", floor=Decimal(1), by=getattr(world, who))
    with pytest.raises(NotPermitted, match="set up Testshire"):
        allocate(world, here(world), ELSEWHERE, by=who)
    assert not Allocation.objects.filter(partner=world.board).exists()


def test_an_allocation_is_split_and_split_again(world: Universe) -> None:
    allocate(world, here(world), ELSEWHERE)
    made = allocate(world, here(world, "1400000"), Part(Decimal(700_000), elsewhere="Herefordshire"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Allocation.objects.get(partner=world.board) == made
    assert [str(part) for part in made.parts.all()] == ["Testshire: £1,400,000.00", "Herefordshire: £700,000.00"]


def test_parts_must_make_the_allocation(world: Universe) -> None:
    with pytest.raises(
        BadInput, match=r"make £1,500,000\.00 and the allocation is £2,100,000\.00: £600,000\.00 is missing"
    ):
        allocate(world, here(world))
    with pytest.raises(BadInput, match=r"£0\.01 is too much"):
        allocate(world, here(world, "1500000.01"), ELSEWHERE)


def test_each_part_goes_to_one_place_once_and_one_to_this(world: Universe) -> None:
    with pytest.raises(BadInput, match="one place"):
        allocate(world, here(world), Part(Decimal(600_000)))
    with pytest.raises(BadInput, match="one place"):
        allocate(world, here(world), Part(Decimal(600_000), place=world.place, elsewhere="There"))
    with pytest.raises(BadInput, match="same place"):
        allocate(world, here(world), ELSEWHERE, ELSEWHERE)
    with pytest.raises(BadInput, match="No part goes to Testshire"):
        allocate(world, ELSEWHERE, amount="600000")


def test_another_place_kept_here_must_be_theirs_to_set_up(world: Universe) -> None:
    other = create_place(slug="othershire", name="Othershire", board="Othershire HWB", by=world.operator)
    parts = (here(world), Part(Decimal(600_000), place=other))
    with pytest.raises(NotPermitted, match="set up Othershire"):
        allocate(world, *parts)
    assert allocate(world, *parts, by="operator").parts.count() == 2
    with pytest.raises(NotPermitted, match="set up Othershire"):
        allocate(world, here(world, "2100000"))  # it would take Othershire's part away


def test_partner_and_stream_are_those_of_the_place(world: Universe) -> None:
    other = create_place(slug="othershire", name="Othershire", board="Othershire HWB", by=world.operator)
    with pytest.raises(BadInput, match="no stream of the place"):
        allocate(world, here(world), Part(Decimal(600_000), place=other, stream=world.own), by="operator")
    with pytest.raises(BadInput, match="no partner of Othershire"):
        set_allocation(
            place=other, partner=world.board, year=YEAR, name="x", amount=Decimal(1),
            parts=[Part(Decimal(1), place=other)], by=world.operator,
        )  # fmt: skip


@pytest.mark.parametrize("what", ["part", "whole", "gone"])
def test_the_database_refuses_parts_that_do_not_readd(world: Universe, what: str) -> None:
    made = allocate(world, here(world), ELSEWHERE)
    part = AllocationPart.objects.filter(allocation=made).first()
    assert part is not None
    statement, pk = {
        "part": ("UPDATE budgets_allocationpart SET amount = amount + 1 WHERE id = %s", part.pk),
        "whole": ("UPDATE budgets_allocation SET amount = amount + 1 WHERE id = %s", made.pk),
        "gone": ("DELETE FROM budgets_allocationpart WHERE id = %s", part.pk),
    }[what]
    refused("allocation_parts_readd", statement, pk, at_end=True)
