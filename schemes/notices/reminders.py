"""What falls due in open periods: before its day, on it, after it, and to whom it goes when it stays undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse

from budgets.access import roles_with
from budgets.actions.notices import tell
from budgets.models import DueKind, Fund, Partner, Period
from budgets.notices.kinds import BEFORE, FIRST, SECOND
from budgets.notices.people import hosts, with_roles
from budgets.roles import Power
from budgets.working_calendar import Calendar, Due, read_calendar
from s75.working_days import is_working_day
from s75.years import MONTHS, month_label, month_name, year_label
from schemes.models import Line
from schemes.notices.people import forecasters, ledger_officers
from schemes.waiting import Share, lines_asked, shares_waiting


@dataclass
class Undone:
    """Something a partner has not done yet that is due on a day: a ledger, or the forecasts of so many lines."""

    kind: str
    partner: Partner
    due: Due
    funds: list[Fund] = field(default_factory=list)
    lines: int = 0

    @property
    def fund(self) -> Fund:
        return self.funds[0]

    @property
    def key(self) -> str:
        place = self.fund.place_id
        return f"{self.kind}:{place}:{self.partner.pk}:{self.due.year}:{self.due.month}:{self.due.day}"

    @property
    def period(self) -> str:
        return f"{month_label(self.due.month)} {month_name(self.due.year, self.due.month)}"

    @property
    def what(self) -> str:
        if self.kind == DueKind.LEDGER:
            return "the ledger"
        return "1 line not submitted" if self.lines == 1 else f"{self.lines} lines not submitted"


def remind() -> int:
    """Tell people what is due of every open period; how many were told. Told again the same day, nobody hears twice."""
    rows = Period.objects.filter(state=Period.State.OPEN, month__in=MONTHS)
    periods = list(rows.select_related("fund__place", "fund__host").order_by("fund__place", "fund__position", "fund"))
    funds = {period.fund_id: period.fund for period in periods}
    calendar = read_calendar(list(funds.values()))
    found = _undone(calendar, periods, shares_waiting(list(funds.values())))
    waiting = _waiting_lines(funds.values())
    return sum(_remind_of(one, calendar.holidays, waiting) for one in found)


def _undone(calendar: Calendar, periods: Iterable[Period], shares: Iterable[Share]) -> list[Undone]:
    """What is not done, the funds of a place together where it is due on the same day."""
    by_share = {(share.fund.pk, share.year, share.partner.pk): share for share in shares}
    found: dict[tuple[object, ...], Undone] = {}
    for period in periods:
        for due in calendar.dues(period.fund, period.year, period.month):
            share = by_share.get((period.fund_id, period.year, due.heir or 0))
            if share is None or not _is_missing(due, share):
                continue
            key = (due.kind, period.fund.place_id, due.heir, due.year, due.month, due.day)
            one = found.setdefault(key, Undone(due.kind, share.partner, due))
            one.funds.append(period.fund)
            one.lines += share.lines - share.sent
    return list(found.values())


def _is_missing(due: Due, share: Share) -> bool:
    if due.kind == DueKind.LEDGER:
        return due.month in share.missing
    return due.kind == DueKind.FORECAST and share.sent < share.lines


def _waiting_lines(funds: Collection[Fund]) -> dict[tuple[int, int | None], list[Line]]:
    """The lines that are not submitted, by fund and heir of whoever spends them."""
    rows = lines_asked(list(funds)).filter(is_sent=False).select_related("fund", "spending_partner")
    found: dict[tuple[int, int | None], list[Line]] = defaultdict(list)
    for line in rows:
        found[line.fund_id, line.spending_partner.heir_id].append(line)
    return found


def _remind_of(one: Undone, holidays: frozenset[date], waiting: dict[tuple[int, int | None], list[Line]]) -> int:
    stage, words = _stage(one.due, holidays)
    if not stage:
        return 0
    told = _tell_doer(one, stage, words, waiting)
    late = working_days_between(one.due.day, one.due.today, holidays)
    if late >= FIRST:
        told += _escalate("late_to_manager", one, hosts(one.fund, Power.KEEP_PERIODS))
    if late >= SECOND:
        roles = roles_with(Power.DECIDE_CHANGES)
        people = with_roles(roles, agreement=one.fund.agreement_id, heirs=[one.partner.pk])
        told += _escalate("late_to_director", one, people)
    return told


def _stage(due: Due, holidays: frozenset[date]) -> tuple[str, str]:
    """Which reminder is due and its words; nothing while the day is far. A late one comes again every five days."""
    if due.today == due.day:
        return "today", f"due by the end of {due.day:%-d %B %Y}"
    if due.today < due.day:
        near = working_days_between(due.today, due.day, holidays) <= BEFORE
        return ("before", f"due on {due.day:%-d %B %Y}") if near else ("", "")
    turn = max(working_days_between(due.day, due.today, holidays) - 1, 0) // SECOND
    return f"late{turn}", f"overdue: the day was {due.day:%-d %B %Y}"


def _tell_doer(one: Undone, stage: str, words: str, waiting: dict[tuple[int, int | None], list[Line]]) -> int:
    says = {"partner": one.partner, "period": one.period, "due": words}
    if one.kind == DueKind.LEDGER:
        return _tell("ledger_due", one, ledger_officers(one.funds, one.partner.pk), "actuals_upload", stage, says)
    lines = [line for fund in one.funds for line in waiting.get((fund.pk, one.partner.pk), ())]
    told = 0
    for person, count in _counts(forecasters(lines, on=one.due.today)).items():
        many = "1 line" if count == 1 else f"{count} lines"
        more = {"lines": many, "are": "is" if count == 1 else "are"}
        told += _tell("forecast_due", one, [person], "forecast", stage, says | more)
    return told


def _counts(people: dict[int, set[int]]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for those in people.values():
        for person in those:
            found[person] += 1
    return found


def _escalate(kind: str, one: Undone, to: Iterable[int]) -> int:
    named = str(one.fund) if len(one.funds) == 1 else f"{one.fund} and {len(one.funds) - 1} more"
    says = {"partner": one.partner, "period": one.period, "fund": named, "what": one.what}
    return _tell(kind, one, to, "closing", "", says | {"on": f"{one.due.day:%-d %B %Y}"})


def _tell(kind: str, one: Undone, to: Iterable[int], page: str, stage: str, says: dict[str, object]) -> int:
    place = one.fund.place
    query = f"?year={year_label(one.due.year)}&period={one.due.month}"
    return tell(
        kind,
        to=to,
        href=reverse(page, args=[place.slug]) + query,
        key=f"{kind}:{one.key}:{stage}",
        place=place,
        due_on=one.due.day,
        says=says,
    )


def working_days_between(first: date, last: date, holidays: frozenset[date]) -> int:
    """How many working days come after the first day, up to and with the last; 0 when it is not later."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=n), holidays) for n in range(1, days + 1))
