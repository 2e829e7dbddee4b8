"""Notices: each event once to each person, never to whoever did it, and by e-mail as each of them wants."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from budgets.actions.notices import choose_letters, mark_seen, silently, tell
from budgets.models import Notice
from budgets.notices.kinds import KINDS
from s75.background.queue import work_off
from tests.universe import Universe

SAYS = {"period": "P01 April 2024", "fund": "Pool"}


def open_told(world: Universe, key: str = "one") -> int:
    people = [world.officer.pk, world.commissioner.pk, world.manager.pk]
    return tell("period_opened", to=people, href="/x/", key=key, place=world.place, by=world.manager, says=SAYS)


def told(world: Universe) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind="period_opened", href="/x/").order_by("user__name")
    return [(str(row.user), row.text) for row in rows]


def all_letters_now() -> None:
    DBTaskResult.objects.update(run_after=timezone.now())
    work_off()


def test_an_event_is_told_once_and_not_to_whoever_did_it(world: Universe) -> None:
    assert (open_told(world), open_told(world)) == (2, 0)
    text = "P01 April 2024 of Pool is open"
    assert told(world) == [("Commissioner", text), ("Officer", text)]
    assert open_told(world, key="two") == 2


def test_nobody_is_told_of_what_is_loaded(world: Universe) -> None:
    with silently():
        assert open_told(world) == 0
    assert told(world) == []


def test_every_kind_can_be_said_and_is_of_its_own_key() -> None:
    assert len({kind.key for kind in KINDS}) == len(KINDS)
    assert all(kind.when and kind.who and len(kind.key) <= 30 for kind in KINDS)


def test_letters_come_at_once_together_and_once(world: Universe) -> None:
    Notice.objects.all().delete()
    choose_letters(letters="at_once", by=world.officer)
    open_told(world)
    open_told(world, key="two")
    assert mail.outbox == []
    all_letters_now()
    (letter,) = mail.outbox
    assert letter.to == ["officer@test.example"]
    assert letter.subject == "2 things are new in your pooled budgets"
    assert "P01 April 2024 of Pool is open" in letter.body
    assert "http://127.0.0.1:8000/x/" in letter.body
    first = Notice.objects.filter(user=world.officer).earliest("pk")
    assert letter.extra_headers["Message-ID"] == f"<notice-{first.pk}.{world.officer.pk}@localhost>"
    all_letters_now()
    assert len(mail.outbox) == 1
    assert not Notice.objects.filter(user=world.commissioner).exclude(mailed_at=None).exists(), "theirs come daily"


def test_a_letter_that_does_not_leave_is_sent_later(world: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    Notice.objects.all().delete()
    choose_letters(letters="at_once", by=world.officer)
    open_told(world)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", lambda self, messages: (_ for _ in ()).throw(OSError("no server")))
        all_letters_now()
    assert Notice.objects.get(user=world.officer).mailed_at is None
    all_letters_now()
    assert len(mail.outbox) == 1
    assert Notice.objects.get(user=world.officer).mailed_at is not None


def test_who_wants_no_letters_gets_none(world: Universe) -> None:
    choose_letters(letters="at_once", by=world.officer)
    open_told(world)
    choose_letters(letters="never", by=world.officer)
    all_letters_now()
    assert mail.outbox == []


def test_what_came_after_the_page_was_read_stays_new(world: Universe) -> None:
    Notice.objects.all().delete()
    open_told(world)
    seen = Notice.objects.get(user=world.officer)
    open_told(world, key="two")
    assert mark_seen(by=world.officer, upto=seen.pk) == 1
    assert Notice.objects.filter(user=world.officer, seen_at=None).count() == 1
    assert Notice.objects.filter(user=world.commissioner, seen_at=None).count() == 2
