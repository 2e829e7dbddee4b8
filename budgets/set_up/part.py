"""One kind of thing that a place is set up with: said once how it is listed, which form it has and which action keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString

from budgets.models import Place
from budgets.set_up.fields import SetUpForm
from s75.models import User

Thing = Any  # the kind of row that a part is about


class Link(NamedTuple):
    text: str
    href: str


class Heading(NamedTuple):
    """A column of a part's list: its heading, and what it prints of a thing."""

    heading: str
    prints: Callable[[Thing], str | SafeString]


@dataclass(frozen=True)
class Part:
    """What the pages of one kind of thing need. `key` stands in their addresses and names; `one` is the thing in words.

    add      makes one of a form's data: (place, by, data) -> the thing
    change   changes one: (thing, by, data) -> the thing; without it the things of this part are only added
    beside   further pages of one thing; `more` further pages of the list
    beyond   it reaches beyond the place, so only the operator adds one
    listed_with   the key of the part in whose list its things are, where it has none of its own
    sought   the fields in which a long list is searched
    """

    key: str
    title: str
    one: str
    teaches: str
    form: type[SetUpForm]
    rows: Callable[[Place], Iterable[Thing]]
    columns: tuple[Heading, ...]
    add: Callable[[Place, User, dict[str, Any]], Thing]
    change: Callable[[Thing, User, dict[str, Any]], Thing] | None = None
    beside: Callable[[Place, Thing, User], list[Link]] = field(default=lambda place, thing, user: [])
    more: Callable[[Place, User], list[Link]] = field(default=lambda place, user: [])
    listed_with: str = ""
    beyond: bool = False
    sought: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"set_up_{self.key}"

    def found(self, place: Place, words: str) -> Sequence[Thing] | QuerySet[Any]:
        """The things of a place in whose sought fields all of the words stand."""
        rows = self.rows(place)
        if not isinstance(rows, QuerySet):
            return list(rows)
        for word in words.split() if self.sought else ():
            rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in self.sought)))
        return rows

    def thing(self, place: Place, pk: int) -> Thing | None:
        """One of the things of a place, by its key; None when it is not of the place."""
        rows = self.rows(place)
        if isinstance(rows, QuerySet):
            return rows.filter(pk=pk).first()
        return next((one for one in rows if one.pk == pk), None)

    def list_address(self, place: Place) -> str:
        return reverse(f"set_up_{self.listed_with or self.key}", args=[place.slug])

    def add_address(self, place: Place) -> str:
        return reverse(f"{self.name}_add", args=[place.slug])

    def edit_address(self, place: Place, thing: Thing) -> str:
        return reverse(f"{self.name}_edit", args=[place.slug, thing.pk])


def paths_of(part: Part) -> list[URLPattern]:
    """The addresses of a part: its list, adding one, and changing one where that can be done."""
    from budgets.views import set_up

    here = f"places/<slug:place>/set-up/{part.key}/"
    found = [path(f"{here}new/", set_up.part_add, {"part": part}, name=f"{part.name}_add")]
    if not part.listed_with:
        found.append(path(here, set_up.part_list, {"part": part}, name=part.name))
    if part.change is not None:
        found.append(path(f"{here}<int:pk>/", set_up.part_edit, {"part": part}, name=f"{part.name}_edit"))
    return found
