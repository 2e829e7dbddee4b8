"""Signed-in readers of the demonstration, one a role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from budgets.models import Place
from s75.models import User

SignedIn = Callable[[str], Client]


@pytest.fixture
def as_role(demonstration: Place) -> SignedIn:
    """A client signed in as one of the demonstration's people, such as “pool.manager.council”, past its first request."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(email=f"{name}@demonstration.example"))
        client.get("/glossary/")  # the first request of a minute also keeps the session
        return client

    return sign_in


@pytest.fixture
def in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is 1 May 2024, when nothing of the small world’s first round is late yet."""
    monkeypatch.setattr("s75.today.moment", lambda: datetime(2024, 5, 1, 12, tzinfo=UTC))


@pytest.fixture
def stranger(demonstration: Place) -> Client:
    """A client signed in as somebody without any role."""
    client = Client()
    client.force_login(User.objects.create_user(email="stranger@elsewhere.example", name="Stranger"))
    return client
