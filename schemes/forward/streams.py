"""Which stream takes the place of one that ends: as the place has it, else as the national template's sources do."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from budgets.models import FundingStream
from s75.errors import BadInput
from s75.years import year_label
from schemes.forward.plan import Target

SUCCESSORS = Path(settings.BASE_DIR) / "fixtures" / "reference_streams" / "successors.csv"


@cache
def national_successors() -> dict[str, tuple[str, int]]:
    """By the national name of a source that ended: the source that took its place, and from which year."""
    with SUCCESSORS.open(encoding="utf-8", newline="") as file:
        return {row["name"]: (row["successor"], int(row["first_year"])) for row in csv.DictReader(file)}


def targets_of(
    streams: Iterable[FundingStream],
    there: Iterable[FundingStream],
    year: int,
    chosen: Mapping[FundingStream, FundingStream],
) -> dict[FundingStream, Target | None]:
    """For each stream, where its money comes from in a year; None where it ends and nothing takes its place.

    What was chosen comes first. A stream that the place says exists in that year goes on; else its own successor takes
    over, else the one that the national sources name, which is made where the place has none of it. BadInput when what was
    chosen does not exist in that year.
    """
    every = list(there)
    return {stream: _target(stream, every, year, chosen.get(stream)) for stream in streams}


def _target(
    stream: FundingStream, there: list[FundingStream], year: int, chosen: FundingStream | None
) -> Target | None:
    if chosen is not None:
        if not exists_in(chosen, year):
            raise BadInput(f"{chosen} does not exist in {year_label(year)}. Choose another stream for {stream}.")
        return Target(chosen.name, chosen)
    national, since = national_successors().get(stream.national, ("", 0))
    ends_nationally = bool(national) and since <= year and stream.last_year is None
    if exists_in(stream, year) and not ends_nationally:
        return Target(stream.name, stream)
    after = _after(stream, {each.pk: each for each in there}, year)
    if after is not None:
        return Target(after.name, after)
    return _national(national, there, year) if national and since <= year else None


def exists_in(stream: FundingStream, year: int) -> bool:
    return (stream.first_year or year) <= year <= (stream.last_year or year)


def _after(stream: FundingStream, there: Mapping[int, FundingStream], year: int) -> FundingStream | None:
    """The first of its successors that exists in the year."""
    seen = {stream.pk}
    after = there.get(stream.successor_id or 0)
    while after is not None and after.pk not in seen:
        if exists_in(after, year):
            return after
        seen.add(after.pk)
        after = there.get(after.successor_id or 0)
    return None


def _national(name: str, there: list[FundingStream], year: int) -> Target:
    known = [each for each in there if name.casefold() in (each.national.casefold(), each.name.casefold())]
    found = next((each for each in known if exists_in(each, year)), None)
    return Target(found.name if found else name, found)
