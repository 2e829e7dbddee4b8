"""Many drawing from one reserve at once, on real connections: never more than it holds, by the action or past it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from budgets.actions.reserves import balance_of, return_reserve, top_up_reserve
from budgets.models import Change, ProposedContribution, ReserveEntry
from s75.errors import NotBalanced
from tests.reserves import Held
from tests.schemes.actions.test_races import together
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(transactional_db: None) -> Held:
    return Held(Universe(), holds=100, agreed=False)


def drawdown(held: Held, amount: int = 80) -> Change:
    """An approved drawdown, written at once: its way there is not what is raced."""
    world = held.world
    change = Change.objects.create(
        place=world.place, fund=world.pool, year=YEAR, kind="drawdown", title="x", reason="x", effective_from=1,
        reserve=held.reserve, requested_by=world.officer, decided_by=world.director, decided_at=timezone.now(),
    )  # fmt: skip
    contribution = world.contribution(world.pool, held.stream, world.council)
    ProposedContribution.objects.create(change=change, contribution=contribution, amount=amount)
    change.state = Change.State.APPROVED
    change.save()
    return change


def posting(held: Held, change: Change) -> Callable[[], Change]:
    return partial(held.world.post, change)


def test_two_draw_80_from_a_reserve_of_100_and_one_succeeds_60_times_in_60(held: Held) -> None:
    for turn in range(60):
        first, second = drawdown(held), drawdown(held)
        results = together(*[posting(held, change) for change in (first, second)])
        assert {type(result) for result in results} == {Change, NotBalanced}, (turn, results)
        assert balance_of(held.reserve) == Decimal(20), turn
        held.enter(top_up_reserve, 80)


def test_many_draw_at_once_and_the_balance_stays_above_zero(held: Held) -> None:
    changes = [drawdown(held, 30) for _ in range(8)]
    results = together(*[posting(held, change) for change in changes])
    assert sum(isinstance(result, Change) for result in results) == 3
    assert balance_of(held.reserve) == Decimal(10)


def test_a_drawdown_and_a_return_at_once_do_not_both_take_the_same_money(held: Held) -> None:
    for turn in range(10):
        change = drawdown(held)
        results = together(posting(held, change), lambda: held.enter(return_reserve, 80))
        assert sum(isinstance(result, NotBalanced) for result in results) == 1, (turn, results)
        held.enter(top_up_reserve, 80)


def test_two_past_the_action_at_once_and_the_database_alone_stops_one(held: Held) -> None:
    world = held.world

    def bypass(change: Change) -> object:
        try:
            with transaction.atomic():
                return ReserveEntry.objects.create(
                    reserve=held.reserve, change=change, fund=world.pool, year=YEAR, posted_in=1, kind="drawdown",
                    amount=Decimal(-80), reason="x", posted_by=world.manager,
                )  # fmt: skip
        except IntegrityError as refused:
            return refused

    for turn in range(10):
        pair = [drawdown(held) for _ in range(2)]
        results = together(*[partial(bypass, change) for change in pair])
        assert {type(result) for result in results} == {ReserveEntry, IntegrityError}, (turn, results)
        held.enter(top_up_reserve, 80)
