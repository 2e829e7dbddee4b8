"""Confirming contributions: who may, from what to what, and with which reason on record."""

from __future__ import annotations

import pytest
from django.apps import apps

from budgets.actions.contributions import confirm_contribution, standing_of, unconfirm_contribution
from budgets.actions.people import invite_person
from budgets.models import Contribution
from s75.errors import BadInput, NotPermitted, WrongState
from s75.money import ZERO
from tests.universe import Universe


@pytest.fixture
def contribution(world: Universe) -> Contribution:
    """What the board puts into the council's fund."""
    return world.contribution(world.pool, world.minimum, world.board)


def test_the_pool_manager_of_the_host_confirms_it(world: Universe, contribution: Contribution) -> None:
    assert confirm_contribution(contribution=contribution, by=world.manager).status == "confirmed"
    with pytest.raises(WrongState, match="confirmed already"):
        confirm_contribution(contribution=contribution, by=world.manager)


def test_a_finance_director_of_the_contributing_partner_confirms_it(
    world: Universe, contribution: Contribution
) -> None:
    chief = invite_person(
        email="chief@test.example", name="Chief", place=world.place, partner=world.board, role="finance_director",
        by=world.operator,
    ).user  # fmt: skip
    assert confirm_contribution(contribution=contribution, by=chief).status == "confirmed"


@pytest.mark.parametrize(
    "who", ["officer", "board_officer", "board_manager", "director", "auditor", "operator", "outsider"]
)
def test_nobody_else_does(world: Universe, contribution: Contribution, who: str) -> None:
    with pytest.raises(NotPermitted, match="pool manager of Testshire Council or a finance director of NHS Testshire"):
        confirm_contribution(contribution=contribution, by=getattr(world, who))
    with pytest.raises(NotPermitted):
        unconfirm_contribution(contribution=contribution, reason="x", by=getattr(world, who))
    contribution.refresh_from_db()
    assert contribution.status == "indicative"


def test_making_it_indicative_again_needs_a_reason_that_is_kept(world: Universe, contribution: Contribution) -> None:
    with pytest.raises(WrongState, match="indicative already"):
        unconfirm_contribution(contribution=contribution, reason="Not yet", by=world.manager)
    confirm_contribution(contribution=contribution, by=world.manager)
    with pytest.raises(BadInput, match="Say why"):
        unconfirm_contribution(contribution=contribution, reason="  ", by=world.manager)

    unconfirm_contribution(contribution=contribution, reason="The ICB has taken it back", by=world.manager)

    newest = apps.get_model("budgets", "ContributionEvent").objects.filter(pgh_obj=contribution.pk).latest("pgh_id")
    assert newest.status == "indicative"
    assert newest.pgh_context.metadata == {"user": world.manager.pk, "reason": "The ICB has taken it back"}


def test_a_contribution_stands_at_the_sum_of_its_entries(world: Universe, contribution: Contribution) -> None:
    assert standing_of(contribution) == 1200
    bare = world.contribution(world.pool, world.nhs, world.board)
    assert standing_of(bare) == ZERO
