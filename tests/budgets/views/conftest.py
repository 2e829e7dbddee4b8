"""The administrator of the small world, signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.universe import Universe


@pytest.fixture
def admin(client: Client, world: Universe) -> Client:
    client.force_login(world.operator)
    return client
