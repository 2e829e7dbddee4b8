"""Who brings in plans: whoever sets the place up, and whoever proposes budgets for one of its partners."""

from __future__ import annotations

from collections.abc import Iterable

from budgets.access import access_of, may_set_up
from budgets.models import Fund, Place, PlacePartner
from budgets.roles import Power
from s75.errors import NotPermitted
from s75.models import User


def may_bring_plans(user: User, place: Place, seats: Iterable[PlacePartner] | None = None) -> bool:
    """Whether the person may upload plans here: proposes budgets for a partner with a seat, or sets the place up.

    `seats` are those of the place, where they were read already.
    """
    heirs = access_of(user).heirs_with(Power.PROPOSE_CHANGES)
    if heirs and seats is None:
        seats = place.seats.select_related("partner")
    return any(seat.partner.heir_id in heirs for seat in seats or ()) or may_set_up(user, place)


def require_plans(user: User, place: Place) -> None:
    """Raise NotPermitted unless the person brings in plans here."""
    if not may_bring_plans(user, place):
        raise NotPermitted(f"{user} may not bring in plans of {place}. A finance officer or pool manager here may.")


def require_funds(user: User, place: Place, funds: Iterable[Fund]) -> None:
    """Raise NotPermitted for a fund in whose agreement the person does not propose budgets."""
    if may_set_up(user, place):
        return
    access = access_of(user)
    for fund in funds:
        heirs = fund.agreement.partners.values_list("heir", flat=True)
        if not any(access.may(Power.PROPOSE_CHANGES, heir=heir, agreement=fund.agreement_id) for heir in heirs):
            raise NotPermitted(
                f"{user} may not propose budgets of {fund}. Choose another fund, or ask its pool manager."
            )


def sees_plans(user: User, place: Place) -> bool:
    """Whether the person sees what was brought in: who brings plans in, and any reader of every fund of the place."""
    seen = Fund.objects.visible_to(user).filter(place=place).values("pk")
    return may_bring_plans(user, place) or not place.funds.exclude(pk__in=seen).exists()
