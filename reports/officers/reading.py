"""The lines of a partner with who forecasts them, its people, and the covers that go on or are to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from budgets.access import access_of
from budgets.models import Partner
from budgets.roles import Power
from budgets.scope import Scope
from s75.errors import Unknown
from s75.models import User
from s75.today import today
from schemes.actions.officers import may_name
from schemes.models import Cover, Line
from schemes.officers import NOBODY, Officers, Person, left_lines, may_forecast_for, officers_in
from schemes.seats import codes_on, seats_of

NO_OFFICER = "nobody"


@dataclass(frozen=True)
class Seat:
    """A line with who forecasts it today; `was` is an officer whose role has ended, so that nobody does."""

    line: Line
    officers: Officers
    was: Person | None

    @property
    def key(self) -> str:
        """By whom the line is filtered."""
        return str(self.officers.officer.pk) if self.officers.officer else NO_OFFICER


@dataclass(frozen=True)
class Share:
    """How many lines somebody has, or nobody."""

    key: str
    name: str
    lines: int


@dataclass(frozen=True)
class PartnerSeats:
    """A partner's lines of a year. `people` may forecast them; `may` says that the reader names who does."""

    code: str
    partner: Partner
    partners: Sequence[tuple[str, Partner]]
    seats: Sequence[Seat]
    people: Sequence[User]
    may: bool

    def shown(self, officer: str, q: str) -> list[Seat]:
        """The lines of an officer (by key; empty: of all) with a text in reference or name."""
        wanted = q.strip().casefold()
        return [
            seat
            for seat in self.seats
            if officer in ("", seat.key) and wanted in f"{seat.line.ref} {seat.line.scheme.name}".casefold()
        ]

    @cached_property
    def shares(self) -> list[Share]:
        """The lines counted by officer: by name, and what nobody has last."""
        names = {s.key: s.officers.officer.name if s.officers.officer else "Nobody" for s in self.seats}
        keys = [seat.key for seat in self.seats]
        found = [Share(key, name, keys.count(key)) for key, name in names.items()]
        return sorted(found, key=lambda share: (share.key == NO_OFFICER, share.name))

    @property
    def left(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.was]

    @property
    def officers(self) -> list[User]:
        """Those of the people who have lines here."""
        having = {seat.officers.officer.pk for seat in self.seats if seat.officers.officer}
        return [person for person in self.people if person.pk in having]


def read_seats(scope: Scope, code: str = "") -> PartnerSeats | None:
    """The partner of that code, or the reader's own, with its lines; None when nobody spends any. A fixed number of
    statements. Raises Unknown when no partner of that code spends a line in the year."""
    partners = _spenders(scope)
    if not partners:
        return None
    code, partner = _chosen(scope, partners, code)
    lines = Line.objects.filter(fund__in=scope.funds, year=scope.year, spending_partner__heir=partner)
    related = ("scheme", "fund__host", "fund__place", "spending_partner")
    found = list(lines.filter(forecast_wanted=True).select_related(*related).order_by("ref"))
    funds = [fund.pk for fund in scope.funds]
    named = officers_in(funds, scope.year)
    was = {left.ref: left.was for rows in left_lines(funds, scope.year).values() for left in rows}
    kinds = {line.fund_id: line for line in found}.values()
    return PartnerSeats(
        code,
        partner,
        partners,
        [Seat(line, named.get(line.ref, NOBODY), was.get(line.ref)) for line in found],
        _people(scope, partner),
        bool(kinds) and all(may_name(scope.user, line) for line in kinds),
    )


def _spenders(scope: Scope) -> list[tuple[str, Partner]]:
    lines = Line.objects.filter(fund__in=scope.funds, year=scope.year, forecast_wanted=True)
    heirs = set(lines.values_list("spending_partner__heir", flat=True).distinct())
    seats = seats_of(scope.place)
    partners: Mapping[int, Partner] = {seat.partner_id: seat.partner for seat in seats}
    return [(code, partners[heir]) for heir, code in codes_on(seats, scope.day).items() if heir in heirs & {*partners}]


def _chosen(scope: Scope, partners: Sequence[tuple[str, Partner]], code: str) -> tuple[str, Partner]:
    if code:
        named = next((pair for pair in partners if pair[0] == code), None)
        if named is None:
            raise Unknown(f"No partner “{code}” spends a line here.")
        return named
    own = access_of(scope.user).heirs_with(Power.FORECAST)
    return next((pair for pair in partners if pair[1].pk in own), partners[0])


def _people(scope: Scope, partner: Partner) -> list[User]:
    people = may_forecast_for(scope.place)
    return next((users for heir, users in people.items() if heir.pk == partner.pk), [])


def covers_of(scope: Scope, on: date | None = None) -> list[Cover]:
    """The covers of the place that are not over, the first to begin first."""
    found = Cover.objects.filter(place=scope.place, last_day__gte=on or today()).select_related("officer", "stand_in")
    return list(found.order_by("first_day", "pk"))
