"""What was done to the notices of a fund's year, from their history: who recorded, corrected or withdrew one, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.apps import apps

from budgets.models import Fund
from s75.models import User


class NoticeVersion(NamedTuple):
    """What a notice said after one step, when it was done, by whom, and doing what, in the person's own words if any."""

    at: datetime
    by: str
    reason: str
    sent_on: date
    sent_to: str
    plan_on: date | None
    withdrawn: bool


def load_notice_versions(fund: Fund, year: int, month: int) -> list[NoticeVersion]:
    """Every step of the fund's notices up to a period of the year, the newest first; two queries."""
    events = apps.get_model("budgets", "OverspendNoticeEvent").objects
    rows = list(
        events.filter(fund=fund.pk, year=year, month__lte=month).select_related("pgh_context").order_by("-pgh_id")
    )
    told = [row.pgh_context.metadata if row.pgh_context else {} for row in rows]
    people = User.objects.in_bulk({of["user"] for of in told if of.get("user")})
    return [
        NoticeVersion(
            row.pgh_created_at,
            str(people.get(of.get("user"), "")),
            of.get("reason") or "",
            row.sent_on,
            row.sent_to,
            row.plan_received_on,
            row.withdrawn_at is not None,
        )
        for row, of in zip(rows, told, strict=True)
    ]
