"""The year of a fund: its thirteen periods, opened one at a time, locked, and the last one reopened with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.utils import timezone

from budgets.access import require_host
from budgets.models import Fund, Period
from budgets.notices.periods import tell_opened, tell_reopened
from budgets.roles import Power
from s75.errors import PeriodLocked, WrongState
from s75.history import recorded
from s75.locking import held, keep
from s75.models import User
from s75.years import CLOSING_MONTH, month_label, year_label


def start_year(*, fund: Fund, year: int, by: User) -> list[Period]:
    """The periods P01 to P13 of a fund's year, all future."""
    require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=f"Start {year_label(year)} of {fund}"):
        if Period.objects.filter(fund=fund, year=year).exists():
            raise WrongState(f"{year_label(year)} of {fund} has its periods already.")
        return Period.objects.bulk_create(
            Period(fund=fund, year=year, month=month) for month in range(1, CLOSING_MONTH + 1)
        )


def start_years(*, funds: Sequence[Fund], year: int, by: User) -> None:
    """Start a year of several funds and open its P01, all of them or none; a fund whose P01 is open is left as it is."""
    with recorded(by=by, reason=f"Start {year_label(year)}"):
        hold_periods(funds=funds, year=year)
        for fund in funds:
            if not Period.objects.filter(fund=fund, year=year).exists():
                start_year(fund=fund, year=year, by=by)
        opened = [_opened(fund, year, 1, by) for fund in funds]
        tell_opened([period for period in opened if period is not None], by=by)


def locked_periods(fund: Fund, year: int) -> dict[int, Period]:
    """The periods of a fund's year by month, locked for this transaction. WrongState when the year has none."""
    rows = held(Period.objects).filter(fund=fund, year=year)
    found = {period.month: period for period in rows.select_related("fund__place").order_by("month")}
    if not found:
        raise WrongState(f"{fund} has no periods for {year_label(year)}. Start the year first.")
    return found


def keep_open(*, funds: Iterable[Fund | int], year: int) -> None:
    """Keep the open periods of several funds open until the transaction ends; others may write to them as well.

    Whoever writes to several things takes them in one order, so that no two wait for each other: a place, then lines,
    then periods by fund and month, then a reserve. Periods come late, as everybody who saves a forecast needs them.
    """
    keep(Period.objects.filter(fund__in=list(funds), year=year, state=Period.State.OPEN).order_by("fund_id"))


def hold_periods(*, funds: Iterable[Fund], year: int) -> None:
    """Let nobody write to any period of these funds' year until the transaction ends, in the order of `keep_open`."""
    rows = held(Period.objects).filter(fund__in=list(funds), year=year)
    list(rows.order_by("fund_id", "month").values_list("pk"))


def open_period(*, fund: Fund, year: int, month: int, by: User) -> Period:
    """Open a period whose predecessors are all locked. One that is open already is left as it is."""
    with recorded(by=by, reason=f"Open {month_label(month)}"):
        period = _opened(fund, year, month, by)
        if period is not None:
            tell_opened([period], by=by)
        return period or Period.objects.get(fund=fund, year=year, month=month)


def _opened(fund: Fund, year: int, month: int, by: User) -> Period | None:
    """The period, open now; None when it was open already."""
    require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=f"Open {month_label(month)}"):
        periods = locked_periods(fund, year)
        period = periods[month]
        if period.state == Period.State.OPEN:
            return None
        if period.state == Period.State.LOCKED:
            raise WrongState(f"{month_label(month)} of {fund} is locked. Reopen it with a reason instead.")
        waiting = [p for m, p in periods.items() if m < month and p.state != Period.State.LOCKED]
        if waiting:
            raise WrongState(
                f"{waiting[0].label} of {fund} is not locked yet. Lock it before {month_label(month)} opens."
            )
        _open(period, by)
        return period


def _open(period: Period, by: User) -> None:
    period.state, period.opened_at, period.opened_by = Period.State.OPEN, timezone.now(), by
    period.save()


def lock_open_period(*, fund: Fund, year: int, month: int, waived: str, by: User) -> Period:
    """Lock the open period and open the next. `waived` says why although checks are not met, empty when all are.

    The checks themselves, and the row of totals, belong to the closing of a round in reports/actions.py.
    """
    require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=waived or f"Lock {month_label(month)}"):
        periods = locked_periods(fund, year)
        period = periods[month]
        if period.state != Period.State.OPEN:
            open_now = next((p.label for p in periods.values() if p.state == Period.State.OPEN), "none")
            raise PeriodLocked(f"{period.label} of {fund} is {period.state}, not open (open now: {open_now}).")
        period.state, period.locked_at, period.locked_by = Period.State.LOCKED, timezone.now(), by
        period.waived, period.reopened_because = waived, ""
        period.save()
        if month + 1 in periods:
            _open(periods[month + 1], by)
        return period


def reopen_period(*, fund: Fund, year: int, month: int, reason: str, by: User) -> Period:
    """Open the last locked period again, for a reason, closing the one after it, which must hold nothing yet.

    Raises WrongState without a reason, when a later period is locked, or when something is stamped with the open one.
    """
    require_host(by, Power.KEEP_PERIODS, fund)
    if not reason.strip():
        raise WrongState(f"Reopening {month_label(month)} needs a reason: say why it must change.")
    with recorded(by=by, reason=reason):
        periods = locked_periods(fund, year)
        period, after = periods[month], periods.get(month + 1)
        if period.state != Period.State.LOCKED:
            raise WrongState(f"{period.label} of {fund} is {period.state}, not locked.")
        later = [p for m, p in periods.items() if m > month and p.state == Period.State.LOCKED]
        if later:
            raise WrongState(f"Only the last locked period can be reopened; that is {later[-1].label}.")
        if after is not None and after.state == Period.State.OPEN:
            if holds := _stamped(fund, year, after.month):
                raise WrongState(
                    f"{after.label} of {fund} already holds {holds}, so {period.label} cannot be reopened: "
                    f"post the correction in {after.label}."
                )
            Period.objects.filter(pk=after.pk).update(state=Period.State.FUTURE, opened_at=None, opened_by=None)
        period.state, period.locked_at, period.locked_by = Period.State.OPEN, None, None
        period.reopened_because = reason
        period.save()
        tell_reopened(period, reason=reason, by=by)
        return period


def _stamped(fund: Fund, year: int, month: int) -> str:
    """What is stamped with a period, in words; empty when nothing is. Asks the tables of money out by the database."""
    sources = {
        "budget entries": "schemes_budgetentry WHERE posted_in",
        "contribution entries": "budgets_contributionentry WHERE posted_in",
        "postings": "schemes_actual WHERE posted_in",
        "forecasts": "schemes_forecast WHERE round",
        "a ledger": "schemes_ledgermonth WHERE posted_in",
        "the reversal of a ledger": "schemes_reversedledger WHERE posted_in",
        "a journal": "schemes_journal WHERE posted_in",
    }
    with connection.cursor() as cursor:
        for words, source in sources.items():
            cursor.execute(
                f"SELECT 1 FROM {source} = %s AND fund_id = %s AND year = %s LIMIT 1", [month, fund.pk, year]
            )
            if cursor.fetchone():
                return words
    return ""
