"""Many people at once, on real connections: nothing is lost, nothing posts twice, nothing slips past a lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from threading import Semaphore
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from budgets.models import Change, Period
from reports.actions import lock_period
from s75.errors import AlreadyDone, NotBalanced, PeriodLocked, RuleBroken, StaleVersion, WrongState
from schemes.actions.budgets import budget_of
from schemes.actions.changes import Amounts, draft_change
from schemes.actions.forecasts import RowInput, save_rows
from schemes.models import Actual, BudgetEntry, Forecast, ProposedBudget
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


def test_two_draw_80_from_a_line_of_100_and_one_succeeds_60_times_in_60(shire: Universe) -> None:
    """Two approved virements of 80 from one line of 100, posted at the same moment; then the money is brought back."""
    shire.post(shire.approved(shire.pool, {"HOME": Decimal(-500)}, money_in={}))
    home = shire.lines["HOME"]
    for turn in range(60):
        first, second = (_virement(shire, {"HOME": -80, "BEDS-C": 80}) for _ in range(2))
        results = together(partial(shire.post, first), partial(shire.post, second))
        assert {type(result) for result in results} == {Change, NotBalanced}, (turn, results)
        assert budget_of(home) == Decimal(20), turn
        shire.post(_virement(shire, {"HOME": 80, "BEDS-C": -80}))


def _virement(shire: Universe, amounts: dict[str, int]) -> Change:
    """An approved virement, written at once: its way there is not what is raced."""
    change = Change.objects.create(
        place=shire.place, fund=shire.pool, year=YEAR, kind="virement", title="x", reason="x", effective_from=1,
        requested_by=shire.officer, decided_by=shire.director, decided_at=timezone.now(),
    )  # fmt: skip
    ProposedBudget.objects.bulk_create(
        ProposedBudget(change=change, line=shire.lines[ref], amount=amount) for ref, amount in amounts.items()
    )
    change.state = Change.State.APPROVED
    change.save()
    return change


def test_two_draw_80_at_once_past_the_action_and_the_database_alone_stops_one(shire: Universe) -> None:
    shire.post(shire.approved(shire.pool, {"HOME": Decimal(-500)}, money_in={}))

    def bypass(change: Change) -> object:
        try:
            with transaction.atomic():
                now = timezone.now()
                Change.objects.filter(pk=change.pk).update(
                    state="posted", posted_in=1, posted_by=shire.manager, posted_at=now, number=90 + change.pk
                )
                rows = list(change.proposed_budgets.all())
                BudgetEntry.objects.bulk_create(
                    BudgetEntry(
                        change=change, line_id=row.line_id, fund=shire.pool, year=YEAR, posted_in=1, effective_from=1,
                        amount=row.amount, months=[row.amount] + [Decimal(0)] * 11,
                    )
                    for row in rows
                )  # fmt: skip
                return change
        except IntegrityError as refused:
            return refused

    for turn in range(10):
        pair = [_virement(shire, {"HOME": -80, "BEDS-C": 80}) for _ in range(2)]
        results = together(*[partial(bypass, change) for change in pair])
        assert {type(result) for result in results} == {Change, IntegrityError}, (turn, results)
        shire.post(_virement(shire, {"HOME": 80, "BEDS-C": -80}))


def test_same_form_sent_twice_at_once_makes_one_change(shire: Universe) -> None:
    amounts = Amounts({shire.lines["HOME"]: Decimal(-5), shire.lines["BEDS-C"]: Decimal(5)})

    def send() -> Change:
        return draft_change(
            fund=shire.pool, year=YEAR, kind="virement", title="x", reason="x", effective_from=1, amounts=amounts,
            key=UUID(int=5), ask=True, by=shire.officer,
        )  # fmt: skip

    assert len({result.pk for result in together(send, send)}) == 1  # type: ignore[attr-defined]
    assert ProposedBudget.objects.filter(change__key=UUID(int=5)).count() == 2


def test_same_ledger_sent_twice_at_once_posts_once(shire: Universe) -> None:
    content = ledger_csv("P01", {"C100": "10.00"})
    results = together(*[lambda: post(shire, 1, content)] * 2)
    assert sum(isinstance(result, AlreadyDone) for result in results) == 1
    assert [a.amount for a in Actual.objects.filter(line__ref="BEDS-N")] == [Decimal("10.00")]


def test_eight_editors_save_fifty_times_each_and_lose_no_save(shire: Universe) -> None:
    """Each adds 1 to April, and again to what stands when somebody was quicker; every acknowledged save is in the sum.

    Two of them save at the very same moment, whichever two: were it all eight, seven would be in vain each time.
    """
    shire.forecast("HOME", 0)
    refused, two = 0, Semaphore(2)

    def add(seen: Forecast) -> Forecast:
        april = (seen.figures[0] or Decimal(0)) + 1
        entry = RowInput("HOME", {1: april}, version=seen.version)
        return save_rows(place=shire.place, year=YEAR, round=1, rows=[entry], by=shire.officer)[0]

    def add_fifty() -> int:
        nonlocal refused
        seen = Forecast.objects.get(line=shire.lines["HOME"])
        done = 0
        while done < 50:
            try:
                with two:
                    seen = add(seen)
            except StaleVersion as stale:
                seen, refused = stale.current, refused + 1  # type: ignore[assignment]
            else:
                done += 1
        return done

    assert sum(together(*[add_fifty] * 8)) == 400  # type: ignore[arg-type]
    assert Forecast.objects.get(line=shire.lines["HOME"]).figures[0] == 400
    assert refused, "some were quicker than others"


def test_save_in_a_race_with_the_lock_is_before_it_or_refused(shire: Universe) -> None:
    rows = [RowInput("HOME", dict.fromkeys(range(1, 13), Decimal(50)), version=0)]
    save = lambda: save_rows(place=shire.place, year=YEAR, round=1, rows=rows, by=shire.officer)  # noqa: E731
    lock = lambda: lock_period(fund=shire.pool, year=YEAR, month=1, by=shire.manager, waive="x")  # noqa: E731
    saved, locked = together(save, lock)
    assert isinstance(locked, Period)
    kept = Forecast.objects.filter(line=shire.lines["HOME"])
    assert (isinstance(saved, PeriodLocked) and not kept.exists()) or kept.get().saved_at < locked.locked_at  # type: ignore[operator]
