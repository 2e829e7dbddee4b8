"""What falls due: told before its day, on it and after it, once each, and to others when it stays undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from budgets.models import DueKind, Notice
from budgets.working_calendar import due_dates
from s75.history import recorded
from s75.working_days import add
from schemes.models import Cover, Forecast, LineOfficer
from schemes.notices.reminders import remind, working_days_between
from schemes.notices.suspense import remind_of_suspense
from tests.schemes.ledgers import bring
from tests.universe import YEAR, Universe

Today = Callable[[date], None]


@pytest.fixture
def shire(world: Universe, today: Today) -> Universe:
    Notice.objects.all().delete()
    today(date(2024, 5, 1))
    return world


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Today:
    def be(day: date) -> None:
        monkeypatch.setattr("s75.today.moment", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    return be


def day_of(world: Universe, kind: str) -> date:
    """When something of the council's P01 is due."""
    found = due_dates([world.pool], YEAR, 1)
    return next(due.day for due in found if due.kind == kind and due.heir == world.council.pk)


def heard(kind: str, user: object = None) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).order_by("pk")
    return [(str(row.user), row.text) for row in rows if user in (None, row.user)]


def test_a_ledger_is_asked_for_before_on_and_after_its_day(shire: Universe, today: Today) -> None:
    due = day_of(shire, DueKind.LEDGER)
    today(due - timedelta(days=10))
    remind()
    assert heard("ledger_due", shire.officer) == []
    for day in (due - timedelta(days=1), due - timedelta(days=1), due, add(due, 1, ())):
        today(day)
        remind()
    named = f"{due:%-d %B %Y}"
    assert [text for _, text in heard("ledger_due", shire.officer)] == [
        f"The ledger of Testshire Council for P01 April 2024 is due on {named}",
        f"The ledger of Testshire Council for P01 April 2024 is due by the end of {named}",
        f"The ledger of Testshire Council for P01 April 2024 is overdue: the day was {named}",
    ]


def test_what_stays_undone_goes_up(shire: Universe, today: Today) -> None:
    due = day_of(shire, DueKind.LEDGER)
    today(add(due, 3, ()))
    remind()
    remind()
    words = f"Testshire Council is late for P01 April 2024 of Pool: the ledger, due on {due:%-d %B %Y}"
    assert heard("late_to_manager", shire.manager) == [("Manager", words)]
    assert heard("late_to_director", shire.director) == []
    today(add(due, 6, ()))
    remind()
    assert heard("late_to_director", shire.director) == [("Director", words)]
    assert len(heard("late_to_manager", shire.manager)) == 1


def test_what_is_in_is_not_asked_for(shire: Universe, today: Today) -> None:
    bring(shire, 1, {"C100": "10.00", "C200": "5.00"})
    today(day_of(shire, DueKind.LEDGER))
    remind()
    assert heard("ledger_due", shire.officer) == []


def test_forecasts_are_asked_for_of_the_lines_officer_and_stand_in(shire: Universe, today: Today) -> None:
    due = day_of(shire, DueKind.FORECAST)
    second, third = (shire._person(name, "finance_officer", shire.council) for name in ("second", "third"))
    LineOfficer.objects.create(line=shire.lines["HOME"], user=second)
    Cover.objects.create(place=shire.place, officer=second, stand_in=third, first_day=due, last_day=due, reason="Leave")
    today(due)
    remind()
    named = f"of Testshire Council for P01 April 2024 is due by the end of {due:%-d %B %Y}"
    others = named.replace(" is ", " are ")
    assert heard("forecast_due", shire.officer) == [("Officer", f"2 lines {others}")]
    assert heard("forecast_due", second) == [("Second", f"3 lines {others}")], "its own, and those of nobody"
    assert heard("forecast_due", third) == [("Third", f"3 lines {others}")]


def submit(world: Universe, *refs: str, on: date) -> None:
    """These lines are forecast and submitted on a day, so that the board reviews what it pays for."""
    for ref in refs:
        world.forecast(ref, 10)
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    with recorded(by=None):
        Forecast.objects.filter(line__ref__in=refs).update(
            state="submitted", submitted_by=world.officer, submitted_at=moment
        )


def review_day(world: Universe) -> date:
    return next(due.day for due in due_dates([world.pool], YEAR, 1) if due.kind == DueKind.REVIEW)


def test_a_review_is_asked_for_before_and_after_its_day_and_goes_up(shire: Universe, today: Today) -> None:
    due = review_day(shire)
    submit(shire, "BEDS-N", "HOME", on=due)
    for day in (due - timedelta(days=7), due - timedelta(days=1), due, add(due, 1, ()), add(due, 6, ())):
        today(day)
        remind()
    named, late = f"{due:%-d %B %Y}", f"overdue: the day was {due:%-d %B %Y}"
    told = ("due on " + named, "due by the end of " + named, late, late)
    assert heard("review_due") == [
        ("Commissioner", f"1 line of P01 April 2024 waits for your review, {words}") for words in told
    ], "the board pays for one of the two lines; nobody reviews for the council"
    said = f"NHS Testshire ICB is late for P01 April 2024 of Pool: 1 line not reviewed, due on {named}"
    assert [one for one in heard("late_to_manager", shire.manager) if "reviewed" in one[1]] == [("Manager", said)]


def test_what_came_after_its_review_was_due_is_nobodys_lateness(shire: Universe, today: Today) -> None:
    due = review_day(shire)
    submit(shire, "BEDS-N", on=add(due, 4, ()))
    today(add(due, 4, ()))
    remind()
    assert len(heard("review_due", shire.commissioner)) == 1
    assert not [text for _, text in heard("late_to_manager") if "reviewed" in text]


def test_what_is_reviewed_or_written_by_the_reviewer_is_not_asked_for(shire: Universe, today: Today) -> None:
    due = review_day(shire)
    submit(shire, "BEDS-N", on=due)
    with recorded(by=None):
        Forecast.objects.filter(line__ref="BEDS-N").update(saved_by=shire.commissioner)
    today(due)
    remind()
    assert heard("review_due") == []


def test_suspense_is_told_of_once_a_week(shire: Universe, today: Today) -> None:
    bring(shire, 1, {"C100": "10.00", "Z9": "3.00"})
    for day in (date(2024, 5, 13), date(2024, 5, 15), date(2024, 5, 20)):
        today(day)
        remind_of_suspense()
    words = "1 code of Testshire Council leads nowhere yet: £3.00 in suspense"
    assert heard("suspense_stands") == [("Officer", words)] * 2


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2024, 5, 3), date(2024, 5, 3), 0),
        (date(2024, 5, 3), date(2024, 5, 2), 0),
        (date(2024, 5, 3), date(2024, 5, 6), 0),  # a bank holiday after a weekend
        (date(2024, 5, 3), date(2024, 5, 8), 2),
    ],
)
def test_working_days_are_counted_between(first: date, last: date, days: int) -> None:
    assert working_days_between(first, last, frozenset({date(2024, 5, 6)})) == days
