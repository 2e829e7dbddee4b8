"""From the database to a scheme of a place's year: its lines with their standings, and what came after it closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Sum

from budgets.models import Fund
from reports.facts.position import Group
from reports.loading.standings import load_sums, scope_parameters
from s75.models import User
from s75.money import ZERO
from schemes.models import Actual, Scheme
from schemes.queries import after_close, newest_forecasts


def load_scheme(
    scheme: Scheme, *, funds: Sequence[Fund], year: int, period: int, codes: Mapping[int, str]
) -> tuple[Group, ...]:
    """The scheme's lines in the funds as at the period, each a group; `codes` are the partners' codes by heir."""
    if not funds:
        return ()
    parameters = scope_parameters([fund.pk for fund in funds], year, period, None) | {"scheme": scheme.pk}
    return load_sums(parameters, codes, by_line=True, months=False, narrowed="AND l.scheme_id = %(scheme)s").groups


def late_costs(scheme: Scheme, *, funds: Sequence[Fund], year: int, period: int) -> Decimal:
    """What was posted by the period for months that begin after the scheme's last day, in £."""
    months = after_close(scheme.ends, year)
    if not months:
        return ZERO
    late = Actual.objects.filter(
        line__scheme=scheme, fund__in=funds, year=year, month__in=months, posted_in__lte=period
    )
    return late.aggregate(amount=Sum("amount"))["amount"] or ZERO


def forecast_past_close(scheme: Scheme, *, funds: Sequence[Fund], year: int, period: int) -> list[str]:
    """The lines whose newest forecast still has money in months after the scheme's last day."""
    months = after_close(scheme.ends, year)
    if not months:
        return []
    lines = dict(scheme.lines.filter(fund__in=funds, year=year).order_by("ref").values_list("pk", "ref"))
    newest = newest_forecasts(lines, up_to=period)
    return [ref for pk, ref in lines.items() if pk in newest and any(newest[pk].figures[m - 1] for m in months)]


def close_history(scheme: Scheme) -> list[tuple[datetime, str, str, str]]:
    """When the scheme was closed and reopened, by whom and why: moment, what, who, reason; the newest first."""
    events = apps.get_model("schemes", "SchemeEvent").objects.filter(pgh_obj_id=scheme.pk).select_related("pgh_context")
    moved, before = [], None
    for event in events.order_by("pgh_id"):
        if event.ends != before:
            moved.append((event, event.pgh_context.metadata if event.pgh_context else {}))
        before = event.ends
    names: dict[Any, str] = {
        user.pk: str(user) for user in User.objects.filter(pk__in=[about.get("user") for _, about in moved])
    }
    return [
        (
            event.pgh_created_at,
            f"closes on {event.ends:%-d %B %Y}" if event.ends else "goes on",
            names.get(about.get("user"), ""),
            about.get("reason") or "",
        )
        for event, about in moved[::-1]
    ]
