"""The start page of somebody signed in: each place with its open period, what they must do there, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Max
from django.urls import reverse

from budgets.access import WHOLE_PLACE, Access, access_of
from budgets.models import Fund, Partner, Period, Place
from budgets.roles import Power
from s75.models import User
from s75.years import MONTHS, month_label, month_name, year_label
from schemes.ledger_waiting import suspense_sentence, waiting_in
from schemes.suspense import InSuspense, sums_by_partner
from schemes.waiting import Share, shares_waiting


class Link(NamedTuple):
    text: str
    href: str


class Unopened(NamedTuple):
    """A place without an opened period, with what this person does next there, if anything."""

    text: str
    href: str = ""
    action: str = ""


class Task(NamedTuple):
    """One thing to do, or done, in words, with the page where it is done."""

    text: str
    href: str
    done: bool = False


@dataclass
class Desk:
    """A place's year as a person finds it: the period that is open (else the last locked), links and tasks."""

    place: Place
    year: int
    month: int
    period: str
    is_open: bool
    last_locked: str = ""
    links: list[Link] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    @property
    def to_do(self) -> int:
        return sum(not task.done for task in self.tasks)

    def address(self, name: str) -> str:
        return reverse(name, args=[self.place.slug]) + f"?year={year_label(self.year)}&period={self.month}"


LINKS = (  # the pages of a place, and the power that a person needs there
    ("place", "Position", Power.READ),
    ("forecast", "Forecast", Power.FORECAST),
    ("actuals", "Actuals", Power.READ),
    ("closing", "Closing", Power.READ),
    ("board", "Board paper", Power.READ),
    ("people", "People", Power.MANAGE_PEOPLE),
)


def desks_of(user: User) -> tuple[list[Desk], list[Unopened]]:
    """The places and years that the person sees; a fixed number of queries.

    The places without an opened period come apart, each with its next page for whoever sets it up or opens it.
    """
    funds = list(Fund.objects.visible_to(user).select_related("place", "host").order_by("place__name", "position"))
    months = _open_months(funds)
    shares = shares_waiting(funds)
    waiting = waiting_in(funds, sorted({year for _, year in months}))
    closed = _last_closed(funds)
    access = access_of(user)
    desks: list[Desk] = []
    unopened = []
    for place in {fund.place_id: fund.place for fund in funds}.values():
        mine = [fund for fund in funds if fund.place_id == place.pk]
        opened = sorted({year for fund, year in months if fund.place_id == place.pk})
        desks += [_open_desk(access, place, year, months, shares, closed, waiting) for year in opened]
        if not opened and place.pk in closed:
            year, month = closed[place.pk]
            desks.append(_linked(Desk(place, year, month, _period(year, month), is_open=False), access, mine))
        elif not opened:
            unopened.append(_unopened(access, place, mine))
    return desks, unopened


def _unopened(access: Access, place: Place, funds: Sequence[Fund]) -> Unopened:
    if any(access.may(Power.SET_UP, heir=fund.host.heir_id, agreement=WHOLE_PLACE) for fund in funds):
        return Unopened(place.name, reverse("set_up", args=[place.slug]), "Go on with the set-up")
    if _keeps(access, funds):
        return Unopened(place.name, reverse("closing", args=[place.slug]), "Open the first period")
    return Unopened(place.name)


def _open_months(funds: Sequence[Fund]) -> dict[tuple[Fund, int], int]:
    """The open period of each fund and year that has one."""
    by_id = {fund.pk: fund for fund in funds}
    rows = Period.objects.filter(fund__in=funds, state=Period.State.OPEN).order_by("fund__position", "fund")
    return {(by_id[fund], year): month for fund, year, month in rows.values_list("fund", "year", "month")}


def _last_closed(funds: Sequence[Fund]) -> dict[int, tuple[int, int]]:
    """The newest locked year and month of each place."""
    rows = Period.objects.filter(fund__in=funds, state=Period.State.LOCKED)
    found: dict[int, tuple[int, int]] = {}
    for place, year, month in rows.values_list("fund__place", "year").annotate(month=Max("month")).order_by():
        found[place] = max(found.get(place, (0, 0)), (year, month))
    return found


def _open_desk(
    access: Access,
    place: Place,
    year: int,
    months: dict[tuple[Fund, int], int],
    shares: Sequence[Share],
    closed: dict[int, tuple[int, int]],
    waiting: Sequence[InSuspense],
) -> Desk:
    opened = {fund: month for (fund, of), month in months.items() if of == year and fund.place_id == place.pk}
    last = _period(*closed[place.pk]) if place.pk in closed else ""
    desk = Desk(place, year, min(opened.values()), _periods(year, opened), is_open=True, last_locked=last)
    _linked(desk, access, list(opened))
    mine = [share for share in shares if share.year == year and share.fund in opened]
    desk.tasks += _forecasts(desk, access, mine) + _ledgers(desk, access, mine)
    desk.tasks += _suspense(desk, access, waiting) + _closings(desk, access, mine, opened)
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


def _linked(desk: Desk, access: Access, funds: Sequence[Fund]) -> Desk:
    """Link the pages of the place that the person may use in one of its agreements."""
    for name, text, power in LINKS:
        hosts = [fund.host.heir_id if power == Power.MANAGE_PEOPLE else None for fund in funds]
        pairs = zip(hosts, funds, strict=True)
        if any(access.may(power, heir=host, agreement=fund.agreement_id) for host, fund in pairs):
            desk.links.append(Link(text, desk.address(name)))
    return desk


def _keeps(access: Access, funds: Sequence[Fund]) -> bool:
    """Whether the person opens and locks the periods of one of the funds."""
    return any(access.may(Power.KEEP_PERIODS, heir=fund.host.heir_id, agreement=fund.agreement_id) for fund in funds)


def _forecasts(desk: Desk, access: Access, shares: Sequence[Share]) -> list[Task]:
    counts: dict[Partner, list[int]] = defaultdict(lambda: [0, 0])
    for share in shares:
        agreement = share.fund.agreement_id
        if share.month in MONTHS and access.may(Power.FORECAST, heir=share.partner.pk, agreement=agreement):
            counts[share.partner][0] += share.lines
            counts[share.partner][1] += share.sent
    tasks = []
    for partner, (lines, sent) in counts.items():
        text = f"{lines - sent} of {lines} lines of {partner} are not submitted"
        if sent == lines:
            text = f"All {lines} lines of {partner} are submitted"
        tasks.append(Task(text, desk.address("forecast"), done=sent == lines))
    return tasks


def _ledgers(desk: Desk, access: Access, shares: Sequence[Share]) -> list[Task]:
    missing: dict[Partner, set[int]] = defaultdict(set)
    for share in shares:
        if access.may(Power.IMPORT_ACTUALS, heir=share.partner.pk, agreement=share.fund.agreement_id):
            missing[share.partner] |= set(share.missing)
    tasks = []
    for partner, months in missing.items():
        named = ", ".join(month_label(month) for month in sorted(months))
        text = f"The ledger of {partner} is not in: {named}" if months else f"The ledger of {partner} is in"
        tasks.append(Task(text, desk.address("actuals_upload" if months else "actuals"), done=not months))
    return tasks


def _suspense(desk: Desk, access: Access, waiting: Sequence[InSuspense]) -> list[Task]:
    """The codes of the person's own ledgers that lead nowhere yet."""
    mine = [
        one
        for one in waiting
        if (one.since.place_id, one.year) == (desk.place.pk, desk.year)
        and access.may(Power.IMPORT_ACTUALS, heir=one.partner.heir_id)
    ]
    return [Task(suspense_sentence(*of).rstrip("."), desk.address("suspense")) for of in sums_by_partner(mine)]


def _closings(desk: Desk, access: Access, shares: Sequence[Share], opened: dict[Fund, int]) -> list[Task]:
    tasks = []
    for fund, month in opened.items():
        if _keeps(access, [fund]):
            waits = _waits([share for share in shares if share.fund == fund], month)
            state = f"waits for {waits}" if waits else "has every ledger and forecast: look it through and lock it"
            tasks.append(Task(f"{month_label(month)} of {fund} {state}", desk.address("closing")))
    return tasks


def _waits(shares: Sequence[Share], month: int) -> str:
    lines = sum(share.lines - share.sent for share in shares) if month in MONTHS else 0
    ledgers = sum(bool(share.missing) for share in shares)
    parts = [f"{lines} {'line' if lines == 1 else 'lines'}"] if lines else []
    parts += [f"{ledgers} {'ledger' if ledgers == 1 else 'ledgers'}"] if ledgers else []
    return " and ".join(parts)
