"""What the tests of the pages about people share: addresses, an invitation, somebody's role, the words of a page."""

from __future__ import annotations

import re
from typing import Any

from budgets.models import Membership
from s75.models import User
from tests.universe import Universe

PEOPLE = "/places/testshire/people/"
INVITE = f"{PEOPLE}invite/"


def role_of(user: User) -> Membership:
    return Membership.objects.get(user=user, ended_at=None)


def invitation(world: Universe, **other: Any) -> dict[str, Any]:
    return {
        "email": "new@test.example",
        "name": "New Clerk",
        "partner": world.council.pk,
        "role": "board_clerk",
        **other,
    }


def plain(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))
