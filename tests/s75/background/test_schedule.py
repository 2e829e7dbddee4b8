"""The schedule: each routine once in its slot, by London's clock; and what is said of the worker's health."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from s75.background import health, schedule
from s75.background.schedule import Routine, enqueue_due
from tests.s75.background.tasks import make_person

DAILY, HOURLY = Routine(make_person, 7), Routine(make_person, None)


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "ROUTINES", {"daily": DAILY, "hourly": HOURLY})


@pytest.mark.parametrize(
    ("moment", "daily", "hourly"),
    [
        (datetime(2026, 1, 15, 6, 59, tzinfo=UTC), None, "2026-01-15 06"),
        (datetime(2026, 1, 15, 7, 0, tzinfo=UTC), "2026-01-15", "2026-01-15 07"),
        (datetime(2026, 1, 15, 23, 59, tzinfo=UTC), "2026-01-15", "2026-01-15 23"),
        (datetime(2026, 7, 15, 6, 0, tzinfo=UTC), "2026-07-15", "2026-07-15 07"),  # summer time
        (datetime(2026, 7, 15, 23, 30, tzinfo=UTC), None, "2026-07-16 00"),
    ],
)
def test_slots_go_by_the_clock_in_london(moment: datetime, daily: str | None, hourly: str) -> None:
    assert (DAILY.slot(moment), HOURLY.slot(moment)) == (daily, hourly)


def test_what_is_due_is_queued_once_whoever_looks(db: None, only_ours: None) -> None:
    seven = datetime(2026, 1, 15, 7, 5, tzinfo=UTC)
    assert (enqueue_due(seven), enqueue_due(seven)) == (2, 0)
    assert enqueue_due(seven + timedelta(hours=1)) == 1, "the hourly one"
    assert enqueue_due(seven + timedelta(days=1)) == 2


def test_every_routine_of_the_product_is_found() -> None:
    autodiscover_modules("tasks")
    names = {path.rsplit(".", 1)[1] for path in schedule.ROUTINES}
    assert names >= {"remind_people", "write_digests", "clear_uploads", "clear_sessions", "write_left_over"}


def test_the_check_says_what_is_wrong(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    cache.delete(health.SEEN)
    with pytest.raises(CommandError, match="No worker runs"):
        call_command("work", check=True)
    health.sign("a worker")
    call_command("work", check=True)
    assert "The worker runs; 0 tasks wait." in capsys.readouterr().out
    make_person.enqueue("new@test.example")
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(hours=1))
    with pytest.raises(CommandError, match="1 tasks wait, the oldest since"):
        call_command("work", check=True)
    DBTaskResult.objects.update(status="FAILED")
    with pytest.raises(CommandError, match="1 tasks were given up"):
        call_command("work", check=True)
