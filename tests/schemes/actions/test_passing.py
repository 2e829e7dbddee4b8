"""Passing money on: never more than the line has, recorded once, and reported spend kept apart from it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from budgets.actions.places import add_partner
from budgets.models import Partner
from s75.errors import BadInput, NotPermitted, WrongState
from s75.years import london_date
from schemes.actions.commissioning import set_commissioning
from schemes.actions.passing import plan_passing, record_passing, report_spend, undo_passing
from schemes.models import Actual, Passing
from tests.universe import Universe

DUE = date(2024, 6, 30)


@pytest.fixture
def district(world: Universe) -> Partner:
    return add_partner(place=world.place, code="D", name="A District Council", kind="district", by=world.operator)


@pytest.fixture
def passing(world: Universe, district: Partner) -> Passing:
    """£500 of HOME's £600, to be passed to the district."""
    return plan_passing(line=world.lines["HOME"], parts=[(district, DUE, Decimal(500))], by=world.officer)[0]


def test_what_is_passed_stays_when_the_rest_is_planned_anew(
    world: Universe, district: Partner, passing: Passing
) -> None:
    record_passing(passing=passing, on=DUE, reference="BACS", by=world.officer)
    later = date(2024, 12, 31)
    plan_passing(line=world.lines["HOME"], parts=[(district, later, Decimal(60))], by=world.manager)
    plan_passing(line=world.lines["HOME"], parts=[(district, later, Decimal(100))], by=world.manager)

    found = world.lines["HOME"].passings.values_list("due_on", "amount", "passed_on")
    assert list(found) == [(DUE, Decimal(500), DUE), (later, Decimal(100), None)]


def test_no_more_is_passed_on_than_the_line_has(world: Universe, district: Partner, passing: Passing) -> None:
    record_passing(passing=passing, on=DUE, by=world.officer)
    with pytest.raises(BadInput, match=r"£100\.01 besides the £500\.00 passed already is £0\.01 more than the budget"):
        plan_passing(line=world.lines["HOME"], parts=[(district, DUE, Decimal("100.01"))], by=world.officer)
    with pytest.raises(BadInput, match=r"more than £0\.00"):
        plan_passing(line=world.lines["HOME"], parts=[(district, DUE, Decimal(0))], by=world.officer)
    assert world.lines["HOME"].passings.count() == 1


def test_money_goes_to_a_partner_of_the_place(world: Universe) -> None:
    stranger = Partner.objects.create(name="Elsewhere Council", kind="district")
    with pytest.raises(BadInput, match="no partner of Testshire"):
        plan_passing(line=world.lines["HOME"], parts=[(stranger, DUE, Decimal(1))], by=world.officer)


def test_a_passing_is_recorded_once_and_taken_back_with_a_reason(world: Universe, passing: Passing) -> None:
    with pytest.raises(WrongState, match="nothing to take back"):
        undo_passing(passing=passing, reason="x", by=world.officer)
    with pytest.raises(BadInput, match="still to come"):
        record_passing(passing=passing, on=london_date(timezone.now()) + timedelta(days=1), by=world.officer)
    assert record_passing(passing=passing, on=DUE, by=world.officer).passed_on == DUE
    with pytest.raises(WrongState, match="already, on 30 June 2024"):
        record_passing(passing=passing, on=DUE, by=world.officer)
    with pytest.raises(BadInput, match="Say why"):
        undo_passing(passing=passing, reason=" ", by=world.officer)
    assert undo_passing(passing=passing, reason="Wrong day", by=world.officer).passed_on is None


def test_a_passing_planned_anew_meanwhile_is_not_found(world: Universe, district: Partner, passing: Passing) -> None:
    plan_passing(line=world.lines["HOME"], parts=[(district, DUE, Decimal(1))], by=world.officer)
    with pytest.raises(WrongState, match="planned anew"):
        record_passing(passing=passing, on=DUE, by=world.officer)


def test_reported_spend_replaces_its_month_and_is_no_posting(
    world: Universe, district: Partner, passing: Passing
) -> None:
    line, postings = world.lines["HOME"], Actual.objects.count()
    for amount in (100, 120):
        report_spend(line=line, partner=district, month=3, amount=Decimal(amount), by=world.officer)
    assert [(row.month, row.amount) for row in line.reported_spends.all()] == [(3, Decimal(120))]
    assert Actual.objects.count() == postings


@pytest.mark.parametrize(
    ("month", "amount", "why"), [(0, 1, "not a period"), (14, 1, "not a period"), (3, -1, "or more")]
)
def test_reported_spend_of_no_month_or_below_zero_is_refused(
    world: Universe, district: Partner, passing: Passing, month: int, amount: int, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        report_spend(line=world.lines["HOME"], partner=district, month=month, amount=Decimal(amount), by=world.officer)


def test_only_who_gets_money_reports_spend(world: Universe, passing: Passing) -> None:
    with pytest.raises(BadInput, match="passes nothing on to NHS Testshire ICB"):
        report_spend(line=world.lines["HOME"], partner=world.board, month=3, amount=Decimal(1), by=world.officer)


@pytest.mark.parametrize("who", ["board_officer", "board_manager", "director", "auditor", "outsider"])
def test_only_the_host_passes_on(world: Universe, district: Partner, passing: Passing, who: str) -> None:
    by, line = getattr(world, who), world.lines["HOME"]
    for act in (
        lambda: plan_passing(line=line, parts=[], by=by),
        lambda: record_passing(passing=passing, on=DUE, by=by),
        lambda: undo_passing(passing=passing, reason="x", by=by),
        lambda: report_spend(line=line, partner=district, month=3, amount=Decimal(1), by=by),
    ):
        with pytest.raises(NotPermitted):
            act()
    passing.refresh_from_db()
    assert passing.passed_on is None


def test_commissioning_is_joint_with_a_percentage_or_not_at_all(world: Universe) -> None:
    scheme = world.lines["HOME"].scheme
    with pytest.raises(BadInput, match="needs the NHS's percentage"):
        set_commissioning(scheme=scheme, commissioner="Joint", by=world.manager)
    with pytest.raises(BadInput, match="only joint"):
        set_commissioning(scheme=scheme, commissioner="NHS", nhs_percent=Decimal(5), by=world.manager)
    with pytest.raises(BadInput, match="from 0 to 100"):
        set_commissioning(scheme=scheme, commissioner="Joint", nhs_percent=Decimal(101), by=world.manager)
    with pytest.raises(NotPermitted):
        set_commissioning(scheme=scheme, commissioner="NHS", by=world.officer)
    made = set_commissioning(
        scheme=scheme, commissioner="Joint", nhs_percent=Decimal(60), area_of_spend="Social Care", by=world.manager
    )
    assert (made.commissioner, made.nhs_percent, made.area_of_spend) == ("Joint", 60, "Social Care")
