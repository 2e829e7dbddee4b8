"""The actions on a whole round, judged by its figures: submitting a partner's lines, and locking a fund's period."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from budgets.access import access_of, require_host
from budgets.actions.years import hold_periods, lock_open_period
from budgets.models import Fund, Period, PeriodTotals, Place
from budgets.notices.periods import tell_locked
from budgets.roles import Power
from reports.facts.position import Standing
from reports.figures.variance import add, outturn
from reports.loading.standings import load_groups, scope_parameters
from reports.rounds.checks import LineState, ledgers_wait, line_states, read_round, unmet_checks
from reports.rounds.states import is_sent
from s75.errors import BadInput, ExplanationMissing, NotPermitted, PeriodLocked, Problem, WrongState
from s75.history import recorded
from s75.locking import held
from s75.models import User
from s75.templatetags.s75 import sterling
from s75.years import month_label
from schemes.actions.forecasts import set_submitted
from schemes.models import Forecast, Line
from schemes.queries import months_in, open_months


def submit_forecasts(*, place: Place, year: int, round: int, refs: Sequence[str], by: User) -> list[Forecast]:  # noqa: A002
    """Submit lines of the open round, all or none. Lines already submitted or approved stay so.

    Raises NotPermitted for a line that another partner spends, PeriodLocked outside the open period, BadInput for a line
    without a saved row, ExplanationMissing naming each line whose variance passes its fund's threshold without words,
    WrongState for a row that was queried and neither changed nor answered since.
    """
    with recorded(by=by, reason=f"Submit {month_label(round)}"):
        asked = Line.objects.filter(place=place, year=year, ref__in=list(refs)).order_by("pk")
        lines = list(held(asked).select_related("fund", "spending_partner"))
        _require_spender(lines, by)
        funds = list({line.fund_id: line.fund for line in lines}.values())
        _require_open(funds, year, round)
        states = [
            state for state in line_states(place=place, funds=funds, year=year, month=round) if state.ref in set(refs)
        ]
        missing = [state.ref for state in states if state.forecast is None]
        if missing:
            raise BadInput(
                f"Not submitted: {', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no forecast in "
                f"{month_label(round)} yet. Enter figures, or keep last round's."
            )
        _require_words(states)
        keys = [state.forecast for state in states if state.forecast and not is_sent(state.state)]
        waiting = list(Forecast.objects.filter(pk__in=keys).select_related("line").order_by("line__ref"))
        set_submitted(forecasts=waiting, by=by)
        return waiting


def _require_spender(lines: Sequence[Line], by: User) -> None:
    for line in lines:
        if not access_of(by).may(Power.FORECAST, heir=line.spending_partner.heir_id, agreement=line.fund.agreement_id):
            raise NotPermitted(f"{line.ref} is spent by {line.spending_partner}; only its finance officers submit it.")


def _require_open(funds: Sequence[Fund], year: int, month: int) -> None:
    now = open_months(funds, year)
    for fund in funds:
        if now.get(fund.pk) != month:
            raise PeriodLocked(f"{month_label(month)} of {fund} is not open, so nothing can be submitted to it.")


def _require_words(states: Sequence[LineState]) -> None:
    silent = [state for state in states if state.unexplained]
    if silent:
        problems = [
            Problem("", None, state.ref, sterling(state.variance), "an explanation: the variance passes the limit")
            for state in silent
        ]
        names = ", ".join(state.ref for state in silent)
        raise ExplanationMissing(f"Not submitted: {names} must be explained first.", problems=problems)


def lock_period(*, fund: Fund, year: int, month: int, by: User, waive: str = "") -> Period:
    """Lock a fund's open period with its totals and open the next.

    Raises WrongState naming each check that is not met, unless `waive` says why it is locked all the same.
    """
    return lock_periods(place=fund.place, funds=[fund], year=year, month=month, by=by, waive=waive)[0]


def lock_periods(
    *, place: Place, funds: Sequence[Fund], year: int, month: int, by: User, waive: str = ""
) -> list[Period]:
    """Lock a month of every fund given, all or none: as `lock_period`, with one reading for all of them."""
    with recorded(by=by, reason=waive or f"Lock {month_label(month)}"):
        closing = _read_closing(place, funds, year, month, by)
        locked = [_lock(closing, fund, by, waive) for fund in funds]
        tell_locked(locked, by=by)
        return locked


def lock_ready_periods(*, place: Place, funds: Sequence[Fund], year: int, month: int, by: User) -> list[Period]:
    """Lock a month of every fund given that has no unmet check, all in one step; those that have one stay open.

    Raises NotPermitted for a fund whose periods the person does not keep, PeriodLocked for one that is not open.
    """
    with recorded(by=by, reason=f"Lock {month_label(month)}"):
        closing = _read_closing(place, funds, year, month, by)
        locked = [_lock(closing, fund, by) for fund in funds if not closing.unmet[fund.pk]]
        tell_locked(locked, by=by)
        return locked


class _Closing(NamedTuple):
    """A month about to be locked, by fund: the checks that are not met, and what it stands at."""

    year: int
    month: int
    unmet: dict[int, list[str]]
    now: dict[int, Standing]


def _read_closing(place: Place, funds: Sequence[Fund], year: int, month: int, by: User) -> _Closing:
    """Hold the periods of the funds, so that nothing moves any more, and read what closing them asks."""
    for fund in funds:
        require_host(by, Power.KEEP_PERIODS, fund)
    hold_periods(funds=funds, year=year)
    read = read_round(place=place, funds=funds, year=year, month=month)
    ins = months_in([fund.pk for fund in funds], year, as_at=month)
    more = ledgers_wait(funds, year, read.states)
    return _Closing(
        year,
        month,
        {fund.pk: unmet_checks(fund, year, month, read.states, ins, more) for fund in funds},
        {fund.pk: add(group.now for group in read.groups if group.fund == fund.slug) for fund in funds},
    )


def _lock(closing: _Closing, fund: Fund, by: User, waive: str = "") -> Period:
    """Lock one fund's period, telling nobody yet."""
    year, month, unmet = closing.year, closing.month, closing.unmet[fund.pk]
    if unmet and not waive.strip():
        raise WrongState(
            f"{month_label(month)} of {fund} is not locked. {' '.join(unmet)} Give a reason to lock all the same."
        )
    period = lock_open_period(fund=fund, year=year, month=month, waived=waive.strip() if unmet else "", by=by)
    keep_totals(period, closing.now[fund.pk])
    return period


def keep_totals(period: Period, now: Standing) -> PeriodTotals:
    """Keep a locked period's one row of totals, from what its fund stands at; by the same figures as its paper."""
    kept, _ = PeriodTotals.objects.update_or_create(period=period, defaults=_totals(now))
    return kept


def totals_of(period: Period) -> dict[str, Decimal]:
    """The totals of a fund as at a period, in £, from its postings."""
    parameters = scope_parameters([period.fund_id], period.year, period.month, None)
    heirs = Line.objects.filter(fund=period.fund_id, year=period.year).values_list(
        "contributing_partner__heir", "spending_partner__heir"
    )
    codes = {heir: str(heir) for pair in heirs for heir in pair if heir}
    return _totals(add(group.now for group in load_groups(parameters, codes)[0]))


def _totals(now: Standing) -> dict[str, Decimal]:
    return {
        "original": now.original,
        "budget": now.budget,
        "profiled": now.profiled,
        "actual": now.actual,
        "outturn": outturn(now),
    }
