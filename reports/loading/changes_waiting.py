"""The changes on their way, sorted by who can do something about them next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from budgets.access import access_of
from budgets.limits import may_decide, may_record
from budgets.models import Change, Fund
from budgets.roles import Power
from s75.models import User

ON_THE_WAY = (Change.State.DRAFT, Change.State.REQUESTED, Change.State.APPROVED)


@dataclass(frozen=True)
class Piles:
    """The changes that a person decides on, posts, or has a draft of."""

    decide: list[Change] = field(default_factory=list)
    post: list[Change] = field(default_factory=list)
    own: list[Change] = field(default_factory=list)


def piles_of(user: User, funds: Sequence[Fund]) -> Piles:
    """The changes of these funds that wait for the person: one query, and two for the limits that name who decides."""
    found = Change.objects.filter(fund__in=funds, state__in=ON_THE_WAY)
    rows = list(
        found.select_related("fund__host", "fund__agreement", "fund__place", "requested_by")
        .prefetch_related("fund__agreement__limits", "fund__agreement__partners")
        .order_by("requested_at")
    )
    asked = [change for change in rows if change.state == Change.State.REQUESTED]
    return Piles(
        decide=[change for change in asked if may_decide(user, change) or may_record(user, change)],
        post=[change for change in rows if change.state == Change.State.APPROVED and may_post(user, change)],
        own=[change for change in rows if change.state == Change.State.DRAFT and change.requested_by_id == user.pk],
    )


def may_post(user: User, change: Change) -> bool:
    host, agreement = change.fund.host.heir_id, change.fund.agreement_id
    return access_of(user).may(Power.POST_CHANGES, heir=host, agreement=agreement)
