"""A partner dissolved in-year: its successor takes over on its date, on the same lines, and history stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from budgets.access import access_of, forget_access
from budgets.actions.places import add_partner, succeed_partner
from budgets.models import Fund, Partner
from budgets.roles import Power
from reports.load import load_position
from s75.errors import WrongState
from schemes.queries import partner_in_month
from tests.universe import YEAR, Universe


@pytest.fixture
def successor(world: Universe) -> Partner:
    made = add_partner(
        place=world.place, code="NEW", name="NHS New ICB", kind="nhs", starts=date(2024, 7, 1), by=world.operator
    )
    succeed_partner(partner=world.board, successor=made, last_day=date(2024, 6, 30), by=world.operator)
    world.board.refresh_from_db()
    world.lead.refresh_from_db()
    forget_access(world.board_manager)  # as the next request would
    return made


@pytest.mark.parametrize(
    ("month", "code", "stands"), [(3, "ICB", "ICB"), (3, "NEW", "ICB"), (4, "ICB", "NEW"), (4, "NEW", "NEW")]
)
def test_ledger_of_a_month_belongs_to_whoever_stood_then(
    world: Universe, successor: Partner, month: int, code: str, stands: str
) -> None:
    found = partner_in_month(world.place, code, YEAR, month)
    assert found == (successor if stands == "NEW" else world.board)


def test_members_of_the_old_partner_act_for_the_new(world: Universe, successor: Partner) -> None:
    assert access_of(world.board_officer).may(Power.FORECAST, heir=successor.pk)
    assert Fund.objects.visible_to(world.board_officer).filter(pk=world.lead.pk).exists()
    assert world.forecast("KIDS", 200).version == 1


@pytest.mark.parametrize(("month", "name"), [(3, "ICB"), (4, "NEW")])
def test_paper_prints_the_partner_that_stood_at_its_period(
    world: Universe, successor: Partner, month: int, name: str
) -> None:
    facts = load_position(place=world.place, funds=[world.lead], year=YEAR, period=month, periods=[])
    assert {group.contributor for group in facts.groups} == {name}


def test_money_of_both_balances_together(world: Universe, successor: Partner) -> None:
    stream = {(world.nhs, successor): Decimal(100)}
    world.post(world.approved(world.lead, {"KIDS": Decimal(100)}, money_in=stream))
    assert world.lines["KIDS"].budget_entries.count() == 2


def test_partner_is_succeeded_once(world: Universe, successor: Partner) -> None:
    with pytest.raises(WrongState, match="already succeeded"):
        succeed_partner(partner=world.board, successor=world.council, last_day=date(2024, 6, 30), by=world.operator)


def test_successor_must_stand_the_day_after(world: Universe) -> None:
    late = add_partner(place=world.place, code="L", name="Late", kind="nhs", starts=date(2024, 8, 1), by=world.operator)
    with pytest.raises(WrongState, match="does not exist yet"):
        succeed_partner(partner=world.board, successor=late, last_day=date(2024, 6, 30), by=world.operator)
