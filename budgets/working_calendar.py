"""When a fund's month is due: each partner's dates by the fund's rules, single dates that differ, and working days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.db import connection

from budgets.models import BankHoliday, DueKind, Fund, Partner
from budgets.models.working_calendar import OF_THE_FUND
from s75.today import today
from s75.working_days import add, is_working_day, nth_working_day
from s75.years import MONTHS

When = tuple[int, int]  # a year and a month
DEFAULTS = {  # the working day after a month's end on which each thing is due where the fund has no rule of its own
    DueKind.OPENS.value: 1,
    DueKind.LEDGER.value: 12,
    DueKind.FORECAST.value: 15,
    DueKind.REVIEW.value: 18,
    DueKind.LOCK.value: 20,
}
NHS_LEDGER = 8  # NHS bodies close their ledgers before councils do


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due of one month: of a partner (by heir), or of the fund itself where `heir` is None.

    `today` is the day that the fund is looked at on; `why` says why the day differs from the rule, if it does.
    """

    fund: int
    year: int
    month: int
    heir: int | None
    kind: str
    day: date
    today: date
    why: str = ""

    @property
    def days_late(self) -> int:
        """How many calendar days ago it was due; 0 on the day itself and before. Whether it is done, its reader knows."""
        return max((self.today - self.day).days, 0)

    @property
    def days_left(self) -> int:
        return max((self.day - self.today).days, 0)


class Rule(NamedTuple):
    """A rule of the calendar as it is read: `heir` None counts for every partner."""

    fund: int
    kind: str
    heir: int | None
    year: int
    month: int
    working_day: int


class Moved(NamedTuple):
    """A single date as it is read."""

    fund: int
    year: int
    month: int
    kind: str
    heir: int | None
    day: date
    reason: str


@dataclass(frozen=True)
class Calendar:
    """What the due dates of some funds are worked out from: read by one query.

    `partners` are the heirs of each fund's partners with their kind, in the order of their seats; `opened` the days on
    which periods (fund, year, month) were opened, of those that were opened after their month's end.
    """

    rules: Sequence[Rule] = ()
    moved: Sequence[Moved] = ()
    partners: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    opened: Mapping[tuple[int, int, int], date] = field(default_factory=dict)

    def due(self, fund: int, year: int, month: int, kind: str, heir: int | None, on: date) -> Due:
        """One date: a single date that differs, the partner's own before one for all; else by the rule."""
        found = {
            one.heir: one
            for one in self.moved
            if (one.fund, one.year, one.month, one.kind) == (fund, year, month, kind)
        }
        single = found.get(heir) or found.get(None)
        if single is not None:
            return Due(fund, year, month, heir, kind, single.day, on, single.reason)
        days = self.working_day(fund, year, month, kind, heir)
        return Due(fund, year, month, heir, kind, nth_working_day(year, month, days, self.holidays), on)

    def working_day(self, fund: int, year: int, month: int, kind: str, heir: int | None) -> int:
        """The newest rule in force: the partner's own before one for all partners; without any, the default."""
        rules = [r for r in self.rules if (r.fund, r.kind) == (fund, kind) and (r.year, r.month) <= (year, month)]
        for whose in dict.fromkeys((heir, None)):
            own = [rule for rule in rules if rule.heir == whose]
            if own:
                return max(own, key=lambda rule: (rule.year, rule.month)).working_day
        nhs = heir is not None and self.partners.get(fund, {}).get(heir) == Partner.Kind.NHS
        return NHS_LEDGER if nhs and kind == DueKind.LEDGER else DEFAULTS[kind]

    def dues(self, fund: Fund, year: int, month: int) -> list[Due]:
        """Everything that is due of a fund's month, in the order in which a month runs.

        The closing month has no ledgers and no forecasts of its own: it opens, and it is locked.
        """
        on = self.looked_at(fund, year, month)
        found = []
        for kind in DueKind.values if month in MONTHS else OF_THE_FUND:
            whose: Iterable[int | None] = (None,) if kind in OF_THE_FUND else self.partners.get(fund.pk, {})
            found += [self.due(fund.pk, year, month, kind, heir, on) for heir in whose]
        opened = self.opened.get((fund.pk, year, month))
        return from_opening(found, opened, self._working_day_of, self.holidays)

    def _working_day_of(self, due: Due) -> int:
        return self.working_day(due.fund, due.year, due.month, due.kind, due.heir)

    def looked_at(self, fund: Fund, year: int, month: int) -> date:
        """The day on which a fund's month is judged: today.

        A demonstration tells of a month long past, and would be hundreds of days late: it stands still on the day on
        which the forecasts of the month are due.
        """
        if not fund.place.demonstration:
            return today()
        asked = self.working_day(fund.pk, year, month, DueKind.FORECAST, None)
        return min(today(), nth_working_day(year, month, asked, self.holidays))


def from_opening(
    dues: Sequence[Due], opened: date | None, working_day: Callable[[Due], int], holidays: Collection[date]
) -> list[Due]:
    """What is due of one month of a fund, where its period was opened on a day: nobody is late by a day before it.

    A period that was opened when the first of its days was past already counts all of them from its opening, by as many
    working days as they have after a month's end; any other goes by its month's end alone. A single date that was moved
    to the opening or later stands. An opening after the day on which the month is looked at changes nothing.
    """
    asked = [due for due in dues if due.kind != DueKind.OPENS]
    if opened is None or not asked or not min(due.day for due in asked) < opened <= asked[0].today:
        return list(dues)
    why = f"the period was opened on {opened:%-d %B %Y}"
    return [
        due
        if due.kind == DueKind.OPENS or (due.why and due.day >= opened)
        else replace(due, day=add(opened, working_day(due), holidays), why=why)
        for due in dues
    ]


def is_working_day_today() -> bool:
    """Whether offices are open today: reminders and the letters of the day go out on such days only."""
    return is_working_day(today(), set(BankHoliday.objects.values_list("day", flat=True)))


def due_dates(funds: Sequence[Fund], year: int, month: int) -> list[Due]:
    """Everything that is due of a month of these funds: one query, whatever their number."""
    return due_dates_of([(fund, year, month) for fund in funds])


def due_dates_of(periods: Iterable[tuple[Fund, int, int]]) -> list[Due]:
    """Everything that is due of these months of funds, which may be of different years: one query."""
    asked = list(periods)
    calendar = read_calendar([fund for fund, _, _ in asked])
    return [due for fund, year, month in asked for due in calendar.dues(fund, year, month)]


_READ = """
SELECT
  (SELECT json_agg(json_build_array(r.fund_id, r.kind, p.heir_id, r.year, r.month, r.working_day))
   FROM budgets_calendarrule r LEFT JOIN budgets_partner p ON p.id = r.partner_id WHERE r.fund_id = ANY(%(funds)s)),
  (SELECT json_agg(json_build_array(d.fund_id, d.year, d.month, d.kind, p.heir_id, d.day, d.reason))
   FROM budgets_duedate d LEFT JOIN budgets_partner p ON p.id = d.partner_id WHERE d.fund_id = ANY(%(funds)s)),
  (SELECT json_agg(json_build_array(f.id, h.id, h.kind) ORDER BY seated.position, h.name)
   FROM budgets_fund f
   JOIN LATERAL (
       SELECT p.heir_id, COALESCE(min(s.position), 0) AS position
       FROM budgets_agreementpartner a JOIN budgets_partner p ON p.id = a.partner_id
       LEFT JOIN budgets_placepartner s ON s.partner_id = p.heir_id AND s.place_id = f.place_id
       WHERE a.agreement_id = f.agreement_id GROUP BY p.heir_id
   ) seated ON true
   JOIN budgets_partner h ON h.id = seated.heir_id WHERE f.id = ANY(%(funds)s)),
  (SELECT json_agg(b.day) FROM budgets_bankholiday b),
  (SELECT json_agg(json_build_array(o.fund_id, o.year, o.month, o.day)) FROM (
       SELECT fund_id, year, month, (opened_at AT TIME ZONE 'Europe/London')::date AS day
       FROM budgets_period WHERE fund_id = ANY(%(funds)s)
   ) o WHERE o.day >= make_date(o.year, 4, 1) + make_interval(months => LEAST(o.month, 12)))
"""


def read_calendar(funds: Sequence[Fund]) -> Calendar:
    """The calendar of these funds, read by one query; none without funds."""
    if not funds:
        return Calendar()
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"funds": [fund.pk for fund in funds]})
        rules, moved, partners, holidays, opened = (found or [] for found in cursor.fetchone())
    by_fund: dict[int, dict[int, str]] = {}
    for fund, heir, kind in partners:
        by_fund.setdefault(fund, {})[heir] = kind
    return Calendar(
        rules=[Rule(*row) for row in rules],
        moved=[Moved(row[0], row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), row[6]) for row in moved],
        partners=by_fund,
        holidays=frozenset(date.fromisoformat(day) for day in holidays),
        opened={(fund, year, month): date.fromisoformat(day) for fund, year, month, day in opened},
    )
