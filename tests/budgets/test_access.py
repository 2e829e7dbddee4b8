"""What a role in one place is worth in another: nothing, unless its partner is a party there too."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from budgets.access import access_of
from budgets.roles import Power
from s75.errors import NotPermitted
from s75.models import User
from schemes.actions.changes import Amounts, draft_change
from tests import elsewhere
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db
POWERS = (Power.PROPOSE_CHANGES, Power.FORECAST, Power.ENTER_READINGS)


@pytest.fixture
def visitor(world: Universe) -> User:
    return elsewhere.visitor(world)


@pytest.mark.parametrize("power", POWERS)
def test_a_role_elsewhere_allows_nothing_here(visitor: User, world: Universe, power: Power) -> None:
    found = access_of(visitor)
    assert found.may(power, heir=None)
    assert not found.may(power, heir=None, agreement=world.agreement.pk)
    assert not found.may_in(power, frozenset([world.agreement.pk]))
    assert access_of(world.officer).may_in(power, frozenset([world.agreement.pk]))


def test_an_action_refuses_it(visitor: User, world: Universe) -> None:
    with pytest.raises(NotPermitted, match="may not propose"):
        draft_change(
            fund=world.pool, year=YEAR, kind="virement", title="x", reason="x", effective_from=1, key=uuid4(), ask=False,
            amounts=Amounts({world.lines["HOME"]: Decimal(5), world.lines["BEDS-C"]: Decimal(-5)}), by=visitor,
        )  # fmt: skip


def test_a_page_neither_offers_nor_takes_it(visitor: User, client: Client) -> None:
    client.force_login(visitor)
    page = client.get("/places/testshire/")
    assert "Forecast" not in [entry["text"] for entry in page.context["navigation"]]
    assert client.get("/places/testshire/changes/new/").status_code == 403
    assert client.post("/places/testshire/forecast/submit/").status_code == 403
