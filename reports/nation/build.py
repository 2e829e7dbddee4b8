"""Builds a synthetic nation month by month: what a period holds is written while it is open, then it is locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from budgets.models import Contribution, ContributionEntry, Period
from reports.nation.copying import settle
from reports.nation.months import forecast_round, keep_totals, post_ledgers
from reports.nation.places import Site, make_places
from reports.nation.shape import Shape, closed_on
from reports.nation.years import SiteYear, make_year, set_period
from s75.history import recorded
from s75.models import User
from s75.years import CLOSING_MONTH, month_label, year_label
from schemes.models import Actual, ActualsImport, BudgetEntry, Forecast, ImportRow, LedgerMonth, Line

TABLES = (
    Line, BudgetEntry, Actual, ActualsImport, ImportRow,
    LedgerMonth, Forecast, Contribution, ContributionEntry, Period,
)  # fmt: skip


def build_nation(shape: Shape, say: Callable[[str], object] = lambda line: None) -> list[Site]:
    """Write the nation, all of it or nothing, in one transaction; `say` is told of each year and month."""
    with recorded(by=None, reason="Make a synthetic nation"):
        by = _officer(shape)
        with recorded(by=by, reason="Make a synthetic nation"):
            sites = make_places(shape, by)
            for year in shape.all_years:
                years = make_year(shape, sites, year, by)
                settle(*TABLES)
                _run_year(shape, years, by, say)
    return sites


def _officer(shape: Shape) -> User:
    """The one synthetic person in whose name everything was done; nobody can sign in as them."""
    return User.objects.create_user(email=f"officer@{shape.prefix}.synthetic.example", name="Synthetic officer")


def _run_year(shape: Shape, years: Sequence[SiteYear], by: User, say: Callable[[str], object]) -> None:
    year = years[0].year
    last = shape.months if year == shape.last_year else CLOSING_MONTH
    for month in range(1, last + 1):
        if month > 1:
            set_period(years, month, "open", closed_on(year, month - 1, days=13), by)
        if month < CLOSING_MONTH:
            post_ledgers(shape, years, month, by)
            if month >= shape.first_round:
                forecast_round(shape, years, month, by)
        if month < last or last == CLOSING_MONTH:
            set_period(years, month, "locked", closed_on(year, month, days=12), by)
            keep_totals(years, month)
        settle(*(TABLES if month == 1 else ()))
        say(f"{year_label(year)} {month_label(month)}")
