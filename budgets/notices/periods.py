"""Who hears of a period: that it opened, was locked, or was reopened and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from budgets.access import roles_with
from budgets.actions.notices import is_silent, tell
from budgets.models import Fund, Period
from budgets.notices.people import with_roles
from budgets.roles import Power
from s75.models import User
from s75.years import CLOSING_MONTH, year_label

WORKING = frozenset({*roles_with(Power.FORECAST), *roles_with(Power.REVIEW)})
CONCERNED = WORKING | {*roles_with(Power.DECIDE_CHANGES), "board_clerk"}
MOST_NAMED = 2


def tell_opened(periods: Sequence[Period], *, by: User) -> None:
    """Tell those who work in the periods, each agreement's people once, however many of its funds opened."""
    _tell("period_opened", "forecast", periods, WORKING, by)


def tell_locked(periods: Sequence[Period], *, by: User) -> None:
    """Tell everybody concerned that periods are locked, and those who work that the next ones are open."""
    if is_silent():
        return
    _tell("period_locked", "place", periods, CONCERNED, by)
    after = [(period.fund_id, period.year, period.month + 1) for period in periods if period.month < CLOSING_MONTH]
    opened = Period.objects.filter(fund__in=[fund for fund, _, _ in after], state=Period.State.OPEN)
    rows = opened.select_related("fund__place").order_by("fund__position", "fund")
    tell_opened([row for row in rows if (row.fund_id, row.year, row.month) in after], by=by)


def tell_reopened(period: Period, *, reason: str, by: User) -> None:
    """Tell everybody concerned that a period can be written again, and why."""
    _tell("period_reopened", "place", [period], CONCERNED, by, words=reason)


def _tell(kind: str, page: str, periods: Sequence[Period], roles: frozenset[str], by: User, **words: object) -> None:
    for agreement, mine in _by_agreement([] if is_silent() else periods).items():
        first = mine[0]
        query = f"?year={year_label(first.year)}&period={first.month}"
        tell(
            kind,
            to=with_roles(roles, agreement=agreement),
            href=reverse(page, args=[first.fund.place.slug]) + query,
            place=first.fund.place,
            by=by,
            says={
                "period": f"{first.label} {first.name}",
                "fund": _named([period.fund for period in mine]),
                **words,
            },
        )


def _by_agreement(periods: Sequence[Period]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    for period in periods:
        found[period.fund.agreement_id].append(period)
    return found


def _named(funds: Sequence[Fund]) -> str:
    """The funds in words: two by name, of more the first and how many others."""
    if len(funds) <= MOST_NAMED:
        return " and ".join(str(fund) for fund in funds)
    return f"{funds[0]} and {len(funds) - 1} other funds"
