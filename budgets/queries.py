"""Reads of money in, and who: the people of a place, and the partners and agreements that a role can be given for."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from budgets.models import Agreement, Membership, Partner, Period, Place


def memberships_of(place: Place) -> QuerySet[Membership]:
    """The roles of a place's partners, those that last first; roles narrowed to another place's agreement stay out."""
    return (
        Membership.objects.filter(Q(agreement=None) | Q(agreement__place=place), partner__seats__place=place)
        .select_related("user", "partner", "agreement", "given_by", "ended_by")
        .order_by(F("ended_at").desc(nulls_first=True), "user__name", "pk")
    )


def partners_standing(place: Place) -> QuerySet[Partner]:
    """The partners of a place that nobody has succeeded: a role is given for one of them."""
    return Partner.objects.filter(seats__place=place, successor=None).order_by("seats__position", "name")


def agreements_of(place: Place, partner: Partner) -> QuerySet[Agreement]:
    """The agreements of a place that a partner, or whoever it succeeded, is in."""
    return Agreement.objects.filter(place=place, partners__heir=partner.heir_id).distinct()


def part_of(partner: Partner) -> list[tuple[str, str, int]]:
    """What a partner has, by kind, in words for one and for several: it passes to a successor with everything else."""
    return [
        ("seat in a place", "seats in places", partner.seats.count()),
        ("agreement that it is in", "agreements that it is in", partner.agreements.count()),
        ("fund that it hosts", "funds that it hosts", partner.hosted_funds.count()),
        ("contribution", "contributions", partner.contributions.count()),
        ("role of its people", "roles of its people", partner.memberships.filter(ended_at=None).count()),
    ]


def places_kept() -> QuerySet[Place]:
    """Every place of the installation; `opened` says whether a period was ever opened there."""
    opened = Period.objects.filter(fund__place=OuterRef("pk")).exclude(state=Period.State.FUTURE)
    return Place.objects.annotate(opened=Exists(opened))
