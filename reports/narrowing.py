"""What a paper may be narrowed to, for its page to offer: a partner, a scheme, a reserve, or a period to compare with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgets.models import Period, Reserve
from reports.loading.surroundings import load_surroundings
from s75.years import month_end, month_label, month_name, parse_month, parse_year, year_label
from schemes.models import Scheme

if TYPE_CHECKING:
    from reports.catalogue import Wanted

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class About:
    """What a kind of paper can be about: how the choice is labelled, what no choice means, and what there is to choose."""

    label: str
    otherwise: str
    choices: Callable[[Wanted], Choices]


def partners(wanted: Wanted) -> Choices:
    """The partners that stand in the place, by code."""
    day = month_end(wanted.year, wanted.period).isoformat()
    standing = load_surroundings({"place": wanted.place.pk}, month_end=day, only=["partners"]).partners
    return [(partner.code, partner.name) for partner in standing]


def schemes(wanted: Wanted) -> Choices:
    """The schemes with a line of the year in the funds, by reference."""
    rows = Scheme.objects.filter(place=wanted.place, lines__fund__in=list(wanted.funds), lines__year=wanted.year)
    return [(ref, f"{ref} {name}") for ref, name in rows.distinct().order_by("ref").values_list("ref", "name")]


def reserves(wanted: Wanted) -> Choices:
    rows = Reserve.objects.filter(fund__in=list(wanted.funds)).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def periods(wanted: Wanted) -> Choices:
    """Every other period that was opened, the newest first."""
    opened = Period.objects.filter(fund__in=list(wanted.funds)).exclude(state=Period.State.FUTURE)
    found = opened.values_list("year", "month").distinct().order_by("-year", "-month")
    return [
        (f"{year_label(year)}:{month}", f"{month_label(month)} {month_name(year, month)}")
        for year, month in found
        if (year, month) != (wanted.year, wanted.period)
    ]


def period_of(about: str) -> tuple[int, int] | None:
    """The year and month of a choice such as “2022-23:7”; None for no choice, ValueError for anything else."""
    if not about:
        return None
    year, _, month = about.partition(":")
    return parse_year(year), parse_month(month)
