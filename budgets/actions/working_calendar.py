"""The working calendar: bank holidays, the working days on which a fund's month is due, and single dates that differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from budgets.access import require_host, require_lists, require_set_up
from budgets.models import BankHoliday, CalendarRule, DueDate, DueKind, Fund, Partner, Period
from budgets.models.working_calendar import LAST_WORKING_DAY, OF_THE_FUND
from budgets.roles import Power
from s75.errors import BadInput, PeriodLocked, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.working_days import is_working_day
from s75.years import CLOSING_MONTH, month_label, month_start, year_label


def keep_holiday(*, day: date, name: str, by: User, holiday: BankHoliday | None = None) -> BankHoliday:
    """A new or changed bank holiday, for every place. BadInput on a weekend, and for a day that is one already."""
    require_lists(by)
    kept = holiday or BankHoliday()
    with recorded(by=by, reason=f"Bank holiday of {day:%-d %B %Y}"):
        if not is_working_day(day, ()):
            raise BadInput(f"{day:%-d %B %Y} is a {day:%A}. Enter the substitute day on which offices are closed.")
        if BankHoliday.objects.filter(day=day).exclude(pk=kept.pk).exists():
            raise BadInput(f"{day:%-d %B %Y} is on the list already.")
        kept.day, kept.name = day, name.strip()
        kept.save()
        return kept


def remove_holiday(*, holiday: BankHoliday, by: User) -> None:
    """Take a bank holiday off the list: what is due is counted without it from now on."""
    require_lists(by)
    with recorded(by=by, reason=f"{holiday} is no bank holiday"):
        holiday.delete()


def set_calendar_rules(
    *,
    funds: Sequence[Fund],
    kind: str,
    working_day: int,
    year: int,
    by: User,
    month: int = 1,
    partner: Partner | None = None,
) -> list[CalendarRule]:
    """From a period on, what is due in these funds on which working day after a month's end: for one partner, or for all.

    A rule made before for the same period is replaced; earlier periods keep theirs.
    """
    for fund in funds:
        require_set_up(by, fund.place)
    with recorded(by=by, reason=f"Set the calendar from {month_label(month)} {year_label(year)}"):
        list(held(Fund.objects).filter(pk__in=[fund.pk for fund in funds]).order_by("pk"))
        for fund in funds:
            _check_kind(fund, kind, partner, month)
        if not 1 <= working_day <= LAST_WORKING_DAY:
            raise BadInput(f"Choose a working day from 1 to {LAST_WORKING_DAY} after the month’s end.")
        at: dict[str, Any] = {"kind": kind, "partner": partner, "year": year, "month": month}
        return [
            CalendarRule.objects.update_or_create(fund=fund, **at, defaults={"working_day": working_day})[0]
            for fund in funds
        ]


def move_due_dates(
    *,
    funds: Sequence[Fund],
    year: int,
    month: int,
    kind: str,
    day: date,
    reason: str,
    by: User,
    partner: Partner | None = None,
) -> list[DueDate]:
    """One date of one period of these funds that differs from the rule, for a reason: for one partner, or for all of them.

    A date moved before is moved again. PeriodLocked for a locked period, BadInput without a reason, for a day that is
    not a working day, and for one before the month.
    """
    for fund in funds:
        require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=reason.strip() or "Move a due date"):
        for fund in funds:
            _hold_period(fund, year, month)
            _check_kind(fund, kind, partner, month)
        if not reason.strip():
            raise BadInput("Say why the date differs. The partners see it.")
        _check_day(day, year, month)
        at: dict[str, Any] = {"year": year, "month": month, "kind": kind, "partner": partner}
        told = {"day": day, "reason": reason.strip()}
        return [DueDate.objects.update_or_create(fund=fund, **at, defaults=told)[0] for fund in funds]


def put_back_due_date(*, moved: DueDate, by: User) -> None:
    """Let the rule count again for a date that was moved."""
    require_host(by, Power.KEEP_PERIODS, moved.fund)
    with recorded(by=by, reason=f"Put back the date of {moved.get_kind_display().lower()}"):
        _hold_period(moved.fund, moved.year, moved.month)
        gone, _ = DueDate.objects.filter(pk=moved.pk).delete()
        if not gone:
            raise WrongState("Somebody put this date back meanwhile.")


def _hold_period(fund: Fund, year: int, month: int) -> None:
    period = held(Period.objects).filter(fund=fund, year=year, month=month).first()
    if period is None:
        raise WrongState(f"{fund} has no {month_label(month)} {year_label(year)} yet. Start the year first.")
    if period.state == Period.State.LOCKED:
        raise PeriodLocked(f"{period.label} {year_label(year)} of {fund} is locked: nothing is due there any more.")


def _check_kind(fund: Fund, kind: str, partner: Partner | None, month: int) -> None:
    if kind not in DueKind.values:
        raise BadInput(f"“{kind}” is nothing that a calendar knows.")
    if not 1 <= month <= CLOSING_MONTH:
        raise BadInput(f"There is no period {month}. Choose one from P01 to P13.")
    if partner is not None and kind in OF_THE_FUND:
        raise BadInput("A period opens and is locked for the whole fund: leave the partner out.")
    if partner is not None and not fund.agreement.partners.filter(heir=partner.heir_id).exists():
        raise BadInput(f"{partner} is not party to the agreement of {fund}.")


def _check_day(day: date, year: int, month: int) -> None:
    starts = month_start(year, month)
    if not starts <= day <= starts.replace(year=starts.year + 1):
        raise BadInput(f"{day:%-d %B %Y} is not within a year of {starts:%B %Y}. Check the day.")
    if not is_working_day(day, set(BankHoliday.objects.filter(day=day).values_list("day", flat=True))):
        raise BadInput(f"{day:%A %-d %B %Y} is not a working day. Choose the one before it or after it.")
