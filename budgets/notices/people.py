"""Whom a notice reaches: the people who hold a power for one of some partners, in an agreement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from budgets.access import roles_with
from budgets.models import Agreement, Fund, Membership
from budgets.roles import Power


def holders(powers: Iterable[Power], *, agreement: int, heirs: Iterable[int | None] | None = None) -> set[int]:
    """The people who have one of the powers in an agreement, for one of those heirs or for any of its partners."""
    roles = {role for power in powers for role in roles_with(power)}
    return with_roles(roles, agreement=agreement, heirs=heirs)


def with_roles(roles: Iterable[str], *, agreement: int, heirs: Iterable[int | None] | None = None) -> set[int]:
    """The people who have one of the roles in an agreement, for one of those heirs or for any of its partners."""
    of: Any = Agreement.objects.filter(pk=agreement).values("partners__heir") if heirs is None else list(heirs)
    held = Membership.objects.filter(
        Q(agreement=None) | Q(agreement=agreement),
        role__in=list(roles),
        partner__heir__in=of,
        ended_at__isnull=True,
        user__is_active=True,
    )
    return set(held.values_list("user", flat=True))


def hosts(fund: Fund, power: Power) -> set[int]:
    """The people who have the power for the host of a fund."""
    return holders([power], agreement=fund.agreement_id, heirs=[fund.host.heir_id])
