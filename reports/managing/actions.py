"""Giving notice of an overspend, judged by the fund's own figures: what is projected, since when, and due by when."""

from __future__ import annotations

from datetime import date

from budgets.access import require_host
from budgets.actions.overspend import record_notice
from budgets.models import Fund, OverspendNotice, Period
from budgets.roles import Power
from budgets.working_calendar import read_calendar
from reports.figures.variance import variance
from reports.loading.breaches import load_fund_standings
from reports.managing.breaches import FundBreach, breaches
from s75.errors import WrongState
from s75.history import recorded
from s75.models import User
from s75.years import month_label


def send_notice(
    *, fund: Fund, year: int, month: int, sent_on: date, sent_to: str, text: str, by: User, illustrative: bool = False
) -> OverspendNotice:
    """Record the notice of the overspend that stands in a fund at a period, as it was sent.

    Raises WrongState when no overspend beyond the terms stands there.
    """
    require_host(by, Power.KEEP_PERIODS, fund)
    with recorded(by=by, reason=f"Notice of the overspend of {fund}"):
        found = breach_at(fund, year, month)
        if found.breach is None:
            raise WrongState(
                f"{fund} does not project an overspend beyond its terms in {month_label(month)}: no notice is due."
            )
        breach = found.breach
        return record_notice(
            fund=fund,
            year=year,
            month=breach.month,
            amount=breach.amount,
            projected_on=breach.projected_on,
            due_on=breach.notice_due,
            plan_due_on=breach.plan_due,
            sent_on=sent_on,
            sent_to=sent_to,
            text=text,
            by=by,
            illustrative=illustrative,
        )


def breach_at(fund: Fund, year: int, month: int) -> FundBreach:
    """The breach of one fund as at a period, if there is one, and what answered it."""
    state = Period.objects.filter(fund=fund, year=year, month=month).values_list("state", flat=True).first()
    opened = [fund] if state == Period.State.OPEN else []
    standings = load_fund_standings([one.pk for one in opened], year, month)
    now = {one.slug: variance(standings[one.pk]) for one in opened if one.pk in standings}
    found = breaches([fund], year, month, now=now, opened=opened, calendar=read_calendar([fund]))
    if not found:
        raise WrongState(f"{fund} is in view only: notice of its overspends is not given here.")
    return found[0]
