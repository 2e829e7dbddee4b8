"""People: inviting them, giving a role for a partner, narrowing it to an agreement, ending it."""

from __future__ import annotations

from django.utils import timezone

from budgets.access import WHOLE_PLACE, forget_access, hosts_in, require_operator, roles_with
from budgets.models import Agreement, Membership, Partner, Place
from budgets.roles import BY_KEY, Power
from s75.errors import NotPermitted, Unknown, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User


def _require_people(by: User, place: Place, partner: Partner, agreement: Agreement | None) -> None:
    """An administrator whose own role is narrowed to an agreement manages the roles that are narrowed to it as well."""
    reach = agreement.pk if agreement else WHOLE_PLACE
    if not hosts_in(by, Power.MANAGE_PEOPLE, place, agreement=reach):
        raise NotPermitted(f"{by} may not manage people in {place}. An administrator of the host partner may.")
    if not place.seats.filter(partner__heir=partner.heir_id).exists():
        raise Unknown(f"{partner} is not a partner in {place}.")


def appoint_administrator(*, user: User, partner: Partner, by: User) -> Membership:
    """The first administrator of a partner, named by whoever runs the installation; later ones are invited by them."""
    require_operator(by)
    with recorded(by=by, reason=f"{user} becomes the first administrator of {partner}"):
        held = Membership.objects.filter(partner__heir=partner.heir_id, role="administrator", ended_at=None)
        if held.exists():
            raise WrongState(f"{partner} has an administrator already, who can invite others.")
        forget_access(user)
        return Membership.objects.create(user=user, partner=partner, role="administrator", given_by=by)


def name_administrator(*, email: str, name: str, place: Place, partner: Partner, by: User) -> Membership:
    """Make somebody, known by e-mail address or new, the first administrator of a partner of the place."""
    require_operator(by)
    if not place.seats.filter(partner__heir=partner.heir_id).exists():
        raise Unknown(f"{partner} is not a partner in {place}.")
    with recorded(by=by, reason=f"Name {email} as the first administrator of {partner}"):
        return appoint_administrator(user=_person(email, name), partner=partner, by=by)


def invite_person(*, email: str, name: str, place: Place, partner: Partner, role: str, by: User) -> Membership:
    """Give a person, known by e-mail address or new, a role for a partner. A new one sets a password by e-mail.

    For a partner that also shares budgets in places that the administrator does not manage, the role is narrowed to
    the agreements of this place.
    """
    _require_people(by, place, partner, None)
    with recorded(by=by, reason=f"Invite {email}"):
        user = _person(email, name)
        given = [
            give_role(user=user, place=place, partner=partner, role=role, by=by, agreement=agreement)
            for agreement in _reach(by, place, partner)
        ]
        return given[0]


def _person(email: str, name: str) -> User:
    """Whoever has the address, or somebody new under that name."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        return User.objects.create_user(email=email, name=name)
    if not user.is_active:
        raise WrongState(f"{email} may not sign in any more. Restore the person before giving a role.")
    return user


def _reach(by: User, place: Place, partner: Partner) -> list[Agreement | None]:
    """How far a role given here may reach: everywhere (None), or the agreements of this place that the partner is in."""
    if not _beyond(by, place, partner):
        return [None]
    found = list(place.agreements.filter(partners__heir=partner.heir_id).distinct().order_by("pk"))
    if not found:
        raise WrongState(f"{partner} is in no agreement of {place} yet. Add it to one, then give the role.")
    return [*found]


def _beyond(by: User, place: Place, partner: Partner) -> list[Place]:
    """The other places in which the partner shares budgets and where this person may not manage people."""
    if by.is_staff:
        return []
    others = Place.objects.filter(agreements__partners__heir=partner.heir_id).exclude(pk=place.pk).distinct()
    return [other for other in others if not hosts_in(by, Power.MANAGE_PEOPLE, other, agreement=WHOLE_PLACE)]


def give_role(
    *, user: User, place: Place, partner: Partner, role: str, by: User, agreement: Agreement | None = None
) -> Membership:
    """Let a person act in a role for a partner, perhaps in one agreement only. The same role twice is refused."""
    _require_people(by, place, partner, agreement)
    if role not in BY_KEY:
        raise Unknown(f"There is no role “{role}”.")
    if agreement is not None and agreement.place_id != place.pk:
        raise Unknown(f"{agreement} is not an agreement of {place}.")
    if agreement is not None and not agreement.partners.filter(heir=partner.heir_id).exists():
        raise Unknown(f"{partner} is not a partner in the agreement “{agreement}”.")
    if agreement is None and (beyond := _beyond(by, place, partner)):
        raise NotPermitted(
            f"{partner} also shares budgets in {beyond[0]}, where {by} may not manage people. "
            f"Narrow the role to an agreement of {place}."
        )
    with recorded(by=by, reason=f"{user} becomes {BY_KEY[role].title.lower()} of {partner}"):
        held(User.objects).get(pk=user.pk)
        same = Membership.objects.filter(user=user, partner=partner, role=role, agreement=agreement, ended_at=None)
        if same.exists():
            raise WrongState(f"{user} is already {BY_KEY[role].title.lower()} of {partner}.")
        forget_access(user)
        return Membership.objects.create(user=user, partner=partner, role=role, agreement=agreement, given_by=by)


def narrow_role(*, membership: Membership, place: Place, agreement: Agreement | None, by: User) -> Membership:
    """Narrow a role to one agreement, or widen it to all of the partner's: the old role ends and a new one starts."""
    if membership.agreement_id == (agreement.pk if agreement else None):
        raise WrongState(f"This role reaches {agreement or 'all agreements of the partner'} already.")
    with recorded(by=by, reason=f"Narrow the role to {agreement}" if agreement else "Widen the role to all agreements"):
        end_role(membership=membership, place=place, by=by)
        return give_role(
            user=membership.user,
            place=place,
            partner=membership.partner,
            role=membership.role,
            agreement=agreement,
            by=by,
        )


def end_role(*, membership: Membership, place: Place, by: User) -> Membership:
    """End a role; what the person did stays, under their name. The last administrator of a place stays one."""
    _require_people(by, place, membership.partner, membership.agreement)
    with recorded(by=by, reason=f"End the role of {membership.user}"):
        administered = _places_administered(membership)
        locked = held(Membership.objects).get(pk=membership.pk)
        if locked.ended_at is not None:
            raise WrongState("This role has ended already.")
        for each in administered:
            _require_another_administrator(locked, each)
        locked.ended_at, locked.ended_by = timezone.now(), by
        locked.save()
        forget_access(locked.user)
        return locked


def _places_administered(membership: Membership) -> list[Place]:
    """The places where this role manages people, locked, so that two administrators cannot end each other at once."""
    if membership.role not in roles_with(Power.MANAGE_PEOPLE) or membership.agreement_id is not None:
        return []
    hosted = Place.objects.filter(funds__host__heir=membership.partner.heir_id)
    return list(held(Place.objects).filter(pk__in=hosted.values("pk")).order_by("pk"))


def _require_another_administrator(membership: Membership, place: Place) -> None:
    hosts = place.funds.values("host__heir")
    others = Membership.objects.filter(
        ended_at=None,
        agreement=None,
        role__in=roles_with(Power.MANAGE_PEOPLE),
        partner__heir__in=hosts,
        user__is_active=True,
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise WrongState(
            f"{membership.user} is the last administrator of {place}. "
            "Give somebody else that role first, then end or narrow this one."
        )
