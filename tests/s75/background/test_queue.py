"""The queue: a task happens whole and once, is tried again when it fails, and is given up in the end, never silently."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from s75.background.queue import FIRST_WAIT, MOST_ATTEMPTS, is_over, run_now, take, work_off
from s75.background.schedule import enqueue_once, task_id
from s75.models import User
from tests.s75.background.tasks import make_person

pytestmark = pytest.mark.django_db


def the_task() -> DBTaskResult:
    return DBTaskResult.objects.get(task_path=make_person.module_path)


def made() -> bool:
    return User.objects.filter(email="new@test.example").exists()


def test_a_task_is_done_with_its_mark() -> None:
    make_person.enqueue("new@test.example")
    assert work_off("first") == 1
    assert made()
    assert (the_task().status, the_task().return_value, the_task().worker_ids) == (
        "SUCCESSFUL",
        "new@test.example",
        ["first"],
    )
    assert work_off("second") == 0


def test_one_that_fails_leaves_nothing_and_is_tried_again_later() -> None:
    make_person.enqueue("new@test.example", fail=True)
    assert work_off() == 0
    assert not made()
    task = the_task()
    assert (task.status, task.traceback) == ("READY", "This is meant to fail.")
    assert timezone.now() + FIRST_WAIT / 2 < task.run_after <= timezone.now() + FIRST_WAIT
    assert work_off() == 0, "its time has not come"
    DBTaskResult.objects.filter(pk=task.pk).update(
        run_after=timezone.now(), args_kwargs={"args": ["new@test.example"], "kwargs": {}}
    )
    assert work_off() == 1
    assert made()


def test_one_that_always_fails_is_given_up_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    make_person.enqueue("new@test.example", fail=True)
    with caplog.at_level(logging.ERROR):
        for _ in range(MOST_ATTEMPTS):
            DBTaskResult.objects.update(run_after=timezone.now())
            work_off()
    task = the_task()
    assert (task.status, task.exception_class_path, len(task.worker_ids)) == (
        "FAILED",
        "builtins.ValueError",
        MOST_ATTEMPTS,
    )
    assert "given up" in caplog.text
    assert not made()


def test_one_that_takes_its_worker_down_each_time_is_given_up_too(caplog: pytest.LogCaptureFixture) -> None:
    make_person.enqueue("new@test.example")
    for turn in range(MOST_ATTEMPTS):  # taken, and its worker was never heard of again
        assert take(f"worker {turn}") is not None
    with caplog.at_level(logging.ERROR):
        assert work_off() == 0
    assert the_task().status == "FAILED"
    assert "ended in the middle of it" in the_task().traceback
    assert not made()


def test_the_same_key_is_queued_once() -> None:
    assert enqueue_once(make_person, "new@test.example", key="one")
    assert not enqueue_once(make_person, "new@test.example", key="one")
    assert work_off() == 1
    assert not enqueue_once(make_person, "new@test.example", key="one"), "not even when it is over"
    assert is_over(task_id("one"))


def test_somebody_who_waits_runs_a_task_at_once() -> None:
    make_person.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("new@test.example")
    key = the_task().pk
    assert run_now(key)
    assert made()
    assert not run_now(key)
