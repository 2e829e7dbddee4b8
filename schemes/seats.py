"""Under which code each partner is known in a place on a day: a successor takes its predecessor's part over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from budgets.models import Partner, Place, PlacePartner


def seats_of(place: Place) -> list[PlacePartner]:
    """The seats of a place with their partners, in their order."""
    return list(place.seats.select_related("partner"))


def codes_on(seats: Iterable[PlacePartner], day: date) -> dict[int, str]:
    """The code that stands for each heir on a day: of whoever stood then, else the heir's own."""
    found: dict[int, str] = {}
    for seat in seats:
        heir = seat.partner.heir_id or seat.partner_id
        if seat.partner.stands_on(day) or (seat.partner_id == heir and heir not in found):
            found[heir] = seat.code
    return found


def standing(seats: Iterable[PlacePartner]) -> list[tuple[str, Partner]]:
    """The partners that nobody has succeeded, with their codes."""
    return [(seat.code, seat.partner) for seat in seats if seat.partner.heir_id in (None, seat.partner_id)]
