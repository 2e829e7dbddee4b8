"""Changes: both sides of the money, decided by somebody else, posted once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.actions.changes import decide_change
from budgets.models import Change
from s75.errors import NotBalanced, NotPermitted, PeriodLocked, WrongState
from schemes.actions.budgets import budget_of, post_change, spread_of
from schemes.models import BudgetEntry
from tests.budgets.test_rules import lock
from tests.universe import Universe


def test_variation_raises_budget_and_contribution(world: Universe) -> None:
    world.post(world.approved(world.pool, {"HOME": Decimal("100.01")}))
    assert budget_of(world.lines["HOME"]) == Decimal("700.01")


def test_change_counts_from_the_later_of_posting_and_effect(world: Universe) -> None:
    world.post(world.approved(world.pool, {"HOME": Decimal(90)}, effective_from=4))
    assert budget_of(world.lines["HOME"], as_at=3) == Decimal(600)
    assert budget_of(world.lines["HOME"], as_at=4) == Decimal(690)


def test_months_start_at_the_effective_period(world: Universe) -> None:
    months = spread_of(world.lines["HOME"], Decimal("100.00"), 11)
    assert months == [Decimal(0)] * 10 + [Decimal("50.00")] * 2


def test_months_follow_the_lines_profile(world: Universe) -> None:
    line = world.lines["HOME"]
    line.profile = [Decimal(0)] * 8 + [Decimal(1), Decimal(1), Decimal(1), Decimal(0)]
    months = spread_of(line, Decimal("100.00"), 1)
    assert months == [Decimal(0)] * 8 + [Decimal("33.33"), Decimal("33.34"), Decimal("33.33"), Decimal(0)]


def test_same_change_posts_once(world: Universe) -> None:
    change = world.approved(world.pool, {"HOME": Decimal(100)})
    world.post(change)
    with pytest.raises(WrongState, match="is posted"):
        world.post(change)
    assert BudgetEntry.objects.filter(change=change).count() == 1


def test_budget_beyond_contributions_is_refused_and_nothing_is_posted(world: Universe) -> None:
    money_in = {(world.own, world.council): Decimal("99.99")}
    with pytest.raises(NotBalanced, match="would exceed its contributions"):
        world.requested(world.pool, {"HOME": Decimal(100)}, money_in=money_in)
    assert not BudgetEntry.objects.filter(fund=world.pool, change__kind="variation").exists()


def test_money_that_somebody_else_took_meanwhile_is_refused_at_posting(world: Universe) -> None:
    world.post(world.approved(world.pool, {}, money_in={(world.own, world.council): Decimal(100)}))
    first, second = (world.approved(world.pool, {"HOME": Decimal(80)}, money_in={}) for _ in range(2))
    world.post(first)
    with pytest.raises(NotBalanced, match="would exceed its contributions"):
        world.post(second)
    second.refresh_from_db()
    assert (second.state, second.number) == (Change.State.APPROVED, None)
    assert not BudgetEntry.objects.filter(change=second).exists()


def test_virement_must_sum_to_zero_per_stream_and_partner(world: Universe) -> None:
    with pytest.raises(NotBalanced, match="must sum to zero"):
        world.requested(
            world.pool, {"BEDS-N": Decimal(-50), "HOME": Decimal(50)}, kind="virement",
            money_in={(world.own, world.council): Decimal(50), (world.minimum, world.board): Decimal(-50)},
        )  # fmt: skip


def test_virement_within_a_stream_is_posted(world: Universe) -> None:
    world.post(world.approved(world.pool, {"BEDS-C": Decimal(-50), "HOME": Decimal(50)}, kind="virement", money_in={}))
    assert (budget_of(world.lines["BEDS-C"]), budget_of(world.lines["HOME"])) == (Decimal(550), Decimal(650))


def test_number_is_given_at_posting_and_counts_up(world: Universe) -> None:
    first = world.approved(world.pool, {"HOME": Decimal(1)})
    second = world.approved(world.lead, {"KIDS": Decimal(1)})
    assert (first.number, second.number) == (None, None)
    assert (world.post(second).number, world.post(first).number) == (1, 2)


def test_reserved_number_is_kept(world: Universe) -> None:
    held = world.approved(world.pool, {"HOME": Decimal(1)}, number=4)
    assert world.post(held).number == 4


def test_nobody_decides_on_their_own_change(world: Universe) -> None:
    from budgets.actions.people import give_role

    give_role(user=world.manager, place=world.place, partner=world.council, role="finance_director", by=world.operator)
    change = world.requested(world.pool, {"HOME": Decimal(1)})
    with pytest.raises(NotPermitted, match="somebody else must decide"):
        decide_change(change=change, approve=True, authority="me", by=world.manager)


@pytest.mark.parametrize("by", ["officer", "board_manager", "clerk", "auditor", "outsider"])
def test_only_the_hosts_pool_manager_posts(world: Universe, by: str) -> None:
    change = world.approved(world.pool, {"HOME": Decimal(1)})
    with pytest.raises(NotPermitted):
        post_change(change=change, by=getattr(world, by))


def test_nothing_is_posted_without_an_open_period(world: Universe) -> None:
    change = world.approved(world.pool, {"HOME": Decimal(1)})
    lock(world, 1)
    with pytest.raises(PeriodLocked, match="No period of Pool is open"):
        world.post(change)


def test_claim_may_not_pass_its_ceiling(world: Universe) -> None:
    contribution = world.contribution(world.pool, world.own, world.council)
    contribution.ceiling = Decimal(1250)
    contribution.save()
    with pytest.raises(NotBalanced, match=r"ceiling of £1,250\.00"):
        world.post(world.approved(world.pool, {"HOME": Decimal(100)}))
    world.post(world.approved(world.pool, {"HOME": Decimal(50)}))
