"""Many people at once, on real connections: nothing is lost, nothing posts twice, nothing slips past a lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from budgets.models import Change, Period
from reports.actions import lock_period
from s75.errors import AlreadyDone, PeriodLocked, RuleBroken, StaleVersion, WrongState
from schemes.actions.forecasts import RowInput, save_rows
from schemes.models import Actual, BudgetEntry, Forecast
from tests.schemes.actions.test_actuals import post
from tests.universe import YEAR, Universe, ledger_csv

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shire(transactional_db: None) -> Universe:
    return Universe()


def together(*jobs: Callable[[], object]) -> list[object]:
    """Run jobs at once, each on a connection of its own; a refusal is its result."""

    def run(job: Callable[[], object]) -> object:
        try:
            return job()
        except RuleBroken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_change_posted_by_two_at_once_posts_once(shire: Universe) -> None:
    change = shire.approved(shire.pool, {"HOME": Decimal(80)})
    results = together(lambda: shire.post(change), lambda: shire.post(change))
    assert {type(result) for result in results} == {Change, WrongState}
    assert BudgetEntry.objects.filter(change=change).count() == 1


def test_same_ledger_sent_twice_at_once_posts_once(shire: Universe) -> None:
    content = ledger_csv("P01", {"C100": "10.00"})
    results = together(*[lambda: post(shire, 1, content)] * 2)
    assert sum(isinstance(result, AlreadyDone) for result in results) == 1
    assert [a.amount for a in Actual.objects.filter(line__ref="BEDS-N")] == [Decimal("10.00")]


def test_eight_editors_lose_no_save(shire: Universe) -> None:
    """Each adds 1 to April, reading anew when somebody was quicker; every acknowledged save must be in the sum."""
    shire.forecast("HOME", 0)

    def add_ten() -> int:
        done = 0
        while done < 10:
            row = Forecast.objects.get(line=shire.lines["HOME"])
            april = (row.figures[0] or Decimal(0)) + 1
            entry = RowInput("HOME", {1: april}, version=row.version)
            try:
                save_rows(place=shire.place, year=YEAR, round=1, rows=[entry], by=shire.officer)
            except StaleVersion:
                continue
            done += 1
        return done

    assert sum(together(*[add_ten] * 8)) == 80  # type: ignore[arg-type]
    assert Forecast.objects.get(line=shire.lines["HOME"]).figures[0] == 80


def test_save_in_a_race_with_the_lock_is_before_it_or_refused(shire: Universe) -> None:
    rows = [RowInput("HOME", dict.fromkeys(range(1, 13), Decimal(50)), version=0)]
    save = lambda: save_rows(place=shire.place, year=YEAR, round=1, rows=rows, by=shire.officer)  # noqa: E731
    lock = lambda: lock_period(fund=shire.pool, year=YEAR, month=1, by=shire.manager, waive="x")  # noqa: E731
    saved, locked = together(save, lock)
    assert isinstance(locked, Period)
    kept = Forecast.objects.filter(line=shire.lines["HOME"])
    assert (isinstance(saved, PeriodLocked) and not kept.exists()) or kept.get().saved_at < locked.locked_at  # type: ignore[operator]
