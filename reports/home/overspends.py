"""The overspends that a pool manager answers: the notice that is due, and the remedial action plan, each by its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from budgets.models import Fund
from reports.home.desk import TO_DO, WAITS, Desk, Task
from reports.home.reading import Reading
from reports.managing.breaches import FundBreach
from s75.templatetags.s75 import sterling
from s75.years import year_label


def overspend_tasks(desk: Desk, reading: Reading, opened: Mapping[Fund, int]) -> list[Task]:
    """What the breaches of the funds that the person keeps still ask for; of what was answered there is nothing to do."""
    found = {fund: reading.breaches.get((fund.pk, desk.year)) for fund in opened}
    return [task for fund, one in found.items() if one is not None for task in _tasks(desk, one, opened[fund])]


def _tasks(desk: Desk, one: FundBreach, month: int) -> list[Task]:
    """The notice that is to be given, and the plan: it is waited for until the notice has gone."""
    if one.breach is None or one.plan_due is None:
        return []
    href = f"{reverse('overspend', args=[desk.place.slug, one.fund.slug])}?year={year_label(desk.year)}&period={month}"
    tasks = []
    if one.notice is None:
        text = f"Give notice of the overspend of {one.fund}: {sterling(one.breach.amount)}, projected since {one.since}"
        tasks.append(_dated(text, href, TO_DO, one.breach.notice_due, one.on))
    if one.notice is None or one.notice.plan_on is None:
        text = f"The remedial action plan for the overspend of {one.fund} is not recorded"
        tasks.append(_dated(text, href, WAITS if one.notice is None else TO_DO, one.plan_due, one.on))
    return tasks


def _dated(text: str, href: str, state: str, due: date, on: date) -> Task:
    return Task(text, href, state, due, max((on - due).days, 0))
