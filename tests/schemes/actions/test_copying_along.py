"""What goes along with a year that is copied: planned outputs, floors, and the ring-fence of streams that are replaced."""

from __future__ import annotations

from decimal import Decimal

from budgets.actions.conditions import set_condition
from budgets.actions.streams import change_stream
from budgets.models import Condition, FundingStream
from schemes.actions.permitted import set_permitted
from schemes.actions.scheme_changes import set_output
from schemes.models import PlannedOutput, Scheme
from tests.schemes.actions.test_copying import NEXT, copied
from tests.schemes.actions.test_copying_streams import better_care
from tests.universe import YEAR, Universe

GRANT = "Local Authority Better Care Grant"


def floor(world: Universe, year: int = NEXT) -> Condition:
    return Condition.objects.get(place=world.place, year=year, kind="social_care")


def test_planned_outputs_go_along_with_the_schemes_that_go_on(world: Universe) -> None:
    home, kids = world.lines["HOME"].scheme, world.lines["KIDS"].scheme
    set_output(scheme=home, year=YEAR, unit="Hours", amount=Decimal(500), by=world.manager)
    set_output(scheme=kids, year=YEAR, unit="Places", amount=Decimal(9), by=world.manager)
    copied(world)
    rows = PlannedOutput.objects.filter(scheme__place=world.place, year=NEXT).values_list("scheme", "unit", "amount")
    assert list(rows) == [(home.pk, "Hours", Decimal(500))], "KIDS stands in another fund"


def test_what_next_year_plans_already_stays(world: Universe) -> None:
    home = world.lines["HOME"].scheme
    for year, amount in ((YEAR, 500), (NEXT, 700)):
        set_output(scheme=home, year=year, unit="Hours", amount=Decimal(amount), by=world.manager)
        set_condition(place=world.place, year=year, kind="social_care", floor=Decimal(amount), by=world.manager)
    copied(world)
    assert PlannedOutput.objects.get(scheme=home, year=NEXT).amount == 700
    assert (floor(world).floor, floor(world).source) == (700, "")


def test_floors_are_raised_as_the_nhs_minimum_is_and_say_that_they_are_indicative(world: Universe) -> None:
    FundingStream.objects.filter(pk=world.minimum.pk).update(national="Minimum NHS Contribution")
    set_condition(place=world.place, year=YEAR, kind="social_care", floor=Decimal("400.00"), by=world.manager)
    world.minimum.refresh_from_db()
    copied(world, uplifts={world.minimum: Decimal("5.66"), world.own: Decimal(3)})
    assert floor(world).floor == Decimal("422.64")
    assert floor(world).source == "Indicative: copied from 2024-25, raised by 5.66% as the NHS minimum is"
    assert floor(world, YEAR).floor == 400


def test_floors_stay_as_they_are_without_an_uplift(world: Universe) -> None:
    set_condition(place=world.place, year=YEAR, kind="social_care", floor=Decimal(400), by=world.manager)
    copied(world)
    assert (floor(world).floor, floor(world).source) == (400, "Indicative: copied from 2024-25")


def fenced(world: Universe, stream: FundingStream, schemes: list[Scheme], outside: str) -> None:
    change_stream(stream=stream, ring_fenced=True, by=world.operator)
    set_permitted(stream=stream, schemes=schemes, by=world.operator)
    change_stream(stream=stream, outside=outside, by=world.operator)


def permitted(stream: FundingStream) -> set[str]:
    return set(stream.permitted.values_list("scheme__ref", flat=True))


def test_a_new_stream_keeps_the_ring_fence_of_the_one_it_replaces(world: Universe) -> None:
    old = better_care(world)
    home, beds = world.lines["HOME"].scheme, world.lines["BEDS-C"].scheme
    fenced(world, old["iBCF"], [home, beds], "refuse")
    fenced(world, old["Discharge LA"], [home], "refuse")
    copied(world)
    grant = FundingStream.objects.get(place=world.place, national=GRANT)
    assert (grant.ring_fenced, grant.outside, permitted(grant)) == (True, "refuse", {"HOME", "BEDS"})


def test_of_a_predecessor_without_ring_fence_its_own_schemes_are_permitted_and_others_flagged(world: Universe) -> None:
    old = better_care(world)
    fenced(world, old["iBCF"], [world.lines["BEDS-C"].scheme, world.lines["HOME"].scheme], "refuse")
    copied(world)
    grant = FundingStream.objects.get(place=world.place, national=GRANT)
    assert (grant.ring_fenced, grant.outside, permitted(grant)) == (True, "flag", {"HOME", "BEDS"})


def test_a_new_stream_of_unfenced_ones_is_not_fenced(world: Universe) -> None:
    better_care(world)
    copied(world)
    grant = FundingStream.objects.get(place=world.place, national=GRANT)
    assert (grant.ring_fenced, grant.outside, permitted(grant)) == (False, "flag", set())
