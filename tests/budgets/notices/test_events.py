"""Who hears of changes and periods: those who decide, ask, post and work there, and nobody else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.actions.changes import decide_change
from budgets.actions.years import reopen_period
from budgets.models import Notice
from reports.actions import lock_period, lock_ready_periods
from schemes.actions.budgets import post_change
from tests.universe import YEAR, Universe


@pytest.fixture
def shire(world: Universe) -> Universe:
    """The small world, whose making nobody heard of."""
    Notice.objects.all().delete()
    return world


def heard(kind: str) -> dict[str, str]:
    """Who heard of a kind of event, and in which words."""
    return {str(row.user): row.text for row in Notice.objects.filter(kind=kind).order_by("user__name")}


def test_a_change_is_heard_of_by_who_decides_then_by_who_asked_and_posts(shire: Universe) -> None:
    change = shire.requested(shire.pool, {"HOME": Decimal(10)}, by=shire.officer)
    assert heard("change_asked") == {"Director": "Officer asks for a decision on “A variation”, Pool"}
    decide_change(change=change, approve=True, authority="x", by=shire.director)
    words = "Director approved “A variation”, Pool"
    assert heard("change_decided") == {"Officer": words, "Manager": words}
    post_change(change=change, by=shire.manager)
    words = "Manager posted “A variation”, Pool, in P01 2024-25"
    assert heard("change_posted") == {"Officer": words, "Director": words}


def test_a_refusal_is_heard_of_by_who_asked_alone(shire: Universe) -> None:
    change = shire.requested(shire.pool, {"HOME": Decimal(10)}, by=shire.officer)
    decide_change(change=change, approve=False, authority="Not now", by=shire.director)
    assert heard("change_decided") == {"Officer": "Director refused “A variation”, Pool"}


def test_a_lock_and_the_next_period_are_heard_of_in_the_agreement(shire: Universe) -> None:
    lock_period(fund=shire.pool, year=YEAR, month=1, waive="x", by=shire.manager)
    concerned = {"Officer", "Board officer", "Commissioner", "Director", "Clerk"}
    assert heard("period_locked") == dict.fromkeys(concerned, "Manager locked P01 April 2024 of Pool")
    working = {"Officer", "Board officer", "Commissioner"}
    assert heard("period_opened") == dict.fromkeys(working, "P02 May 2024 of Pool is open")
    reopen_period(fund=shire.pool, year=YEAR, month=1, reason="a late invoice", by=shire.manager)
    assert set(heard("period_reopened")) == concerned
    assert "“a late invoice”" in heard("period_reopened")["Clerk"]


def test_funds_locked_together_are_told_of_once(shire: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.actions.unmet_checks", lambda *args, **kwargs: [])
    monkeypatch.setattr("reports.actions.require_host", lambda *args: None)
    monkeypatch.setattr("budgets.actions.years.require_host", lambda *args: None)
    funds = [shire.pool, shire.lead]
    lock_ready_periods(place=shire.place, funds=funds, year=YEAR, month=1, by=shire.manager)
    assert heard("period_locked")["Clerk"] == "Manager locked P01 April 2024 of Pool and Lead"
    assert Notice.objects.filter(user=shire.officer).count() == 2
