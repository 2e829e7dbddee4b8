"""When a contribution is paid: its instalments, the invoices that ask for them, and the money received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from budgets.access import require_host
from budgets.actions.contributions import locked_contribution, standing_of
from budgets.models import Contribution, Instalment, Receipt
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput, WrongState
from s75.history import recorded
from s75.models import User
from s75.money import ZERO, split_by_shares, total
from s75.years import london_date, month_start, year_label

QUARTERS = (1, 4, 7, 10)  # April, July, October and January
Parts = Sequence[tuple[date, Decimal]]


def quarter_days(year: int) -> list[date]:
    """The first days of a year's quarters, when instalments are due unless other days are given."""
    return [month_start(year, month) for month in QUARTERS]


def plan_instalments(
    *,
    contribution: Contribution,
    by: User,
    days: Sequence[date] = (),
    parts: Parts = (),
    unscheduled: Decimal = ZERO,
    illustrative: bool = False,
) -> list[Instalment]:
    """Set when a contribution is paid; whatever is invoiced or paid already stays, and the rest is planned anew.

    Without `parts` the rest is split equally, to the penny, over `days`: unless given, the first days of the quarters
    that no kept instalment has. `parts` (day, £) with the kept instalments and `unscheduled` must make the contribution.
    """
    require_host(by, Power.KEEP_CONTRIBUTIONS, contribution.fund)
    with recorded(by=by, reason=f"Plan the instalments of {contribution}"):
        locked = locked_contribution(contribution)
        kept = [row for row in locked.instalments.prefetch_related("receipts") if is_kept(row)]
        stands, fixed = standing_of(locked), total(row.amount for row in kept)
        left = stands - fixed - unscheduled
        planned = _given(locked, parts, stands, fixed, unscheduled) if parts else _equal(locked, days, kept, left)
        locked.instalments.exclude(pk__in=[row.pk for row in kept]).delete()
        taken = {row.position for row in kept}
        free = (number for number in count(1) if number not in taken)
        made = [
            Instalment(contribution=locked, position=next(free), due_on=day, amount=amount, illustrative=illustrative)
            for day, amount in sorted(planned)
        ]
        Instalment.objects.bulk_create(made)
        return sorted([*kept, *made], key=lambda row: row.position)


def is_kept(instalment: Instalment) -> bool:
    """Whether planning anew leaves an instalment as it is: it is invoiced, or money was received for it."""
    return bool(instalment.invoice) or bool(instalment.receipts.all())


def _given(contribution: Contribution, parts: Parts, stands: Decimal, fixed: Decimal, unscheduled: Decimal) -> Parts:
    if any(amount == 0 for _, amount in parts):
        raise BadInput("An instalment is of more than £0.00. Leave the others empty.")
    if len({day for day, _ in parts}) < len(parts):
        raise BadInput("Two instalments are due on the same day. Put them together.")
    planned = total(amount for _, amount in parts)
    gap = stands - fixed - planned - unscheduled
    if gap:
        invoiced = f", with £{fixed:,.2f} invoiced or paid already," if fixed else ""
        cure = f"Raise one, or say that £{gap + unscheduled:,.2f} is unscheduled." if gap > 0 else "Lower one."
        raise BadInput(
            f"The instalments make £{planned:,.2f}{invoiced} and {contribution} stands at £{stands:,.2f}: "
            f"£{abs(gap):,.2f} is {'left' if gap > 0 else 'too much'}. {cure}"
        )
    return parts


def _equal(contribution: Contribution, days: Sequence[date], kept: Sequence[Instalment], left: Decimal) -> Parts:
    if left == 0 and kept:
        return []
    if left == 0:
        raise BadInput(f"{contribution} stands at £0.00, so there is nothing to plan. Post its change first.")
    taken = {row.due_on for row in kept}
    wanted = list(days) or [day for day in quarter_days(contribution.year) if day not in taken]
    if not wanted:
        raise BadInput(
            f"£{left:,.2f} is left, but every quarter's instalment is invoiced. Give the day that it is due."
        )
    if len(set(wanted)) < len(wanted):
        raise BadInput("Two instalments are due on the same day. Give each a day of its own.")
    return [(day, part) for day, part in zip(wanted, split_by_shares(left, [1] * len(wanted)), strict=True) if part]


def invoice_instalment(*, instalment: Instalment, invoice: str, on: date, by: User) -> Instalment:
    """Record the invoice that asked for an instalment; from here planning anew leaves it as it is."""
    require_host(by, Power.KEEP_CONTRIBUTIONS, instalment.contribution.fund)
    if not invoice.strip():
        raise BadInput("Give the reference of the invoice.")
    with recorded(by=by, reason=f"Invoice {invoice.strip()}"):
        locked = _locked(instalment)
        if locked.invoice:
            raise WrongState(
                f"This instalment was invoiced already, as {locked.invoice} on {locked.invoiced_on:%d %B %Y}."
            )
        _require_past(on, "An invoice")
        locked.invoice, locked.invoiced_on = invoice.strip(), on
        locked.save()
        return locked


def withdraw_invoice(*, instalment: Instalment, reason: str, by: User) -> Instalment:
    """Take back the invoice of an instalment that nothing was received for, with the reason on record."""
    require_host(by, Power.KEEP_CONTRIBUTIONS, instalment.contribution.fund)
    if not reason.strip():
        raise BadInput("Say why the invoice is withdrawn. The reason is kept on record.")
    with recorded(by=by, reason=reason.strip()):
        locked = _locked(instalment)
        if not locked.invoice:
            raise WrongState("This instalment is not invoiced, so there is no invoice to withdraw.")
        if received_for(locked):
            raise WrongState(
                f"£{received_for(locked):,.2f} was received for {locked.invoice}. Correct the receipt first."
            )
        locked.invoice, locked.invoiced_on = "", None
        locked.save()
        return locked


def record_receipt(
    *, instalment: Instalment, amount: Decimal, on: date, by: User, reference: str = "", key: UUID | None = None
) -> Receipt:
    """Money received for an instalment, in £; a negative amount corrects an earlier receipt. One `key` records once."""
    require_host(by, Power.KEEP_CONTRIBUTIONS, instalment.contribution.fund)
    with recorded(by=by, reason=f"Received £{amount:,.2f} for {instalment}"):
        locked = _locked(instalment)
        done = Receipt.objects.filter(key=key).first() if key else None
        if done:
            return _same(done, locked, amount, on)
        _require_past(on, "A receipt")
        _require_sense(locked, amount)
        return Receipt.objects.create(
            instalment=locked, received_on=on, amount=amount, reference=reference.strip(), recorded_by=by, key=key
        )


def received_for(instalment: Instalment) -> Decimal:
    """What was received for an instalment, corrections taken off, in £."""
    found = instalment.receipts.aggregate(amount=Sum("amount"))["amount"]
    return found if found is not None else ZERO


def _same(done: Receipt, instalment: Instalment, amount: Decimal, on: date) -> Receipt:
    if (done.instalment_id, done.amount, done.received_on) != (instalment.pk, amount, on):
        raise AlreadyDone("This form was sent before with another amount or day. Open it again for another receipt.")
    return done


def _require_sense(instalment: Instalment, amount: Decimal) -> None:
    """A receipt is of something, and corrections never take off more than was received."""
    if amount == 0:
        raise BadInput("Enter the amount that was received. A correction is negative.")
    so_far = received_for(instalment)
    if (so_far + amount) * (1 if instalment.amount >= 0 else -1) < 0:
        raise BadInput(
            f"£{so_far:,.2f} was received for this instalment so far, so £{amount:,.2f} cannot be taken off it."
        )


def _require_past(day: date, what: str) -> None:
    if day > london_date(timezone.now()):
        raise BadInput(f"{what} cannot be of {day:%d %B %Y}, which is still to come. Correct the day.")


def _locked(instalment: Instalment) -> Instalment:
    """The instalment as it stands now, with its contribution locked. WrongState when it was planned anew meanwhile."""
    locked_contribution(instalment.contribution)
    found = Instalment.objects.select_related("contribution__fund", "contribution__partner").filter(pk=instalment.pk)
    row = found.first()
    if row is None:
        year = year_label(instalment.contribution.year)
        raise WrongState(f"The instalments of {year} were planned anew meanwhile. Read them again.")
    return row
