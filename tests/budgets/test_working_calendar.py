"""When a fund's month is due: defaults, rules, single dates, and the day on which a demonstration stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from budgets.actions.working_calendar import move_due_dates, set_calendar_rules
from budgets.models import DueKind, Fund, Period, Place
from budgets.working_calendar import Due, due_dates, due_dates_of, from_opening
from s75.history import recorded
from tests.universe import YEAR, Universe

MAY = datetime(2024, 5, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_20_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s75.today.moment", lambda: MAY)


def days(world: Universe, month: int = 1, *funds: Fund) -> dict[tuple[str, int | None], date]:
    return {(due.kind, due.heir): due.day for due in due_dates(funds or [world.pool], YEAR, month)}


def test_a_new_fund_has_a_calendar_without_any_set_up(world: Universe) -> None:
    council, board = world.council.heir_id, world.board.heir_id
    assert days(world) == {
        ("opens", None): date(2024, 5, 1),
        ("ledger", council): date(2024, 5, 17),  # working day 12: the 6th is a bank holiday
        ("ledger", board): date(2024, 5, 13),  # working day 8
        ("forecast", council): date(2024, 5, 22),
        ("forecast", board): date(2024, 5, 22),
        ("review", council): date(2024, 5, 28),  # the 27th is a bank holiday
        ("review", board): date(2024, 5, 28),
        ("lock", None): date(2024, 5, 30),
    }


def test_the_closing_month_only_opens_and_is_locked(world: Universe) -> None:
    assert set(days(world, 13)) == {("opens", None), ("lock", None)}


def test_a_rule_counts_from_its_period_on_and_a_partners_own_comes_first(world: Universe) -> None:
    at: dict[str, Any] = {"funds": [world.pool], "year": YEAR, "by": world.manager}
    set_calendar_rules(kind="ledger", working_day=10, **at)
    set_calendar_rules(kind="ledger", working_day=3, month=2, partner=world.board, **at)
    board, council = ("ledger", world.board.heir_id), ("ledger", world.council.heir_id)
    assert (days(world)[board], days(world)[council]) == (date(2024, 5, 15), date(2024, 5, 15))
    assert (days(world, 2)[board], days(world, 2)[council]) == (date(2024, 6, 5), date(2024, 6, 14))
    assert days(world, 2, world.lead)[board] == date(2024, 6, 12)  # the other fund goes on as before


def test_a_single_date_differs_for_all_partners_or_for_one(world: Universe) -> None:
    at: dict[str, Any] = {
        "funds": [world.pool],
        "year": YEAR,
        "month": 1,
        "kind": "forecast",
        "reason": "Leave",
        "by": world.manager,
    }
    set_calendar_rules(
        funds=[world.pool], kind="forecast", working_day=2, year=YEAR, partner=world.board, by=world.manager
    )
    move_due_dates(day=date(2024, 5, 23), **at)
    move_due_dates(day=date(2024, 5, 24), partner=world.council, **at)
    found = {due.heir: due for due in due_dates([world.pool], YEAR, 1) if due.kind == DueKind.FORECAST}
    assert found[world.board.heir_id].day == date(2024, 5, 23)
    assert found[world.council.heir_id].day == date(2024, 5, 24)
    assert found[world.council.heir_id].why == "Leave"


def test_lateness_is_counted_from_the_day_after(world: Universe) -> None:
    late = {(due.kind, due.heir): due.days_late for due in due_dates([world.pool], YEAR, 1)}
    assert late["ledger", world.council.heir_id] == 3
    assert late["forecast", world.council.heir_id] == 0
    due = Due(1, YEAR, 1, None, "lock", date(2024, 5, 20), date(2024, 5, 20))
    assert (due.days_late, due.days_left) == (0, 0)


LATE = date(2024, 9, 2)
DAYS = {"opens": 1, "ledger": 12, "forecast": 15, "review": 18, "lock": 20}


def of_april(today: date = LATE, **given: date) -> list[Due]:
    """What is due of April, by the rules of `DAYS` or on the days given, which were moved."""
    usual = {"opens": date(2024, 5, 1), "ledger": date(2024, 5, 17), "forecast": date(2024, 5, 22)}
    usual |= {"review": date(2024, 5, 28), "lock": date(2024, 5, 30)}
    days = usual | given
    return [Due(1, YEAR, 1, None, kind, day, today, "Leave" if kind in given else "") for kind, day in days.items()]


@pytest.mark.parametrize(
    ("opened", "today", "ledger", "lock"),
    [
        (None, LATE, "2024-05-17", "2024-05-30"),
        (date(2024, 5, 17), LATE, "2024-05-17", "2024-05-30"),  # before the end of the first day: as usual
        (date(2024, 5, 18), LATE, "2024-06-05", "2024-06-17"),  # 12 and 20 working days after it; the 27th is a holiday
        (date(2024, 9, 2), LATE, "2024-09-18", "2024-09-30"),
        (date(2024, 9, 3), LATE, "2024-05-17", "2024-05-30"),  # a demonstration, looked at on a day before
    ],
)
def test_a_period_opened_after_its_first_day_counts_from_its_opening(
    opened: date | None, today: date, ledger: str, lock: str
) -> None:
    found = from_opening(of_april(today), opened, lambda due: DAYS[due.kind], {date(2024, 5, 27)})
    days = {due.kind: due for due in found}
    assert (str(days["ledger"].day), str(days["lock"].day)) == (ledger, lock)
    assert days["opens"].day == date(2024, 5, 1)
    counted = ledger != "2024-05-17"
    assert days["lock"].why == (f"the period was opened on {opened:%-d %B %Y}" if counted else "")
    assert [due.day for due in found] == sorted(due.day for due in found)


def test_a_single_date_stands_unless_the_period_was_opened_after_it() -> None:
    dues = of_april(ledger=date(2024, 8, 30), review=date(2024, 9, 6))
    assert from_opening(dues, date(2024, 5, 3), lambda due: DAYS[due.kind], ()) == dues, "its first day is not past"
    found = {d.kind: d for d in from_opening(dues, date(2024, 9, 2), lambda due: DAYS[due.kind], ())}
    assert (found["ledger"].day, found["ledger"].why) == (
        date(2024, 9, 18),
        "the period was opened on 2 September 2024",
    )
    assert (found["review"].day, found["review"].why) == (date(2024, 9, 6), "Leave")


def test_a_year_opened_long_afterwards_is_late_by_nothing(world: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = datetime(2025, 3, 31, 23, 30, tzinfo=UTC)  # already 1 April in London
    with recorded(by=None):
        Period.objects.filter(fund=world.pool, month=1).update(opened_at=opened)
    monkeypatch.setattr("s75.today.moment", lambda: datetime(2025, 4, 17, 12, tzinfo=UTC))
    ledger = next(
        due for due in due_dates([world.pool], YEAR, 1) if due.kind == "ledger" and due.heir == world.council.pk
    )
    assert (ledger.day, ledger.days_late) == (date(2025, 4, 17), 0)
    assert days(world, 2)["ledger", world.council.pk] == date(2024, 6, 18), "what was never opened is as it was"


def test_a_demonstration_stands_still_on_the_day_of_its_forecasts(demonstration: Place) -> None:
    funds = list(demonstration.funds.select_related("place"))
    found = due_dates(funds, 2022, 8)
    assert {due.today for due in found} == {date(2022, 12, 21)}
    assert {due.days_late for due in found if due.kind in ("forecast", "review", "lock")} == {0}


@pytest.mark.parametrize("places", [1, 5])
def test_the_calendar_takes_one_query(db: None, places: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    funds = list(Fund.objects.filter(place__demonstration=True).select_related("place"))[:places]
    with django_assert_num_queries(1):
        assert due_dates_of([(fund, 2022, month) for fund in funds for month in (8, 9)])
    with django_assert_num_queries(0):
        assert due_dates([], 2022, 8) == []
