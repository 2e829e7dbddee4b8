"""Reversing a posted change: a mirrored one, requested at once, then decided on and posted as any other."""

from __future__ import annotations

from budgets.access import require
from budgets.actions.changes import in_state, propose_change
from budgets.models import Change, Period, ProposedContribution
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput, PeriodLocked
from s75.history import recorded
from s75.models import User
from s75.years import year_label
from schemes.actions.changes import request_change
from schemes.contents import Contents, read_contents
from schemes.models import ProposedBudget


def reverse_change(*, change: Change, reason: str, by: User) -> Change:
    """Ask for a posted change to be taken back: a mirrored change, effective from the open period, requested at once.

    It is decided on and posted as any other. Raises AlreadyDone when a reversal exists, PeriodLocked when no period is
    open, BadInput without a reason.
    """
    require(by, Power.PROPOSE_CHANGES, agreement=change.fund.agreement_id)
    if not reason.strip():
        raise BadInput("Say why the change is reversed: the register prints it.")
    with recorded(by=by, reason=reason):
        locked = in_state(change, Change.State.POSTED)
        if Change.objects.filter(reverses=locked).exists():
            raise AlreadyDone(f"“{locked.title}” is being reversed, or was, by another change already.")
        mirrored = propose_change(
            fund=locked.fund,
            year=locked.year,
            kind=_kind_of_reversal(locked),
            title=_title_of_reversal(locked),
            reason=reason.strip(),
            effective_from=_open_month(locked),
            basis=locked.basis,
            reserve=locked.reserve,
            project=locked.project,
            reverses=locked,
            by=by,
        )
        _mirror(read_contents(locked), mirrored)
        return request_change(change=mirrored, by=by)


def _kind_of_reversal(change: Change) -> str:
    """The original budget stays what it was approved at, so an opening is reversed by a variation."""
    return Change.Kind.VARIATION if change.kind == Change.Kind.OPENING else change.kind


def _title_of_reversal(change: Change) -> str:
    named = f"change {change.number}: {change.title}" if change.number else change.title
    return f"Reversal of {named}"[:200]


def _open_month(change: Change) -> int:
    found = Period.objects.filter(fund=change.fund, year=change.year, state=Period.State.OPEN).first()
    if found is None:
        raise PeriodLocked(
            f"No period of {change.fund} is open in {year_label(change.year)}, so nothing can be reversed. Open one first."
        )
    return found.month


def _mirror(contents: Contents, change: Change) -> None:
    ProposedBudget.objects.bulk_create(
        (ProposedBudget(change=change, line=row.line, amount=-row.amount) for row in contents.budgets), batch_size=1000
    )
    ProposedContribution.objects.bulk_create(
        ProposedContribution(change=change, contribution=row.contribution, amount=-row.amount)
        for row in contents.contributions
    )
