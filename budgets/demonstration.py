"""The sign-ins of the demonstration: shown and offered only where one is loaded, and never in production."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from budgets.models import Membership, Place, PlacePartner
from s75.models import User

PASSWORD = "pooled-budget-2022"  # noqa: S105 - shown on the start page of the demonstration
DOMAIN = "demonstration.example"


def is_shown() -> bool:
    """Whether the start page offers the demonstration's sign-ins."""
    return not settings.PRODUCTION and Place.objects.filter(demonstration=True).exists()


def sign_ins() -> QuerySet[User]:
    """The people of the demonstration who may sign in, in the order in which they were invited."""
    return User.objects.filter(email__iendswith=f"@{DOMAIN}", is_active=True).order_by("pk")


@dataclass(frozen=True)
class Troupe:
    """The people of one place, or of none when their roles have ended."""

    name: str
    people: list[User] = field(default_factory=list)


def troupes() -> list[Troupe]:
    """Everybody who may sign in, place by place: that in which their partner was seated first. Three queries."""
    roles = Membership.objects.filter(ended_at=None).select_related("partner").order_by("pk")
    first: dict[int, Place] = {}
    for seat in PlacePartner.objects.filter(place__demonstration=True).select_related("place").order_by("pk"):
        first.setdefault(seat.partner_id, seat.place)
    found: dict[int, Troupe] = {}
    for person in sign_ins().prefetch_related(Prefetch("memberships", roles, to_attr="roles")):
        homes = [first[role.partner_id] for role in person.roles if role.partner_id in first]
        key, name = (homes[0].pk, homes[0].name) if homes else (0, "Nowhere any more")
        found.setdefault(key, Troupe(name)).people.append(person)
    return list(found.values())
