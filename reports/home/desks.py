"""Every desk of a person: each place and year with an open period, and the places where none was opened yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from budgets.access import WHOLE_PLACE
from budgets.models import Fund, Period, Place
from budgets.roles import Power
from budgets.scope import Scope
from reports.home.desk import Desk, Link, Unopened
from reports.home.money import change_tasks, events_of, only_reads, paper_tasks, people_tasks
from reports.home.month import month_tasks
from reports.home.papers import tasks_of
from reports.home.reading import Reading, places_of, read_home
from s75.models import User
from s75.today import today
from s75.years import month_label, month_name, month_of, year_of
from schemes.set_up.steps import next_step, steps_of

LINKS = (  # the pages of a place, and the power that a person needs there
    ("place", "Position", Power.READ),
    ("forecast", "Forecast", Power.FORECAST),
    ("review", "Review", Power.REVIEW),
    ("actuals", "Actuals", Power.READ),
    ("manage", "Manage", Power.KEEP_PERIODS),
    ("closing", "Closing", Power.READ),
    ("papers", "Papers", Power.READ),
    ("people", "People", Power.MANAGE_PEOPLE),
)
TEACHES = (
    "No period has been opened here yet. When its set-up is complete, the pool manager starts the year; then its figures "
    "appear here."
)


def desks_of(user: User) -> tuple[list[Desk], list[Unopened]]:
    """The places and years that the person sees; a fixed number of queries.

    The places without an opened period come apart, each with its next page for whoever sets it up or opens it.
    """
    reading = read_home(user)
    desks: list[Desk] = []
    unopened: list[tuple[Place, list[Fund]]] = []
    for place in places_of(reading).values():
        mine = [fund for fund in reading.funds if fund.place_id == place.pk]
        years = sorted({year for fund, year in reading.months if fund.place_id == place.pk})
        desks += [_open_desk(reading, place, year, frozenset(years)) for year in years]
        if not years and place.pk in reading.closed:
            desks.append(_closed_desk(reading, place, mine))
        elif not years:
            unopened.append((place, mine))
    return desks, [_unopened(reading, *one, first=number == 0) for number, one in enumerate(unopened)]


def _unopened(reading: Reading, place: Place, funds: list[Fund], *, first: bool) -> Unopened:
    """What waits in a place that is being set up; of several the first says how far it has come, and what is next."""
    tasks = [
        *change_tasks(place, reading, 0, frozenset()),
        *tasks_of(reading.papers, place, 0, frozenset()),
        *people_tasks(place, reading),
    ]
    hosts = [fund.host.heir_id for fund in funds]
    if any(reading.access.may(Power.SET_UP, heir=host, agreement=WHOLE_PLACE) for host in hosts):
        words = _how_far(reading.user, place, funds) if first else TEACHES
        return Unopened(place.name, words, tasks, reverse("set_up", args=[place.slug]), "Go on with the set-up")
    if any(reading.keeps(fund) for fund in funds):
        return Unopened(place.name, TEACHES, tasks, reverse("closing", args=[place.slug]), "Open the first period")
    return Unopened(place.name, TEACHES, tasks)


def _how_far(user: User, place: Place, funds: list[Fund]) -> str:
    periods = list(Period.objects.filter(fund__in=funds).order_by("year", "month"))
    scope = Scope(user, place, funds, periods, year_of(today()), month_of(today()))
    steps = [step for step in steps_of(scope) if not step.optional]
    waits = next_step(steps)
    done = f"{sum(step.done for step in steps)} of {len(steps)} steps of its set-up are done."
    if waits is None:
        return done
    if not waits.href:  # it is for somebody else to do
        return f"{done} {waits.detail}."
    action = waits.action or waits.text
    return f"{done} Next: {action[:1].lower()}{action[1:]}."


def begun_by_operator(user: User, kept: Iterable[Place], unopened: Sequence[Unopened]) -> list[Unopened]:
    """The newest place that whoever runs the installation has begun and where they have no role, with its next step."""
    names = {one.text for one in unopened}
    begun = [place for place in kept if not getattr(place, "opened", True) and place.name not in names]
    newest = max(begun, key=lambda place: place.pk, default=None)
    if newest is None or unopened:
        return []
    funds = list(newest.funds.select_related("place", "agreement", "host"))
    words = _how_far(user, newest, funds)
    return [Unopened(newest.name, words, [], reverse("set_up", args=[newest.slug]), "Go on with the set-up")]


def _open_desk(reading: Reading, place: Place, year: int, years: frozenset[int]) -> Desk:
    opened = {fund: at for (fund, of), at in reading.months.items() if of == year and fund.place_id == place.pk}
    last = _period(*reading.closed[place.pk]) if place.pk in reading.closed else ""
    desk = Desk(place, year, min(opened.values()), _periods(year, opened), is_open=True, last_locked=last)
    desk.put(month_tasks(desk, reading, opened))
    return _furnished(desk, reading, list(opened), opened, years)


def _closed_desk(reading: Reading, place: Place, funds: list[Fund]) -> Desk:
    year, month = reading.closed[place.pk]
    desk = Desk(place, year, month, _period(year, month), is_open=False)
    return _furnished(desk, reading, funds, {}, frozenset({year}))


def _furnished(desk: Desk, reading: Reading, funds: list[Fund], opened: dict[Fund, int], years: frozenset[int]) -> Desk:
    """The desk with its links, with what is not of the month, and for readers with the paper and the last changes."""
    desk.put(change_tasks(desk.place, reading, desk.year, years))
    desk.put(tasks_of(reading.papers, desk.place, desk.year, years))
    desk.put(people_tasks(desk.place, reading))
    if only_reads(reading, funds):
        desk.put(paper_tasks(desk, reading, opened))
        desk.events = events_of(desk, reading)
    desk.links = _links(desk, reading, funds)
    return desk


def _period(year: int, month: int) -> str:
    return f"{month_label(month)} {month_name(year, month)}"


def _periods(year: int, opened: dict[Fund, int]) -> str:
    """The open period in words; where the funds differ, each with the funds that it is open in."""
    different = sorted(set(opened.values()))
    if len(different) == 1:
        return _period(year, different[0])
    named = {month: ", ".join(str(fund) for fund, at in opened.items() if at == month) for month in different}
    return "; ".join(f"{_period(year, month)} ({funds})" for month, funds in named.items())


def _links(desk: Desk, reading: Reading, funds: Sequence[Fund]) -> list[Link]:
    """The pages of the place that the person may use in one of its agreements."""
    links = []
    for name, text, power in LINKS:
        hosts = [fund.host.heir_id if power == Power.MANAGE_PEOPLE else None for fund in funds]
        pairs = zip(hosts, funds, strict=True)
        if any(reading.access.may(power, heir=host, agreement=fund.agreement_id) for host, fund in pairs):
            links.append(Link(text, desk.address(name)))
    return links
