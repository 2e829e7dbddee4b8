"""Overspends: terms count for periods that are not locked; notices and plans are recorded once, by who keeps the periods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from budgets.actions.overspend import (
    correct_notice,
    mark_of,
    record_notice,
    record_plan,
    set_overspend_terms,
    withdraw_notice,
)
from budgets.actions.years import lock_open_period
from budgets.models import OverspendNotice, OverspendTerms
from s75.errors import AlreadyDone, BadInput, NotPermitted, PeriodLocked, StaleVersion, WrongState
from s75.history import recorded
from tests.universe import YEAR, Universe

DAY = date(2024, 5, 22)


def terms(world: Universe, **given: Any) -> OverspendTerms:
    known: dict[str, Any] = {"fund": world.pool, "year": YEAR, "notice_days": 10, "plan_days": 28, "by": world.manager}
    return set_overspend_terms(**(known | given))


def notice(world: Universe, **given: Any) -> OverspendNotice:
    known: dict[str, Any] = {"fund": world.pool, "year": YEAR, "month": 1, "amount": Decimal(50), "projected_on": DAY}
    known |= {"due_on": date(2024, 5, 30), "plan_due_on": date(2024, 6, 12), "sent_on": date(2024, 5, 24)}
    known |= {"sent_to": " Finance directors ", "text": " Words ", "by": world.manager}
    return record_notice(**(known | given))


def test_terms_are_set_replaced_and_kept_in_history(world: Universe) -> None:
    first = terms(world, tolerance=Decimal(100), source=" Schedule 3 ")
    assert (first.tolerance, first.source) == (100, "Schedule 3")
    assert terms(world, notice_days=5).pk == first.pk
    assert terms(world, month=4).pk != first.pk
    assert apps.get_model("budgets", "OverspendTermsEvent").objects.filter(pgh_obj_id=first.pk).count() == 2


@pytest.mark.parametrize("given", [{"tolerance": Decimal(-1)}, {"notice_days": 0}, {"plan_days": 367}])
def test_terms_that_cannot_be_are_refused(world: Universe, given: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        terms(world, **given)


def test_terms_of_a_locked_period_stand(world: Universe) -> None:
    kept = terms(world)
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="x", by=world.manager)
    with pytest.raises(PeriodLocked):
        terms(world, notice_days=5)
    terms(world, month=2)
    with pytest.raises(PeriodLocked), recorded(by=None):
        OverspendTerms.objects.filter(pk=kept.pk).update(notice_days=99)


@pytest.mark.parametrize("person", ["officer", "director", "auditor", "outsider"])
def test_who_does_not_set_up_sets_no_terms(world: Universe, person: str) -> None:
    with pytest.raises(NotPermitted):
        terms(world, by=getattr(world, person))


def test_a_notice_and_its_plan_are_recorded_once(world: Universe) -> None:
    made = notice(world)
    assert (made.sent_to, made.text, made.sent_by) == ("Finance directors", "Words", world.manager)
    with pytest.raises(AlreadyDone):
        notice(world)
    answered = record_plan(notice=made, received_on=date(2024, 6, 3), text=" Fewer beds ", by=world.manager)
    assert (answered.plan_text, answered.plan_recorded_by) == ("Fewer beds", world.manager)
    with pytest.raises(WrongState, match="3 June 2024"):
        record_plan(notice=made, received_on=date(2024, 6, 4), text="x", by=world.manager)


def correct(notice: OverspendNotice, by: Any, **given: Any) -> OverspendNotice:
    known: dict[str, Any] = {"sent_on": notice.sent_on, "sent_to": notice.sent_to, "text": notice.text}
    known |= {"reason": "A slip of the pen", "seen": mark_of(notice)}
    return correct_notice(notice=notice, by=by, **(known | given))


def test_a_notice_and_its_plan_are_corrected_for_a_reason_that_is_kept(world: Universe) -> None:
    made = record_plan(notice=notice(world), received_on=date(2024, 6, 3), text="Fewer beds", by=world.manager)
    done = correct(made, world.manager, sent_on=date(2024, 5, 23), plan_text="Fewer visits")
    assert (done.sent_on, done.text, done.plan_text) == (date(2024, 5, 23), "Words", "Fewer visits")
    last = apps.get_model("budgets", "OverspendNoticeEvent").objects.filter(pgh_obj_id=made.pk).latest("pgh_id")
    assert last.pgh_context.metadata == {"user": world.manager.pk, "reason": "A slip of the pen"}
    with pytest.raises(StaleVersion, match="since you read it"):
        correct(made, world.manager, text="What I read was older")
    for given, said in (
        ({"reason": " "}, "Say why"),
        ({"sent_on": date(2999, 1, 1)}, "to come"),
        ({"text": ""}, "what"),
    ):
        with pytest.raises(BadInput, match=said):
            correct(done, world.manager, **given)


def test_a_withdrawn_notice_counts_no_longer_and_leaves_its_place_to_another(world: Universe) -> None:
    made = notice(world)
    with pytest.raises(BadInput, match="Say why"):
        withdraw_notice(notice=made, reason=" ", by=world.manager)
    gone = withdraw_notice(notice=made, reason=" It went to nobody ", by=world.manager)
    assert (gone.withdrawn_because, gone.withdrawn_by) == ("It went to nobody", world.manager)
    for again in (
        lambda: withdraw_notice(notice=made, reason="x", by=world.manager),
        lambda: correct(gone, world.manager),
        lambda: record_plan(notice=made, received_on=DAY, text="x", by=world.manager),
    ):
        with pytest.raises(WrongState, match="24 May 2024 was withdrawn"):
            again()
    assert notice(world).pk != made.pk
    with pytest.raises(AlreadyDone):
        notice(world)


@pytest.mark.parametrize("person", ["officer", "board_manager", "operator", "director", "auditor", "outsider"])
def test_only_a_pool_manager_of_the_host_records(world: Universe, person: str) -> None:
    with pytest.raises(NotPermitted):
        notice(world, by=getattr(world, person))
    made = notice(world)
    with pytest.raises(NotPermitted):
        record_plan(notice=made, received_on=DAY, text="x", by=getattr(world, person))
    with pytest.raises(NotPermitted):
        correct(made, getattr(world, person))
    with pytest.raises(NotPermitted):
        withdraw_notice(notice=made, reason="x", by=getattr(world, person))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sent_on": date(2024, 5, 21)}, "projected on 22 May 2024"),
        ({"sent_on": date(2999, 1, 1)}, "still to come"),
        ({"text": " "}, "what it said"),
        ({"sent_to": ""}, "to whom"),
        ({"amount": Decimal(0)}, "above zero"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(world: Universe, given: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        notice(world, **given)


@pytest.mark.parametrize(("day", "text"), [(date(2024, 5, 21), "x"), (date(2999, 1, 1), "x"), (date(2024, 6, 1), " ")])
def test_a_plan_that_cannot_be_is_refused(world: Universe, day: date, text: str) -> None:
    with pytest.raises(BadInput):
        record_plan(notice=notice(world), received_on=day, text=text, by=world.manager)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"amount": Decimal(-5)}, "overspend_notice_of_an_overspend"),
        ({"text": ""}, "overspend_notice_says_what_to_whom"),
        ({"sent_on": date(2024, 5, 1)}, "overspend_notice_after_projection"),
        ({"plan_text": "A plan"}, "overspend_plan_says_what_who_and_when"),
        ({"withdrawn_because": "Wrong"}, "overspend_withdrawal_says_why_who_and_when"),
    ],
)
def test_the_database_keeps_the_same_rules(world: Universe, given: dict[str, Any], rule: str) -> None:
    made = notice(world)
    with pytest.raises(IntegrityError, match=rule), recorded(by=None):
        OverspendNotice.objects.filter(pk=made.pk).update(**given)
