"""What a page is about: the place, its funds that the person sees, and the year and period in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import cast

from django.http import Http404, HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils import timezone

from budgets.access import access_of
from budgets.models import Fund, Period, Place
from budgets.roles import Power
from s75.models import User
from s75.years import (
    london_date,
    month_end,
    month_label,
    month_name,
    month_of,
    parse_month,
    parse_year,
    year_label,
    year_of,
)


@dataclass
class Scope:
    """A place (or one fund of it) at one period of one year, already authorised for reading."""

    user: User
    place: Place
    funds: list[Fund]
    periods: list[Period]
    year: int
    month: int

    @property
    def label(self) -> str:
        return month_label(self.month)

    @property
    def month_name(self) -> str:
        return month_name(self.year, self.month)

    @property
    def day(self) -> date:
        """The day that the page looks from: the period's last, or today while it is not over."""
        return min(month_end(self.year, self.month), london_date(timezone.now()))

    @property
    def year_label(self) -> str:
        return year_label(self.year)

    @property
    def query(self) -> str:
        """The part of an address that keeps year and period."""
        return f"?year={self.year_label}&period={self.month}"

    @cached_property
    def states(self) -> dict[int, str]:
        """The state of each month of the year over the funds: open when one of them is, locked when all are."""
        found: dict[int, set[str]] = {}
        for period in self.periods:
            if period.year == self.year:
                found.setdefault(period.month, set()).add(period.state)
        return {month: next(s for s in ("open", "locked", "future") if s in states) for month, states in found.items()}

    @property
    def opened(self) -> bool:
        """Whether any period was ever opened; before that only the people of a place can be seen."""
        return any(period.state != Period.State.FUTURE for period in self.periods)

    @property
    def locked(self) -> bool:
        return self.states.get(self.month) == Period.State.LOCKED

    def may(self, power: Power) -> bool:
        """Whether the reader may do that in an agreement whose funds they see here; anywhere, while there is no fund."""
        access = access_of(self.user)
        if not self.funds:
            return access.may(power, heir=None)
        return access.may_in(power, frozenset(fund.agreement_id for fund in self.funds))

    def open_month(self, fund: Fund) -> int | None:
        """The open period of a fund in this year; None when none is."""
        months = (p.month for p in self.periods if (p.fund_id, p.year) == (fund.pk, self.year) and p.state == "open")
        return next(months, None)

    def switch(self, keep: Iterable[tuple[str, str]] = ()) -> dict[str, object]:
        """What the year-and-period switch shows: the years, and the months that were opened; it keeps other fields."""
        years = sorted({period.year for period in self.periods}, reverse=True)
        return {
            "keep": list(keep),
            "years": [{"value": year_label(y), "label": year_label(y), "current": y == self.year} for y in years],
            "periods": [
                {
                    "value": month,
                    "label": f"{month_label(month)} {month_name(self.year, month)}",
                    "state": state,
                    "current": month == self.month,
                }
                for month, state in sorted(self.states.items())
                if state != Period.State.FUTURE
            ],
        }

    def address(self, name: str, *args: str | int) -> str:
        """The address of a page of this place, with year and period kept."""
        return _path(get_script_prefix(), name, self.place.slug, *args) + self.query


@lru_cache(maxsize=4_096)
def _path(_prefix: str, name: str, *args: str | int) -> str:
    """The path of a page, found once: a page has some thirty of them, each of which costs as much as a row of a table."""
    return reverse(name, args=args)


MENU = (  # what the menu offers, and the power that a person needs for it
    ("place", "Position", Power.READ),
    ("forecast", "Forecast", Power.FORECAST),
    ("review", "Review", Power.REVIEW),
    ("actuals", "Actuals", Power.READ),
    ("changes", "Changes", Power.READ),
    ("money_in", "Money in", Power.READ),
    ("schemes", "Schemes", Power.READ),
    ("indicators", "Performance", Power.READ),
    ("manage", "Manage", Power.KEEP_PERIODS),
    ("closing", "Closing", Power.READ),
    ("papers", "Papers", Power.READ),
    ("set_up", "Set-up", Power.SET_UP),
    ("people", "People", Power.MANAGE_PEOPLE),
)


def frame(
    scope: Scope, here: str, *trail: tuple[str, str], keep: Iterable[tuple[str, str]] = (), switch: bool = True
) -> dict[str, object]:
    """What every page of a place shows around its own: menu, breadcrumbs and switch.

    `here` is the menu entry (a url name) that the page belongs to; `trail` are (text, address) pairs below the place,
    the last one with an empty address for the page itself.
    """
    steps = [("Places", reverse("home")), (scope.place.name, scope.address("place")), *trail]
    if not trail:
        steps[-1] = (scope.place.name, "")
    return {
        "place": scope.place,
        "scope": scope,
        "navigation": [
            {"text": text, "href": scope.address(name), "current": name == here}
            for name, text, power in MENU
            if scope.may(power)
        ],
        "trail": [{"text": text, "href": href} for text, href in steps],
        "switch": scope.switch(keep) if switch else None,
    }


def read_scope(request: HttpRequest, place: str, fund: str | None = None, *, unopened: bool = False) -> Scope:
    """The scope of a page, or 404: for an outsider, an unknown fund, a year without periods, a period not opened yet.

    Without `year` and `period` in the address, it is the newest year and its open (else its last locked) period. A page
    that is needed before any period is opened asks for `unopened`; it then stands in today's month.
    """
    user = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else in
    funds = list(
        Fund.objects.visible_to(user)
        .filter(place__slug=place, **({"slug": fund} if fund else {}))
        .select_related("place", "agreement", "host")
        .order_by("position", "code")
    )
    if not funds:
        raise Http404("There is no such place or fund among those that you see.")
    periods = list(Period.objects.filter(fund__in=funds).order_by("year", "month"))
    today = london_date(timezone.now())
    scope = Scope(user, funds[0].place, funds, periods, year_of(today), month_of(today))
    if scope.opened or not unopened:
        scope.year, scope.month = _when(request, periods)
    return scope


def _when(request: HttpRequest, periods: list[Period]) -> tuple[int, int]:
    opened = [p for p in periods if p.state != Period.State.FUTURE]
    if not opened:
        raise Http404("No period has been opened here yet. The pool manager opens the first.")
    try:
        year = parse_year(request.GET["year"]) if request.GET.get("year") else max(p.year for p in opened)
        of_year = [p for p in opened if p.year == year]
        is_open = [p.month for p in of_year if p.state == Period.State.OPEN]
        month = parse_month(request.GET["period"]) if request.GET.get("period") else 0
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong
    if not of_year or (month and month not in {p.month for p in of_year}):
        raise Http404(f"{month_label(month or 1)} {year_label(year)} has not been opened yet.")
    return year, month or (min(is_open) if is_open else max(p.month for p in of_year))
