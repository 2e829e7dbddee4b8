"""What is to be done besides the month: changes to decide and post, invitations, the paper; and what happened lately."""

from __future__ import annotations

from django.urls import reverse

from budgets.models import Change, Fund, Place
from budgets.roles import Power
from reports.home.desk import DONE, WAITS, Desk, Event, Task
from reports.home.month import waits_for
from reports.home.reading import Reading, day_of
from s75.years import month_label, month_name, year_label

NAMED = 3


def change_tasks(place: Place, reading: Reading, year: int, years: frozenset[int]) -> list[Task]:
    """The changes of a year that wait for the person; those of years without a desk stand on the desk of the newest.

    `years` are those of the place that have a desk. Without any, `year` is the page's and all changes are told.
    """
    piles = (
        (reading.piles.decide, "waits for your decision", "wait for your decision"),
        (reading.piles.post, "is approved and waits to be posted by you", "are approved and wait to be posted by you"),
        (reading.piles.own, "is a draft of yours", "are drafts of yours"),
    )
    newest = max(years, default=year)
    tasks = []
    for pile, one, many in piles:
        mine = [change for change in pile if change.place_id == place.pk]
        here = [change for change in mine if change.year == year or (change.year not in years and year == newest)]
        if len(here) == 1:
            tasks.append(Task(f"{_named(here[0])} {one}", _page(here[0])))
        elif here:
            tasks.append(Task(f"{len(here)} changes {many}", reverse("changes", args=[place.slug])))
    return tasks


def _named(change: Change) -> str:
    amount = "" if change.amount is None else f", £{change.amount:,.2f}"
    return f"“{change.title}” of {change.fund}{amount},"


def _page(change: Change) -> str:
    return reverse("change", args=[change.place.slug, change.pk])


def people_tasks(place: Place, reading: Reading) -> list[Task]:
    """Who was invited and has not answered: it is theirs to do, and the administrator's to remind them."""
    names = reading.unanswered.get(place.pk, ())
    if not names:
        return []
    listed = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    some = "1 person has" if len(names) == 1 else f"{len(names)} people have"
    return [Task(f"{some} not answered their invitation: {listed}", reverse("people", args=[place.slug]), WAITS)]


WRITES = (  # what changes figures, or who may; whoever has none of it reads
    Power.IMPORT_ACTUALS,
    Power.FORECAST,
    Power.REVIEW,
    Power.KEEP_PERIODS,
    Power.PROPOSE_CHANGES,
    Power.DECIDE_CHANGES,
    Power.POST_CHANGES,
    Power.SET_UP,
    Power.KEEP_CONTRIBUTIONS,
    Power.MANAGE_PEOPLE,
)


def only_reads(reading: Reading, funds: list[Fund]) -> bool:
    """Whether the person moves no figure of these funds: who prepares papers, who audits."""
    return not any(
        reading.access.may(power, heir=None, agreement=fund.agreement_id) for power in WRITES for fund in funds
    )


def paper_tasks(desk: Desk, reading: Reading, opened: dict[Fund, int]) -> list[Task]:
    """Whether the board paper is ready, and what is missing of the next."""
    tasks = []
    year, month = reading.closed.get(desk.place.pk, (0, 0))
    if year == desk.year:
        ready = f"The board paper of {month_label(month)} {month_name(year, month)} is ready: its figures are locked"
        tasks.append(Task(ready, desk.address("board", month), DONE))
    shares = [share for share in reading.shares if share.year == desk.year and share.fund in opened]
    if opened:
        missing = waits_for(shares, desk.month) or "the pool manager to lock it"
        tasks.append(
            Task(f"The board paper of {month_label(desk.month)} waits for {missing}", desk.address("board"), WAITS)
        )
    return tasks


def events_of(desk: Desk, reading: Reading) -> list[Event]:
    """The changes that were posted last in the place."""
    return [
        Event(f"{change}, {change.fund}, {year_label(change.year)}", day_of(change), _page(change))
        for change in reading.posted
        if change.place_id == desk.place.pk
    ]
