"""Which partners are past the day on which their forecasts of a round were due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budgets.models import DueKind, Fund
from budgets.working_calendar import Calendar, read_calendar
from s75.years import MONTHS

Late = Mapping[int, frozenset[int]]


def late_partners(funds: Sequence[Fund], year: int, month: int, calendar: Calendar | None = None) -> Late:
    """The heirs whose day for sending forecasts is past, by fund, for funds whose period is open: one query, or none; none
    with a `calendar` that was read already."""
    if not funds or month not in MONTHS:
        return {}
    calendar = calendar or read_calendar(funds)
    found = {}
    for fund in funds:
        dues = [due for due in calendar.dues(fund, year, month) if due.kind == DueKind.FORECAST]
        found[fund.pk] = frozenset(due.heir for due in dues if due.heir and due.days_late)
    return found
