"""The people of the demonstration: one a role and partner, named by role, signing in with one known password."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.contrib.auth.hashers import make_password

from budgets.actions.people import invite_person, name_administrator
from budgets.demonstration import DOMAIN, PASSWORD
from budgets.models import Partner, Place
from s75.history import recorded
from s75.models import User

Role = tuple[str, str, str]  # the partner's code, the role's key, the person's name
PEOPLE: tuple[Role, ...] = (
    ("WCC", "administrator", "Administrator, council"),
    ("WCC", "finance_officer", "Finance officer, council"),
    ("ICB", "finance_officer", "Finance officer, ICB"),
    ("WCC", "commissioner", "Commissioner, council"),
    ("ICB", "commissioner", "Commissioner, ICB"),
    ("WCC", "pool_manager", "Pool manager, council"),
    ("ICB", "pool_manager", "Pool manager, ICB"),
    ("WCC", "finance_director", "Finance director, council"),
    ("ICB", "finance_director", "Finance director, ICB"),
    ("WCC", "board_clerk", "Board clerk, council"),
    ("WCC", "auditor", "Auditor, council"),
    ("ICB", "auditor", "Auditor, ICB"),
)
COUNCILS = ("WCC", "NCC", "DCC", "SCC", "HC")


def address(role: str, code: str, place: str = "") -> str:
    """Role, side and, but for the first place, the place: pool.manager.council.nottinghamshire@…"""
    side = "council" if code in COUNCILS else code.lower()
    return f"{role.replace('_', '.')}.{side}{f'.{place}' if place else ''}@{DOMAIN}"


def make_installer() -> User:
    """The person who runs the installation: the council's administrator, who may also edit reference lists."""
    _, role, name = PEOPLE[0]
    made = User.objects.create_user(email=address(role, "WCC"), name=name, is_staff=True)
    return with_password(made)


def find_installer() -> User:
    """Who runs the installation already."""
    return User.objects.get(email=address(PEOPLE[0][1], "WCC"))


def invite_all(place: Place, partners: dict[str, Partner], by: User) -> dict[tuple[str, str], User]:
    """Everybody but the administrator, invited by the administrator, each with the known password."""
    return {("WCC", "administrator"): by, **invite_each(PEOPLE[1:], place, partners, by)}


def invite_each(
    people: Sequence[Role], place: Place, partners: dict[str, Partner], by: User, *, named_after: str = ""
) -> dict[tuple[str, str], User]:
    """These people, invited by an administrator of the place, by partner's code and role."""
    found = {}
    for code, role, name in people:
        email = address(role, code, named_after)
        given = invite_person(email=email, name=name, place=place, partner=partners[code], role=role, by=by)
        found[code, role] = with_password(given.user)
    return found


def appoint(place: Place, partner: Partner, email: str, name: str, by: User) -> User:
    """The first administrator of a further place, named by who runs the installation."""
    return with_password(name_administrator(email=email, name=name, place=place, partner=partner, by=by).user)


def with_password(user: User) -> User:
    with recorded(by=None, reason="Load the demonstration"):
        user.password = _hashed()
        user.save(update_fields=["password"])
    return user


@cache
def _hashed() -> str:
    """The known password, hashed once for all who sign in with it: hashing is slow on purpose."""
    return make_password(PASSWORD)
