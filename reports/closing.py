"""How near each fund of a place is to the close of a period: ledgers, lines, checks, and what its keeper may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from budgets.models import Fund, Period
from budgets.scope import Scope
from budgets.working_calendar import Calendar
from reports.progress import keeps
from reports.rounds.checks import LineState, RoundRead, ledgers_wait, read_round, unmet_checks
from reports.rounds.lateness import Late, late_partners
from reports.rounds.states import NOT_STARTED, STATES, is_sent, state_of
from s75.years import MONTHS, month_label
from schemes.ledger_waiting import Files
from schemes.models import Forecast
from schemes.queries import months_in

Ins = Mapping[tuple[int, int], frozenset[int]]
More = Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class LedgerState:
    """Whether the ledger of a partner (its heir's name) that spends lines of the fund is in for the month."""

    partner: str
    is_in: bool
    heir: int


@dataclass(frozen=True)
class FundClosing:
    """One fund at the period shown: `states` are those of its lines, `unmet` the checks in the way of its lock;
    `late` are the partners (by heir) whose day to send forecasts is past."""

    fund: Fund
    periods: Sequence[Period]
    year: int
    month: int
    may: bool
    states: Sequence[LineState]
    ledgers: Sequence[LedgerState]
    unmet: Sequence[str]
    next_to_open: Period | None = None
    ledgers_wait: bool = False
    late: frozenset[int] = frozenset()

    @cached_property
    def period(self) -> Period | None:
        """The period shown; None when the fund has none of that month."""
        return next((period for period in self.periods if period.month == self.month), None)

    @cached_property
    def state(self) -> str:
        return self.period.state if self.period else Period.State.FUTURE.value

    @property
    def is_open(self) -> bool:
        return self.state == Period.State.OPEN

    @cached_property
    def open_now(self) -> Period | None:
        return next((period for period in self.periods if period.state == Period.State.OPEN), None)

    @cached_property
    def last_locked(self) -> Period | None:
        """The only period that can be reopened."""
        locked = [period for period in self.periods if period.state == Period.State.LOCKED]
        return locked[-1] if locked else None

    @property
    def forecasts_asked(self) -> bool:
        """Whether the month asks for forecasts: the closing month does not."""
        return self.month in MONTHS

    @property
    def ledgers_in(self) -> int:
        return sum(ledger.is_in for ledger in self.ledgers)

    @property
    def submitted(self) -> int:
        """How many lines are sent: submitted, or approved already."""
        return sum(is_sent(state.state) for state in self.states)

    @property
    def approved(self) -> int:
        return self._count(Forecast.State.APPROVED)

    @property
    def queried(self) -> int:
        return self._count(Forecast.State.QUERIED)

    @property
    def drafts(self) -> int:
        return self._count(Forecast.State.DRAFT)

    @property
    def not_started(self) -> int:
        return self._count(NOT_STARTED)

    def _count(self, state: str) -> int:
        return sum(one.state == state for one in self.states)

    def word(self, state: LineState) -> str:
        """What the state of a line is called at this period."""
        stored = None if state.state == NOT_STARTED else state.state
        locked = self.state == Period.State.LOCKED
        return STATES[state_of(stored, locked=locked, late=state.spender in self.late, stands=state.stands)]

    @property
    def unchanged(self) -> int:
        return sum(state.unchanged for state in self.states)

    @property
    def unexplained(self) -> int:
        return sum(state.unexplained for state in self.states)

    @cached_property
    def to_look_at(self) -> list[LineState]:
        """Lines not sent, not explained or as they were in the last round; the most pressing first."""
        waiting = [s for s in self.states if self._waits(s) or s.unexplained or s.unchanged]
        return sorted(waiting, key=lambda s: (not self._waits(s), not s.unexplained, s.ref))

    def _waits(self, state: LineState) -> bool:
        return self.forecasts_asked and not is_sent(state.state)

    @property
    def can_lock(self) -> bool:
        return self.may and self.is_open

    @property
    def is_ready(self) -> bool:
        return self.is_open and not self.unmet


def closings(
    scope: Scope, read: RoundRead | None = None, calendar: Calendar | None = None, files: Files | None = None
) -> list[FundClosing]:
    """The funds of a scope at its period: a fixed number of queries, whatever the number of funds and lines.

    `read` is the round of the funds that are not to come, `calendar` theirs and `files` the newest of their ledgers of
    the month, where the caller has read them already.
    """
    shown = shown_funds(scope)
    states: list[LineState] = []
    ins: Ins = {}
    if shown:
        states = (read or read_round(place=scope.place, funds=shown, year=scope.year, month=scope.month)).states
        ins = months_in([fund.pk for fund in shown], scope.year, as_at=scope.month)
    opened = [fund for fund in shown if _state(scope, fund) == Period.State.OPEN]
    more = ledgers_wait(opened, scope.year, states, files) if opened else {}
    late = late_partners(opened, scope.year, scope.month, calendar)
    return [_closing(scope, fund, [s for s in states if s.fund == fund.pk], ins, more, late) for fund in scope.funds]


def shown_funds(scope: Scope) -> list[Fund]:
    """The funds whose period shown was opened."""
    return [fund for fund in scope.funds if _state(scope, fund) != Period.State.FUTURE]


def _closing(scope: Scope, fund: Fund, states: list[LineState], ins: Ins, more: More, late: Late) -> FundClosing:
    unmet: list[str] = []
    if _state(scope, fund) == Period.State.OPEN:
        unmet = unmet_checks(fund, scope.year, scope.month, states, ins, more)
    return FundClosing(
        fund=fund,
        periods=[p for p in scope.periods if (p.fund_id, p.year) == (fund.pk, scope.year)],
        year=scope.year,
        month=scope.month,
        may=keeps(scope, fund),
        states=states,
        ledgers=_ledgers(scope, fund, states, ins),
        unmet=unmet,
        ledgers_wait=bool(more.get(fund.pk)),
        late=late.get(fund.pk, frozenset()),
        next_to_open=_next_to_open([period for period in scope.periods if period.fund_id == fund.pk]),
    )


def _next_to_open(periods: Sequence[Period]) -> Period | None:
    """The first future period of the first year that has one and no open period: all before it are locked."""
    busy = {period.year for period in periods if period.state == Period.State.OPEN}
    waiting = (p for p in periods if p.state == Period.State.FUTURE and p.year not in busy)
    return next(waiting, None)


def _ledgers(scope: Scope, fund: Fund, states: Sequence[LineState], ins: Ins) -> list[LedgerState]:
    if scope.month not in MONTHS:
        return []
    spenders = {(state.spender_name, state.spender) for state in states}
    return [
        LedgerState(name, scope.month in ins.get((fund.pk, heir), frozenset()), heir) for name, heir in sorted(spenders)
    ]


def _state(scope: Scope, fund: Fund) -> str:
    at = (fund.pk, scope.year, scope.month)
    found = next((p.state for p in scope.periods if (p.fund_id, p.year, p.month) == at), Period.State.FUTURE)
    return str(found)


def ready_to_lock(found: Sequence[FundClosing]) -> list[FundClosing]:
    """The funds that the reader may lock and that no check holds back."""
    return [closing for closing in found if closing.can_lock and closing.is_ready]


def reopening_means(period: Period, open_now: Period | None) -> str:
    """What becomes of papers and of the open period when a locked one is reopened."""
    name = month_label(period.month)
    said = (
        f"Figures as at {name} can change again, so papers made from them no longer hold; forecasts approved in it can be "
        "changed or queried, and its totals are made anew when it is locked."
    )
    if open_now is None:
        return said
    after = month_label(open_now.month)
    return f"{said} {after} closes until {name} is locked again; it must not hold anything yet."
