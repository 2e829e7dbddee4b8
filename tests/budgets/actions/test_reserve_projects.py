"""A project's way: proposed, decided on by somebody else, drawn from, closed; and what stands from when on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from budgets.actions.reserve_projects import Costs, close_project, freed_by, set_commitments
from budgets.actions.reserves import top_up_reserve
from budgets.holdings import balance_of, committed_of, cost_of
from budgets.models import ReserveProject
from reports.actions import lock_period
from reports.figures.reserves import reserve_figures
from reports.loading.reserves import load_reserves
from s75.errors import BadInput, NotBalanced, NotPermitted, WrongState
from tests.reserves import Held
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db
WALL: Costs = {("Works", YEAR): (Decimal(700), "")}


@pytest.fixture
def held(world: Universe) -> Held:
    return Held(world)


def refused_by_the_database(rule: str, statement: str, *parameters: Any) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    assert refused.value.__cause__.diag.constraint_name == rule  # type: ignore[union-attr]


@pytest.mark.parametrize("who", ["director", "commissioner", "clerk", "auditor", "operator", "outsider"])
def test_who_proposes_no_changes_proposes_no_projects(held: Held, who: str) -> None:
    held.world.officer = getattr(held.world, who)
    with pytest.raises(NotPermitted):
        held.propose("Wall", WALL)


@pytest.mark.parametrize(
    "costs",
    [{}, {("Works", YEAR): (Decimal(0), "")}, {(" ", YEAR): (Decimal(1), "")}, {("A", YEAR): (Decimal(-1), "")}],
)
def test_a_project_has_headings_with_amounts(held: Held, costs: Costs) -> None:
    with pytest.raises(BadInput):
        held.propose("Wall", costs)
    assert not ReserveProject.objects.filter(name="Wall").exists()


def test_a_name_is_taken_once(held: Held) -> None:
    with pytest.raises(BadInput, match="a name of its own"):
        held.propose("roof ", WALL)


def test_costs_change_until_it_is_decided_on(held: Held) -> None:
    wall = held.propose("Wall", WALL)
    set_commitments(project=wall, costs={("Works", YEAR + 2): (Decimal("12.50"), "one")}, by=held.world.manager)
    wall.refresh_from_db()
    assert (cost_of(wall), wall.proposed_by) == (Decimal("12.50"), held.world.manager)
    held.agree(wall)
    with pytest.raises(WrongState, match="what it costs stands"):
        set_commitments(project=wall, costs=WALL, by=held.world.manager)
    change = "UPDATE budgets_reservecommitment SET amount = 1 WHERE project_id = %s"
    refused_by_the_database("commitments_stand_once_decided", change, wall.pk)
    gone = "DELETE FROM budgets_reservecommitment WHERE project_id = %s"
    refused_by_the_database("commitments_stand_once_decided", gone, wall.pk)


def test_agreed_projects_never_cost_more_than_is_left(held: Held) -> None:
    wall = held.propose("Wall", {("Works", YEAR): (Decimal("700.01"), "")})
    with pytest.raises(NotBalanced, match=r"costs £700\.01.*holds £1,000\.00, of which £300\.00.*£700\.00 is left"):
        held.agree(wall)
    raw = (
        "UPDATE budgets_reserveproject SET state = 'agreed', authority = 'x', decided_by_id = %s, decided_in = 202401 "
        "WHERE id = %s"
    )
    refused_by_the_database("reserve_holds_what_is_committed", raw, held.world.director.pk, wall.pk)
    held.enter(top_up_reserve, "0.01")
    held.agree(wall)
    assert committed_of(held.reserve) == Decimal("1000.01")


def test_what_was_drawn_for_others_is_not_left(held: Held) -> None:
    held.draw(300, held.roof)
    held.draw(100)
    with pytest.raises(NotBalanced, match=r"£600\.00 is left"):
        held.agree(held.propose("Wall", WALL))


def test_whoever_proposed_it_does_not_decide(held: Held) -> None:
    wall = held.propose("Wall", WALL)
    with pytest.raises(NotPermitted, match="somebody else must decide"):
        held.agree(wall, by=held.world.officer)
    raw = (
        "UPDATE budgets_reserveproject SET state = 'agreed', authority = 'x', decided_by_id = proposed_by_id, "
        "decided_in = 202401 WHERE id = %s"
    )
    refused_by_the_database("reserve_project_not_decided_by_its_proposer", raw, wall.pk)


@pytest.mark.parametrize("who", ["manager", "board_manager", "commissioner", "auditor", "operator"])
def test_who_decides_on_no_changes_decides_on_no_projects(held: Held, who: str) -> None:
    with pytest.raises(NotPermitted, match="A finance director may"):
        held.agree(held.propose("Wall", WALL), by=getattr(held.world, who))


def test_a_decision_says_by_which_authority(held: Held) -> None:
    for approve in (True, False):
        with pytest.raises(BadInput, match="by which authority"):
            held.agree(held.propose(f"Wall {approve}", WALL), authority=" ", approve=approve)


def test_a_committees_decision_is_recorded_with_its_minute(held: Held) -> None:
    wall = held.propose("Wall", WALL)
    given: dict[str, Any] = {"by": held.world.manager, "authority": "", "committee": "Adult care committee"}
    for wrong in ({}, {"minute": "7"}, {"minute": "7", "decided_on": date(2999, 1, 1)}):
        with pytest.raises(BadInput):
            held.agree(wall, **given, **wrong)
    with pytest.raises(NotPermitted):
        held.agree(wall, **{**given, "by": held.world.board_manager}, minute="7", decided_on=date(2024, 4, 2))
    made = held.agree(wall, **given, minute="minute 7", decided_on=date(2024, 4, 2))
    assert (made.state, made.authority) == ("agreed", "Adult care committee, 2 April 2024, minute 7")


def test_it_is_decided_on_once(held: Held) -> None:
    wall = held.agree(held.propose("Wall", WALL), approve=False, authority="Too dear")
    assert wall.state == "refused"
    assert committed_of(held.reserve) == Decimal(300)
    with pytest.raises(WrongState, match="decided already"):
        held.agree(wall)


def test_closing_frees_what_is_not_drawn(held: Held) -> None:
    held.draw(120, held.roof)
    assert freed_by(held.roof) == Decimal(180)
    close_project(project=held.roof, year=YEAR, reason="Done for less", by=held.world.manager)
    assert (balance_of(held.reserve), committed_of(held.reserve)) == (Decimal(880), Decimal(0))
    with pytest.raises(WrongState, match="only an agreed project is closed"):
        close_project(project=held.roof, year=YEAR, reason="Again", by=held.world.manager)


def test_closing_has_its_reason_its_people_and_nothing_waiting(held: Held) -> None:
    with pytest.raises(BadInput, match="Say why"):
        close_project(project=held.roof, year=YEAR, reason=" ", by=held.world.director)
    for who in ("officer", "board_manager", "auditor"):
        with pytest.raises(NotPermitted):
            close_project(project=held.roof, year=YEAR, reason="x", by=getattr(held.world, who))
    held.asked(10, held.roof)
    with pytest.raises(WrongState, match="waits to be decided or posted"):
        close_project(project=held.roof, year=YEAR, reason="x", by=held.world.director)


def test_a_locked_period_shows_what_stood_then(held: Held, world: Universe) -> None:
    """P01: Roof agreed, nothing drawn. P02: 100 drawn, Wall proposed and agreed. P03: Roof closed."""
    world.lines["CARE"] = held.line
    lock_period(fund=world.pool, year=YEAR, month=1, waive="For a test", by=world.manager)
    held.draw(100, held.roof)
    held.agree(held.propose("Wall", WALL))
    lock_period(fund=world.pool, year=YEAR, month=2, waive="For a test", by=world.manager)
    close_project(project=held.roof, year=YEAR, reason="Done", by=world.manager)

    def at(month: int) -> tuple[Decimal, Decimal, Decimal]:
        periods = list(world.pool.periods.all())
        facts = load_reserves(place=world.place, funds=[world.pool], year=YEAR, period=month, periods=periods)
        found = reserve_figures(facts.reserves[0])
        return found.balance, found.committed, found.uncommitted

    assert at(1) == (Decimal(1000), Decimal(300), Decimal(700))
    assert at(2) == (Decimal(900), Decimal(1000), Decimal(0))
    assert at(3) == (Decimal(900), Decimal(800), Decimal(200))
