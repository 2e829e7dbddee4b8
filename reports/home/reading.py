"""Everything that a start page is made of, read by a fixed number of queries whatever the number of places.

Whoever keeps periods adds two for each month that is open in them, for the overspends that these project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from budgets.access import Access, access_of
from budgets.models import Change, Fund, Membership, Period, Place
from budgets.roles import Power
from budgets.working_calendar import Due, read_calendar
from reports.home.papers import PaperWaiting, papers_waiting
from reports.loading.changes_waiting import Piles, piles_of
from reports.managing.breaches import FundBreach, open_breaches
from s75.models import User
from s75.years import london_date
from schemes.ledger_waiting import waiting_in
from schemes.models import Forecast
from schemes.reviewing import reaches
from schemes.suspense import InSuspense
from schemes.waiting import Share, shares_waiting

LATELY = 3  # changes of each place that are named


class Rows(NamedTuple):
    """Some rows of an open round that are alike: their fund, who spends, pays and leads (heirs), and their state."""

    fund: int
    year: int
    spender: int
    payer: int
    lead: int
    state: str
    own: bool  # the reader saved or submitted them
    lines: int


@dataclass(frozen=True)
class Reading:
    """What stands in all places of a person. `closed` is the newest locked year and month of each place, `breaches` those
    that stand in the open periods that the person keeps, by fund and year."""

    user: User
    access: Access
    funds: Sequence[Fund]
    months: Mapping[tuple[Fund, int], int]
    closed: Mapping[int, tuple[int, int]]
    shares: Sequence[Share]
    rows: Sequence[Rows]
    suspense: Sequence[InSuspense]
    dues: Mapping[tuple[int, int, int | None, str], Due]
    breaches: Mapping[tuple[int, int], FundBreach]
    piles: Piles
    posted: Sequence[Change]
    unanswered: Mapping[int, Sequence[str]]
    papers: Sequence[PaperWaiting]

    def keeps(self, fund: Fund) -> bool:
        """Whether the person opens and locks the periods of a fund."""
        return _keeps(self.access, fund)

    def due(self, fund: Fund, year: int, kind: str, heir: int | None) -> Due | None:
        return self.dues.get((fund.pk, year, heir, kind))

    def reviews(self, row: Rows, fund: Fund) -> bool:
        """Whether the rows wait for this person's review."""
        submitted = row.state == Forecast.State.SUBMITTED and not row.own
        return submitted and reaches(self.access, heirs=(row.payer, row.lead), agreement=fund.agreement_id)


def read_home(user: User) -> Reading:
    """Everything that the start page of a person shows."""
    funds = list(Fund.objects.visible_to(user).select_related("place", "host").order_by("place__name", "position"))
    months = _open_months(funds)
    access = access_of(user)
    kept = {(fund, year): month for (fund, year), month in months.items() if _keeps(access, fund)}
    calendar = read_calendar([fund for fund, _ in months])
    dues = [due for (fund, year), month in months.items() for due in calendar.dues(fund, year, month)]
    return Reading(
        user=user,
        access=access,
        funds=funds,
        months=months,
        closed=_last_closed(funds),
        shares=shares_waiting(funds),
        rows=_rows(user, funds),
        suspense=waiting_in(funds, sorted({year for _, year in months})),
        dues={(due.fund, due.year, due.heir, due.kind): due for due in dues},
        breaches=open_breaches(kept, calendar),
        piles=piles_of(user, funds),
        posted=list(_posted(funds)),
        unanswered=_unanswered(user, funds),
        papers=papers_waiting(user, access, funds),
    )


def _keeps(access: Access, fund: Fund) -> bool:
    return access.may(Power.KEEP_PERIODS, heir=fund.host.heir_id, agreement=fund.agreement_id)


def _open_months(funds: Sequence[Fund]) -> dict[tuple[Fund, int], int]:
    """The open period of each fund and year that has one."""
    by_id = {fund.pk: fund for fund in funds}
    rows = Period.objects.filter(fund__in=funds, state=Period.State.OPEN).order_by("fund__position", "fund")
    return {(by_id[fund], year): month for fund, year, month in rows.values_list("fund", "year", "month")}


def _last_closed(funds: Sequence[Fund]) -> dict[int, tuple[int, int]]:
    rows = Period.objects.filter(fund__in=funds, state=Period.State.LOCKED)
    found: dict[int, tuple[int, int]] = {}
    for place, year, month in rows.values_list("fund__place", "year").annotate(month=Max("month")).order_by():
        found[place] = max(found.get(place, (0, 0)), (year, month))
    return found


def _rows(user: User, funds: Sequence[Fund]) -> list[Rows]:
    """The rows of the open rounds that wait for a review or for an answer to one, counted by whom they concern."""
    waiting = Forecast.objects.filter(
        line__fund__in=funds,
        state__in=(Forecast.State.SUBMITTED, Forecast.State.QUERIED),
        line__fund__periods__state=Period.State.OPEN,
        line__fund__periods__year=F("year"),
        line__fund__periods__month=F("round"),
    )
    spender, payer, lead = "spending_partner", "contributing_partner", "scheme__lead_commissioner"
    heirs = [f"line__{partner}__heir" for partner in (spender, payer, lead)]
    rows = waiting.annotate(own=Q(saved_by=user) | Q(submitted_by=user)).values_list(
        "line__fund", "year", *heirs, "state", "own"
    )
    return [Rows(*row) for row in rows.annotate(count=Count("pk")).order_by("line__fund")]


def _posted(funds: Sequence[Fund]) -> QuerySet[Change]:
    """The last changes that were posted in each place, the newest first."""
    newest = Window(RowNumber(), partition_by="place", order_by=[F("posted_at").desc(), F("pk").desc()])
    rows = Change.objects.filter(fund__in=funds, state=Change.State.POSTED).annotate(nth=newest)
    return rows.filter(nth__lte=LATELY).select_related("place", "fund").order_by("-posted_at", "-pk")


def _unanswered(user: User, funds: Sequence[Fund]) -> dict[int, list[str]]:
    """Who was invited and has never set a password, by place, for whoever manages the people there."""
    heirs = access_of(user).heirs_with(Power.MANAGE_PEOPLE)
    places = {fund.place_id for fund in funds if fund.host.heir_id in heirs}
    if not places:
        return {}
    rows = Membership.objects.filter(
        Q(agreement=None) | Q(agreement__place=F("partner__seats__place")),
        partner__seats__place__in=places,
        ended_at=None,
        user__password__startswith=UNUSABLE_PASSWORD_PREFIX,
        user__last_login=None,
    ).exclude(user=user)
    names: dict[int, list[str]] = defaultdict(list)
    for place, name, email in rows.values_list("partner__seats__place", "user__name", "user__email").distinct():
        names[place].append(name or email)
    return {place: sorted(found) for place, found in names.items()}


def day_of(change: Change) -> date:
    return london_date(change.posted_at or timezone.now())


def places_of(reading: Reading) -> dict[int, Place]:
    return {fund.place_id: fund.place for fund in reading.funds}
