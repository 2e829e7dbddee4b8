"""People: inviting them, giving a role for a partner, narrowing it to an agreement, ending it."""

from __future__ import annotations

from django.utils import timezone

from budgets.access import forget_access, hosts_in
from budgets.models import Agreement, Membership, Partner, Place
from budgets.roles import BY_KEY, Power
from s75.errors import NotPermitted, Unknown, WrongState
from s75.history import recorded
from s75.models import User


def _require_people(by: User, place: Place, partner: Partner) -> None:
    if not hosts_in(by, Power.MANAGE_PEOPLE, place):
        raise NotPermitted(f"{by} may not manage people in {place}. An administrator of the host partner may.")
    if not place.seats.filter(partner__heir=partner.heir_id).exists():
        raise Unknown(f"{partner} is not a partner in {place}.")


def invite_person(*, email: str, name: str, place: Place, partner: Partner, role: str, by: User) -> Membership:
    """Give a person, known by e-mail address or new, a role for a partner. A new one sets a password by e-mail."""
    _require_people(by, place, partner)
    with recorded(by=by, reason=f"Invite {email}"):
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            user = User.objects.create_user(email=email, name=name)
        elif not user.is_active:
            raise WrongState(f"{email} may not sign in any more. Restore the person before giving a role.")
        return give_role(user=user, place=place, partner=partner, role=role, by=by)


def give_role(
    *, user: User, place: Place, partner: Partner, role: str, by: User, agreement: Agreement | None = None
) -> Membership:
    """Let a person act in a role for a partner, perhaps in one agreement only. The same role twice is refused."""
    _require_people(by, place, partner)
    if role not in BY_KEY:
        raise Unknown(f"There is no role “{role}”.")
    if agreement is not None and agreement.place_id != place.pk:
        raise Unknown(f"{agreement} is not an agreement of {place}.")
    with recorded(by=by, reason=f"{user} becomes {BY_KEY[role].title.lower()} of {partner}"):
        User.objects.select_for_update().get(pk=user.pk)
        same = Membership.objects.filter(user=user, partner=partner, role=role, agreement=agreement, ended_at=None)
        if same.exists():
            raise WrongState(f"{user} is already {BY_KEY[role].title.lower()} of {partner}.")
        forget_access(user)
        return Membership.objects.create(user=user, partner=partner, role=role, agreement=agreement, given_by=by)


def narrow_role(*, membership: Membership, place: Place, agreement: Agreement | None, by: User) -> Membership:
    """Narrow a role to one agreement, or widen it to all of the partner's: the old role ends and a new one starts."""
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
    """End a role; what the person did stays, under their name."""
    _require_people(by, place, membership.partner)
    with recorded(by=by, reason=f"End the role of {membership.user}"):
        locked = Membership.objects.select_for_update().get(pk=membership.pk)
        if locked.ended_at is not None:
            raise WrongState("This role has ended already.")
        locked.ended_at, locked.ended_by = timezone.now(), by
        locked.save()
        forget_access(locked.user)
        return locked
