"""Calendars are kept by who may: rules by who sets up, dates by who keeps the periods, bank holidays by who keeps lists."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from budgets.actions.places import add_partner
from budgets.actions.working_calendar import (
    keep_holiday,
    move_due_dates,
    put_back_due_date,
    remove_holiday,
    set_calendar_rules,
)
from budgets.actions.years import lock_open_period
from budgets.models import BankHoliday, CalendarRule, DueDate
from s75.errors import BadInput, NotPermitted, PeriodLocked, WrongState
from s75.history import recorded
from tests.universe import YEAR, Universe


def rule(world: Universe, **given: Any) -> list[CalendarRule]:
    known: dict[str, Any] = {
        "funds": [world.pool],
        "kind": "ledger",
        "working_day": 9,
        "year": YEAR,
        "by": world.manager,
    }
    return set_calendar_rules(**(known | given))


def move(world: Universe, **given: Any) -> list[DueDate]:
    known: dict[str, Any] = {"funds": [world.pool], "year": YEAR, "month": 1, "kind": "ledger", "day": date(2024, 5, 9)}
    return move_due_dates(**(known | {"reason": "Year end", "by": world.manager} | given))


def test_a_rule_is_set_for_all_funds_at_once_and_again_replaces_it(world: Universe) -> None:
    made = rule(world, funds=[world.pool, world.lead])
    assert len(made) == 2
    assert rule(world, working_day=11)[0].pk == made[0].pk
    assert CalendarRule.objects.get(fund=world.pool).working_day == 11
    events = apps.get_model("budgets", "CalendarRuleEvent").objects.filter(pgh_obj_id=made[0].pk)
    assert [event.working_day for event in events.order_by("pgh_id")] == [9, 11]


@pytest.mark.parametrize("person", ["officer", "commissioner", "director", "auditor", "outsider"])
def test_who_does_not_set_up_makes_no_rule(world: Universe, person: str) -> None:
    with pytest.raises(NotPermitted):
        rule(world, by=getattr(world, person))
    assert not CalendarRule.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "tea"}, "nothing that a calendar knows"),
        ({"working_day": 0}, "from 1 to 60"),
        ({"working_day": 61}, "from 1 to 60"),
        ({"month": 14}, "no period 14"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(world: Universe, given: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        rule(world, **given)


def test_a_fund_opens_and_is_locked_for_all_partners_at_once(world: Universe) -> None:
    with pytest.raises(BadInput, match="whole fund"):
        rule(world, kind="lock", partner=world.board)
    with pytest.raises(IntegrityError, match="calendar_rule_of_a_partner"), recorded(by=None):
        CalendarRule.objects.create(fund=world.pool, kind="lock", partner=world.board, working_day=5, year=YEAR)


def test_a_partner_outside_the_agreement_has_no_dates(world: Universe) -> None:
    other = add_partner(place=world.place, code="D", name="District", kind="district", by=world.operator)
    with pytest.raises(BadInput, match="not party"):
        rule(world, partner=other)
    with pytest.raises(BadInput, match="not party"):
        move(world, partner=other)


def test_a_date_is_moved_moved_again_and_put_back(world: Universe) -> None:
    first = move(world)[0]
    again = move(world, day=date(2024, 5, 10))[0]
    assert (again.pk, again.day) == (first.pk, date(2024, 5, 10))
    put_back_due_date(moved=again, by=world.manager)
    assert not DueDate.objects.exists()
    with pytest.raises(WrongState, match="meanwhile"):
        put_back_due_date(moved=again, by=world.manager)


@pytest.mark.parametrize("person", ["officer", "board_manager", "operator", "auditor", "outsider"])
def test_only_a_pool_manager_of_the_host_moves_dates(world: Universe, person: str) -> None:
    with pytest.raises(NotPermitted):
        move(world, by=getattr(world, person))
    moved = move(world)[0]
    with pytest.raises(NotPermitted):
        put_back_due_date(moved=moved, by=getattr(world, person))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": " "}, "Say why"),
        ({"day": date(2024, 5, 11)}, "Saturday 11 May 2024 is not a working day"),
        ({"day": date(2024, 5, 6)}, "not a working day"),  # a bank holiday
        ({"day": date(2024, 3, 29)}, "not within a year"),
        ({"day": date(2025, 5, 9)}, "not within a year"),
    ],
)
def test_a_date_that_cannot_be_is_refused(world: Universe, given: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        move(world, **given)
    assert not DueDate.objects.exists()


def test_nothing_is_due_any_more_in_a_locked_period(world: Universe) -> None:
    moved = move(world)[0]
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="x", by=world.manager)
    with pytest.raises(PeriodLocked):
        move(world)
    with pytest.raises(PeriodLocked):
        put_back_due_date(moved=moved, by=world.manager)
    with pytest.raises(WrongState, match="Start the year"):
        move(world, year=YEAR + 1)
    with pytest.raises(IntegrityError, match="due_date_says_why"), recorded(by=None):
        DueDate.objects.filter(pk=moved.pk).update(reason="")


def test_of_several_funds_all_dates_are_moved_or_none(world: Universe) -> None:
    with pytest.raises(NotPermitted):
        move(world, funds=[world.pool, world.lead])
    assert not DueDate.objects.exists()


def test_bank_holidays_are_kept_by_who_keeps_lists(world: Universe) -> None:
    made = keep_holiday(day=date(2029, 1, 1), name=" New Year’s Day ", by=world.operator)
    assert made.name == "New Year’s Day"
    keep_holiday(day=date(2029, 1, 2), name="Moved", holiday=made, by=world.operator)
    assert BankHoliday.objects.filter(day__year=2029).get().day == date(2029, 1, 2)
    remove_holiday(holiday=made, by=world.operator)
    assert not BankHoliday.objects.filter(day__year=2029).exists()
    for refused in (world.manager, world.outsider):
        with pytest.raises(NotPermitted):
            keep_holiday(day=date(2029, 1, 1), name="x", by=refused)
        with pytest.raises(NotPermitted):
            remove_holiday(holiday=BankHoliday.objects.all()[0], by=refused)


def test_a_bank_holiday_falls_on_a_weekday_once(world: Universe) -> None:
    with pytest.raises(BadInput, match="is a Saturday"):
        keep_holiday(day=date(2028, 1, 1), name="x", by=world.operator)
    with pytest.raises(BadInput, match="already"):
        keep_holiday(day=date(2024, 12, 25), name="x", by=world.operator)
