"""When a projected overspend is a breach of the agreement's terms, by when it is to be answered, and whether it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from reports.facts.breach import NoticeFacts, OverspendTermsFacts, Shown
from s75.working_days import add


@dataclass(frozen=True, slots=True)
class Breach:
    """An overspend in £ that periods in a row have projected since `month`, and the days by which it is to be answered."""

    month: int
    amount: Decimal
    projected_on: date
    terms: OverspendTermsFacts
    notice_due: date
    plan_due: date


def terms_at(
    terms: Iterable[OverspendTermsFacts], year: int, month: int, usual: OverspendTermsFacts
) -> OverspendTermsFacts:
    """The newest terms that count from the period or before; what agreements usually say where there are none."""
    standing = [one for one in terms if (one.year, one.month) <= (year, month)]
    return max(standing, key=lambda one: (one.year, one.month), default=usual)


def breach_of(
    shown: Iterable[Shown],
    year: int,
    terms: Sequence[OverspendTermsFacts],
    holidays: Collection[date],
    usual: OverspendTermsFacts,
) -> Breach | None:
    """The breach that stands at the newest of these periods, if one does.

    It began with the first period in a row whose overspend is above what its terms leave alone and that somebody forecast:
    ledgers alone project nothing. The days are counted from when that period's forecasts said so: working days to the
    notice, days to the plan.
    """
    first: Shown | None = None
    newest: Shown | None = None
    for one in sorted(shown):
        newest = one
        if one.variance <= terms_at(terms, year, one.month, usual).tolerance:
            first = None
        elif first is None and one.on is not None:
            first = one
    if first is None or newest is None or first.on is None:
        return None
    asked = terms_at(terms, year, first.month, usual)
    due = add(first.on, asked.notice_days, holidays)
    return Breach(first.month, newest.variance, first.on, asked, due, first.on + timedelta(days=asked.plan_days))


def notice_of(breach: Breach | None, notices: Iterable[NoticeFacts]) -> NoticeFacts | None:
    """The notice that answers a breach: the one beside its first month that was not withdrawn."""
    return next((one for one in standing(notices) if breach is not None and one.month == breach.month), None)


def superseded(breach: Breach | None, notices: Iterable[NoticeFacts]) -> list[NoticeFacts]:
    """The notices whose overspend is gone, or was interrupted, since they were sent."""
    return [one for one in standing(notices) if breach is None or one.month != breach.month]


def standing(notices: Iterable[NoticeFacts]) -> list[NoticeFacts]:
    """The notices that count as sent: those that were not withdrawn."""
    return [one for one in notices if one.withdrawn_on is None]


def answered_words(due: date, done: date | None, today: date) -> str:
    """Whether something was done by its day, in words: “in time”, “3 days late”, “in 2 days”, “2 days overdue”."""
    if done is not None:
        return "in time" if done <= due else f"{_days((done - due).days)} late"
    left = (due - today).days
    if left < 0:
        return f"{_days(-left)} overdue"
    return "today" if left == 0 else f"in {_days(left)}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
