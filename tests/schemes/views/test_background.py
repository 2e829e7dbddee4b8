"""A big ledger: read and posted by the worker, its page left and returned to, and done here when no worker comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from budgets.models import Notice
from s75.background import health
from s75.background.queue import work_off
from schemes.actions import background
from schemes.intake import planning
from schemes.intake.reading import FileRead, read_by_format
from schemes.models import ActualsImport, BackgroundLedger, PendingUpload
from tests.schemes.views.uploading import GOOD, UPLOAD, nothing_posted, send, text
from tests.universe import Universe, ledger_csv


@pytest.fixture(autouse=True)
def everything_is_big(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(background, "BIG_TEXT", 10)
    health.sign("a worker")
    yield
    cache.delete(health.SEEN)


def sent(officer: Client, amounts: dict[str, str] = GOOD) -> str:
    """Upload a ledger; the address of its page."""
    answer = send(officer, ledger_csv("P01", amounts))
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def pending() -> str:
    return str(PendingUpload.objects.get().pk)


def told(world: Universe) -> list[str]:
    kinds = ("ledger_read", "ledger_refused", "ledger_posted")
    return [row.text for row in Notice.objects.filter(user=world.officer, kind__in=kinds).order_by("pk")]


def test_a_big_file_is_read_looked_through_and_posted_by_the_worker(officer: Client, world: Universe) -> None:
    address = sent(officer)
    page = text(officer.get(address).content)
    assert "The file waits to be read" in page
    assert "Read it now" not in page
    far = officer.get(f"{UPLOAD}{pending()}/").json()
    assert far == {"percent": 0, "words": "The file waits to be read", "over": False}
    assert work_off() == 1
    assert officer.get(f"{UPLOAD}{pending()}/").json()["over"] is True
    assert "Control total of the file (cumulative) £150.01" in text(officer.get(address).content)
    assert nothing_posted()

    number = pending()
    for _ in range(2):  # a second click asks for nothing more
        answer = officer.post(UPLOAD, {"pending": number, "step": "post"})
        assert answer.headers["Location"] == address
    assert "The file waits to be posted" in text(officer.get(address).content)
    assert nothing_posted()
    assert work_off() == 1
    made = ActualsImport.objects.get(place=world.place)
    assert officer.get(f"{UPLOAD}{number}/").json() == {"over": True}
    assert officer.get(address).headers["Location"] == f"/places/testshire/actuals/{made.pk}/"
    assert told(world) == [
        "ledger.csv is read: look through it and post it",
        "ledger.csv is posted, £150.01 in all",
    ]
    assert not BackgroundLedger.objects.exists()


def test_a_big_file_is_read_once(officer: Client, world: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def counted(content: bytes, name: str, **other: Any) -> FileRead:
        names.append(name)
        return read_by_format(content, name, **other)

    monkeypatch.setattr(background, "read_by_format", counted)
    monkeypatch.setattr(planning, "read_by_format", counted)
    address = sent(officer)
    work_off()
    officer.get(address)
    officer.post(UPLOAD, {"pending": pending(), "step": "post"})
    work_off()
    assert ActualsImport.objects.filter(place=world.place).count() == 1
    assert names == ["ledger.csv"]


def test_problems_are_shown_and_told(officer: Client, world: Universe) -> None:
    address = sent(officer, {"C100": "ten pounds"})
    work_off()
    answer = officer.get(address)
    assert answer.status_code == 422
    assert "ten pounds" in text(answer.content)
    assert told(world) == ["ledger.csv cannot be posted as it is"]


def test_what_changed_between_reading_and_posting_refuses_and_says_why(officer: Client, world: Universe) -> None:
    address = sent(officer)
    work_off()
    number = pending()
    officer.post(UPLOAD, {"pending": number, "step": "post"})
    world.place.funds.get(pk=world.pool.pk).periods.filter(month=1).update(state="future")
    work_off()
    assert nothing_posted()
    answer = officer.get(address)
    assert answer.status_code == 422
    assert "No period of Pool is open in 2024-25." in text(answer.content)
    assert told(world)[-1] == "ledger.csv cannot be posted as it is"


def test_without_a_worker_the_page_says_so_and_it_is_done_here(officer: Client, world: Universe) -> None:
    cache.delete(health.SEEN)
    address = sent(officer)
    assert "Read it now" not in text(officer.get(address).content), "it waits some seconds first"
    BackgroundLedger.objects.update(asked_at=timezone.now() - timedelta(seconds=6))
    assert "Read it now" in text(officer.get(address).content)
    assert officer.get(f"{UPLOAD}{pending()}/").json()["over"] is True
    answer = officer.post(UPLOAD, {"pending": pending(), "step": "now"})
    assert "To be posted, the difference to earlier files £150.01" in text(
        officer.get(answer.headers["Location"]).content
    )
    number = pending()
    officer.post(UPLOAD, {"pending": number, "step": "post"})
    officer.post(UPLOAD, {"pending": number, "step": "now"})
    assert ActualsImport.objects.filter(place=world.place).count() == 1
    assert work_off() == 0


def test_one_that_was_given_up_meanwhile_is_not_read(officer: Client, world: Universe) -> None:
    sent(officer)
    officer.post(UPLOAD, {"pending": pending(), "step": "drop"})
    assert work_off() == 1
    assert told(world) == []


def test_a_task_that_was_given_up_is_said_to_be(officer: Client) -> None:
    address = sent(officer)
    DBTaskResult.objects.update(status="FAILED")
    page = text(officer.get(address).content)
    assert "could not be worked on, and nothing was posted" in page
    assert "Give this file up" in page


def test_nobody_else_sees_how_far_it_is(officer: Client, world: Universe) -> None:
    sent(officer)
    other = Client()
    other.force_login(world.board_officer)
    assert other.get(f"{UPLOAD}{pending()}/").json() == {"over": True}


def test_a_small_file_needs_no_worker(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "BIG_TEXT", 1024 * 1024)
    assert "Control total of the file" in text(officer.get(sent(officer)).content)
    assert not BackgroundLedger.objects.exists()
