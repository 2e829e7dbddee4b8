"""Who is late: what partners owe an open period, whose day is past or near, the funds of one day together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from budgets.models import DueKind, Fund
from budgets.working_calendar import Calendar, Due
from reports.closing import FundClosing
from reports.rounds.states import is_sent
from schemes.reviews_waiting import ReviewsWaiting


@dataclass
class Owed:
    """What one partner (by heir; None: the fund's keeper) owes: a ledger, forecasts or reviews of so many lines, or the lock."""

    kind: str
    heir: int | None
    partner: str
    day: date
    on: date
    why: str
    funds: list[Fund] = field(default_factory=list)
    lines: int = 0
    of_all: bool = False

    @property
    def days_late(self) -> int:
        return max((self.on - self.day).days, 0)

    @property
    def days_left(self) -> int:
        return max((self.day - self.on).days, 0)

    @property
    def what(self) -> str:
        if self.kind == DueKind.LEDGER:
            return "Ledger"
        if self.kind == DueKind.LOCK:
            return "Lock"
        done = "review" if self.kind == DueKind.REVIEW else "forecast"
        return f"{self.lines} {'line' if self.lines == 1 else 'lines'} to {done}"

    @property
    def named(self) -> str:
        """The funds that wait, by name."""
        return "All open funds" if self.of_all else ", ".join(fund.name for fund in self.funds)

    @property
    def asks(self) -> bool:
        """Whether somebody else can be reminded of it."""
        return self.heir is not None


def owed(closings: Sequence[FundClosing], calendar: Calendar, reviews: ReviewsWaiting) -> list[Owed]:
    """Everything that open periods still wait for, the latest first; what is in is owed by nobody."""
    found: dict[tuple[str, str, date], Owed] = {}
    for closing in closings:
        if not closing.is_open:
            continue
        for due in calendar.dues(closing.fund, closing.year, closing.month):
            missing = _missing(closing, due, reviews)
            if missing is None:
                continue
            name, lines = missing
            key = (due.kind, name, due.day)
            one = found.setdefault(key, Owed(due.kind, due.heir, name, due.day, due.today, due.why))
            one.funds.append(closing.fund)
            one.lines += lines
    opened = sum(closing.is_open for closing in closings)
    for one in found.values():
        one.of_all = opened > 1 and len(one.funds) == opened
    return sorted(found.values(), key=lambda one: (one.day, one.kind, one.partner))


def _missing(closing: FundClosing, due: Due, reviews: ReviewsWaiting) -> tuple[str, int] | None:
    """Who owes something and how many lines it is about, 0 for a ledger or a lock; None when nothing is missing."""
    if due.kind == DueKind.LEDGER:
        return next(((one.partner, 0) for one in closing.ledgers if one.heir == due.heir and not one.is_in), None)
    if due.kind == DueKind.FORECAST:
        asked = [state for state in closing.states if state.spender == due.heir and not is_sent(state.state)]
        return (asked[0].spender_name, len(asked)) if asked else None
    if due.kind == DueKind.REVIEW:
        found = reviews.of(closing.fund, due)
        return (str(found.partner), found.lines) if found and found.lines else None
    return (_keeper(closing), 0) if due.kind == DueKind.LOCK else None


def _keeper(closing: FundClosing) -> str:
    """The fund's host under the name of today, as far as its lines name it."""
    host = closing.fund.host
    return next((state.spender_name for state in closing.states if state.spender == host.heir_id), str(host))
