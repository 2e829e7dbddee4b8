"""Money passed on: when a line hands its money to another partner, and what that partner reports to have spent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from budgets.access import require_host
from budgets.models import Partner
from budgets.roles import Power
from s75.errors import BadInput, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.money import total
from s75.years import CLOSING_MONTH, london_date, month_label
from schemes.actions.budgets import budget_of
from schemes.models import Line, Passing, ReportedSpend

Parts = Sequence[tuple[Partner, date, Decimal]]


def plan_passing(*, line: Line, parts: Parts, by: User, illustrative: bool = False) -> list[Passing]:
    """Set to whom, when and how much of a line is passed on; what was passed stays, and the rest is planned anew.

    Raises BadInput when more would be passed on than the line has budget, or to a partner without a seat in the place.
    """
    require_host(by, Power.KEEP_CONTRIBUTIONS, line.fund)
    with recorded(by=by, reason=f"Plan what {line} passes on"):
        locked = held(Line.objects).select_related("place", "scheme").get(pk=line.pk)
        passed = total(locked.passings.filter(passed_on__isnull=False).values_list("amount", flat=True))
        _require_sense(locked, parts, passed)
        locked.passings.filter(passed_on__isnull=True).delete()
        return Passing.objects.bulk_create(
            Passing(line=locked, partner=partner, due_on=day, amount=amount, illustrative=illustrative)
            for partner, day, amount in parts
        )


def _require_sense(line: Line, parts: Parts, passed: Decimal) -> None:
    if any(amount <= 0 for _, _, amount in parts):
        raise BadInput("What is passed on is more than £0.00.")
    seated = set(line.place.seats.values_list("partner", flat=True))
    stranger = next((partner for partner, _, _ in parts if partner.pk not in seated), None)
    if stranger:
        raise BadInput(f"{stranger} is no partner of {line.place}. Add it to the place first.")
    planned, budget = total(amount for _, _, amount in parts), budget_of(line)
    if passed + planned > budget:
        already = f" besides the £{passed:,.2f} passed already" if passed else ""
        raise BadInput(
            f"£{planned:,.2f}{already} is £{passed + planned - budget:,.2f} more than the budget of {line}, which is "
            f"£{budget:,.2f}. Pass on less, or raise the budget by a change."
        )


def record_passing(*, passing: Passing, on: date, by: User, reference: str = "") -> Passing:
    """Record the day on which money was passed on, once."""
    require_host(by, Power.KEEP_CONTRIBUTIONS, passing.line.fund)
    with recorded(by=by, reason=f"Passed on {passing}"):
        locked = _locked(passing)
        if locked.passed_on:
            raise WrongState(f"{locked} was passed on already, on {locked.passed_on:%d %B %Y}.")
        if on > london_date(timezone.now()):
            raise BadInput(
                f"Money cannot have been passed on on {on:%d %B %Y}, which is still to come. Correct the day."
            )
        locked.passed_on, locked.reference = on, reference.strip()
        locked.save()
        return locked


def undo_passing(*, passing: Passing, reason: str, by: User) -> Passing:
    """Take back that money was passed on, because it was not or on another day; the reason is kept."""
    require_host(by, Power.KEEP_CONTRIBUTIONS, passing.line.fund)
    if not reason.strip():
        raise BadInput("Say why it was not passed on. The reason is kept on record.")
    with recorded(by=by, reason=reason.strip()):
        locked = _locked(passing)
        if not locked.passed_on:
            raise WrongState(f"{locked} was not passed on, so there is nothing to take back.")
        locked.passed_on, locked.reference = None, ""
        locked.save()
        return locked


def _locked(passing: Passing) -> Passing:
    rows = held(Passing.objects).select_related("partner", "line__fund")
    found = rows.filter(pk=passing.pk).first()
    if found is None:
        raise WrongState("What is passed on was planned anew meanwhile. Read it again.")
    return found


def report_spend(
    *,
    line: Line,
    partner: Partner,
    month: int,
    amount: Decimal,
    by: User,
    source: str = "",
    illustrative: bool = False,
) -> ReportedSpend:
    """What a partner that gets the line's money has spent of it by the end of a month, in £, the year to date.

    It is no posting and moves no figure of the fund. A later report of the same month replaces the earlier one.
    """
    require_host(by, Power.KEEP_CONTRIBUTIONS, line.fund)
    if not 1 <= month <= CLOSING_MONTH:
        raise BadInput(f"{month} is not a period from P01 to P13.")
    if amount < 0:
        raise BadInput("Spend of the year to date is £0.00 or more.")
    if not line.passings.filter(partner__heir=partner.heir_id).exists():
        raise BadInput(f"{line} passes nothing on to {partner}. Plan that first.")
    with recorded(by=by, reason=f"{partner} reports its spend to {month_label(month)}"):
        spend, _ = ReportedSpend.objects.update_or_create(
            line=line,
            partner=partner,
            month=month,
            defaults={"amount": amount, "source": source, "illustrative": illustrative},
        )
        return spend
