"""Changes on their way: proposed, requested, approved or refused. Posting them is in schemes/actions/budgets.py."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from budgets.access import require, require_host
from budgets.models import Change, Contribution, Fund, FundingStream, Partner, Place, ProposedContribution
from budgets.roles import Power
from s75.errors import NotPermitted, WrongState
from s75.history import recorded
from s75.models import User


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
) -> Change:
    """A draft change of a fund's year, without amounts yet."""
    require(by, Power.PROPOSE_CHANGES, agreement=fund.agreement_id)
    with recorded(by=by, reason=reason):
        return Change.objects.create(
            place=fund.place,
            fund=fund,
            year=year,
            kind=kind,
            title=title,
            reason=reason,
            effective_from=effective_from,
            authority=authority,
            basis=basis,
            number=number,
            requested_by=by,
        )


def propose_contribution(*, change: Change, contribution: Contribution, amount: Decimal, by: User) -> None:
    """Add an amount to a draft change, on the side of money in."""
    require(by, Power.PROPOSE_CHANGES, agreement=change.fund.agreement_id)
    with recorded(by=by, reason=change.reason):
        in_state(change, Change.State.DRAFT)
        ProposedContribution.objects.create(change=change, contribution=contribution, amount=amount)


def request_change(*, change: Change, by: User) -> Change:
    """Ask for a decision on a draft: from here its amounts stand."""
    require(by, Power.PROPOSE_CHANGES, agreement=change.fund.agreement_id)
    with recorded(by=by, reason=change.reason):
        locked = in_state(change, Change.State.DRAFT)
        locked.state = Change.State.REQUESTED
        locked.save()
        return locked


def decide_change(*, change: Change, approve: bool, authority: str, by: User) -> Change:
    """Approve or refuse a requested change; never by the person who asked for it."""
    require(by, Power.DECIDE_CHANGES, agreement=change.fund.agreement_id)
    with recorded(by=by, reason=authority):
        locked = in_state(change, Change.State.REQUESTED)
        if locked.requested_by_id == by.pk:
            raise NotPermitted(f"{by} proposed this change, so somebody else must decide on it.")
        locked.state = Change.State.APPROVED if approve else Change.State.REFUSED
        locked.authority, locked.decided_by, locked.decided_at = authority, by, timezone.now()
        if approve and locked.number is None and locked.kind != Change.Kind.OPENING:
            locked.number = next_number(locked.place, locked.year)
        locked.save()
        return locked


def in_state(change: Change, *states: str) -> Change:
    """The change, locked for this transaction. WrongState unless it is in one of the states."""
    locked = Change.objects.select_for_update().select_related("fund", "place").get(pk=change.pk)
    if locked.state not in states:
        wanted = " or ".join(Change.State(state).label.lower() for state in states)
        raise WrongState(f"“{locked.title}” is {locked.get_state_display().lower()}; this step starts from {wanted}.")
    return locked


def next_number(place: Place, year: int) -> int:
    """The next free number of a place's year; the place's row is locked so that two never get the same."""
    Place.objects.select_for_update().get(pk=place.pk)
    newest = Change.objects.filter(place=place, year=year).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1
