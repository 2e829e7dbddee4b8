"""What a change holds: drafted once, edited, requested when it could be posted, withdrawn, drawn and reversed."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from budgets.actions.changes import decide_change, propose_change, withdraw_change
from budgets.actions.reserves import balance_of
from budgets.models import Change, Contribution, FundingStream, Reserve, ReserveEntry
from s75.errors import AlreadyDone, BadInput, NotBalanced, NotPermitted, PeriodLocked, WrongState
from schemes.actions.budgets import budget_of, post_change
from schemes.actions.changes import (
    Amounts,
    discard_change,
    draft_change,
    edit_change,
    request_change,
    set_change_amounts,
)
from schemes.actions.reversals import reverse_change
from schemes.actions.schemes import create_line, create_scheme
from schemes.models import BudgetEntry, PermittedScheme, ProposedBudget
from tests.budgets.test_rules import lock
from tests.universe import YEAR, Universe


def drafted(world: Universe, amounts: dict[str, Any], **more: Any) -> Change:
    words: dict[str, Any] = {
        "kind": "virement",
        "title": "A change",
        "reason": "For a test",
        "effective_from": 1,
        "by": world.officer,
    }
    held = Amounts({world.lines[ref]: Decimal(amount) for ref, amount in amounts.items()}, more.pop("money_in", {}))
    return draft_change(
        fund=world.pool, year=YEAR, amounts=held, **{**words, "effective_from": 1, "key": uuid4(), **more}
    )


def approve(world: Universe, change: Change) -> Change:
    return decide_change(change=change, approve=True, authority="Director", by=world.director)


def reserve(world: Universe, holds: int = 100) -> Reserve:
    stream = FundingStream.objects.create(place=world.place, name="Reserve", kind="reserve")
    made = Reserve.objects.create(fund=world.pool, stream=stream, partner=world.council, name="BCF reserve")
    ReserveEntry.objects.create(
        reserve=made, fund=world.pool, year=YEAR, posted_in=1, kind="allocation", amount=holds, reason="Set aside",
        posted_by=world.manager,
    )  # fmt: skip
    return made


# Drafts.


def test_same_key_gives_the_same_change(world: Universe) -> None:
    key = UUID(int=1)
    first, again = (drafted(world, {"BEDS-C": -50, "HOME": 50}, key=key, ask=True) for _ in range(2))
    assert first == again
    assert ProposedBudget.objects.filter(change=first).count() == 2


@pytest.mark.parametrize("other", [{"title": "Other"}, {"effective_from": 3}, {"amounts": {"BEDS-C": -60, "HOME": 60}}])
def test_same_key_with_other_content_is_refused(world: Universe, other: dict[str, Any]) -> None:
    key, amounts = UUID(int=1), {"BEDS-C": -50, "HOME": 50}
    change = drafted(world, amounts, key=key)
    with pytest.raises(AlreadyDone, match="sent before"):
        drafted(world, other.pop("amounts", amounts), key=key, **other)
    assert [row.amount for row in change.proposed_budgets.order_by("line__ref")] == [Decimal(-50), Decimal(50)]


def test_somebody_elses_key_is_refused(world: Universe) -> None:
    drafted(world, {"HOME": 1}, key=UUID(int=1))
    with pytest.raises(AlreadyDone):
        drafted(world, {"HOME": 1}, key=UUID(int=1), by=world.board_officer)


def test_amounts_are_replaced_all_at_once(world: Universe) -> None:
    change = drafted(world, {"BEDS-C": -50, "HOME": 50})
    set_change_amounts(change=change, amounts=Amounts({world.lines["HOME"]: Decimal(7)}), by=world.officer)
    assert [row.amount for row in change.proposed_budgets.all()] == [Decimal(7)]


def test_refused_edit_changes_nothing(world: Universe) -> None:
    change = drafted(world, {"BEDS-C": -50, "HOME": 50})
    with pytest.raises(NotBalanced):
        edit_change(
            change=change, title="New", reason="x", effective_from=1, by=world.officer, ask=True,
            amounts=Amounts({world.lines["HOME"]: Decimal(7)}),
        )  # fmt: skip
    change.refresh_from_db()
    assert (change.title, change.proposed_budgets.count()) == ("A change", 2)


def test_line_of_another_fund_is_refused(world: Universe) -> None:
    with pytest.raises(BadInput, match="KIDS is not of Pool"):
        drafted(world, {"KIDS": 1})


def test_stream_of_another_place_is_refused(world: Universe) -> None:
    from budgets.models import Place

    elsewhere = FundingStream.objects.create(place=Place.objects.get(slug="worcestershire"), name="Elsewhere")
    with pytest.raises(BadInput, match="not of this agreement"):
        drafted(world, {}, kind="variation", money_in={(elsewhere, world.council): Decimal(1)})


@pytest.mark.parametrize("who", ["board_officer", "manager"])
def test_only_who_proposed_it_sets_what_it_holds(world: Universe, who: str) -> None:
    change = drafted(world, {"BEDS-C": -50, "HOME": 50})
    with pytest.raises(NotPermitted, match="Only who proposes it"):
        set_change_amounts(change=change, amounts=Amounts(), by=getattr(world, who))
    with pytest.raises(NotPermitted):
        request_change(change=change, by=getattr(world, who))


@pytest.mark.parametrize("who", ["commissioner", "director", "clerk", "auditor", "outsider"])
def test_only_some_propose(world: Universe, who: str) -> None:
    with pytest.raises(NotPermitted):
        drafted(world, {"HOME": 1}, by=getattr(world, who))


def test_draft_is_thrown_away_by_its_own_or_the_pool_manager(world: Universe) -> None:
    first, second = drafted(world, {"HOME": 1}), drafted(world, {"HOME": 1})
    with pytest.raises(NotPermitted):
        discard_change(change=first, by=world.board_officer)
    discard_change(change=first, by=world.officer)
    discard_change(change=second, by=world.manager)
    assert not Change.objects.filter(pk__in=[first.pk, second.pk]).exists()


def test_what_waits_is_taken_back_and_asked_for_again(world: Universe) -> None:
    change = approve(world, drafted(world, {"BEDS-C": -50, "HOME": 50}, ask=True))
    with pytest.raises(NotPermitted):
        withdraw_change(change=change, by=world.board_officer)
    back = withdraw_change(change=change, by=world.officer)
    assert (back.state, back.amount, back.decided_by) == ("draft", None, None)
    assert request_change(change=change, by=world.officer).state == "requested"


def test_what_is_posted_is_not_taken_back(world: Universe) -> None:
    change = world.post(approve(world, drafted(world, {"BEDS-C": -50, "HOME": 50}, ask=True)))
    for step in (
        lambda: withdraw_change(change=change, by=world.officer),
        lambda: discard_change(change=change, by=world.officer),
    ):
        with pytest.raises(WrongState):
            step()


# Requests.


def test_request_keeps_its_amount(world: Universe) -> None:
    virement = drafted(world, {"BEDS-C": -50, "HOME": 50}, ask=True)
    money_in = {(world.own, world.council): Decimal(100), (world.minimum, world.board): Decimal(-30)}
    variation = drafted(world, {"HOME": 20, "BEDS-N": -40}, kind="variation", money_in=money_in, ask=True)
    lowered = drafted(world, {"HOME": -70}, kind="variation", ask=True)
    assert (virement.amount, virement.within_scheme) == (Decimal(50), False)
    assert (variation.amount, lowered.amount) == (Decimal(100), Decimal(70))


def test_move_within_one_scheme_is_named(world: Universe) -> None:
    line = copy(world.lines["BEDS-C"])
    line.pk, line.ref = None, "BEDS-D"
    line.save()
    change = drafted(world, {}, ask=False)
    held = Amounts({world.lines["BEDS-C"]: Decimal(-5), line: Decimal(5)})
    set_change_amounts(change=change, amounts=held, by=world.officer)
    assert request_change(change=change, by=world.officer).within_scheme


def test_empty_change_is_refused(world: Universe) -> None:
    with pytest.raises(BadInput, match="holds no amounts"):
        drafted(world, {"HOME": 0}, ask=True)


def test_virement_with_money_in_is_refused(world: Universe) -> None:
    with pytest.raises(BadInput, match="make a variation"):
        drafted(world, {"BEDS-C": -5, "HOME": 5}, money_in={(world.own, world.council): Decimal(5)}, ask=True)


def test_line_below_zero_is_refused_naming_what_else_waits(world: Universe) -> None:
    drafted(world, {"BEDS-C": -100, "HOME": 100}, ask=True)
    with pytest.raises(NotBalanced) as refused:
        drafted(world, {"BEDS-C": "-600.01", "HOME": "600.01"}, ask=True)
    assert refused.value.message == (
        "BEDS-C has a budget of £600.00, and £600.01 would be taken from it: £0.01 too much. Other changes that wait to "
        "be decided or posted would take £100.00 more. Take less from it."
    )
    assert drafted(world, {"BEDS-C": -600, "HOME": 600}, ask=True).state == "requested"


def test_budget_that_comes_later_cannot_be_taken_now(world: Universe) -> None:
    world.post(world.approved(world.pool, {"BEDS-C": Decimal(50)}, effective_from=6))
    with pytest.raises(NotBalanced, match=r"has a budget of £600\.00"):
        drafted(world, {"BEDS-C": -650, "HOME": 650}, ask=True)
    assert drafted(world, {"BEDS-C": -650, "HOME": 650}, effective_from=6, ask=True).state == "requested"


def test_line_of_income_stays_below_zero(world: Universe) -> None:
    line = copy(world.lines["HOME"])
    line.pk, line.ref, line.income = None, "FEES", True
    line.save()
    world.lines["FEES"] = line
    world.post(approve(world, drafted(world, {"FEES": -100, "HOME": 100}, ask=True)))
    with pytest.raises(NotBalanced, match="line of income"):
        drafted(world, {"FEES": 101, "HOME": -101}, ask=True)
    assert drafted(world, {"FEES": 100, "HOME": -100}, ask=True).state == "requested"


def test_unallocated_may_remain_in_a_variation(world: Universe) -> None:
    money_in = {(world.own, world.council): Decimal(100)}
    world.post(approve(world, drafted(world, {"HOME": 60}, kind="variation", money_in=money_in, ask=True)))
    with pytest.raises(NotBalanced, match="would exceed its contributions"):
        drafted(world, {"HOME": "40.01"}, kind="variation", ask=True)
    assert drafted(world, {"HOME": 40}, kind="variation", ask=True).amount == Decimal(40)


def test_contribution_is_not_lowered_under_its_budgets(world: Universe) -> None:
    with pytest.raises(NotBalanced, match="would exceed its contributions"):
        drafted(world, {}, kind="variation", money_in={(world.own, world.council): Decimal(-1)}, ask=True)


def test_stream_outside_its_years_is_refused(world: Universe) -> None:
    FundingStream.objects.filter(pk=world.own.pk).update(last_year=YEAR - 1, successor=world.nhs)
    with pytest.raises(BadInput, match=r"does not exist in 2024-25\. ICB contribution took its place"):
        drafted(world, {"BEDS-C": -5, "HOME": 5}, ask=True)
    FundingStream.objects.filter(pk=world.own.pk).update(last_year=YEAR)
    assert drafted(world, {"BEDS-C": -5, "HOME": 5}, ask=True).state == "requested"


def test_ring_fence_that_refuses_keeps_to_its_schemes(world: Universe) -> None:
    for ref in ("BEDS-C", "HOME"):
        PermittedScheme.objects.create(stream=world.own, scheme=world.lines[ref].scheme)
    FundingStream.objects.filter(pk=world.own.pk).update(ring_fenced=True, outside="refuse")
    meals = create_scheme(fund=world.pool, ref="MEALS", name="Meals", lead_commissioner=world.council, by=world.manager)
    world.lines["MEALS"] = create_line(
        scheme=meals, fund=world.pool, year=YEAR, ref="MEALS", stream=world.own, contributing_partner=world.council,
        spending_partner=world.council, by=world.manager,
    )  # fmt: skip
    with pytest.raises(NotBalanced, match="ring-fenced"):
        drafted(world, {"BEDS-C": -5, "MEALS": 5}, ask=True)
    PermittedScheme.objects.create(stream=world.own, scheme=meals)
    change = drafted(world, {"BEDS-C": -5, "MEALS": 5}, ask=True)
    PermittedScheme.objects.filter(scheme=meals).delete()
    approve(world, change)
    with pytest.raises(NotBalanced, match="ring-fenced"):
        world.post(change)


def test_claim_needs_a_ceiling_and_stays_below_it(world: Universe) -> None:
    claim = FundingStream.objects.create(place=world.place, name="January fund", kind="claim")
    pot = (claim, world.board)
    with pytest.raises(BadInput, match="Enter the ceiling"):
        drafted(world, {}, kind="variation", money_in={pot: Decimal(10)}, ask=True)
    change = drafted(world, {}, kind="variation", money_in={pot: Decimal(10)})
    amounts = Amounts({}, {pot: Decimal(10)}, {pot: Decimal(9)})
    set_change_amounts(change=change, amounts=amounts, by=world.officer)
    with pytest.raises(NotBalanced, match=r"above its ceiling of £9\.00"):
        request_change(change=change, by=world.officer)
    Contribution.objects.filter(stream=claim).update(ceiling=10)
    assert request_change(change=change, by=world.officer).amount == Decimal(10)


# Posting.


def test_line_taken_meanwhile_is_refused_at_posting(world: Universe) -> None:
    first, second = (approve(world, drafted(world, {"BEDS-C": -400, "HOME": 400}, ask=True)) for _ in range(2))
    world.post(first)
    with pytest.raises(NotBalanced, match=r"BEDS-C has a budget of £200\.00, and £400\.00 would be taken"):
        world.post(second)
    second.refresh_from_db()
    assert (second.state, second.number) == ("approved", None)


def test_database_refuses_an_overdrawn_line_when_the_action_is_bypassed(world: Universe) -> None:
    change = approve(world, drafted(world, {"BEDS-C": -400, "HOME": 400}, ask=True))
    world.post(change)
    with pytest.raises(IntegrityError, match="would stand at"), transaction.atomic():
        BudgetEntry.objects.create(
            change=change, line=world.lines["BEDS-C"], fund=world.pool, year=YEAR, posted_in=1, effective_from=1,
            amount=Decimal(-201), months=[Decimal(-201)] + [Decimal(0)] * 11,
        )  # fmt: skip


# Reserves.


def test_drawdown_takes_from_the_reserve_and_pays_for_the_line(world: Universe) -> None:
    kept = reserve(world)
    world.lines["CARE"] = line = copy(world.lines["HOME"])
    line.pk, line.ref, line.stream = None, "CARE", kept.stream
    line.save()
    money_in = {(kept.stream, world.council): Decimal(80)}
    change = approve(world, drafted(world, {"CARE": 80}, kind="drawdown", reserve=kept, money_in=money_in, ask=True))
    world.post(change)
    assert (balance_of(kept), budget_of(line)) == (Decimal(20), Decimal(80))
    back = reverse_change(change=change, reason="Not needed", by=world.manager)
    world.post(approve(world, back))
    assert (balance_of(kept), budget_of(line)) == (Decimal(100), Decimal(0))


def test_drawdown_beyond_the_balance_is_refused_at_posting(world: Universe) -> None:
    kept = reserve(world)
    money_in = {(kept.stream, world.council): Decimal(80)}
    first, second = (
        approve(world, drafted(world, {}, kind="drawdown", reserve=kept, money_in=money_in, ask=True)) for _ in range(2)
    )
    world.post(first)
    with pytest.raises(NotBalanced, match=r"holds £20\.00, and £80\.00 would be drawn"):
        world.post(second)
    second.refresh_from_db()
    assert second.state == "approved"


def test_drawdown_of_other_money_is_refused(world: Universe) -> None:
    kept = reserve(world)
    with pytest.raises(BadInput, match="gives money of Testshire Council from Reserve only"):
        drafted(world, {}, kind="drawdown", reserve=kept, money_in={(world.own, world.council): Decimal(8)}, ask=True)
    with pytest.raises(BadInput, match="above zero"):
        drafted(world, {"HOME": -1}, kind="drawdown", reserve=kept, ask=True)


def test_drawdown_names_its_reserve_and_nothing_else_does(world: Universe) -> None:
    with pytest.raises(BadInput, match="names the reserve"):
        drafted(world, {}, kind="drawdown")
    with pytest.raises(BadInput, match="names the reserve"):
        drafted(world, {}, kind="variation", reserve=reserve(world))


# Reversal.


def test_reversal_mirrors_the_change_and_is_posted_as_any(world: Universe) -> None:
    change = world.post(approve(world, drafted(world, {"BEDS-C": -50, "HOME": 50}, ask=True)))
    lock(world, 1)
    with pytest.raises(PeriodLocked, match="nothing can be reversed"):
        reverse_change(change=change, reason="Wrong", by=world.manager)
    from budgets.actions.years import open_period

    open_period(fund=world.pool, year=YEAR, month=2, by=world.manager)
    back = reverse_change(change=change, reason="Wrong", by=world.manager)
    assert (back.state, back.effective_from, back.amount) == ("requested", 2, Decimal(50))
    assert back.title == "Reversal of change 1: A change"
    world.post(approve(world, back))
    assert [budget_of(world.lines[ref]) for ref in ("BEDS-C", "HOME")] == [Decimal(600), Decimal(600)]
    assert budget_of(world.lines["HOME"], as_at=1) == Decimal(650)


def test_change_is_reversed_once_and_with_a_reason(world: Universe) -> None:
    change = world.post(approve(world, drafted(world, {"BEDS-C": -50, "HOME": 50}, ask=True)))
    with pytest.raises(BadInput, match="Say why"):
        reverse_change(change=change, reason=" ", by=world.manager)
    with pytest.raises(NotPermitted):
        reverse_change(change=change, reason="x", by=world.auditor)
    back = reverse_change(change=change, reason="x", by=world.manager)
    with pytest.raises(AlreadyDone, match="another change already"):
        reverse_change(change=change, reason="x", by=world.manager)
    decide_change(change=back, approve=False, authority="No", by=world.director)
    assert reverse_change(change=change, reason="y", by=world.manager).state == "requested"


def test_only_what_is_posted_is_reversed(world: Universe) -> None:
    change = drafted(world, {"BEDS-C": -50, "HOME": 50}, ask=True)
    with pytest.raises(WrongState, match="starts from posted"):
        reverse_change(change=change, reason="x", by=world.manager)


def test_reversal_is_refused_where_the_money_is_spent_elsewhere(world: Universe) -> None:
    change = world.post(approve(world, drafted(world, {"BEDS-C": -600, "HOME": 600}, ask=True)))
    world.post(approve(world, drafted(world, {"BEDS-C": 700, "HOME": -700}, ask=True)))
    with pytest.raises(NotBalanced, match=r"HOME has a budget of £500\.00, and £600\.00"):
        reverse_change(change=change, reason="x", by=world.manager)


def test_reversal_of_an_opening_keeps_the_original_budget(world: Universe) -> None:
    opening = Change.objects.get(fund=world.lead, kind="opening")
    back = reverse_change(change=opening, reason="Not agreed after all", by=world.board_manager)
    assert back.kind == "variation"
    post_change(change=approve(world, back), by=world.board_manager)
    assert budget_of(world.lines["KIDS"]) == Decimal(0)
    assert BudgetEntry.objects.get(line=world.lines["KIDS"], opening=True).amount == Decimal(2400)


def test_reversal_is_not_edited(world: Universe) -> None:
    change = world.post(approve(world, drafted(world, {"BEDS-C": -50, "HOME": 50}, ask=True)))
    back = reverse_change(change=change, reason="x", by=world.manager)
    withdraw_change(change=back, by=world.manager)
    with pytest.raises(WrongState, match="mirrors the change"):
        edit_change(change=back, title="x", reason="x", effective_from=1, amounts=Amounts(), by=world.manager)


def test_books_hold_after_all_of_it(world: Universe) -> None:
    from reports.books.changes import changes_were_decided, entries_are_the_proposals, virements_move_nothing_away

    change = world.post(approve(world, drafted(world, {"BEDS-C": -50, "HOME": 50}, ask=True)))
    world.post(approve(world, reverse_change(change=change, reason="x", by=world.manager)))
    assert changes_were_decided() + entries_are_the_proposals() + virements_move_nothing_away() == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_proposing_alone_keeps_its_key_too(world: Universe) -> None:
    given: dict[str, Any] = {
        "fund": world.pool, "year": YEAR, "kind": "variation", "title": "x", "reason": "x", "effective_from": 1,
        "by": world.officer, "key": UUID(int=7),
    }  # fmt: skip
    assert propose_change(**given) == propose_change(**given)
    with pytest.raises(AlreadyDone):
        propose_change(**{**given, "reason": "y"})
