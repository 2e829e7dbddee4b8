"""Who may see and do what: the only reader of the role table. An outsider finds nothing; a reader may not write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import connection, models

from budgets.roles import BY_KEY, Power
from s75.errors import NotPermitted

if TYPE_CHECKING:
    from budgets.models import Fund, Partner, Place
    from s75.models import User


@dataclass(frozen=True, slots=True)
class Seat:
    """One membership as access reads it: the heir of its partner, its role, and the agreement that it is narrowed to.

    `party` are the agreements to which that partner is a party.
    """

    heir: int
    role: str
    agreement: int | None
    party: frozenset[int] = frozenset()

    def reaches(self, agreement: int) -> bool:
        """Whether it acts in an agreement: the one that it is narrowed to, else any to which its partner is a party."""
        if self.agreement is not None:
            return self.agreement == agreement
        return agreement in self.party or _is_party(self.heir, agreement)


@dataclass(frozen=True, slots=True)
class Access:
    """Everything that one person may do, read once."""

    seats: tuple[Seat, ...]

    def may(self, power: Power, *, heir: int | None, agreement: int | None = None) -> bool:
        """Whether a seat of that partner's heir allows it, in that agreement; when None, of any party to the agreement."""
        able = (seat for seat in self.seats if power in BY_KEY[seat.role].powers and heir in (None, seat.heir))
        if agreement is None:
            return any(able)
        if heir is None:
            return any(seat.reaches(agreement) for seat in able)
        return any(seat.agreement in (None, agreement) for seat in able)

    def may_in(self, power: Power, agreements: frozenset[int]) -> bool:
        """Whether a seat allows it in one of those agreements, as the access was read: for what a page offers."""
        able = (seat for seat in self.seats if power in BY_KEY[seat.role].powers)
        return any(seat.agreement in agreements if seat.agreement else seat.party & agreements for seat in able)

    def holds(self, role: str, *, heirs: frozenset[int], agreement: int) -> bool:
        """Whether this person has that role for one of those partners (by heir), reaching that agreement."""
        return any(
            seat.role == role and seat.heir in heirs and seat.agreement in (None, agreement) for seat in self.seats
        )

    def heirs_with(self, power: Power, *, agreement: int | None = None) -> frozenset[int]:
        """The partners (by heir) for whom this person has the power, in that agreement or anywhere."""
        return frozenset(
            seat.heir
            for seat in self.seats
            if power in BY_KEY[seat.role].powers and (agreement is None or seat.agreement in (None, agreement))
        )

    def sees(self) -> frozenset[int]:
        """The agreements that are visible: those of its partners, and those that a role is narrowed to."""
        return frozenset[int]().union(
            *(seat.party if seat.agreement is None else (seat.agreement,) for seat in self.seats)
        )


# A person's memberships that have not ended, each with the agreements to which its partner is a party, and how many notices
# the person has not seen: every page asks, so this is one statement by hand, which takes a fifth of the time of a built one.
_SEATS = """
SELECT partner.heir_id, held.role, held.agreement_id,
    ARRAY(SELECT party.agreement_id FROM budgets_agreementpartner party
        JOIN budgets_partner theirs ON theirs.id = party.partner_id WHERE theirs.heir_id = partner.heir_id),
    (SELECT count(*) FROM budgets_notice notice WHERE notice.user_id = held.user_id AND notice.seen_at IS NULL)
FROM budgets_membership held JOIN budgets_partner partner ON partner.id = held.partner_id
WHERE held.user_id = %s AND held.ended_at IS NULL
ORDER BY held.id
"""


def access_of(user: Any) -> Access:
    """The person's access, read by one query a request and kept on the user object; nobody signed in has none."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Access(())
    kept: Access | None = getattr(user, "_access", None)
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(_SEATS, [user.pk])
            rows = cursor.fetchall()
        seats = (Seat(heir, role, agreement, frozenset(party)) for heir, role, agreement, party, _ in rows)
        kept = user._access = Access(tuple(seats))
        user._unseen = rows[0][4] if rows else 0
    return kept


def _is_party(heir: int, agreement: int) -> bool:
    """Whether a partner is a party to an agreement by now: it may have become one since the access was read."""
    from budgets.models import AgreementPartner

    return AgreementPartner.objects.filter(agreement=agreement, partner__heir=heir).exists()


def unseen_count(user: Any) -> int:
    """How many notices the person has not seen yet; no query of its own."""
    access_of(user)
    return int(getattr(user, "_unseen", 0))


def forget_access(user: User) -> None:
    """Read the person's access anew next time: called after a role was given or ended."""
    if getattr(user, "_access", None) is not None:
        delattr(user, "_access")  # by name, so that it also reaches through the lazy object of a request


def visible_agreements(user: User) -> list[int]:
    """The agreements (by key) that the person sees, as their access was read."""
    return sorted(access_of(user).sees())


class AgreementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Those that a partner of this person is in, or that a role of theirs is narrowed to."""
        return self.filter(pk__in=visible_agreements(user))


class FundQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agreement__in=visible_agreements(user))


class PlaceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Those with an agreement that this person sees."""
        return self.filter(agreements__in=visible_agreements(user)).distinct()


class LineQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(fund__agreement__in=visible_agreements(user))


def require(user: User, power: Power, *, partner: Partner | None = None, agreement: int | None = None) -> None:
    """Raise NotPermitted, naming the power, unless the person has it for that partner (or its heir)."""
    heir = None if partner is None else partner.heir_id
    if not access_of(user).may(power, heir=heir, agreement=agreement):
        whom = f" for {partner}" if partner is not None else ""
        raise NotPermitted(f"{user} may not {power.value}{whom}. Ask an administrator for a role that may.")


def require_host(user: User, power: Power, fund: Fund) -> None:
    """Raise NotPermitted unless the person has the power for the fund's host."""
    require(user, power, partner=fund.host, agreement=fund.agreement_id)


def require_operator(user: User) -> None:
    """Raise NotPermitted unless the person runs the installation: sets up places, partners and agreements."""
    if not (user.is_active and user.is_staff):
        raise NotPermitted(f"{user} may not set up places and agreements. Ask whoever runs this installation.")


def require_set_up(user: User, place: Place) -> None:
    """Raise NotPermitted unless the person sets the place up: the operator, or who may where a partner hosts a fund."""
    if not may_set_up(user, place):
        raise NotPermitted(f"{user} may not set up {place}. Its pool manager or administrator may.")


def may_set_up(user: User, place: Place) -> bool:
    """Whether the person sets the place up, as `require_set_up` has it."""
    operator = user.is_active and user.is_staff
    return operator or hosts_in(user, Power.SET_UP, place, agreement=WHOLE_PLACE)


def may_keep_lists(user: User) -> bool:
    """Whether the person keeps the reference lists, which all places of the installation share."""
    return (user.is_active and user.is_staff) or access_of(user).may(Power.KEEP_LISTS, heir=None)


def require_lists(user: User) -> None:
    """Raise NotPermitted unless the person keeps the reference lists."""
    if not may_keep_lists(user):
        raise NotPermitted(f"{user} may not change reference lists. An administrator may.")


WHOLE_PLACE = 0  # no agreement has this number, so only a role that is not narrowed reaches it


def hosts_in(user: User, power: Power, place: Place, *, agreement: int | None = None) -> bool:
    """Whether the person has the power for a partner that hosts a fund of the place, in that agreement or anywhere."""
    heirs = access_of(user).heirs_with(power, agreement=agreement)
    return bool(heirs) and place.funds.filter(host__heir__in=heirs).exists()


def roles_with(power: Power) -> list[str]:
    """The keys of the roles that allow it."""
    return [key for key, role in BY_KEY.items() if power in role.powers]
