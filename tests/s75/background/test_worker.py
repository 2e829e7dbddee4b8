"""The worker: ends when it is told to, at once when told twice, and outlives a database that goes away."""

from __future__ import annotations

import logging
import signal

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from s75.background import worker as module
from s75.background.worker import Worker
from s75.models import User
from tests.s75.background.tasks import make_person


def test_a_first_signal_lets_the_task_in_hand_end_and_a_second_does_not() -> None:
    worker = Worker("w")
    worker._end(signal.SIGTERM, None)
    assert worker.ending.is_set()
    with pytest.raises(SystemExit):
        worker._end(signal.SIGTERM, None)


def test_a_turn_keeps_to_the_schedule_and_does_one_task(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    seen: list[object] = []
    monkeypatch.setattr(module, "enqueue_due", seen.append)
    make_person.enqueue("one@test.example")
    make_person.enqueue("two@test.example")
    worker = Worker("w")
    assert [worker.turn() for _ in range(3)] == [True, True, False]
    assert User.objects.filter(name="Made by a task").count() == 2
    assert len(seen) == 1, "the schedule is looked at once a minute"


def test_a_lost_database_is_waited_for_and_the_task_goes_on(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    monkeypatch.setattr(module, "enqueue_due", lambda now: 0)
    monkeypatch.setattr("s75.background.worker.connection.close", lambda: None)
    make_person.enqueue("one@test.example")
    worker = Worker("w")
    waits: list[float] = []
    monkeypatch.setattr(worker.ending, "wait", waits.append)
    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(module, "take", lambda name: (_ for _ in ()).throw(OperationalError("gone")))
        assert [worker.turn(), worker.turn(), worker.turn()] == [False] * 3
    assert waits == [1.0, 2.0, 4.0]
    assert "The database is not to be reached" in caplog.text
    DBTaskResult.objects.update(run_after=timezone.now())
    assert worker.turn()
    assert User.objects.filter(email="one@test.example").exists()
