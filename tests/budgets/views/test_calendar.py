"""The calendar's pages: the year as a table and as a file, moving a date and putting it back, rules, bank holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from budgets.calendar_file import calendar_file
from budgets.calendar_table import Cell, Column, Row, Table
from budgets.models import BankHoliday, CalendarRule, DueDate, OverspendTerms
from tests.budgets.views.people import plain
from tests.universe import YEAR, Universe

HERE = "/places/testshire/calendar/"
MOVE = {"month": "1", "kind": "ledger", "day": "2024-05-09", "reason": "Year end", "fund": "", "partner": ""}


@pytest.fixture(autouse=True)
def in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s75.today.moment", lambda: datetime(2024, 5, 1, 12, tzinfo=UTC))


@pytest.fixture
def keeper(client: Client, world: Universe) -> Client:
    client.force_login(world.manager)
    return client


def test_funds_with_the_same_days_stand_in_one_table(keeper: Client, world: Universe) -> None:
    page = plain(keeper.get(HERE).content)
    assert "Pool, Lead" in page
    assert "Ledger in: TC" in page
    assert "Fri 17 May 2024" in page
    keeper.post(HERE + "move/", MOVE)
    tables = keeper.get(HERE).context["tables"]
    assert [table.funds for table in tables] == [("Pool",), ("Lead",)]
    assert "moved: Year end" in plain(keeper.get(HERE).content)


def test_a_date_is_moved_in_the_funds_kept_and_put_back(keeper: Client, world: Universe) -> None:
    answer = keeper.post(HERE + "move/", MOVE, follow=True)
    assert "Ledger in for P01 is due on 9 May 2024." in plain(answer.content)
    moved = DueDate.objects.get()
    assert (moved.fund, moved.day) == (world.pool, date(2024, 5, 9))
    answer = keeper.post(f"{HERE}{moved.pk}/put-back/", follow=True)
    assert "due by its rule again" in plain(answer.content)
    assert keeper.post(f"{HERE}{moved.pk}/put-back/").status_code == 404


def test_what_a_rule_refuses_is_said_with_what_was_typed(keeper: Client, world: Universe) -> None:
    answer = keeper.post(HERE + "move/", MOVE | {"day": "2024-05-11"})
    assert answer.status_code == 422
    assert "Saturday 11 May 2024 is not a working day" in plain(answer.content)
    assert "Year end" in answer.content.decode()
    other = keeper.post(HERE + "move/", MOVE | {"fund": world.lead.pk})  # hosted by the other partner
    assert "Choose a fund that you keep" in plain(other.content)


def test_a_rule_for_every_fund_and_terms_are_set_by_their_pages(keeper: Client, world: Universe) -> None:
    given = {"fund": "", "kind": "forecast", "partner": "", "working_day": "9", "year": YEAR, "month": "1"}
    answer = keeper.post("/places/testshire/set-up/calendar/new/", given, follow=True)
    assert "A rule for 2 funds is added." in plain(answer.content)
    assert CalendarRule.objects.count() == 2
    given = {"fund": world.pool.pk, "year": YEAR, "month": "1", "tolerance": "5,000", "notice_days": "5"}
    answer = keeper.post("/places/testshire/set-up/overspend/new/", given | {"plan_days": "21"}, follow=True)
    assert "Up to £5,000" in plain(answer.content)
    assert OverspendTerms.objects.get(fund=world.pool).tolerance == 5000


def test_years_without_bank_holidays_are_named(keeper: Client, world: Universe) -> None:
    BankHoliday.objects.filter(day__year=2025).delete()
    assert "The bank holidays of 2025 are not on the list yet" in plain(keeper.get(HERE).content)


def test_bank_holidays_are_added_changed_and_removed(client: Client, world: Universe) -> None:
    client.force_login(world.operator)
    where = "/set-up/bank-holidays/"
    answer = client.post(where + "new/", {"day": "2029-01-01", "name": "New Year’s Day"}, follow=True)
    assert "New Year’s Day, 1 January 2029 is on the list." in plain(answer.content)
    again = client.post(where + "new/", {"day": "2029-01-01", "name": "x"})
    assert (again.status_code, "on the list already" in plain(again.content)) == (422, True)
    made = BankHoliday.objects.get(day=date(2029, 1, 1))
    client.post(f"{where}{made.pk}/", {"day": "2029-01-02", "name": "Moved"})
    answer = client.post(f"{where}{made.pk}/remove/", follow=True)
    assert "Moved, 2 January 2029, is off the list." in plain(answer.content)


def test_a_diary_reads_the_calendar(keeper: Client, world: Universe) -> None:
    keeper.post(HERE + "move/", MOVE)
    answer = keeper.get(HERE + "file/")
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar"
    assert "DTSTART;VALUE=DATE:20240509\r\nDTEND;VALUE=DATE:20240510\r\nSUMMARY:P01 Ledger in: TC (Pool)\r\n" in text
    assert "DESCRIPTION:Year end" in text


def test_a_diary_entry_is_folded_and_escaped() -> None:
    row = Row("P01", "April 2024", "open", (Cell(date(2024, 5, 1), "a; b\nc"),))
    table = Table(("Füñd, “one”" * 9,), (Column("Ledger in", "TC"),), (row,))
    text = calendar_file("A place", [table], datetime(2024, 5, 1, tzinfo=UTC))
    assert "DESCRIPTION:a\\; b c" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "Füñd\\, “one”" in text.replace("\r\n ", "")
