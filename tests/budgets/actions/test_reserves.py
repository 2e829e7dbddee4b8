"""What moves a reserve: each entry by whom, into which period and how far, refused by the action and by the database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from budgets.actions.changes import decide_change
from budgets.actions.reserve_projects import close_project
from budgets.actions.reserves import allocate_reserve, balance_of, create_reserve, return_reserve, top_up_reserve
from budgets.models import ReserveEntry
from reports.actions import lock_period
from s75.errors import AlreadyDone, BadInput, NotBalanced, NotPermitted, PeriodLocked, WrongState
from s75.models import User
from schemes.actions.budgets import budget_of
from schemes.actions.reversals import reverse_change
from tests.reserves import Held
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(world: Universe) -> Held:
    return Held(world)


@pytest.fixture
def empty(world: Universe) -> Held:
    return Held(world, holds=0, agreed=False)


RAW_ENTRY = (
    "INSERT INTO budgets_reserveentry (reserve_id, fund_id, year, posted_in, kind, amount, reason, authority, "
    "posted_by_id, posted_at) VALUES (%s, %s, %s, 1, %s, %s, 'x', '', %s, now())"
)


def refused_by_the_database(rule: str, statement: str, *parameters: Any) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    assert refused.value.__cause__.diag.constraint_name == rule  # type: ignore[union-attr]


def raw_entry(held: Held, amount: int, *, kind: str = "returned") -> tuple[Any, ...]:
    """An entry past every action; a drawdown needs a change, so what is taken out here is returned."""
    return (
        held.reserve.pk, held.reserve.fund_id, YEAR, kind, amount, held.world.manager.pk,
    )  # fmt: skip


def test_reserve_goes_its_way(empty: Held) -> None:
    entry = empty.enter(allocate_reserve, "466000.00")
    assert (entry.kind, entry.posted_in, entry.posted_by) == ("allocation", 1, empty.world.manager)
    empty.enter(top_up_reserve, "34.50")
    empty.enter(return_reserve, 34)
    assert balance_of(empty.reserve) == Decimal("466000.50")


@pytest.mark.parametrize("action", [allocate_reserve, top_up_reserve, return_reserve])
@pytest.mark.parametrize("who", ["officer", "director", "board_manager", "operator", "auditor"])
def test_only_who_posts_for_the_host_moves_it(held: Held, action: object, who: str) -> None:
    with pytest.raises(NotPermitted):
        held.enter(action, 1, by=getattr(held.world, who))
    assert balance_of(held.reserve) == Decimal(1000)


def test_an_entry_says_why_and_by_which_authority_and_how_much(held: Held) -> None:
    for wrong in ({"reason": " "}, {"authority": ""}, {"amount": "0"}, {"amount": "-5"}):
        given = {"amount": "5", **wrong}
        with pytest.raises(BadInput):
            held.enter(top_up_reserve, given.pop("amount"), **given)


def test_it_is_allocated_once_and_then_topped_up(held: Held, world: Universe) -> None:
    with pytest.raises(WrongState, match="Top it up instead"):
        held.enter(allocate_reserve, 1)
    other = create_reserve(fund=world.pool, stream=held.stream, partner=world.council, name="Other", by=world.manager)
    for action in (top_up_reserve, return_reserve):
        with pytest.raises(WrongState, match="Allocate it first"):
            action(reserve=other, year=YEAR, amount=Decimal(1), reason="x", authority="x", by=world.manager)


def test_the_same_form_twice_counts_once(held: Held) -> None:
    key = uuid4()
    first, again = (held.enter(top_up_reserve, 10, key=key) for _ in range(2))
    assert first.pk == again.pk
    assert balance_of(held.reserve) == Decimal(1010)
    with pytest.raises(AlreadyDone):
        held.enter(top_up_reserve, 11, key=key)
    with pytest.raises(AlreadyDone):
        held.enter(return_reserve, 10, key=key)


def test_what_is_committed_is_not_returned(held: Held) -> None:
    with pytest.raises(
        NotBalanced, match=r"holds £1,000\.00, of which £300\.00 is committed.*£700\.00 can be returned"
    ):
        held.enter(return_reserve, 701)
    refused_by_the_database("reserve_holds_what_is_committed", RAW_ENTRY, *raw_entry(held, -701))
    held.enter(return_reserve, 700)
    assert balance_of(held.reserve) == Decimal(300)
    refused_by_the_database("reserve_never_below_zero", RAW_ENTRY, *raw_entry(held, -301))


def test_nothing_moves_without_an_open_period(held: Held, world: Universe) -> None:
    with pytest.raises(PeriodLocked, match="No period of Pool is open in 2025-26"):
        allocate_reserve(
            reserve=held.reserve, year=YEAR + 1, amount=Decimal(1), reason="x", authority="x", by=world.manager
        )
    lock_period(fund=world.pool, year=YEAR, month=1, waive="For a test", by=world.manager)
    entry = held.enter(top_up_reserve, 1)
    assert entry.posted_in == 2
    refused_by_the_database("period_must_be_open", RAW_ENTRY, *raw_entry(held, 1, kind="top_up"))


def test_an_entry_stands(held: Held) -> None:
    entry = ReserveEntry.objects.get(reserve=held.reserve)
    refused_by_the_database(
        "postings_are_append_only", "UPDATE budgets_reserveentry SET amount = 2 WHERE id = %s", entry.pk
    )
    refused_by_the_database("postings_are_append_only", "DELETE FROM budgets_reserveentry WHERE id = %s", entry.pk)


def test_a_reserve_is_of_its_place_and_of_a_partner_of_the_agreement(held: Held, world: Universe) -> None:
    def make(by: User = world.manager, **more: object) -> object:
        given = {"stream": held.stream, "partner": world.council, "name": "Another", **more}
        return create_reserve(fund=world.pool, by=by, **given)  # type: ignore[arg-type]

    with pytest.raises(BadInput, match="not a reserve stream"):
        make(stream=world.own)
    with pytest.raises(BadInput, match="a name of its own"):
        make(name=" rainy DAY ")
    with pytest.raises(NotPermitted):
        make(by=world.officer)
    with pytest.raises(NotPermitted):
        make(by=world.board_manager)
    assert make(contingency=True) in world.pool.reserves.filter(contingency=True)


# Drawing from it, by a change.


def test_a_drawdown_for_a_project_takes_from_its_commitment(held: Held) -> None:
    change = held.draw(200, held.roof)
    entry = held.reserve.entries.get(change=change)
    assert (entry.amount, entry.project, entry.kind) == (Decimal(-200), held.roof, "drawdown")
    assert (balance_of(held.reserve), budget_of(held.line)) == (Decimal(800), Decimal(200))
    with pytest.raises(
        NotBalanced, match=r"£300\.00 was agreed for “Roof” and £200\.00 of it is drawn: £100\.00 is left"
    ):
        held.asked(101, held.roof)
    held.draw(100, held.roof)
    assert balance_of(held.reserve) == Decimal(700)


def test_a_drawdown_without_a_project_leaves_what_is_committed(held: Held) -> None:
    with pytest.raises(NotBalanced, match=r"£700\.00 can be drawn without a project, not £701\.00"):
        held.asked(701)
    held.draw(700)
    held.draw(300, held.roof)
    assert balance_of(held.reserve) == Decimal(0)


def test_a_refusal_names_what_others_would_take(held: Held) -> None:
    held.asked(400)
    with pytest.raises(NotBalanced, match=r"Rainy day holds £1,000\.00, and £1,001\.00 .*would take £400\.00 more"):
        held.asked(1001)


def test_what_was_asked_for_is_checked_again_when_it_is_posted(held: Held) -> None:
    first, second = held.approved(700), held.approved(700)
    held.world.post(first)
    with pytest.raises(NotBalanced, match=r"holds £300\.00, and £700\.00 would be drawn: £400\.00 too much"):
        held.world.post(second)
    second.refresh_from_db()
    assert (second.state, balance_of(held.reserve)) == ("approved", Decimal(300))


def test_only_an_agreed_project_draws(held: Held) -> None:
    proposed = held.propose("Wall", {("Works", YEAR): (Decimal(10), "")})
    with pytest.raises(WrongState, match="“Wall” is proposed, and only an agreed project draws"):
        held.asked(10, proposed)
    close_project(project=held.roof, year=YEAR, reason="Not needed", by=held.world.manager)
    held.roof.refresh_from_db()
    with pytest.raises(WrongState, match="“Roof” is closed"):
        held.asked(10, held.roof)


def test_a_reversal_gives_the_money_back_to_the_project(held: Held) -> None:
    back = reverse_change(change=held.draw(300, held.roof), reason="Not needed", by=held.world.manager)
    held.world.post(decide_change(change=back, approve=True, authority="Director", by=held.world.director))
    assert (balance_of(held.reserve), budget_of(held.line)) == (Decimal(1000), Decimal(0))
    held.draw(300, held.roof)


def test_the_database_alone_keeps_a_project_within_its_commitment(held: Held) -> None:
    """A drawdown's entry moved past the action onto the project: more than was agreed, or for a project not agreed."""
    change = held.approved(700)
    columns = (
        "reserve_id, project_id, change_id, fund_id, year, posted_in, kind, amount, reason, authority, posted_by_id"
    )
    statement = (
        f"INSERT INTO budgets_reserveentry ({columns}, posted_at) "
        "VALUES (%s, %s, %s, %s, %s, 1, 'drawdown', %s, 'x', '', %s, now())"
    )
    rest = [change.pk, held.reserve.fund_id, YEAR]
    proposed = held.propose("Wall", {("Works", YEAR): (Decimal(10), "")})
    for project, amount in ((held.roof, -301), (proposed, -1)):
        values: list[Any] = [held.reserve.pk, project.pk, *rest, amount, held.world.manager.pk]
        refused_by_the_database("reserve_project_within_its_commitment", statement, *values)
    values = [held.reserve.pk, None, *rest, -701, held.world.manager.pk]
    refused_by_the_database("reserve_holds_what_is_committed", statement, *values)
    values[-2] = -1001
    refused_by_the_database("reserve_never_below_zero", statement, *values)
