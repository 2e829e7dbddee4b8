"""Naming who forecasts which line, handing lines over for good, and covering for somebody who is away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from budgets.access import access_of, may_set_up
from budgets.models import Place
from budgets.roles import Power
from s75.errors import BadInput, NotPermitted, Unknown, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.today import today
from s75.years import year_label
from schemes.models import Cover, Line, LineOfficer


def may_name(user: User, line: Line) -> bool:
    """Whether the person says who forecasts a line: its spending partner's officers and administrators may, and whoever
    sets up its fund."""
    access, fund, spender = access_of(user), line.fund, line.spending_partner
    return (
        access.may(Power.FORECAST, heir=spender.heir_id, agreement=fund.agreement_id)
        or access.may(Power.MANAGE_PEOPLE, heir=spender.heir_id, agreement=fund.agreement_id)
        or access.may(Power.SET_UP, heir=fund.host.heir_id, agreement=fund.agreement_id)
        or may_set_up(user, fund.place)
    )


def assign_officer(
    *, place: Place, year: int, refs: Sequence[str], to: User | None, by: User, reason: str = ""
) -> list[Line]:
    """Name who forecasts these lines, or nobody, all or none; gives the lines whose officer changed.

    A line that somebody has is handed over for good, which takes a reason; what that person has under its reference in
    later years goes along. Raises Unknown for a reference, NotPermitted unless the person may name officers there, BadInput
    when `to` may not forecast a line or the reason is missing.
    """
    whom = f"{to} forecasts" if to else "Nobody forecasts"
    with recorded(by=by, reason=reason.strip() or f"{whom} {_count(len(set(refs)))} of {year_label(year)}"):
        lines = _locked(place, year, refs)
        held = {one.line_id: one for one in LineOfficer.objects.filter(line__in=lines).select_related("user")}
        lines = [line for line in lines if line.year == year or _goes_along(line, lines, held)]
        _require_names(lines, by)
        if to is not None:
            _require_officer(lines, to)
        changed = [line for line in lines if _user_of(held, line) != (to.pk if to else None)]
        if not reason.strip() and any(line.pk in held for line in changed):
            who = ", ".join(sorted({str(held[line.pk].user) for line in changed if line.pk in held}))
            raise BadInput(f"Say why lines are taken from {who}. The reason is kept on record.")
        _store(changed, held, to)
        return changed


def _count(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines} lines"


def _locked(place: Place, year: int, refs: Sequence[str]) -> list[Line]:
    """The lines of the year and, under the same references, of later ones, locked until the transaction ends."""
    if not refs:
        raise BadInput("Choose at least one line.")
    lines = held(Line.objects).select_related("fund__host", "fund__place", "spending_partner", "scheme")
    found = list(lines.filter(place=place, year__gte=year, ref__in=refs).order_by("pk"))
    missing = sorted(set(refs) - {line.ref for line in found if line.year == year})
    if missing:
        raise Unknown(f"{place} has no line “{missing[0]}” in {year_label(year)}. Nothing was changed.")
    return found


def _user_of(held: Mapping[int, LineOfficer], line: Line) -> int | None:
    return held[line.pk].user_id if line.pk in held else None


def _goes_along(later: Line, lines: Iterable[Line], held: Mapping[int, LineOfficer]) -> bool:
    """Whether a line of a later year is with the person who has it in this one."""
    first = min((line for line in lines if line.ref == later.ref), key=lambda line: line.year)
    return _user_of(held, first) is not None and _user_of(held, first) == _user_of(held, later)


def _kinds(lines: Iterable[Line]) -> Iterable[Line]:
    """One line of each fund, year and spender: what is decided for it holds for all of them."""
    return {(line.fund_id, line.year, line.spending_partner_id): line for line in lines}.values()


def _require_names(lines: Iterable[Line], by: User) -> None:
    for line in _kinds(lines):
        if not may_name(by, line):
            raise NotPermitted(
                f"{line.ref} is spent by {line.spending_partner}; its officers, its administrator or who sets up "
                f"{line.fund} say who forecasts it."
            )


def _require_officer(lines: Iterable[Line], user: User) -> None:
    """Raise BadInput, naming the line, unless the person may forecast every one of them."""
    for line in _kinds(lines):
        if not access_of(user).may(
            Power.FORECAST, heir=line.spending_partner.heir_id, agreement=line.fund.agreement_id
        ):
            raise BadInput(
                f"{user} may not forecast {line.ref} of {year_label(line.year)}: only finance officers of "
                f"{line.spending_partner} do. Choose somebody else, or have {user} given that role first."
            )


def _store(changed: Sequence[Line], held: Mapping[int, LineOfficer], to: User | None) -> None:
    there = [line.pk for line in changed if line.pk in held]
    if to is None:
        LineOfficer.objects.filter(line__in=there).delete()
        return
    LineOfficer.objects.filter(line__in=there).update(user=to)
    new = [LineOfficer(line=line, user=to) for line in changed if line.pk not in held]
    LineOfficer.objects.bulk_create(new, batch_size=1000)


def carry_officers(copies: Mapping[int, Line]) -> None:
    """Let copied lines keep the officers of the lines (by key) that they were copied from."""
    officers = LineOfficer.objects.filter(line__in=copies.keys()).values_list("line", "user")
    LineOfficer.objects.bulk_create(
        (LineOfficer(line=copies[line], user_id=user) for line, user in officers), batch_size=1000
    )


def cover_officer(
    *, place: Place, officer: User, stand_in: User, first_day: date, last_day: date, reason: str, by: User
) -> Cover:
    """Let somebody stand in for an officer of a place while that person is away, both days included.

    Raises BadInput for days that are over or the wrong way round and for a stand-in who may not forecast the officer's
    lines, NotPermitted unless the officer or whoever names officers of these lines asks, WrongState when days overlap.
    """
    with recorded(by=by, reason=reason.strip() or f"{stand_in} stands in for {officer}"):
        lines = _lines_of(place, officer)
        if not lines:
            raise WrongState(f"{officer} forecasts no line of {place}, so there is nothing to cover.")
        _require_cover(place, officer, lines, by)
        _check_days(first_day, last_day)
        if not reason.strip():
            raise BadInput("Say why somebody stands in. The reason is kept on record.")
        if stand_in.pk == officer.pk:
            raise BadInput(f"{officer} cannot stand in for themselves. Choose somebody else.")
        _require_officer(lines, stand_in)
        _require_free(place, officer, first_day, last_day)
        return Cover.objects.create(
            place=place, officer=officer, stand_in=stand_in, first_day=first_day, last_day=last_day,
            reason=reason.strip(),
        )  # fmt: skip


def _lines_of(place: Place, officer: User) -> list[Line]:
    """One line of each fund, year and spender that the officer has in the place: enough to decide who may what."""
    kinds = ("fund_id", "year", "spending_partner_id")
    lines = Line.objects.filter(place=place, officer__user=officer).order_by(*kinds, "ref").distinct(*kinds)
    return list(lines.select_related("fund__host", "fund__place", "spending_partner"))


def _require_cover(place: Place, officer: User, lines: Sequence[Line], by: User) -> None:
    """Raise NotPermitted unless the person is the officer, names officers of those lines, or sets the place up."""
    if by.pk == officer.pk or may_set_up(by, place):
        return
    if not lines:
        raise NotPermitted(f"{officer} or who sets up {place} says who stands in.")
    _require_names(lines, by)


def _check_days(first_day: date, last_day: date) -> None:
    if first_day < today():
        raise BadInput(f"{first_day:%-d %B %Y} is over. A cover begins today or later.")
    if last_day < first_day:
        raise BadInput(f"The last day, {last_day:%-d %B %Y}, is before the first, {first_day:%-d %B %Y}.")


def _require_free(place: Place, officer: User, first_day: date, last_day: date) -> None:
    there = Cover.objects.filter(place=place, officer=officer, first_day__lte=last_day, last_day__gte=first_day).first()
    if there is not None:
        raise WrongState(
            f"{there.stand_in} stands in for {officer} from {there.first_day:%-d %B %Y} to {there.last_day:%-d %B %Y} "
            "already. Choose other days, or end that cover first."
        )


def end_cover(*, cover: Cover, by: User) -> None:
    """End a cover before its last day: yesterday was its last, and one that has not begun goes away altogether.

    Raises NotPermitted unless the officer or whoever names officers of these lines asks, WrongState when it is over.
    """
    with recorded(by=by, reason=f"{cover.officer} is back"):
        locked = held(Cover.objects).get(pk=cover.pk)
        _require_cover(locked.place, locked.officer, _lines_of(locked.place, locked.officer), by)
        now = today()
        if locked.last_day < now:
            raise WrongState(f"This cover was over on {locked.last_day:%-d %B %Y}.")
        if locked.first_day >= now:
            locked.delete()
            return
        locked.last_day = now - timedelta(days=1)
        locked.save()
