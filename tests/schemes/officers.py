"""Finance officers of the small world's council besides its first, for tests of who forecasts which line."""

from __future__ import annotations

from budgets.actions.people import invite_person
from budgets.models import Partner
from s75.models import User
from tests.universe import Universe


def colleague(world: Universe, name: str, partner: Partner | None = None) -> User:
    """Another finance officer, of the council unless said."""
    return invite_person(
        email=f"{name}@test.example".lower(), name=name, place=world.place, partner=partner or world.council,
        role="finance_officer", by=world.operator,
    ).user  # fmt: skip
