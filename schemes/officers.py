"""Who forecasts which line on a day: its officer, and whoever stands in; nobody once the officer's role has ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from budgets.access import roles_with
from budgets.models import Partner, Place
from budgets.roles import Power
from s75.models import User
from s75.today import today

# The lines that somebody was named for, with the cover of the day; `seats` says who may forecast what, by heir and
# agreement (null: all of them).
_STATEMENT = """
WITH named AS MATERIALIZED (
    SELECT o.line_id, o.user_id, l.fund_id, l.ref, fund.agreement_id, spender.heir_id, c.stand_in_id
    FROM schemes_lineofficer o JOIN schemes_line l ON l.id = o.line_id
    JOIN budgets_fund fund ON fund.id = l.fund_id JOIN budgets_partner spender ON spender.id = l.spending_partner_id
    LEFT JOIN schemes_cover c ON c.place_id = l.place_id AND c.officer_id = o.user_id
        AND %(day)s BETWEEN c.first_day AND c.last_day
    WHERE {which}
), seats AS MATERIALIZED (
    SELECT DISTINCT u.id, p.heir_id, m.agreement_id
    FROM budgets_membership m JOIN budgets_partner p ON p.id = m.partner_id JOIN s75_user u ON u.id = m.user_id
    WHERE m.ended_at IS NULL AND u.is_active AND m.role = ANY(%(roles)s)
        AND m.user_id IN (SELECT user_id FROM named UNION SELECT stand_in_id FROM named)
)
SELECT n.line_id, n.fund_id, n.ref, o.id, COALESCE(NULLIF(o.name, ''), o.email), o.email,
    s.id, COALESCE(NULLIF(s.name, ''), s.email), s.email, {may_officer}, {may_stand_in}
FROM named n JOIN s75_user o ON o.id = n.user_id LEFT JOIN s75_user s ON s.id = n.stand_in_id ORDER BY n.ref
"""
_MAY = """EXISTS (SELECT 1 FROM seats x
        WHERE x.id = {who} AND x.heir_id = n.heir_id AND (x.agreement_id IS NULL OR x.agreement_id = n.agreement_id))"""
_BY_LINE = "o.line_id = ANY(%(lines)s)"
_BY_FUND = "l.fund_id = ANY(%(funds)s) AND l.year = %(year)s"


class Person(NamedTuple):
    """Somebody as lists of lines name them."""

    pk: int
    name: str
    email: str


class Officers(NamedTuple):
    """Who forecasts a line: its officer (None: nobody), and who stands in for the officer on the day (None: nobody)."""

    officer: Person | None
    stand_in: Person | None

    @property
    def both(self) -> list[Person]:
        """Whoever there is of the two: those who are reminded of the line."""
        return [person for person in self if person is not None]


NOBODY = Officers(None, None)


class Left(NamedTuple):
    """A line whose officer may not forecast it any more."""

    ref: str
    was: Person


class _Row(NamedTuple):
    line: int
    fund: int
    ref: str
    officer: Person
    stand_in: Person | None
    may: bool
    stand_in_may: bool

    @property
    def officers(self) -> Officers:
        stand_in = self.stand_in if self.stand_in_may else None
        return Officers(self.officer, stand_in) if self.may else Officers(None, stand_in)


def officers_of(lines: Iterable[int], *, on: date | None = None) -> dict[int, Officers]:
    """Officer and stand-in of each line (by key) on a day, today unless said, by one query; lines that nobody was named
    for are missing."""
    return {row.line: row.officers for row in _read(_BY_LINE, on, lines=list(lines))}


def officers_in(funds: Collection[int], year: int, *, on: date | None = None) -> dict[str, Officers]:
    """Officer and stand-in of each line of one place's funds in a year, by its reference, by one query."""
    return {row.ref: row.officers for row in _read(_BY_FUND, on, funds=list(funds), year=year)}


def left_lines(funds: Collection[int], year: int) -> dict[int, list[Left]]:
    """The lines whose officer's role has ended, by fund: nobody forecasts them until somebody is named."""
    found: dict[int, list[Left]] = {}
    if not funds:
        return found
    for row in _read(_BY_FUND, None, funds=list(funds), year=year):
        if not row.may:
            found.setdefault(row.fund, []).append(Left(row.ref, row.officer))
    return found


def _read(which: str, on: date | None, **parameters: Any) -> list[_Row]:
    statement = _STATEMENT.format(
        which=which, may_officer=_MAY.format(who="n.user_id"), may_stand_in=_MAY.format(who="n.stand_in_id")
    )
    day = on or today()
    with connection.cursor() as cursor:
        cursor.execute(statement, {"day": day, "roles": roles_with(Power.FORECAST), **parameters})
        return [
            _Row(line, fund, ref, Person(*who[:3]), Person(*who[3:]) if who[3] else None, may, stand_in_may)
            for line, fund, ref, *who, may, stand_in_may in cursor.fetchall()
        ]


def may_forecast_for(place: Place) -> Mapping[Partner, list[User]]:
    """Whom lines can be given to: the people who may forecast, by partner (as its heir stands), each once."""
    people: dict[Partner, list[User]] = {}
    seats = place.seats.select_related("partner__heir")
    heirs = {seat.partner.heir or seat.partner for seat in seats}
    found = (
        User.objects.filter(  # of one and the same membership, so in one filter
            is_active=True,
            memberships__ended_at=None,
            memberships__role__in=roles_with(Power.FORECAST),
            memberships__partner__heir__in=heirs,
        )
        .values_list("pk", "memberships__partner__heir")
        .distinct()
    )
    pairs = set(found)
    users = User.objects.in_bulk({user for user, _ in pairs})
    for heir in sorted(heirs, key=lambda partner: partner.name):
        mine = [users[user] for user, its in pairs if its == heir.pk]
        people[heir] = sorted(mine, key=str)
    return people
