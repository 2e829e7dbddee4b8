"""Instalments: planned to re-add, kept once invoiced, received once however often it is sent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from budgets.actions.instalments import (
    invoice_instalment,
    plan_instalments,
    received_for,
    record_receipt,
    withdraw_invoice,
)
from budgets.models import Contribution, Instalment, Receipt
from s75.errors import AlreadyDone, BadInput, NotPermitted, WrongState
from s75.money import split_by_shares, total
from s75.years import london_date
from tests.budgets.test_rules import refused
from tests.universe import Universe

QUARTERS = [date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1), date(2025, 1, 1)]


@pytest.fixture
def contribution(world: Universe) -> Contribution:
    """£1,200 that the board puts into the council's fund."""
    return world.contribution(world.pool, world.minimum, world.board)


@pytest.fixture
def planned(world: Universe, contribution: Contribution) -> list[Instalment]:
    return plan_instalments(contribution=contribution, by=world.officer)


def plan_of(contribution: Contribution) -> list[tuple[int, date, Decimal]]:
    return list(contribution.instalments.values_list("position", "due_on", "amount").order_by("position"))


def test_four_equal_quarters_are_planned(contribution: Contribution, planned: list[Instalment]) -> None:
    assert plan_of(contribution) == [(i, day, Decimal(300)) for i, day in enumerate(QUARTERS, 1)]


def test_parts_are_split_to_the_penny_on_days_of_ones_own(world: Universe, contribution: Contribution) -> None:
    days = [date(2024, 5, 1), date(2024, 9, 1), date(2025, 3, 1)]
    made = plan_instalments(contribution=contribution, days=days, unscheduled=Decimal("200.01"), by=world.manager)
    assert [row.amount for row in made] == [Decimal("333.33")] * 3
    assert total(row.amount for row in made) + Decimal("200.01") == 1200


@given(st.integers(1, 10**12))
def test_equal_instalments_always_readd(pence: int) -> None:
    amount = Decimal(pence) / 100
    assert total(split_by_shares(amount, [1, 1, 1, 1])) == amount


def test_a_schedule_must_make_the_contribution(world: Universe, contribution: Contribution) -> None:
    parts = [(QUARTERS[0], Decimal(500)), (QUARTERS[2], Decimal(600))]
    with pytest.raises(BadInput, match=r"make £1,100\.00 and .* stands at £1,200\.00: £100\.00 is left.*unscheduled"):
        plan_instalments(contribution=contribution, parts=parts, by=world.officer)
    with pytest.raises(BadInput, match=r"£50\.00 is too much\. Lower one"):
        plan_instalments(contribution=contribution, parts=parts, unscheduled=Decimal(150), by=world.officer)
    assert not plan_of(contribution)

    plan_instalments(contribution=contribution, parts=parts, unscheduled=Decimal(100), by=world.officer)
    assert plan_of(contribution) == [(1, QUARTERS[0], Decimal(500)), (2, QUARTERS[2], Decimal(600))]


def test_a_schedule_of_nothing_or_of_one_day_twice_is_refused(world: Universe, contribution: Contribution) -> None:
    with pytest.raises(BadInput, match=r"more than £0\.00"):
        plan_instalments(contribution=contribution, parts=[(QUARTERS[0], Decimal(0))], by=world.officer)
    twice = [(QUARTERS[0], Decimal(600))] * 2
    with pytest.raises(BadInput, match="same day"):
        plan_instalments(contribution=contribution, parts=twice, by=world.officer)
    with pytest.raises(BadInput, match="same day"):
        plan_instalments(contribution=contribution, days=[QUARTERS[0]] * 2, by=world.officer)


def test_a_contribution_of_nothing_has_nothing_to_plan(world: Universe) -> None:
    bare = world.contribution(world.pool, world.nhs, world.board)
    with pytest.raises(BadInput, match="nothing to plan"):
        plan_instalments(contribution=bare, by=world.officer)


def test_planning_anew_keeps_what_is_invoiced_or_paid(
    world: Universe, contribution: Contribution, planned: list[Instalment]
) -> None:
    invoice_instalment(instalment=planned[0], invoice="A1", on=QUARTERS[0], by=world.officer)
    record_receipt(instalment=planned[2], amount=Decimal(10), on=QUARTERS[0], by=world.officer)
    world.post(world.approved(world.pool, {"BEDS-N": Decimal(100)}))  # the contribution stands at 1,300 now

    plan_instalments(contribution=contribution, by=world.officer)

    assert plan_of(contribution) == [
        (1, QUARTERS[0], Decimal(300)),
        (2, QUARTERS[1], Decimal(350)),
        (3, QUARTERS[2], Decimal(300)),
        (4, QUARTERS[3], Decimal(350)),
    ]
    assert Instalment.objects.filter(pk__in=[planned[0].pk, planned[2].pk]).count() == 2


def test_with_every_quarter_invoiced_a_day_must_be_given(
    world: Universe, contribution: Contribution, planned: list[Instalment]
) -> None:
    for row in planned:
        invoice_instalment(instalment=row, invoice=f"A{row.position}", on=QUARTERS[0], by=world.officer)
    assert len(plan_instalments(contribution=contribution, by=world.officer)) == 4

    world.post(world.approved(world.pool, {"BEDS-N": Decimal(100)}))
    with pytest.raises(BadInput, match=r"£100\.00 is left.*Give the day"):
        plan_instalments(contribution=contribution, by=world.officer)

    made = plan_instalments(contribution=contribution, days=[date(2025, 3, 1)], by=world.officer)
    assert (made[-1].position, made[-1].amount) == (5, Decimal(100))


@pytest.mark.parametrize("who", ["board_officer", "board_manager", "director", "auditor", "operator", "outsider"])
def test_only_the_host_keeps_instalments(world: Universe, contribution: Contribution, who: str) -> None:
    made = plan_instalments(contribution=contribution, by=world.manager)[0]
    by = getattr(world, who)
    for act in (
        lambda: plan_instalments(contribution=contribution, by=by),
        lambda: invoice_instalment(instalment=made, invoice="A", on=QUARTERS[0], by=by),
        lambda: withdraw_invoice(instalment=made, reason="x", by=by),
        lambda: record_receipt(instalment=made, amount=Decimal(1), on=QUARTERS[0], by=by),
    ):
        with pytest.raises(NotPermitted, match="plan instalments, record invoices and receipts"):
            act()
    made.refresh_from_db()
    assert (made.invoice, Receipt.objects.count()) == ("", Receipt.objects.exclude(instalment=made).count())


def test_an_instalment_is_invoiced_once_and_the_invoice_withdrawn(world: Universe, planned: list[Instalment]) -> None:
    first = planned[0]
    with pytest.raises(BadInput, match="reference"):
        invoice_instalment(instalment=first, invoice=" ", on=QUARTERS[0], by=world.officer)
    with pytest.raises(WrongState, match="not invoiced"):
        withdraw_invoice(instalment=first, reason="x", by=world.officer)
    invoice_instalment(instalment=first, invoice="A1", on=QUARTERS[0], by=world.officer)
    with pytest.raises(WrongState, match="already, as A1 on 01 April 2024"):
        invoice_instalment(instalment=first, invoice="A2", on=QUARTERS[0], by=world.officer)
    with pytest.raises(BadInput, match="Say why"):
        withdraw_invoice(instalment=first, reason="", by=world.officer)
    record_receipt(instalment=first, amount=Decimal(5), on=QUARTERS[0], by=world.officer)
    with pytest.raises(WrongState, match=r"£5\.00 was received"):
        withdraw_invoice(instalment=first, reason="Wrong", by=world.officer)

    record_receipt(instalment=first, amount=Decimal(-5), on=QUARTERS[0], by=world.officer)
    gone = withdraw_invoice(instalment=first, reason="Wrong", by=world.officer)
    assert (gone.invoice, gone.invoiced_on) == ("", None)


def test_a_receipt_sent_twice_counts_once(world: Universe, planned: list[Instalment]) -> None:
    key = uuid4()
    receive = partial(record_receipt, instalment=planned[0], on=QUARTERS[0], key=key, by=world.officer)
    first = receive(amount=Decimal(300))
    again = receive(amount=Decimal(300))

    assert (first, received_for(planned[0])) == (again, Decimal(300))
    with pytest.raises(AlreadyDone, match="sent before"):
        receive(amount=Decimal(299))


def test_a_receipt_is_corrected_by_a_negative_one_and_never_below_nothing(
    world: Universe, planned: list[Instalment]
) -> None:
    record_receipt(instalment=planned[0], amount=Decimal(300), on=QUARTERS[0], by=world.officer)
    with pytest.raises(BadInput, match=r"£300\.00 was received .* cannot be taken off"):
        record_receipt(instalment=planned[0], amount=Decimal("-300.01"), on=QUARTERS[0], by=world.officer)
    with pytest.raises(BadInput, match="Enter the amount"):
        record_receipt(instalment=planned[0], amount=Decimal(0), on=QUARTERS[0], by=world.officer)

    record_receipt(instalment=planned[0], amount=Decimal(-300), on=QUARTERS[0], by=world.officer)
    assert received_for(planned[0]) == 0


def test_a_day_to_come_is_refused(world: Universe, planned: list[Instalment]) -> None:
    tomorrow = london_date(timezone.now()) + timedelta(days=1)
    with pytest.raises(BadInput, match="still to come"):
        invoice_instalment(instalment=planned[0], invoice="A", on=tomorrow, by=world.officer)
    with pytest.raises(BadInput, match="still to come"):
        record_receipt(instalment=planned[0], amount=Decimal(1), on=tomorrow, by=world.officer)


def test_an_instalment_planned_anew_meanwhile_is_not_found(
    world: Universe, contribution: Contribution, planned: list[Instalment]
) -> None:
    plan_instalments(contribution=contribution, by=world.officer)
    with pytest.raises(WrongState, match="planned anew meanwhile"):
        invoice_instalment(instalment=planned[0], invoice="A", on=QUARTERS[0], by=world.officer)


def test_the_database_keeps_receipts_as_they_are(world: Universe, planned: list[Instalment]) -> None:
    record_receipt(instalment=planned[0], amount=Decimal(300), on=QUARTERS[0], by=world.officer)
    refused("postings_are_append_only", "UPDATE budgets_receipt SET amount = 1")
    refused("postings_are_append_only", "DELETE FROM budgets_receipt")
    refused("receipt_is_of_something",
        "INSERT INTO budgets_receipt (instalment_id, received_on, amount, reference, recorded_by_id, recorded_at)"
        " VALUES (%s, '2024-04-01', 0, '', %s, now())", planned[0].pk, world.officer.pk)  # fmt: skip
    refused("instalment_invoice_says_when", "UPDATE budgets_instalment SET invoice = 'A' WHERE id = %s", planned[1].pk)
