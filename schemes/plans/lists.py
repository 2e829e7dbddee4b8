"""The reference lists of a year, as the parsers of plans ask for them."""

from __future__ import annotations

from django.db.models import Q

from schemes.models import ListEntry
from schemes.sources.bcf_plan import Lists

Kind = ListEntry.List


def lists_of(year: int) -> Lists:
    """The words that the national template of a year allows; a list without words in that year is empty."""
    entries = ListEntry.objects.filter(
        Q(first_year=None) | Q(first_year__lte=year), Q(last_year=None) | Q(last_year__gte=year)
    ).order_by("position", "name")
    found: dict[str, list[str]] = {}
    within: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.list, []).append(entry.name)
        if entry.list == Kind.SUB_TYPE:
            within.setdefault(entry.within, []).append(entry.name)

    def words(kind: Kind) -> tuple[str, ...]:
        return tuple(found.get(kind.value, ()))

    return Lists(
        scheme_type=words(Kind.SCHEME_TYPE),
        sub_type={name: tuple(names) for name, names in within.items()},
        area_of_spend=words(Kind.AREA_OF_SPEND),
        commissioner=words(Kind.COMMISSIONER),
        provider_type=words(Kind.PROVIDER_TYPE),
        source=words(Kind.SOURCE),
        unit=words(Kind.UNIT),
    )
