"""The actions on a whole round, judged by its figures: submitting a partner's lines, and locking a fund's period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from budgets.access import access_of, require_host
from budgets.actions.years import lock_open_period
from budgets.models import Fund, Period, PeriodTotals, Place
from budgets.roles import Power
from reports.facts.position import Standing, ThresholdFacts
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.variance import add, outturn, variance
from reports.loading.round_lines import RoundLine
from reports.loading.standings import load_groups, load_sums, scope_parameters
from reports.loading.surroundings import load_surroundings
from s75.errors import BadInput, ExplanationMissing, NotPermitted, PeriodLocked, Problem, WrongState
from s75.history import recorded
from s75.models import User
from s75.years import month_end, month_label
from schemes.actions.forecasts import set_submitted
from schemes.ledger_waiting import ledger_checks
from schemes.models import Forecast, Line
from schemes.queries import months_in, open_months

NOT_STARTED = "not started"


class LineState(NamedTuple):
    """One line in a round, as closing it asks: who spends it (by heir), what was saved, and whether words are missing.

    `forecast` is the key of its row in the round and `state` that row's: not started, draft or submitted.
    """

    fund: int
    line: int
    ref: str
    scheme: str
    spender: int
    spender_name: str
    forecast: int | None
    state: str
    unchanged: bool
    unexplained: bool
    variance: Decimal


@dataclass(frozen=True, slots=True)
class RoundRead:
    """The lines that a round asks of some funds, fund by fund, and what all their groups stand at together."""

    states: list[LineState]
    now: Standing


def line_states(*, place: Place, funds: Sequence[Fund], year: int, month: int) -> list[LineState]:
    """Every line that a round asks a forecast of, with its state: two queries, whatever the size."""
    return read_round(place=place, funds=funds, year=year, month=month).states


def read_round(*, place: Place, funds: Sequence[Fund], year: int, month: int) -> RoundRead:
    """The states of its lines and the standing of its groups, which one statement reads together."""
    parameters = scope_parameters([fund.pk for fund in funds], year, month, None) | {"place": place.pk}
    around = load_surroundings(parameters, month_end=month_end(year, month).isoformat())
    sums = load_sums(parameters, around.codes, round_lines=True)
    limits = {fund.pk: threshold_for(around.thresholds, fund.slug, "scheme") for fund in funds}
    places = {fund.pk: fund.position for fund in funds}
    states = [_state(line, limits[line.fund]) for line in sums.round_lines]
    return RoundRead(
        sorted(states, key=lambda state: (places[state.fund], state.ref)), add(group.now for group in sums.groups)
    )


def _state(line: RoundLine, limits: ThresholdFacts | None) -> LineState:
    gap = variance(
        Standing(budget=line.budget, actual_in=line.actual_in, to_come=line.to_come, unforecast=line.unforecast)
    )
    return LineState(
        line.fund,
        line.line,
        line.ref,
        line.scheme,
        line.spender,
        line.spender_name,
        line.forecast,
        line.state or NOT_STARTED,
        bool(line.unchanged),
        limits is not None and not line.worded and needs_explanation(gap, line.budget, limits),
        gap,
    )


def submit_forecasts(*, place: Place, year: int, round: int, refs: Sequence[str], by: User) -> list[Forecast]:  # noqa: A002
    """Submit lines of the open round, all or none. Lines already submitted stay so.

    Raises NotPermitted for a line that another partner spends, PeriodLocked outside the open period, BadInput for a line
    without a saved row, ExplanationMissing naming each line whose variance passes its fund's threshold without words.
    """
    with recorded(by=by, reason=f"Submit {month_label(round)}"):
        lines = list(
            Line.objects.select_for_update(of=("self",))
            .filter(place=place, year=year, ref__in=list(refs))
            .select_related("fund", "spending_partner")
            .order_by("pk")
        )
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
        keys = [state.forecast for state in states if state.forecast and state.state != Forecast.State.SUBMITTED]
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
            Problem("", None, state.ref, f"£{state.variance:,.2f}", "an explanation: the variance passes the limit")
            for state in silent
        ]
        names = ", ".join(state.ref for state in silent)
        raise ExplanationMissing(f"Not submitted: {names} must be explained first.", problems=problems)


def unmet_checks(
    fund: Fund,
    year: int,
    month: int,
    states: Sequence[LineState],
    ins: Mapping[tuple[int, int], frozenset[int]] | None = None,
    ledgers: Mapping[int, Sequence[str]] | None = None,
) -> list[str]:
    """What stands in the way of locking a fund's period, a sentence each; empty when nothing does.

    `ins` are the months whose ledger is in, by fund and heir, and `ledgers` what else ledgers wait for (suspense,
    journals to be reversed), where the caller has read them already.
    """
    mine = [state for state in states if state.fund == fund.pk]
    unmet = []
    if month <= 12:
        in_months = months_in([fund.pk], year, as_at=month) if ins is None else ins
        spenders = {state.spender: state.spender_name for state in mine}
        late = [name for heir, name in spenders.items() if month not in in_months.get((fund.pk, heir), frozenset())]
        unmet += [f"The ledger of {name} for {month_label(month)} is not in." for name in sorted(late)]
        waiting = [state.ref for state in mine if state.state != Forecast.State.SUBMITTED]
        if waiting:
            unmet.append(
                f"{len(waiting)} of {len(mine)} lines not submitted: {', '.join(waiting[:8])}{' …' * (len(waiting) > 8)}."
            )
    silent = [state.ref for state in mine if state.unexplained]
    if silent:
        unmet.append(f"Not explained: {', '.join(silent[:8])}{' …' * (len(silent) > 8)}.")
    more = ledgers_wait([fund], year, mine) if ledgers is None else ledgers
    return [*unmet, *more.get(fund.pk, ())]


def ledgers_wait(funds: Sequence[Fund], year: int, states: Sequence[LineState]) -> dict[int, list[str]]:
    """What else the ledgers behind these lines wait for, a sentence each, by fund."""
    spenders: dict[int, set[int]] = {}
    for state in states:
        spenders.setdefault(state.fund, set()).add(state.spender)
    return ledger_checks(funds, year, spenders)


def lock_period(*, fund: Fund, year: int, month: int, by: User, waive: str = "") -> Period:
    """Lock a fund's open period with its totals and open the next.

    Raises WrongState naming each check that is not met, unless `waive` says why it is locked all the same.
    """
    require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=waive or f"Lock {month_label(month)}"):
        Period.objects.select_for_update().filter(Q(fund=fund, year=year, month=month)).first()
        read = read_round(place=fund.place, funds=[fund], year=year, month=month)
        unmet = unmet_checks(fund, year, month, read.states)
        if unmet and not waive.strip():
            raise WrongState(
                f"{month_label(month)} of {fund} is not locked. {' '.join(unmet)} Give a reason to lock all the same."
            )
        period = lock_open_period(fund=fund, year=year, month=month, waived=waive.strip() if unmet else "", by=by)
        keep_totals(period, read.now)
        return period


def lock_ready_periods(*, place: Place, funds: Sequence[Fund], year: int, month: int, by: User) -> list[Period]:
    """Lock a month of every fund given that has no unmet check, all in one step; those that have one stay open.

    Raises NotPermitted for a fund whose periods the person does not keep, PeriodLocked for one that is not open.
    """
    for fund in funds:
        require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=f"Lock {month_label(month)}"):
        states = line_states(place=place, funds=funds, year=year, month=month)
        more = ledgers_wait(funds, year, states)
        ready = [fund for fund in funds if not unmet_checks(fund, year, month, states, ledgers=more)]
        return [lock_period(fund=fund, year=year, month=month, by=by) for fund in ready]


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
