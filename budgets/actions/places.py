"""Setting up places and partners, changing what is known of them, and passing a partner's part to its successor."""

from __future__ import annotations

from datetime import date, timedelta

from budgets.access import require_operator, require_set_up
from budgets.models import Partner, Place, PlacePartner
from s75.errors import BadInput, NotPermitted, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User


def create_place(*, slug: str, name: str, board: str, by: User, demonstration: bool = False) -> Place:
    """A new Health and Wellbeing Board area. Its slug is its address and stays."""
    require_operator(by)
    with recorded(by=by, reason=f"Set up {name}"):
        if (taken := Place.objects.filter(slug=slug).first()) is not None:
            raise BadInput(f"The address “{slug}” is taken by {taken}. Choose another.")
        return Place.objects.create(slug=slug, name=name, board=board, demonstration=demonstration)


def change_place(*, place: Place, name: str, board: str, by: User) -> Place:
    """Another name for the place or its board; its address stays, so links to its pages still work."""
    require_set_up(by, place)
    with recorded(by=by, reason=f"Change what {place} is called"):
        locked = held(Place.objects).get(pk=place.pk)
        locked.name, locked.board = name, board
        locked.save()
        return locked


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
    """A new partner with a seat in the place under a short code. BadInput for a code or name that is there already."""
    require_set_up(by, place)
    with recorded(by=by, reason=f"Add {name} to {place}"):
        _check_seat(place, code)
        _check_partner(name, starts, ends)
        partner = Partner.objects.create(name=name, kind=kind, starts=starts, ends=ends)
        PlacePartner.objects.create(place=place, partner=partner, code=code, position=position)
        partner.refresh_from_db()
        return partner


def seat_partner(*, place: Place, partner: Partner, code: str, by: User, position: int = 0) -> PlacePartner:
    """A seat in another place for a partner that exists: an Integrated Care Board can sit in several."""
    require_operator(by)
    with recorded(by=by, reason=f"Seat {partner} in {place}"):
        _check_seat(place, code)
        if place.seats.filter(partner=partner).exists():
            raise BadInput(f"{partner} has a seat in {place} already.")
        return PlacePartner.objects.create(place=place, partner=partner, code=code, position=position)


def change_partner(
    *,
    seat: PlacePartner,
    code: str,
    name: str,
    kind: str,
    starts: date | None,
    ends: date | None,
    position: int,
    by: User,
) -> PlacePartner:
    """Change a partner and its seat. What a partner is in other places too, only the installation's operator changes."""
    require_set_up(by, seat.place)
    with recorded(by=by, reason=f"Change {seat.partner} in {seat.place}"):
        locked = held(PlacePartner.objects).select_related("place", "partner").get(pk=seat.pk)
        partner = locked.partner
        if (name, kind, starts, ends) != (partner.name, partner.kind, partner.starts, partner.ends):
            _require_only_here(by, locked)
            _check_partner(name, starts, ends, known=partner)
            partner.name, partner.kind, partner.starts, partner.ends = name, kind, starts, ends
            partner.save()
        if code != locked.code:
            _check_seat(locked.place, code)
        locked.code, locked.position = code, position
        locked.save()
        return locked


def _check_seat(place: Place, code: str) -> None:
    taken = place.seats.filter(code__iexact=code).select_related("partner").first()
    if taken is not None:
        raise BadInput(f"The code {taken.code} is {taken.partner}'s in {place}. Choose another.")


def _check_partner(name: str, starts: date | None, ends: date | None, known: Partner | None = None) -> None:
    if starts and ends and ends < starts:
        raise BadInput(f"{name} cannot end on {ends:%-d %B %Y}, before it starts on {starts:%-d %B %Y}.")
    if known is not None and known.successor_id is not None and ends != known.ends:
        raise WrongState(f"{known} was succeeded by {known.successor} after its last day, so that day stays.")
    same = Partner.objects.filter(name__iexact=name).exclude(pk=known.pk if known else 0)
    if (there := same.first()) is not None:
        raise BadInput(
            f"{there} is kept here already. Whoever runs this installation can give it a seat in another place."
        )


def _require_only_here(by: User, seat: PlacePartner) -> None:
    elsewhere = seat.partner.seats.exclude(place=seat.place_id).select_related("place").first()
    if elsewhere is not None and not by.is_staff:
        raise NotPermitted(
            f"{seat.partner} also has a seat in {elsewhere.place}, so only whoever runs this installation can change "
            "its name, kind and dates. Its code here is yours to change."
        )


def succeed_partner(*, partner: Partner, successor: Partner, last_day: date, by: User) -> Partner:
    """Pass everything of a dissolved partner to its successor, from the day after its last.

    Lines, contributions and memberships stay as they are in history and belong to the successor as the new heir.
    Raises WrongState when the partner has a successor already, or the successor does not stand on that day or has no
    seat where the partner has one.
    """
    require_operator(by)
    with recorded(by=by, reason=f"{successor} succeeds {partner} after {last_day:%d %B %Y}"):
        old = held(Partner.objects).get(pk=partner.pk)
        if old.successor_id is not None:
            raise WrongState(f"{old} is already succeeded by {old.successor}.")
        if not successor.stands_on(last_day + timedelta(days=1)):
            raise WrongState(f"{successor} does not exist yet on the day after {last_day:%d %B %Y}. Correct its dates.")
        if successor.heir_id == old.pk:
            raise WrongState(f"{successor} cannot succeed {old}: it was itself succeeded by it.")
        if old.starts and last_day < old.starts:
            raise WrongState(f"{old} starts on {old.starts:%-d %B %Y}, so its last day cannot be before.")
        _require_seats(old, successor)
        Partner.objects.filter(pk=old.pk).update(ends=last_day, successor=successor)
        Partner.objects.filter(heir=old.pk).update(heir=successor.heir_id)
        old.refresh_from_db()
        return old


def _require_seats(old: Partner, successor: Partner) -> None:
    seated = PlacePartner.objects.filter(partner=successor.heir_id).values("place")
    missing = Place.objects.filter(seats__partner__heir=old.pk).exclude(pk__in=seated).first()
    if missing is not None:
        raise WrongState(f"{successor} has no seat in {missing} yet, where {old} has one. Give it a seat there first.")
