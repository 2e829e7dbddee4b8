"""What is done at set times: a routine puts one task a slot into the queue, whichever worker comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from s75.years import LONDON

ROUTINES: dict[str, Routine] = {}


@dataclass(frozen=True)
class Routine:
    """A task that is due once in each slot: every hour, or every day from an hour on (London time)."""

    task: Task[Any, Any]
    from_hour: int | None

    def slot(self, now: datetime) -> str | None:
        """The slot at a moment, as part of the task's key; None before the day's hour."""
        local = now.astimezone(LONDON)
        if self.from_hour is None:
            return f"{local:%Y-%m-%d %H}"
        return f"{local:%Y-%m-%d}" if local.hour >= self.from_hour else None


def daily(from_hour: int) -> Callable[[Task[Any, Any]], Task[Any, Any]]:
    """Decorator of a task that runs once a day, at that hour or as soon after it as a worker is there."""
    return lambda task: _register(Routine(task, from_hour))


def hourly(task: Task[Any, Any]) -> Task[Any, Any]:
    """Decorator of a task that runs once an hour."""
    return _register(Routine(task, None))


def _register(routine: Routine) -> Task[Any, Any]:
    ROUTINES[routine.task.module_path] = routine
    return routine.task


def enqueue_due(now: datetime) -> int:
    """Put every routine whose slot has come into the queue; how many were new. Any number of workers may do so."""
    due = [(routine.task, slot) for routine in ROUTINES.values() if (slot := routine.slot(now))]
    return sum(enqueue_once(task, key=f"{task.module_path} {slot}") for task, slot in due)


def enqueue_once(task: Task[Any, Any], *arguments: Any, key: str) -> bool:
    """Put a task into the queue unless one of that key ever was; whether it is new."""
    made: DBTaskResult[Any, Any] = DBTaskResult(
        id=task_id(key),
        args_kwargs={"args": list(arguments), "kwargs": {}},
        priority=task.priority,
        task_path=task.module_path,
        queue_name=task.queue_name,
        backend_name=task.backend,
        run_after=task.run_after or timezone.now(),
    )
    there = DBTaskResult.objects.filter(pk=made.pk).exists()
    if not there:
        DBTaskResult.objects.bulk_create([made], ignore_conflicts=True)
    return not there


def task_id(key: str) -> UUID:
    """The number of the task of a key: the same wherever it is asked for."""
    return uuid5(NAMESPACE_URL, f"s75:{key}")
