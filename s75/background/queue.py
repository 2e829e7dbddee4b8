"""The queue: a task is taken, run in one transaction with the mark that it is done, and put back when it fails."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

Queued: TypeAlias = "DBTaskResult[Any, Any]"
log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=30)
EACH_TIMES = 4  # 30 seconds, 2 minutes, 8, 32


class Stopped(Exception):
    """The task was begun as often as it may be, and each time its worker ended in the middle of it."""


def take(worker: str) -> Queued | None:
    """The next task that is ready and that nobody runs, with this attempt counted; None when there is none.

    The count is kept before the task begins, for a task that takes its worker down with it must not go on for ever.
    """
    with transaction.atomic():
        task = DBTaskResult.objects.ready().get_locked()
        if task is None:
            return None
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            _give_up(task, Stopped(f"Its worker ended in the middle of it {MOST_ATTEMPTS} times."))
            return task
        task.worker_ids = [*task.worker_ids, worker]
        task.started_at = timezone.now()
        task.save(update_fields=["worker_ids", "started_at"])
        return task


def run(task: Queued) -> bool:
    """Run a task that was taken, in one transaction with the mark that it is done; whether it was done.

    A connection that is lost comes out as it is: the database has then undone the whole, and the task is ready again.
    """
    try:
        with transaction.atomic():
            held = DBTaskResult.objects.ready().select_for_update(skip_locked=True).filter(pk=task.pk).first()
            if held is None:  # another worker has it
                return False
            result = held.task_result
            held.set_successful(result.task.call(*result.args, **result.kwargs))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a task raises is kept with it, and it is tried again
        _put_back(task, error)
        return False
    return True


def _put_back(task: Queued, error: Exception) -> None:
    """Keep what went wrong; try again later, a few times, then leave it to whoever runs the installation."""
    attempts = len(task.worker_ids)
    if attempts >= MOST_ATTEMPTS:
        _give_up(task, error)
        return
    log.warning("%s failed at attempt %s of %s: %r", task.task_path, attempts, MOST_ATTEMPTS, error)
    wait = FIRST_WAIT * EACH_TIMES ** max(attempts - 1, 0)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    DBTaskResult.objects.filter(pk=task.pk).update(
        run_after=timezone.now() + wait, exception_class_path=kind, traceback=str(error)
    )


def _give_up(task: Queued, error: Exception) -> None:
    log.error("%s (%s) was given up.", task.task_path, task.pk, exc_info=error)
    task.set_failed(error)


def work_off(worker: str = "here", most: int = 1000) -> int:
    """Run what is ready now, one task after another; how many were done. For commands and tests."""
    done = 0
    for _ in range(most):
        task = take(worker)
        if task is None:
            break
        done += run(task)
    return done


def run_now(key: UUID, worker: str = "request") -> bool:
    """Run one task here and now, for somebody who waits while no worker comes; whether it was done.

    False also where a worker has it in hand, or where it is over.
    """
    with transaction.atomic():
        task = DBTaskResult.objects.filter(pk=key, status="READY").select_for_update(skip_locked=True).first()
        if task is None:
            return False
        task.worker_ids = [*task.worker_ids, worker]
        task.started_at = task.run_after = timezone.now()
        task.save(update_fields=["worker_ids", "started_at", "run_after"])
    return run(task)


def is_over(key: UUID) -> bool:
    """Whether a task ended, well or given up."""
    return DBTaskResult.objects.finished().filter(pk=key).exists()
