"""Setting up places and partners, and passing a partner's part to its successor."""

from __future__ import annotations

from datetime import date, timedelta

from budgets.access import require_operator
from budgets.models import Partner, Place, PlacePartner
from s75.errors import WrongState
from s75.history import recorded
from s75.models import User


def create_place(*, slug: str, name: str, board: str, by: User, demonstration: bool = False) -> Place:
    """A new Health and Wellbeing Board area."""
    require_operator(by)
    with recorded(by=by, reason=f"Set up {name}"):
        return Place.objects.create(slug=slug, name=name, board=board, demonstration=demonstration)


def add_partner(
    *,
    place: Place,
    code: str,
    name: str,
    kind: str,
    by: User,
    starts: date | None = None,
    ends: date | None = None,
    position: int = 0,
) -> Partner:
    """A new partner with a seat in the place under a short code."""
    require_operator(by)
    with recorded(by=by, reason=f"Add {name} to {place}"):
        partner = Partner.objects.create(name=name, kind=kind, starts=starts, ends=ends)
        PlacePartner.objects.create(place=place, partner=partner, code=code, position=position)
        partner.refresh_from_db()
        return partner


def seat_partner(*, place: Place, partner: Partner, code: str, by: User, position: int = 0) -> PlacePartner:
    """A seat in another place for a partner that exists: an Integrated Care Board can sit in several."""
    require_operator(by)
    with recorded(by=by, reason=f"Seat {partner} in {place}"):
        return PlacePartner.objects.create(place=place, partner=partner, code=code, position=position)


def succeed_partner(*, partner: Partner, successor: Partner, last_day: date, by: User) -> Partner:
    """Pass everything of a dissolved partner to its successor, from the day after its last.

    Lines, contributions and memberships stay as they are in history and belong to the successor as the new heir.
    Raises WrongState when the partner has a successor already, or the successor does not stand on that day.
    """
    require_operator(by)
    with recorded(by=by, reason=f"{successor} succeeds {partner} after {last_day:%d %B %Y}"):
        old = Partner.objects.select_for_update().get(pk=partner.pk)
        if old.successor_id is not None:
            raise WrongState(f"{old} is already succeeded by {old.successor}.")
        if not successor.stands_on(last_day + timedelta(days=1)):
            raise WrongState(f"{successor} does not exist yet on the day after {last_day:%d %B %Y}. Correct its dates.")
        if successor.heir_id == old.pk:
            raise WrongState(f"{successor} cannot succeed {old}: it was itself succeeded by it.")
        Partner.objects.filter(pk=old.pk).update(ends=last_day, successor=successor)
        Partner.objects.filter(heir=old.pk).update(heir=successor.heir_id)
        old.refresh_from_db()
        return old
