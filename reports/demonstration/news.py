"""What the demonstration's people are told when it is loaded: that the newest locked month is locked."""

from __future__ import annotations

from budgets.models import Period
from budgets.notices.periods import tell_locked


def tell_newest_lock(slug: str) -> None:
    """Tell a place's people of its newest locked month, as its lock would have."""
    rows = Period.objects.filter(fund__place__slug=slug, state=Period.State.LOCKED).select_related(
        "fund__place", "locked_by"
    )
    newest = rows.order_by("-year", "-month").first()
    if newest is None or newest.locked_by is None:
        return
    periods = rows.filter(year=newest.year, month=newest.month).order_by("fund__position", "fund")
    tell_locked(list(periods), by=newest.locked_by)
