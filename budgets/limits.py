"""Who decides on a change: whoever its agreement's approval limits name, for the person who asks and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from budgets.access import access_of, roles_with
from budgets.models import ApprovalLimit, Change
from budgets.models.agreements import COMMITTEE
from budgets.roles import BY_KEY, Power
from s75.models import User
from s75.money import LARGEST
from s75.years import london_date


@dataclass(frozen=True)
class Deciders:
    """Who decides on a change of its kind and amount.

    `limited` is False where no limit speaks of it: then whoever may approve changes decides. `named` are the limits that
    reach its amount, the lowest first; it is empty where the amount is above them all, and a committee must decide.
    """

    limited: bool
    named: tuple[ApprovalLimit, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that decide themselves: what the lowest limit names, and what any higher one names."""
        if not self.limited:
            return tuple(roles_with(Power.DECIDE_CHANGES))
        return tuple(dict.fromkeys(limit.decided_by for limit in self.named if limit.decided_by != COMMITTEE))

    @property
    def committees(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(limit.committee for limit in self.named if limit.decided_by == COMMITTEE))

    @property
    def recorded(self) -> bool:
        """Whether a committee's decision may stand for it, recorded with its minute."""
        return self.limited and (bool(self.committees) or not self.named)


def deciders(change: Change, *, on: date | None = None) -> Deciders:
    """Who decides on a change by the limits that are valid on a day (today, in London). A limit for moves within one
    scheme counts for those only; a change whose amount is not worked out yet is judged as the largest."""
    day = on or london_date(timezone.now())
    speaking = [limit for limit in change.fund.agreement.limits.all() if _speaks_of(limit, change, day)]
    amount = LARGEST if change.amount is None else change.amount
    reaching = [limit for limit in speaking if limit.up_to is None or limit.up_to >= amount]
    return Deciders(bool(speaking), tuple(sorted(reaching, key=_height)))


def _speaks_of(limit: ApprovalLimit, change: Change, day: date) -> bool:
    return (
        limit.kind in ("", change.kind)
        and (change.within_scheme or not limit.within_scheme)
        and (limit.starts is None or limit.starts <= day)
        and (limit.ends is None or day <= limit.ends)
    )


def _height(limit: ApprovalLimit) -> tuple[bool, Decimal, int]:
    """Lowest first; at the same amount a role before a committee."""
    return (limit.up_to is None, limit.up_to or Decimal(0), int(limit.decided_by == COMMITTEE))


def may_decide(user: User, change: Change) -> bool:
    """Whether the person decides on it in their own role: never who asked for it, and only for a partner of its
    agreement. A role that posts changes decides for the fund's host only."""
    return user.pk != change.requested_by_id and any(_holds(user, change, role) for role in deciders(change).roles)


def may_record(user: User, change: Change) -> bool:
    """Whether the person may record what a committee decided on it: who posts or decides on changes, never who asked."""
    if user.pk == change.requested_by_id or not deciders(change).recorded:
        return False
    roles = [*roles_with(Power.POST_CHANGES), *roles_with(Power.DECIDE_CHANGES)]
    return any(_holds(user, change, role) for role in roles)


def _holds(user: User, change: Change, role: str) -> bool:
    agreement = change.fund.agreement
    heirs = {partner.heir_id for partner in agreement.partners.all()}
    if Power.POST_CHANGES in BY_KEY[role].powers:
        heirs = {change.fund.host.heir_id}
    return access_of(user).holds(role, heirs=frozenset(h for h in heirs if h is not None), agreement=agreement.pk)


def who_decides(change: Change) -> str:
    """The rule in one or two sentences, for the page and for refusals."""
    found = deciders(change)
    if not found.limited:
        return f"{_listed(found.roles)} decides: the agreement sets no approval limit for it."
    if not found.named:
        asked = "" if change.amount is None else f" of £{change.amount:,.2f}"
        return f"The amount{asked} is above every approval limit of the agreement, so a committee decides."
    first, *others = found.named
    sentence = f"{_named(first)} decides{_reach(first)}."
    more = [
        _named(limit) for limit in others if limit.decided_by != first.decided_by or limit.committee != first.committee
    ]
    if more:
        sentence += f" {' or '.join(dict.fromkeys(more))} may decide instead."
    return sentence


def _named(limit: ApprovalLimit) -> str:
    return limit.committee if limit.decided_by == COMMITTEE else _titled(limit.decided_by)


def _titled(role: str) -> str:
    title = BY_KEY[role].title
    article = "An" if title[0] in "AEIOU" else "A"
    host = " of the host" if Power.POST_CHANGES in BY_KEY[role].powers else ""
    return f"{article} {title.lower()}{host}"


def _listed(roles: tuple[str, ...]) -> str:
    return " or ".join(_titled(role) for role in roles)


def _reach(limit: ApprovalLimit) -> str:
    within = " within one scheme" if limit.within_scheme else ""
    kind = f" on a {limit.get_kind_display().lower()}" if limit.kind else " on a change"
    return f"{kind}{within} of any amount" if limit.up_to is None else f"{kind}{within} up to £{limit.up_to:,.2f}"
