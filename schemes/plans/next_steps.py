"""What comes after an import: who decides on its opening budgets, whether the year has started, and then forecasting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from budgets.limits import who_decides
from budgets.models import Change, Fund, Period
from s75.years import month_label, year_label
from schemes.models import PlanImport


@dataclass(frozen=True)
class Next:
    """One step: what is to be done or was, by whom, and where."""

    text: str
    detail: str
    done: bool
    href: str = ""


def next_steps(made: PlanImport) -> list[Next]:
    """The steps that an import leaves, in their order."""
    numbers = made.summary.get("openings", [])
    openings = list(Change.objects.filter(pk__in=numbers).select_related("fund__agreement", "fund__host", "place"))
    funds = [change.fund for change in openings]
    steps = [_decision(change) for change in openings]
    if funds:
        steps += [_year(made, funds), _posting(openings), _forecast(made, openings)]
    return steps


def _decision(change: Change) -> Next:
    named = f"The opening budget of {change.fund}, £{change.amount or 0:,.2f}"
    href = reverse("change", args=[change.place.slug, change.pk])
    if change.state == Change.State.REQUESTED:
        return Next(
            f"{named}, waits for approval", f"{who_decides(change)} Whoever asked does not decide.", False, href
        )
    return Next(f"{named}, is {change.get_state_display().lower()}", "", change.state != Change.State.DRAFT, href)


def _year(made: PlanImport, funds: Iterable[Fund]) -> Next:
    """A year has started when its funds have periods, and one of them is open."""
    periods = Period.objects.filter(fund__in=list(funds), year=made.year).exclude(state=Period.State.FUTURE)
    opened = {period.fund_id for period in periods}
    waiting = [fund.name for fund in funds if fund.pk not in opened]
    href = reverse("set_up_year", args=[made.place.slug])
    if waiting:
        text = f"Start {year_label(made.year)} and open {month_label(1)}"
        return Next(text, f"The pool manager of {', '.join(waiting)} does that.", False, href)
    return Next(f"{year_label(made.year)} has started", "", True)


def _posting(openings: list[Change]) -> Next:
    waiting = [change.fund.name for change in openings if change.state != Change.State.POSTED]
    href = reverse("changes", args=[openings[0].place.slug])
    if waiting:
        return Next("Post the opening budget", f"The pool manager of {', '.join(waiting)} does that.", False, href)
    return Next("The opening budget is posted", "", True, href)


def _forecast(made: PlanImport, openings: list[Change]) -> Next:
    posted = all(change.state == Change.State.POSTED for change in openings)
    href = reverse("forecast", args=[made.place.slug]) + f"?year={year_label(made.year)}" if posted else ""
    return Next("Forecast", "The finance officers of whoever spends forecast their lines.", False, href)
