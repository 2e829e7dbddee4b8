"""The people of the demonstration: one a role and partner, named by role, signing in with one known password."""

from __future__ import annotations

from budgets.actions.people import invite_person
from budgets.demonstration import DOMAIN, PASSWORD
from budgets.models import Partner, Place
from s75.models import User

PEOPLE = (
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


def address(role: str, code: str) -> str:
    side = {"WCC": "council"}.get(code, code.lower())
    return f"{role.replace('_', '.')}.{side}@{DOMAIN}"


def make_installer() -> User:
    """The person who runs the installation: the council's administrator, who may also edit reference lists."""
    _, role, name = PEOPLE[0]
    return User.objects.create_user(email=address(role, "WCC"), name=name, password=PASSWORD, is_staff=True)


def invite_all(place: Place, partners: dict[str, Partner], by: User) -> dict[tuple[str, str], User]:
    """Everybody but the administrator, invited by the administrator, each with the known password."""
    found = {("WCC", "administrator"): by}
    for code, role, name in PEOPLE[1:]:
        given = invite_person(
            email=address(role, code), name=name, place=place, partner=partners[code], role=role, by=by
        )
        given.user.set_password(PASSWORD)
        given.user.save(update_fields=["password"])
        found[code, role] = given.user
    return found
