"""Reminding, by a button, whoever owes an open period a ledger, forecasts or reviews; the same thing once a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.urls import reverse

from budgets.access import require_host
from budgets.actions.notices import tell
from budgets.models import DueKind
from budgets.roles import Power
from reports.managing.late import Owed
from s75.history import recorded
from s75.models import User
from s75.today import today
from s75.years import month_label, month_name, year_label
from schemes.notices.people import counted, forecasters, ledger_officers
from schemes.reviews_waiting import read_reviews
from schemes.waiting import lines_asked


def remind_of(owed: Owed, *, year: int, month: int, by: User) -> int:
    """Tell the people of the partner what they owe of the month; returns how many were told.

    Raises NotPermitted unless the person keeps the periods of all of its funds.
    """
    for fund in owed.funds:
        require_host(by, Power.KEEP_PERIODS, fund)
    says: dict[str, object] = {
        "partner": owed.partner,
        "period": f"{month_label(month)} {month_name(year, month)}",
        "due": _due(owed),
    }
    with recorded(by=by, reason=f"Remind {owed.partner} of {month_label(month)}"):
        if owed.kind == DueKind.LEDGER:
            people = ledger_officers(owed.funds, owed.heir)
            return _tell("ledger_due", "actuals_upload", people, owed, year, month, says, by)
        review = owed.kind == DueKind.REVIEW
        kind, page = ("review_due", "review") if review else ("forecast_due", "forecast")
        told = 0
        for person, count in (_reviews_of if review else _lines_of)(owed, year).items():
            told += _tell(kind, page, {person}, owed, year, month, says | counted(count), by)
        return told


def _due(owed: Owed) -> str:
    day = f"{owed.day:%-d %B %Y}"
    return f"overdue: the day was {day}" if owed.days_late else f"due on {day}"


def _lines_of(owed: Owed, year: int) -> Counter[int]:
    """How many lines that are not sent each person forecasts."""
    waiting = lines_asked(owed.funds).filter(year=year, is_sent=False, spending_partner__heir=owed.heir)
    lines = list(waiting.select_related("fund", "spending_partner"))
    return Counter(person for people in forecasters(lines).values() for person in people)


def _reviews_of(owed: Owed, year: int) -> Counter[int]:
    """How many submitted lines wait for each person's review."""
    reviews = read_reviews(owed.funds)
    return sum((Counter(reviews.people(fund, year, owed.heir or 0)) for fund in owed.funds), Counter())


def _tell(
    kind: str, page: str, to: set[int], owed: Owed, year: int, month: int, says: Mapping[str, object], by: User
) -> int:
    place = owed.funds[0].place
    return tell(
        kind,
        to=to,
        href=reverse(page, args=[place.slug]) + f"?year={year_label(year)}&period={month}",
        key=f"asked:{kind}:{place.pk}:{owed.heir}:{year}:{month}:{owed.day}:{today()}",
        place=place,
        by=by,
        due_on=owed.day,
        says=says,
    )
