"""Who uploads: the council's finance officer of the small world, and that of the demonstration."""

from __future__ import annotations

import pytest
from django.test import Client

from budgets.models import Place
from s75.models import User
from tests.universe import Universe


@pytest.fixture
def officer(client: Client, world: Universe) -> Client:
    client.force_login(world.officer)
    return client


@pytest.fixture
def council(client: Client, demonstration: Place) -> Client:
    client.force_login(User.objects.get(email="finance.officer.council@demonstration.example"))
    return client
