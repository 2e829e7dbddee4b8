"""Whether the background work goes on: the worker's sign of life, what waits, and what was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

SEEN = "work.seen"
EVERY = 10  # seconds between two signs of life
BELIEVED = 35  # seconds that one is good for
OVERDUE = timedelta(minutes=10)


def sign(worker: str) -> None:
    """Say that a worker is there."""
    cache.set(SEEN, worker, BELIEVED)


def is_there() -> bool:
    """Whether a worker gave a sign of life lately."""
    return cache.get(SEEN) is not None


@dataclass(frozen=True)
class Health:
    """`waiting` tasks are ready and not begun; `given_up` failed as often as they may."""

    there: bool
    waiting: int
    oldest: datetime | None
    given_up: int

    @property
    def complaints(self) -> list[str]:
        """What is wrong, a sentence each; empty when all is well."""
        found = [] if self.there else ["No worker runs. Start one: manage.py work."]
        if self.oldest is not None and self.oldest < timezone.now() - OVERDUE:
            found.append(f"{self.waiting} tasks wait, the oldest since {timezone.localtime(self.oldest):%d %B %H:%M}.")
        if self.given_up:
            found.append(f"{self.given_up} tasks were given up. See /admin/django_tasks_database/dbtaskresult/.")
        return found


def health() -> Health:
    """How the background work stands now. What was given up is listed until it is cleared away after a month."""
    ready = DBTaskResult.objects.filter(status="READY", run_after__lte=timezone.now()).order_by("run_after")
    oldest = ready.values_list("run_after", flat=True).first()
    return Health(is_there(), ready.count(), oldest, DBTaskResult.objects.failed().count())
