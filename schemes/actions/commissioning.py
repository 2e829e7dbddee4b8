"""Who commissions a scheme, and on what it is spent: what the national conditions are tested by."""

from __future__ import annotations

from decimal import Decimal

from budgets.access import require_set_up
from s75.errors import BadInput
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import HUNDRED
from schemes.models import Scheme

JOINT = "Joint"


def set_commissioning(
    *,
    scheme: Scheme,
    commissioner: str,
    by: User,
    nhs_percent: Decimal | None = None,
    area_of_spend: str | None = None,
) -> Scheme:
    """LA, NHS or Joint with the NHS's percentage, as the national template has them; the area of spend if it changes."""
    require_set_up(by, scheme.place)
    if (commissioner == JOINT) != (nhs_percent is not None):
        raise BadInput("Joint commissioning needs the NHS's percentage, and only joint commissioning has one.")
    if nhs_percent is not None and not 0 <= nhs_percent <= HUNDRED:
        raise BadInput("The NHS's percentage is from 0 to 100.")
    with recorded(by=by, reason=f"Say who commissions {scheme}"):
        locked = held(Scheme.objects).get(pk=scheme.pk)
        locked.commissioner, locked.nhs_percent = commissioner, nhs_percent
        if area_of_spend is not None:
            locked.area_of_spend = area_of_spend
        locked.save()
        return locked
