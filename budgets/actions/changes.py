"""Changes on their way: proposed, decided on, withdrawn. What they hold and their posting is in schemes/actions/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from budgets.access import require, require_host
from budgets.limits import deciders, may_decide, may_record, who_decides
from budgets.models import (
    Change,
    Contribution,
    Fund,
    FundingStream,
    Partner,
    Place,
    ProposedContribution,
    Reserve,
    ReserveProject,
)
from budgets.notices.changes import tell_decided
from budgets.roles import BY_KEY, Power
from s75.errors import AlreadyDone, BadInput, NotPermitted, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.years import london_date


def agree_contribution(
    *,
    fund: Fund,
    year: int,
    partner: Partner,
    stream: FundingStream,
    by: User,
    status: str = Contribution.Status.INDICATIVE,
    ceiling: Decimal | None = None,
    illustrative: bool = False,
) -> Contribution:
    """A partner's contribution to a fund from a stream in a year; its amount comes by changes."""
    require_host(by, Power.SET_UP, fund)
    with recorded(by=by, reason=f"{partner} contributes {stream} to {fund}"):
        return Contribution.objects.create(
            fund=fund,
            year=year,
            partner=partner,
            stream=stream,
            status=status,
            ceiling=ceiling,
            illustrative=illustrative,
        )


def propose_change(
    *,
    fund: Fund,
    year: int,
    kind: str,
    title: str,
    reason: str,
    effective_from: int,
    by: User,
    authority: str = "",
    basis: str = "",
    number: int | None = None,
    key: UUID | None = None,
    reserve: Reserve | None = None,
    project: ReserveProject | None = None,
    reverses: Change | None = None,
) -> Change:
    """A draft change of a fund's year, without amounts yet.

    With a `key`, the same request sent twice gives the same change; AlreadyDone when the key came with other content.
    """
    require(by, Power.PROPOSE_CHANGES, agreement=fund.agreement_id)
    if kind == Change.Kind.DRAWDOWN or reserve is not None or project is not None:
        check_reserve(fund, reserve if kind == Change.Kind.DRAWDOWN else None, project)
    content: dict[str, Any] = {
        "fund": fund, "year": year, "kind": kind, "title": title, "reason": reason, "effective_from": effective_from,
        "authority": authority, "basis": basis, "reserve": reserve, "project": project, "reverses": reverses,
        "requested_by": by,
    }  # fmt: skip
    with recorded(by=by, reason=reason):
        made = {**content, "place": fund.place, "number": number}
        if key is None:
            return Change.objects.create(**made)
        change, new = Change.objects.get_or_create(key=key, defaults=made)
        if not new and _differs(change, content):
            raise AlreadyDone(
                "This form was sent before with other content, and is kept as it was. Open the change to see it."
            )
        return change


def check_reserve(fund: Fund, reserve: Reserve | None, project: ReserveProject | None) -> None:
    """Raise BadInput unless a drawdown's reserve is of the fund, and its project, if any, of the reserve."""
    if reserve is None:
        raise BadInput("A reserve drawdown names the reserve that it draws from; no other change does.")
    if reserve.fund_id != fund.pk:
        raise BadInput(f"{reserve} is not a reserve of {fund}. Choose one of that fund.")
    if project is not None and project.reserve_id != reserve.pk:
        raise BadInput(f"{project} is not a project of {reserve}. Choose one of its own.")


def _differs(change: Change, content: Mapping[str, Any]) -> bool:
    return any(getattr(change, name) != value for name, value in content.items())


def propose_contribution(*, change: Change, contribution: Contribution, amount: Decimal, by: User) -> None:
    """Add an amount to a draft change, on the side of money in."""
    require_requester(change, by)
    with recorded(by=by, reason=change.reason):
        in_state(change, Change.State.DRAFT)
        ProposedContribution.objects.create(change=change, contribution=contribution, amount=amount)


def decide_change(
    *,
    change: Change,
    approve: bool,
    authority: str,
    by: User,
    committee: str = "",
    minute: str = "",
    decided_on: date | None = None,
) -> Change:
    """Approve or refuse a requested change, as the agreement's approval limits say; never by whoever asked for it.

    `authority` says by which authority it is approved, or why it is refused. A committee's decision is recorded with the
    committee's name, its minute's reference and its date. Raises NotPermitted, naming who decides; BadInput when a
    refusal has no reason or a committee's decision no minute.
    """
    with recorded(by=by, reason=authority or change.reason):
        locked = in_state(change, Change.State.REQUESTED)
        _require_decider(locked, by, committee=bool(committee.strip()))
        if not approve and not authority.strip():
            raise BadInput("Say why it is refused: whoever asked reads the reason.")
        if committee.strip():
            _require_minute(minute, decided_on)
            locked.minute = minute.strip()
        locked.state = Change.State.APPROVED if approve else Change.State.REFUSED
        locked.authority = _authority(locked, by, authority.strip(), committee.strip(), decided_on)
        locked.decided_by, locked.decided_at = by, timezone.now()
        if not approve:
            locked.reverses = None  # what it would have reversed can be reversed by another
        locked.save()
        tell_decided(locked, by=by)
        return locked


def _require_decider(change: Change, by: User, *, committee: bool) -> None:
    if change.requested_by_id == by.pk:
        raise NotPermitted(f"{by} proposed this change, so somebody else must decide on it.")
    if may_record(by, change) if committee else may_decide(by, change):
        return
    if committee and not deciders(change).recorded:
        raise NotPermitted(f"No committee decides on this change. {who_decides(change)}")
    if not committee and may_record(by, change):
        raise BadInput(f"{who_decides(change)} Record its name, the minute's reference and the date.")
    raise NotPermitted(f"{by} may not decide on this change. {who_decides(change)}")


def _require_minute(minute: str, decided_on: date | None) -> None:
    if not minute.strip() or decided_on is None:
        raise BadInput(
            "A committee's decision is recorded with the reference of its minute and the date of its meeting."
        )
    if decided_on > london_date(timezone.now()):
        raise BadInput("The committee's meeting lies in the future. Record its decision when it has met.")


def _authority(change: Change, by: User, said: str, committee: str, on: date | None) -> str:
    """Who decided: as said, else the committee with its date, else the role in which the person decides."""
    if committee and on is not None:
        named = f"{committee}, {on:%-d %B %Y}"
        return f"{named}: {said}"[:200] if said else named[:200]
    roles = [BY_KEY[role].title for role in deciders(change).roles]
    return (said or change.authority or f"{by}, {' or '.join(roles).lower()}")[:200]


def withdraw_change(*, change: Change, by: User) -> Change:
    """Take a change back from where it waits: it is a draft again. By whoever asked for it, or who posts the fund's."""
    require_owner(change, by)
    with recorded(by=by, reason=f"Take back: {change.title}"):
        locked = in_state(change, Change.State.REQUESTED, Change.State.APPROVED)
        locked.state, locked.amount, locked.within_scheme = Change.State.DRAFT, None, False
        locked.decided_by, locked.decided_at, locked.minute = None, None, ""
        locked.save()
        return locked


def require_requester(change: Change, by: User) -> None:
    """Raise NotPermitted unless it is the person's own change: nobody decides on what they put into another's."""
    require(by, Power.PROPOSE_CHANGES, agreement=change.fund.agreement_id)
    if change.requested_by_id != by.pk:
        raise NotPermitted(
            f"“{change.title}” is a change of {change.requested_by}. Only who proposes it sets what it holds."
        )


def require_owner(change: Change, by: User) -> None:
    """Raise NotPermitted unless the person asked for the change, or posts the changes of its fund."""
    if change.requested_by_id != by.pk:
        require_host(by, Power.POST_CHANGES, change.fund)


def in_state(change: Change, *states: str) -> Change:
    """The change, locked for this transaction. WrongState unless it is in one of the states."""
    rows = held(Change.objects).select_related("fund__agreement", "fund__host", "place")
    locked = rows.get(pk=change.pk)
    if locked.state not in states:
        wanted = " or ".join(Change.State(state).label.lower() for state in states)
        raise WrongState(f"“{locked.title}” is {locked.get_state_display().lower()}; this step starts from {wanted}.")
    return locked


def next_number(place: Place, year: int) -> int:
    """The next free number of a place's year; the place's row is locked so that two never get the same."""
    held(Place.objects).get(pk=place.pk)
    newest = Change.objects.filter(place=place, year=year).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1
