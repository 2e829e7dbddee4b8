"""The letter of the day: what is to be done in each place, what is new, once, and only with something to say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import mail

from budgets.actions.notices import choose_letters, tell
from budgets.models import Notice
from reports.home.digest import send_digest
from reports.tasks import write_digests
from s75.background.queue import work_off
from tests.universe import Universe

MONDAY, TUESDAY, SUNDAY = (datetime(2024, 5, day, 9, tzinfo=UTC) for day in (13, 14, 12))


@pytest.fixture
def shire(world: Universe, monkeypatch: pytest.MonkeyPatch) -> Universe:
    Notice.objects.all().delete()
    monkeypatch.setattr("s75.today.moment", lambda: TUESDAY)
    return world


def news(world: Universe) -> None:
    says = {"period": "P01 April 2024", "fund": "Pool"}
    tell("period_opened", to=[world.officer.pk], href="/x/", place=world.place, says=says)


def test_it_says_what_is_to_be_done_and_what_is_new_once(shire: Universe) -> None:
    news(shire)
    assert send_digest(shire.officer)
    (letter,) = mail.outbox
    assert letter.subject.startswith("Your pooled budgets today: ")
    assert "Testshire, P01 April 2024: what you must do" in letter.body
    assert "The ledger of Testshire Council" in letter.body
    assert "What is new since the last letter" in letter.body
    assert "- P01 April 2024 of Pool is open" in letter.body
    html = letter.alternatives[0].content  # type: ignore[attr-defined]
    assert '<a href="http://127.0.0.1:8000/x/">P01 April 2024 of Pool is open</a>' in html
    assert not send_digest(shire.officer)


def test_without_news_it_comes_on_mondays_only(shire: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not send_digest(shire.officer)
    monkeypatch.setattr("s75.today.moment", lambda: MONDAY)
    assert send_digest(shire.officer)
    assert not send_digest(shire.outsider), "nothing to do, nothing new"


def test_who_chose_otherwise_gets_none(shire: Universe) -> None:
    choose_letters(letters="never", by=shire.officer)
    news(shire)
    assert not send_digest(shire.officer)


def test_a_days_letters_are_queued_once_and_on_working_days(shire: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    news(shire)
    assert write_digests.call() > 0
    assert write_digests.call() == 0
    work_off()
    assert [letter.to for letter in mail.outbox if "new" in letter.subject] == [["officer@test.example"]]
    monkeypatch.setattr("s75.today.moment", lambda: SUNDAY)
    assert write_digests.call() == 0
