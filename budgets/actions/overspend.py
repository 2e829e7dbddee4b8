"""Projected overspends: the agreement's terms about them, the notices that were sent, and the plans that answered."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

from django.utils import timezone

from budgets.access import require_host, require_set_up
from budgets.actions.risk import hold_fund
from budgets.models import Fund, OverspendNotice, OverspendTerms
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput, StaleVersion, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.today import today
from s75.years import month_label, year_label

LONGEST = 366  # days


def set_overspend_terms(
    *,
    fund: Fund,
    year: int,
    notice_days: int,
    plan_days: int,
    by: User,
    month: int = 1,
    tolerance: Decimal = Decimal(0),
    source: str = "",
    illustrative: bool = False,
) -> OverspendTerms:
    """From a period on: an overspend above `tolerance` (£) is a breach, and how long a notice and a plan may take.

    Terms made before for the same period are replaced. Raises PeriodLocked when a period from there on is locked.
    """
    require_set_up(by, fund.place)
    with recorded(by=by, reason=f"Set what an overspend of {fund} asks for from {month_label(month)}"):
        hold_fund(fund, year, month)
        if tolerance < 0:
            raise BadInput("The overspend that needs no notice cannot be below zero.")
        if not (0 < notice_days <= LONGEST and 0 < plan_days <= LONGEST):
            raise BadInput("A notice and a plan may take from one day to a year.")
        terms, _ = OverspendTerms.objects.update_or_create(
            fund=fund,
            year=year,
            month=month,
            defaults={
                "tolerance": tolerance,
                "notice_days": notice_days,
                "plan_days": plan_days,
                "source": source.strip(),
                "illustrative": illustrative,
            },
        )
        return terms


def record_notice(
    *,
    fund: Fund,
    year: int,
    month: int,
    amount: Decimal,
    projected_on: date,
    due_on: date,
    plan_due_on: date,
    sent_on: date,
    sent_to: str,
    text: str,
    by: User,
    illustrative: bool = False,
) -> OverspendNotice:
    """The notice of an overspend (£) that the month was the first to project, as it was sent.

    Raises AlreadyDone for a second one, BadInput for a day before the projection or after today, or without words.
    """
    require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=f"Notice of the overspend of {fund} projected in {month_label(month)}"):
        held(Fund.objects).get(pk=fund.pk)
        _refuse_a_second(fund, year, month)
        _check_day(sent_on, projected_on, "notice was sent")
        _check_content(amount, sent_to, text)
        return OverspendNotice.objects.create(
            fund=fund,
            year=year,
            month=month,
            amount=amount,
            projected_on=projected_on,
            due_on=due_on,
            plan_due_on=plan_due_on,
            sent_on=sent_on,
            sent_to=sent_to.strip(),
            text=text.strip(),
            sent_by=by,
            illustrative=illustrative,
        )


def _check_content(amount: Decimal, sent_to: str, text: str) -> None:
    if not text.strip() or not sent_to.strip():
        raise BadInput("Say to whom the notice went, by role, and what it said.")
    if amount <= 0:
        raise BadInput("A notice is of an overspend: its amount is above zero.")


def _refuse_a_second(fund: Fund, year: int, month: int) -> None:
    if OverspendNotice.objects.filter(fund=fund, year=year, month=month, withdrawn_at=None).exists():
        raise AlreadyDone(
            f"The notice of the overspend projected in {month_label(month)} {year_label(year)} is recorded already."
        )


def record_plan(*, notice: OverspendNotice, received_on: date, text: str, by: User) -> OverspendNotice:
    """The remedial action plan that answered a notice: when it came, and what it says in short. Once only."""
    require_host(by, Power.KEEP_PERIODS, notice.fund)
    with recorded(by=by, reason=f"Remedial action plan for {notice.fund}"):
        locked = _held(notice)
        if locked.plan_received_on is not None:
            raise WrongState(f"The plan that came on {locked.plan_received_on:%-d %B %Y} is recorded already.")
        _plan(locked, received_on, text)
        locked.plan_recorded_by, locked.plan_recorded_at = by, timezone.now()
        locked.save()
        return locked


def correct_notice(
    *,
    notice: OverspendNotice,
    sent_on: date,
    sent_to: str,
    text: str,
    reason: str,
    seen: str,
    by: User,
    received_on: date | None = None,
    plan_text: str = "",
) -> OverspendNotice:
    """A notice as it was truly sent, and its plan if one is recorded, with why it is corrected; the history keeps what stood.

    `seen` is the mark of what the person read. Raises StaleVersion when that was changed since, BadInput without a reason.
    """
    require_host(by, Power.KEEP_PERIODS, notice.fund)
    with recorded(by=by, reason=_reason(reason, "it is corrected")):
        locked = _held(notice)
        if mark_of(locked) != seen:
            raise StaleVersion("Somebody changed this notice since you read it. Read it again.", current=locked)
        _check_day(sent_on, locked.projected_on, "notice was sent")
        _check_content(locked.amount, sent_to, text)
        locked.sent_on, locked.sent_to, locked.text = sent_on, sent_to.strip(), text.strip()
        if locked.plan_received_on is not None:
            _plan(locked, received_on or locked.plan_received_on, plan_text or locked.plan_text)
        locked.save()
        return locked


def withdraw_notice(*, notice: OverspendNotice, reason: str, by: User) -> OverspendNotice:
    """A notice that was recorded wrongly counts as not sent, with its plan; it stays on record with the reason."""
    require_host(by, Power.KEEP_PERIODS, notice.fund)
    said = _reason(reason, "it is withdrawn")
    with recorded(by=by, reason=said):
        locked = _held(notice)
        locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_because = timezone.now(), by, said
        locked.save()
        return locked


def mark_of(notice: OverspendNotice) -> str:
    """A short mark of what a notice and its plan say, the same as long as nobody changes them."""
    said = (notice.sent_on, notice.sent_to, notice.text, notice.plan_received_on, notice.plan_text)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _held(notice: OverspendNotice) -> OverspendNotice:
    """The notice as it stands, locked until the transaction ends. WrongState when it was withdrawn."""
    locked = held(OverspendNotice.objects).select_related("fund").get(pk=notice.pk)
    if locked.withdrawn_at is not None:
        raise WrongState(f"The notice of {locked.sent_on:%-d %B %Y} was withdrawn: it counts as not sent.")
    return locked


def _plan(notice: OverspendNotice, received_on: date, text: str) -> None:
    _check_day(received_on, notice.projected_on, "plan came")
    if not text.strip():
        raise BadInput("Say in short what the plan is to do.")
    notice.plan_received_on, notice.plan_text = received_on, text.strip()


def _reason(text: str, what: str) -> str:
    if not text.strip():
        raise BadInput(f"Say why {what}.")
    return text.strip()


def _check_day(day: date, projected_on: date, what: str) -> None:
    if day < projected_on:
        raise BadInput(
            f"The overspend was projected on {projected_on:%-d %B %Y}: enter a day from then on when the {what}."
        )
    if day > today():
        raise BadInput(f"{day:%-d %B %Y} is still to come. Enter the day when the {what}.")
