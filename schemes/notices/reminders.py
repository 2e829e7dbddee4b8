"""What falls due in open periods: before its day, on it, after it, and to whom it goes when it stays undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse

from budgets.access import roles_with
from budgets.actions.notices import tell
from budgets.models import DueKind, Period
from budgets.notices.kinds import BEFORE, FIRST, SECOND
from budgets.notices.people import hosts, with_roles
from budgets.roles import Power
from budgets.working_calendar import Due, read_calendar
from s75.working_days import is_working_day
from s75.years import MONTHS, year_label
from schemes.models import Line
from schemes.notices.people import counted, forecasters, ledger_officers
from schemes.notices.undone import Undone, Waiting, undone

Lines = Mapping[tuple[int, int | None], Sequence[Line]]  # not submitted, by fund and heir of whoever spends them


def remind() -> int:
    """Tell people what is due of every open period; how many were told. Told again the same day, nobody hears twice."""
    rows = Period.objects.filter(state=Period.State.OPEN, month__in=MONTHS)
    periods = list(rows.select_related("fund__place", "fund__host").order_by("fund__place", "fund__position", "fund"))
    funds = {period.fund_id: period.fund for period in periods}
    calendar = read_calendar(list(funds.values()))
    waiting = Waiting(list(funds.values()))
    return sum(_remind_of(one, calendar.holidays, waiting.lines) for one in undone(calendar, periods, waiting))


def _remind_of(one: Undone, holidays: frozenset[date], waiting: Lines) -> int:
    stage, words = _stage(one.due, holidays)
    if not stage:
        return 0
    told = _tell_doer(one, stage, words, waiting)
    if not one.goes_up:
        return told
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


def _tell_doer(one: Undone, stage: str, words: str, waiting: Lines) -> int:
    says = {"partner": one.partner, "period": one.period, "due": words}
    if one.kind == DueKind.LEDGER:
        return _tell("ledger_due", one, ledger_officers(one.funds, one.partner.pk), "actuals_upload", stage, says)
    review = one.kind == DueKind.REVIEW
    kind, page = ("review_due", "review") if review else ("forecast_due", "forecast")
    told = 0
    for person, count in (one.people if review else _forecasting(one, waiting)).items():
        told += _tell(kind, one, [person], page, stage, says | counted(count))
    return told


def _forecasting(one: Undone, waiting: Lines) -> Counter[int]:
    """Who forecasts the lines that are not submitted, each with how many."""
    lines = [line for fund in one.funds for line in waiting.get((fund.pk, one.partner.pk), ())]
    people = forecasters(lines, on=one.due.today)
    return Counter(person for those in people.values() for person in those)


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
