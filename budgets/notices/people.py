"""Whom a notice reaches: the people who hold a power for one of some partners, in an agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from budgets.access import roles_with
from budgets.models import Agreement, Fund, Membership, Partner
from budgets.roles import Power


def holders(powers: Iterable[Power], *, agreement: int, heirs: Iterable[int | None] | None = None) -> set[int]:
    """The people who have one of the powers in an agreement, for one of those heirs or for any of its partners."""
    roles = {role for power in powers for role in roles_with(power)}
    return with_roles(roles, agreement=agreement, heirs=heirs)


def holders_by_partner(
    power: Power, *, agreements: Collection[int], heirs: Collection[int]
) -> dict[tuple[int, Partner], frozenset[int]]:
    """The people who have the power, by agreement and partner (an heir): one query, whatever the number of either."""
    held = Membership.objects.filter(
        Q(agreement=None) | Q(agreement__in=agreements),
        role__in=list(roles_with(power)),
        partner__heir__in=heirs,
        ended_at__isnull=True,
        user__is_active=True,
    )
    found: dict[tuple[int, Partner], set[int]] = defaultdict(set)
    for one in held.select_related("partner__heir"):
        heir = one.partner.heir or one.partner
        for agreement in agreements if one.agreement_id is None else [one.agreement_id]:
            found[agreement, heir].add(one.user_id)
    return {key: frozenset(people) for key, people in found.items()}


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
