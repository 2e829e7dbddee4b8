"""Setting up the sources of money of a place, and changing them as far as locked periods allow."""

from __future__ import annotations

from typing import Any

from budgets.access import require_set_up
from budgets.models import FundingStream, Period, Place
from s75.errors import BadInput, PeriodLocked, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import year_label

COUNTED = {  # what decides how a stream's money is counted, in words
    "kind": "kind",
    "better_care": "part in the Better Care Fund",
    "capital": "capital or revenue",
    "ring_fenced": "ring-fence",
    "in_risk_share": "part in the risk share",
    "returned": "part in the returns",
}


def create_stream(
    *,
    place: Place,
    name: str,
    kind: str,
    by: User,
    better_care: bool = False,
    capital: bool = False,
    ring_fenced: bool = False,
    outside: str = FundingStream.Outside.FLAG,
    in_risk_share: bool = True,
    returned: bool = True,
    national: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    successor: FundingStream | None = None,
    position: int = 0,
) -> FundingStream:
    """A source of money of the place."""
    require_set_up(by, place)
    with recorded(by=by, reason=f"Set up the stream {name}"):
        stream = FundingStream(
            place=place,
            name=name,
            kind=kind,
            better_care=better_care,
            capital=capital,
            ring_fenced=ring_fenced,
            outside=outside,
            in_risk_share=in_risk_share,
            returned=returned,
            national=national,
            first_year=first_year,
            last_year=last_year,
            successor=successor,
            position=position,
        )
        _check_stream(stream)
        stream.save()
        return stream


def change_stream(*, stream: FundingStream, by: User, **about: Any) -> FundingStream:
    """Change a stream; `about` holds fields of it. How its money is counted stays once a period with it is locked."""
    require_set_up(by, stream.place)
    with recorded(by=by, reason=f"Change the stream {stream}"):
        locked = held(FundingStream.objects).select_related("place").get(pk=stream.pk)
        changed = [
            words
            for field, words in COUNTED.items()
            if about.get(field, getattr(locked, field)) != getattr(locked, field)
        ]
        if changed and (closed := _locked_with(locked)) is not None:
            raise PeriodLocked(
                f"{closed.label} {year_label(closed.year)} of {closed.fund} is locked with money of {locked}, so its "
                f"{' and '.join(changed)} cannot change. Set up another stream for the new money."
            )
        for field, value in about.items():
            setattr(locked, field, value)
        _check_stream(locked)
        locked.save()
        return locked


def _locked_with(stream: FundingStream) -> Period | None:
    """A locked period of a year in which the stream brings money to a fund."""
    for fund, year in stream.contributions.values_list("fund", "year").distinct():
        found = Period.objects.filter(fund=fund, year=year, state=Period.State.LOCKED).select_related("fund").last()
        if found is not None:
            return found
    return None


def _check_stream(stream: FundingStream) -> None:
    if stream.place.streams.filter(name__iexact=stream.name).exclude(pk=stream.pk).exists():
        raise BadInput(f"{stream.place} has a stream called “{stream.name}” already.")
    if stream.first_year and stream.last_year and stream.last_year < stream.first_year:
        raise BadInput("Its last year cannot be before its first.")
    if stream.pk:
        _check_years(stream)
    if stream.successor is not None:
        _check_successor(stream, stream.successor)


def _check_years(stream: FundingStream) -> None:
    used = sorted(set(stream.contributions.values_list("year", flat=True)))
    first, last = stream.first_year or 0, stream.last_year or 9999
    if outside := [year for year in used if not first <= year <= last]:
        raise WrongState(f"{stream} brings money in {year_label(outside[0])}, so that year must be one of its years.")


def _check_successor(stream: FundingStream, successor: FundingStream) -> None:
    if successor.place_id != stream.place_id:
        raise BadInput(f"{successor} is not a stream of {stream.place}.")
    after: FundingStream | None = successor
    while after is not None:
        if after.pk is not None and after.pk == stream.pk:
            raise BadInput(f"{stream} cannot come after itself. Choose another successor.")
        after = after.successor
