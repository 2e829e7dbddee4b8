"""National conditions of a place's plan, and allocations that a partner splits across places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.access import require_set_up
from budgets.models import Allocation, AllocationPart, Condition, FundingStream, Partner, Place
from s75.errors import BadInput
from s75.history import recorded
from s75.models import User
from s75.money import total
from s75.years import year_label


@dataclass(frozen=True)
class Part:
    """The part of an allocation that a place gets, in £: a place kept here, or the name of one that is not."""

    amount: Decimal
    place: Place | None = None
    elsewhere: str = ""
    stream: FundingStream | None = None

    @property
    def name(self) -> str:
        return str(self.place) if self.place else self.elsewhere


def set_condition(
    *,
    place: Place,
    year: int,
    kind: str,
    floor: Decimal,
    by: User,
    source: str = "",
    illustrative: bool = False,
) -> Condition:
    """The least that a place must spend from the NHS minimum contribution in a year, in £."""
    require_set_up(by, place)
    if kind not in Condition.Kind.values:
        raise BadInput(f"There is no condition “{kind}”. Choose {' or '.join(Condition.Kind.values)}.")
    if floor < 0:
        raise BadInput("A floor is £0.00 or more.")
    with recorded(by=by, reason=f"Set the floor of {Condition.Kind(kind).label} for {year_label(year)}"):
        condition, _ = Condition.objects.update_or_create(
            place=place,
            year=year,
            kind=kind,
            defaults={"floor": floor, "source": source, "illustrative": illustrative},
        )
        return condition


def set_allocation(
    *,
    place: Place,
    partner: Partner,
    year: int,
    name: str,
    amount: Decimal,
    parts: Sequence[Part],
    by: User,
    precision: str = "exact",
    source: str = "",
    illustrative: bool = False,
) -> Allocation:
    """What a partner was given for a year and how it is split across places; the parts must make the amount.

    `place` is where it is written down. Whoever does must be able to set up every place kept here that has a part, or
    had one.
    """
    _require_all_places(by, place, partner, year, name, parts)
    _require_sense(place, partner, amount, parts)
    with recorded(by=by, reason=f"Split {name} across places"):
        allocation, _ = Allocation.objects.update_or_create(
            partner=partner,
            year=year,
            name=name,
            defaults={"amount": amount, "precision": precision, "source": source, "illustrative": illustrative},
        )
        allocation.parts.all().delete()
        AllocationPart.objects.bulk_create(
            AllocationPart(
                allocation=allocation,
                place=part.place,
                elsewhere=part.elsewhere,
                stream=part.stream,
                amount=part.amount,
            )
            for part in parts
        )
        return allocation


def _require_all_places(by: User, place: Place, partner: Partner, year: int, name: str, parts: Sequence[Part]) -> None:
    had = Place.objects.filter(
        allocation_parts__allocation__partner=partner,
        allocation_parts__allocation__year=year,
        allocation_parts__allocation__name=name,
    )
    for concerned in {place, *had, *(part.place for part in parts if part.place)}:
        require_set_up(by, concerned)


def _require_sense(place: Place, partner: Partner, amount: Decimal, parts: Sequence[Part]) -> None:
    if not place.seats.filter(partner__heir=partner.heir_id).exists():
        raise BadInput(f"{partner} is no partner of {place}, so its allocation is not split here.")
    if any((part.place is None) == (not part.elsewhere) for part in parts):
        raise BadInput("Each part goes to one place: choose it, or write the name of a place that is not kept here.")
    names = [part.name for part in parts]
    if len(set(names)) < len(names):
        raise BadInput("Two parts go to the same place. Put them together.")
    if not any(part.place == place for part in parts):
        raise BadInput(f"No part goes to {place}. Give its part, if need be £0.00.")
    stray = next(
        (part.stream for part in parts if part.stream and part.stream.place_id != getattr(part.place, "pk", 0)), None
    )
    if stray:
        raise BadInput(f"{stray} is no stream of the place that gets the part.")
    made = total(part.amount for part in parts)
    if made != amount:
        word = "missing" if made < amount else "too much"
        raise BadInput(
            f"The parts make £{made:,.2f} and the allocation is £{amount:,.2f}: £{abs(amount - made):,.2f} is {word}. "
            "Correct a part."
        )
