"""The pool manager's page: which version, who is late, what stops the lock, breaches, and reminding; its queries."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.models import Notice, OverspendNotice
from reports.actions import submit_forecasts
from reports.managing.actions import send_notice
from s75.errors import NotPermitted, WrongState
from s75.models import User
from schemes.actions.actuals import import_actuals
from schemes.models import Forecast
from tests.reports.large_fund import large_fund
from tests.reports.views.conftest import SignedIn
from tests.reports.views.test_closing import hold_back
from tests.reports.views.test_place import page
from tests.universe import YEAR, Universe, ledger_csv

MANAGE = "/places/worcestershire/manage/"
AT_8 = MANAGE + "?year=2022-23&period=8"
HERE = "/places/testshire/manage/?year=2024-25&period=1"
JUNE = datetime(2024, 6, 3, 12, tzinfo=UTC)


def section(html: str, name: str) -> str:
    return html.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


@pytest.fixture
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s75.today.moment", lambda: JUNE)


def overspend(world: Universe, monthly: int = 60) -> None:
    """The council's lines are forecast and submitted: HOME at so much a month, against a budget of £50."""
    for ref, amount in (("BEDS-N", 100), ("BEDS-C", 50), ("HOME", monthly)):
        world.forecast(ref, amount, explanation="More visits")
    refs = ["BEDS-N", "BEDS-C", "HOME"]
    submit_forecasts(place=world.place, year=YEAR, round=1, refs=refs, by=world.officer)


def test_the_demonstration_is_calm(as_role: SignedIn) -> None:
    html = page(as_role("pool.manager.council"), AT_8)

    assert "P08 is open, so its figures still move. The last figures that do not move are those of P07." in html
    assert "Nobody is late." in section(html, "late")
    assert "every check of the open funds is met" in section(html, "stops")
    for figure in ("339,762.00", "4,214,080.00", "270,000.00", "169,800.00"):
        assert figure in section(html, "breaches")
    assert "Sent on 25 November 2022, in time" in section(html, "breaches")
    assert "Received on 14 December 2022, 2 days late" in section(html, "breaches")
    assert "30 of 30" in section(html, "complete")
    assert "200,860.40" in section(html, "movers")


def test_a_locked_period_says_so(as_role: SignedIn) -> None:
    html = page(as_role("auditor.council"), MANAGE + "?year=2022-23&period=7")
    assert "P07 is locked since" in html
    assert "Nobody: P07 is not open." in html
    assert "Remind" not in html


def test_what_stops_the_lock_is_named_fund_by_fund(as_role: SignedIn) -> None:
    hold_back()
    html = page(as_role("pool.manager.council"), AT_8)
    assert "1 of 4 lines not submitted: MH-02." in section(html, "stops")
    assert "1 line to forecast" in section(html, "late")


def test_who_is_late_is_reminded_once_a_day(client: Client, world: Universe, in_june: None) -> None:
    client.force_login(world.manager)
    html = page(client, HERE)
    late = section(html, "late")
    assert "17 days late" in late  # the council's ledger was due on 17 May
    assert "12 days late" in late  # forecasts were due on 22 May
    council = str(world.council.heir_id)
    for kind, day, told in (("ledger", "2024-05-17", "ledger"), ("forecast", "2024-05-22", "3 lines to forecast")):
        sent = {"kind": kind, "heir": council, "day": day}
        for said in (f"1 person was reminded: Testshire Council, {told}.", "Nobody new was reminded"):
            answer = client.post("/places/testshire/manage/remind/?year=2024-25&period=1", sent, follow=True)
            assert said in answer.content.decode()
    told_of = Notice.objects.filter(user=world.officer, kind__endswith="_due").values_list("kind", "text")
    assert set(told_of) == {
        ("ledger_due", "The ledger of Testshire Council for P01 April 2024 is overdue: the day was 17 May 2024"),
        ("forecast_due", "3 lines of Testshire Council for P01 April 2024 are overdue: the day was 22 May 2024"),
    }


def test_a_review_that_is_late_is_listed_with_its_page_and_reminded(
    client: Client, world: Universe, in_june: None
) -> None:
    overspend(world)
    Forecast.objects.filter(line__place=world.place).update(submitted_at=datetime(2024, 5, 27, 12, tzinfo=UTC))
    client.force_login(world.manager)
    late = section(page(client, HERE), "late")
    assert "7 days late" in late  # reviews were due on 28 May
    assert "/review/?year=2024-25&amp;period=1&amp;fund=testshire-pool&amp;state=submitted" in late
    assert "2 lines to review" in late, (
        "the board pays for one and leads the scheme of another; none reviews for the council"
    )
    sent = {"kind": "review", "heir": str(world.board.heir_id), "day": "2024-05-28"}
    answer = client.post("/places/testshire/manage/remind/?year=2024-25&period=1", sent, follow=True)
    assert "1 person was reminded: NHS Testshire ICB, 2 lines to review." in answer.content.decode()
    told = Notice.objects.filter(user=world.commissioner, kind="review_due").values_list("text", flat=True)
    assert list(told)[-1:] == ["2 lines of P01 April 2024 wait for your review, overdue: the day was 28 May 2024"]


def test_another_hosts_partners_are_not_reminded(client: Client, world: Universe, in_june: None) -> None:
    client.force_login(world.board_manager)
    sent = {"kind": "forecast", "heir": str(world.council.heir_id), "day": "2024-05-22"}
    assert client.post("/places/testshire/manage/remind/?year=2024-25&period=1", sent).status_code == 403
    assert not Notice.objects.filter(user=world.officer, kind="forecast_due").exists()


def test_a_control_total_that_differs_stops_the_lock(client: Client, world: Universe) -> None:
    import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="april.csv",
        content=ledger_csv("P01", {"C100": "100.00"}), control_total=Decimal("110.00"), difference="A late journal",
        by=world.officer,
    )  # fmt: skip
    client.force_login(world.manager)
    html = page(client, HERE)
    said = (
        "The control total of the ledger of Testshire Council for P01 differs from its file by £10.00: A late journal"
    )
    assert said in section(html, "stops")
    assert "Every open fund" not in section(html, "stops"), "the ledger is of one fund alone"
    assert "Differs: A late journal" in section(html, "complete")


def test_an_overspend_asks_for_a_notice_and_a_plan(client: Client, world: Universe) -> None:
    overspend(world)
    client.force_login(world.manager)
    where = f"/places/testshire/manage/{world.pool.slug}/"
    html = page(client, where)
    assert "Yes: £120.00 at P01" in html
    form = client.get(where + "notice/").context["form"]
    text = form["text"].value()
    assert "Pool is projected to spend £2,520.00 against a budget of £2,400.00: an overspend of £120.00 (5.0%" in text
    today = form["sent_on"].value()
    sent = {"sent_on": today, "sent_to": "Finance directors", "text": text}
    assert client.post(where + "notice/", sent).status_code == 302
    assert client.post(where + "notice/", sent).status_code == 422  # recorded already
    assert OverspendNotice.objects.get(fund=world.pool).amount == 120
    assert client.post(where + "plan/", {"received_on": today, "text": "Fewer visits"}).status_code == 302
    html = page(client, where)
    assert html.count("in time") == 2
    for form_of, kind in (("pdf", b"%PDF"), ("html", b"<!doctype html>")):
        answer = client.get(f"{where}notice.{form_of}")
        assert answer.content.startswith(kind)
    assert "Fewer visits" in client.get(f"{where}notice.html").content.decode()
    assert client.get(f"{where}notice.exe").status_code == 404

    correct, withdraw = (
        f"{where}notices/{OverspendNotice.objects.get(fund=world.pool).pk}/{step}/" for step in ("correct", "withdraw")
    )
    form = client.get(correct).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {
        "sent_to": "Both directors",
        "reason": "It went to two",
    }
    assert client.post(correct, sent).status_code == 302
    assert client.post(correct, sent).status_code == 409  # somebody, here the same person, changed it since
    html = page(client, where)
    for said in ("to Both directors", "It went to two", "What was recorded, corrected and withdrawn"):
        assert said in html
    assert client.post(withdraw, {"reason": ""}).status_code == 422
    assert client.post(withdraw, {"reason": "It never left"}).status_code == 302
    assert client.get(withdraw).status_code == 404
    html = page(client, where)
    assert "Withdrawn by Manager" in html
    assert "Record the notice" in html, "a notice is due again"
    given = {"fund": world.pool, "year": YEAR, "month": 1, "sent_on": today, "by": world.manager}
    send_notice(**given, sent_to="Finance directors", text=text)

    for ref in ("HOME",):  # the overspend goes, and with it the duty
        Forecast.objects.filter(line__ref=ref).update(figures=[None] + [Decimal(50)] * 12)
    html = page(client, where)
    assert "No overspend beyond its terms" in html
    assert "Notices on record whose overspend is gone" in html


def test_notice_is_given_of_what_stands_by_who_keeps_the_periods(world: Universe) -> None:
    given: dict[str, Any] = {"fund": world.pool, "year": YEAR, "month": 1, "sent_on": datetime.now(UTC).date()}
    given |= {"sent_to": "Finance directors", "text": "x"}
    with pytest.raises(WrongState, match="no notice is due"):
        send_notice(**given, by=world.manager)
    overspend(world)
    for person in (world.officer, world.board_manager, world.outsider):
        with pytest.raises(NotPermitted):
            send_notice(**given, by=person)
    assert send_notice(**given, by=world.manager).month == 1


def test_a_draft_projects_nothing_yet(client: Client, world: Universe) -> None:
    world.forecast("HOME", 90, explanation="More visits")
    client.force_login(world.auditor)
    assert "No overspend beyond its terms" in page(client, f"/places/testshire/manage/{world.pool.slug}/")


@pytest.mark.parametrize("lines", [60, 240])
def test_the_page_takes_few_queries(
    db: None, lines: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    large = large_fund(lines)
    client = Client()
    client.force_login(User.objects.get(pk=large.reader.pk))
    client.get("/glossary/")
    with django_assert_max_num_queries(16):
        assert client.get("/places/large/manage/?year=2022-23&period=8").status_code == 200


def test_several_funds_take_as_few(as_role: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    keeper = as_role("pool.manager.council")
    with django_assert_max_num_queries(16):
        page(keeper, AT_8)


def test_each_host_reminds_of_its_own_funds(as_role: SignedIn) -> None:
    hold_back("MH-02")
    hold_back("CH-02")  # hosted by the board
    council, board = as_role("pool.manager.council"), as_role("pool.manager.icb")
    late = section(page(council, AT_8), "late")
    assert "Mental health, Children and young people" in late
    asked = 'name="kind" value="forecast"'
    assert late.count(asked) == 1
    assert section(page(board, AT_8), "late").count(asked) == 1
    assert "NHS Herefordshire and Worcestershire ICB" in late  # who is to lock the fund that it hosts
