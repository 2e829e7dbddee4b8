"""On whose behalf a command acts: the person named with --as, or in the demonstration whoever's role may."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import NoReturn

from django.core.management.base import CommandError

from budgets.access import access_of
from budgets.models import Fund, Membership, Place
from budgets.roles import ROLES, Power
from s75.errors import NotPermitted, RuleBroken, Unknown
from s75.models import User
from s75.years import parse_month, parse_year

WRONG_INPUT = 1


def add_place_arguments(parser: ArgumentParser, *, what: str = "place", month: bool = True) -> None:
    """The arguments that the commands share: the place (or fund), the year, the period, and --as."""
    parser.add_argument(what, help="its slug, for example worcestershire")
    parser.add_argument("--year", type=parse_year, required=True, help="for example 2022-23")
    if month:
        parser.add_argument("--period", type=parse_month, required=True, help="1 to 13, or P01 to P13")
    parser.add_argument("--as", dest="email", default="", help="the e-mail address of the person who acts")


def named_place(slug: str) -> Place:
    place = Place.objects.filter(slug=slug).first()
    if place is None:
        raise Unknown(f"There is no place “{slug}”.")
    return place


def named_funds(slug: str) -> list[Fund]:
    """The funds of a place, or the one fund of that slug. Unknown when it is neither."""
    funds = Fund.objects.select_related("place", "agreement", "host").order_by("position", "code")
    found = list(funds.filter(place__slug=slug)) or list(funds.filter(slug=slug))
    if not found:
        raise Unknown(f"There is no place or fund “{slug}”.")
    return found


def acting_user(email: str, place: Place, power: Power, *, heir: int | None = None) -> User:
    """Who acts: the person of that address, or in a demonstration the first whose role has the power for the partner.

    Raises Unknown for an address that nobody has, NotPermitted when nobody may or the address is missing elsewhere.
    """
    if email:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise Unknown(f"Nobody signs in as {email}.")
        return user
    if not place.demonstration:
        raise NotPermitted(f"Say who acts in {place}, with --as and an e-mail address.")
    roles = [role.key for role in ROLES if power in role.powers]
    held = Membership.objects.filter(
        partner__seats__place=place, role__in=roles, ended_at__isnull=True, user__is_active=True
    )
    if heir is not None:
        held = held.filter(partner__heir=heir)
    for membership in held.select_related("user").order_by("pk"):
        if access_of(membership.user).may(power, heir=heir):
            return membership.user
    raise NotPermitted(f"Nobody in {place} may {power.value}.")


def refuse(broken: RuleBroken) -> NoReturn:
    """End a command with exit code 1 and the sentences of the refusal."""
    lines = [broken.message, *(f"  {problem}" for problem in broken.problems)]
    raise CommandError("\n".join(lines), returncode=WRONG_INPUT)
