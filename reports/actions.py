"""The actions on a whole round, judged by its figures: submitting a partner's lines, and locking a fund's period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.lookups import IsNull

from budgets.access import access_of, require_host
from budgets.actions.years import lock_open_period
from budgets.models import Fund, Partner, Period, PeriodTotals, Place
from budgets.roles import Power
from reports.facts import Group
from reports.figures.rag import needs_explanation, threshold_for
from reports.figures.variance import add, outturn, variance
from reports.loading.standings import load_groups, scope_parameters
from reports.loading.surroundings import load_surroundings
from s75.errors import BadInput, ExplanationMissing, NotPermitted, PeriodLocked, Problem, WrongState
from s75.history import recorded
from s75.models import User
from s75.years import CLOSING_MONTH, month_end, month_label
from schemes.actions.forecasts import set_submitted
from schemes.models import Forecast, Line
from schemes.queries import months_in, open_months


@dataclass(frozen=True)
class LineState:
    """One line in a round, as closing it asks: who spends it, what was saved, and whether words are missing."""

    line: Line
    group: Group
    forecast: Forecast | None
    unchanged: bool
    unexplained: bool

    @property
    def state(self) -> str:
        """not started, draft or submitted."""
        return self.forecast.state if self.forecast else "not started"

    @property
    def variance(self) -> Decimal:
        return variance(self.group.now)


def line_states(*, place: Place, funds: Sequence[Fund], year: int, month: int) -> list[LineState]:
    """Every line that a round asks a forecast of, with its state: five queries, whatever the size."""
    parameters = scope_parameters([fund.pk for fund in funds], year, month, None) | {"place": place.pk}
    around = load_surroundings(parameters, month_end=month_end(year, month).isoformat())
    groups = {group.line: group for group in load_groups(parameters, around.codes, by_line=True)[0]}
    rows = {row.line_id: row for row in _round_rows(funds, year, month)}
    limits = {fund.pk: threshold_for(around.thresholds, fund.slug, "scheme") for fund in funds}
    found = []
    for line in _lines_asked(funds, year):
        if line.ref in groups:
            group, now, limit = groups[line.ref], rows.get(line.pk), limits[line.fund_id]
            owes = limit is not None and needs_explanation(variance(group.now), group.now.budget, limit)
            silent = owes and not (now and now.explanation.strip())
            found.append(LineState(line, group, now, bool(now and now.is_unchanged), silent))
    return found


def _lines_asked(funds: Sequence[Fund], year: int) -> list[Line]:
    """The lines that are to be forecast, fund by fund, each sharing the same few funds and partners with the others."""
    by_id = {fund.pk: fund for fund in funds}
    lines = list(Line.objects.filter(fund__in=by_id, year=year, forecast_wanted=True).select_related("scheme"))
    partners = Partner.objects.select_related("heir").in_bulk({line.spending_partner_id for line in lines})
    for line in lines:
        line.fund, line.spending_partner = by_id[line.fund_id], partners[line.spending_partner_id]
    return sorted(lines, key=lambda line: (line.fund.position, line.ref))


def _round_rows(funds: Sequence[Fund], year: int, month: int) -> QuerySet[Any]:
    """The rows of a round, each saying whether it `is_unchanged`: every month that it forecasts is as in the round before."""
    same = Q()
    for place in range(CLOSING_MONTH):
        now = OuterRef(f"figures__{place}")
        same &= Q(IsNull(now, True)) | Q(**{f"figures__{place}": now})
    before = Forecast.objects.filter(same, line=OuterRef("line"), round=month - 1)
    rows = Forecast.objects.filter(fund__in=list(funds), year=year, round=month)
    return rows.annotate(is_unchanged=Exists(before)).defer("figures")


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
            state
            for state in line_states(place=place, funds=funds, year=year, month=round)
            if state.line.ref in set(refs)
        ]
        missing = [state.line.ref for state in states if state.forecast is None]
        if missing:
            raise BadInput(
                f"Not submitted: {', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no forecast in "
                f"{month_label(round)} yet. Enter figures, or keep last round's."
            )
        _require_words(states)
        waiting = [s.forecast for s in states if s.forecast and s.forecast.state != Forecast.State.SUBMITTED]
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
            Problem(
                "", None, state.line.ref, f"£{state.variance:,.2f}", "an explanation: the variance passes the limit"
            )
            for state in silent
        ]
        names = ", ".join(state.line.ref for state in silent)
        raise ExplanationMissing(f"Not submitted: {names} must be explained first.", problems=problems)


def unmet_checks(
    fund: Fund,
    year: int,
    month: int,
    states: Sequence[LineState],
    ins: Mapping[tuple[int, int], frozenset[int]] | None = None,
) -> list[str]:
    """What stands in the way of locking a fund's period, a sentence each; empty when nothing does.

    `ins` are the months whose ledger is in, by fund and heir, where the caller has read them already.
    """
    mine = [state for state in states if state.line.fund_id == fund.pk]
    unmet = []
    if month <= 12:
        in_months = months_in([fund.pk], year, as_at=month) if ins is None else ins
        spenders = {state.line.spending_partner.heir for state in mine if state.line.spending_partner.heir}
        late = [str(p) for p in spenders if month not in in_months.get((fund.pk, p.pk), frozenset())]
        unmet += [f"The ledger of {name} for {month_label(month)} is not in." for name in sorted(late)]
        waiting = [state.line.ref for state in mine if state.state != Forecast.State.SUBMITTED]
        if waiting:
            unmet.append(
                f"{len(waiting)} of {len(mine)} lines not submitted: {', '.join(waiting[:8])}{' …' * (len(waiting) > 8)}."
            )
    silent = [state.line.ref for state in mine if state.unexplained]
    if silent:
        unmet.append(f"Not explained: {', '.join(silent[:8])}{' …' * (len(silent) > 8)}.")
    return unmet


def lock_period(*, fund: Fund, year: int, month: int, by: User, waive: str = "") -> Period:
    """Lock a fund's open period with its totals and open the next.

    Raises WrongState naming each check that is not met, unless `waive` says why it is locked all the same.
    """
    require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=waive or f"Lock {month_label(month)}"):
        Period.objects.select_for_update().filter(Q(fund=fund, year=year, month=month)).first()
        states = line_states(place=fund.place, funds=[fund], year=year, month=month)
        unmet = unmet_checks(fund, year, month, states)
        if unmet and not waive.strip():
            raise WrongState(
                f"{month_label(month)} of {fund} is not locked. {' '.join(unmet)} Give a reason to lock all the same."
            )
        period = lock_open_period(fund=fund, year=year, month=month, waived=waive.strip() if unmet else "", by=by)
        keep_totals(period)
        return period


def lock_ready_periods(*, place: Place, funds: Sequence[Fund], year: int, month: int, by: User) -> list[Period]:
    """Lock a month of every fund given that has no unmet check, all in one step; those that have one stay open.

    Raises NotPermitted for a fund whose periods the person does not keep, PeriodLocked for one that is not open.
    """
    for fund in funds:
        require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=f"Lock {month_label(month)}"):
        states = line_states(place=place, funds=funds, year=year, month=month)
        ready = [fund for fund in funds if not unmet_checks(fund, year, month, states)]
        return [lock_period(fund=fund, year=year, month=month, by=by) for fund in ready]


def keep_totals(period: Period) -> PeriodTotals:
    """Keep a locked period's one row of totals, by the same figures as its paper."""
    totals = totals_of(period)
    kept, _ = PeriodTotals.objects.update_or_create(period=period, defaults=totals)
    return kept


def totals_of(period: Period) -> dict[str, Decimal]:
    """The totals of a fund as at a period, in £, from its postings."""
    parameters = scope_parameters([period.fund_id], period.year, period.month, None)
    heirs = Line.objects.filter(fund=period.fund_id, year=period.year).values_list(
        "contributing_partner__heir", "spending_partner__heir"
    )
    codes = {heir: str(heir) for pair in heirs for heir in pair if heir}
    now = add(group.now for group in load_groups(parameters, codes)[0])
    return {
        "original": now.original,
        "budget": now.budget,
        "profiled": now.profiled,
        "actual": now.actual,
        "outturn": outturn(now),
    }
