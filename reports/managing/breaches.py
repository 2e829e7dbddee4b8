"""The breaches of a place's funds as at a period: projected, by when they are to be answered, and what answered them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from budgets.models import Fund
from budgets.working_calendar import Calendar
from reports.facts.breach import NoticeFacts, Shown
from reports.figures.breaches import Breach, answered_words, breach_of, notice_of, superseded
from reports.figures.variance import variance
from reports.loading.breaches import USUAL, OverspendFacts, load_fund_standings, load_overspends
from s75.years import month_label


@dataclass(frozen=True)
class FundBreach:
    """One fund: the breach that stands (or none), the notice that answers it (or none), those that are history, and those
    that were withdrawn.

    `on` is the day that the fund is looked at on.
    """

    fund: Fund
    breach: Breach | None
    notice: NoticeFacts | None
    past: Sequence[NoticeFacts]
    on: date
    withdrawn: Sequence[NoticeFacts] = ()

    @property
    def since(self) -> str:
        return month_label(self.breach.month) if self.breach else ""

    @property
    def notice_words(self) -> str:
        """Whether the notice was sent by its day, in words."""
        if self.notice is not None:
            return answered_words(self.notice.due_on, self.notice.sent_on, self.on)
        return answered_words(self.breach.notice_due, None, self.on) if self.breach else ""

    @property
    def plan_due(self) -> date | None:
        if self.notice is not None:
            return self.notice.plan_due_on
        return self.breach.plan_due if self.breach else None

    @property
    def plan_words(self) -> str:
        """Whether the remedial action plan came by its day, in words."""
        done = self.notice.plan_on if self.notice else None
        return answered_words(self.plan_due, done, self.on) if self.plan_due else ""

    @property
    def overdue(self) -> bool:
        """Whether the notice or the plan was to be there by now and is not."""
        missing = [self.breach.notice_due] if self.breach and self.notice is None else []
        if self.plan_due and not (self.notice and self.notice.plan_on):
            missing.append(self.plan_due)
        return any(due < self.on for due in missing)


def open_breaches(months: Mapping[tuple[Fund, int], int], calendar: Calendar) -> dict[tuple[int, int], FundBreach]:
    """The breaches that stand in open periods (the month of each fund and year), by fund and year: two queries for each
    month that is open somewhere."""
    piles: dict[tuple[int, int], list[Fund]] = defaultdict(list)
    for (fund, year), month in months.items():
        if fund.counted:
            piles[year, month].append(fund)
    found = {}
    for (year, month), funds in piles.items():
        standings = load_fund_standings([fund.pk for fund in funds], year, month)
        now = {fund.slug: variance(standings[fund.pk]) for fund in funds if fund.pk in standings}
        for one in breaches(funds, year, month, now=now, opened=funds, calendar=calendar):
            if one.breach is not None:
                found[one.fund.pk, year] = one
    return found


def breaches(
    funds: Sequence[Fund],
    year: int,
    month: int,
    *,
    now: Mapping[str, Decimal],
    opened: Sequence[Fund],
    calendar: Calendar,
) -> list[FundBreach]:
    """Every fund that counts: one query. `now` are the variances in £ at the period, by slug, of which those of funds
    whose period is `opened` are used: the others' are in their totals."""
    counted = [fund for fund in funds if fund.counted]
    facts = load_overspends([fund.pk for fund in counted], year, month)
    return [
        _of_fund(fund, year, month, facts[fund.pk], now.get(fund.slug) if fund in opened else None, calendar)
        for fund in counted
    ]


def _of_fund(
    fund: Fund, year: int, month: int, facts: OverspendFacts, now: Decimal | None, calendar: Calendar
) -> FundBreach:
    shown = list(facts.shown)
    if now is not None:
        shown.append(Shown(month, now, (facts.said or {}).get(month)))
    dated = [one._replace(on=_told(fund, year, one, calendar)) for one in shown]
    breach = breach_of(dated, year, facts.terms, calendar.holidays, USUAL)
    return FundBreach(
        fund,
        breach,
        notice_of(breach, facts.notices),
        superseded(breach, facts.notices),
        calendar.looked_at(fund, year, month),
        [one for one in facts.notices if one.withdrawn_on is not None],
    )


def _told(fund: Fund, year: int, shown: Shown, calendar: Calendar) -> date | None:
    """The day on which a period's forecasts said so; a demonstration's are said on the day that they were due."""
    if shown.on is None:
        return None
    return min(shown.on, calendar.looked_at(fund, year, shown.month)) if fund.place.demonstration else shown.on
