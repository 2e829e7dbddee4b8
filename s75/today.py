"""What day it is in London: the one place that everything which falls due asks."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from s75.years import london_date


def moment() -> datetime:
    """Now; a test that needs another day puts its own in this one's place."""
    return timezone.now()


def today() -> date:
    """The date in London now."""
    return london_date(moment())
