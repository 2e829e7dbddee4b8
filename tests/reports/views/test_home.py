"""The start page of somebody signed in: their places, the open period, and what waits for them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.changes import decide_change
from budgets.actions.people import end_role, narrow_role
from budgets.actions.places import create_place, seat_partner
from budgets.actions.streams import create_stream
from budgets.actions.years import lock_open_period, open_period, start_year
from budgets.models import Membership, Place
from reports.actions import submit_forecasts
from s75.models import User
from schemes.actions.actuals import import_actuals
from schemes.actions.reviews import Seen, query
from schemes.actions.schemes import create_line, create_scheme
from schemes.models import Forecast
from tests.universe import YEAR, Universe, ledger_csv

QUERY = "?year=2024-25&amp;period=1"


TODAY = datetime(
    2024, 5, 9, 12, tzinfo=UTC
)  # of P01, April: the ICB's ledger is due on 13 May, the council's on the 17th


@pytest.fixture(autouse=True)
def in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def set_today(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("s75.today.moment", lambda: moment)


def page_of(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get("/").content.decode()


def tasks(page: str) -> list[tuple[str, str, str]]:
    """Each task as its sentence, its address without query, and its state."""
    found = []
    for item in re.findall(r'<li class="govuk-task-list__item.*?</li>', page, re.S):
        link = re.search(r'govuk-task-list__link"\s+href="([^"?]+)[^"]*"[^>]*>([^<]+)</a>', item)
        state = re.search(r'task-list__status"[^>]*>(.*?)</div>', item, re.S)
        assert link
        assert state
        found.append((unescape(link[2]), link[1], re.sub(r"<[^>]+>", "", state[1]).strip()))
    return found


def days(page: str) -> list[str]:
    """When each dated task is due, in the order of the page."""
    return re.findall(r'govuk-task-list__hint"[^>]*>([^<]+)<', page)


def headline(page: str) -> str:
    shown = re.search(r'class="s75-desk".*?<h3[^>]*>([^<]+)<', page, re.S)
    return shown[1] if shown else ""


def links(page: str) -> list[str]:
    shown = re.search(r'<ul class="s75-links">(.*?)</ul>', page, re.S)
    assert shown
    return re.findall(r"<a [^>]*>([^<]+)<", shown[1])


def test_an_officer_is_told_of_lines_and_ledger(client: Client, world: Universe) -> None:
    page = page_of(client, world.officer)
    assert "P01 April 2024" in page
    assert tasks(page) == [
        ("The ledger of Testshire Council is not in: P01", "/places/testshire/actuals/upload/", "To do"),
        ("3 of 3 lines of Testshire Council are not submitted", "/places/testshire/forecast/", "To do"),
    ]
    assert days(page) == ["Due on 17 May 2024", "Due on 22 May 2024"]
    assert headline(page) == "2 things to do, the first by 17 May 2024"
    assert links(page) == ["Position", "Forecast", "Actuals", "Closing", "Papers"]
    assert f'href="/places/testshire/forecast/{QUERY}"' in page


def test_what_is_done_says_so(client: Client, world: Universe) -> None:
    for ref, amount in (("BEDS-N", 100), ("BEDS-C", 50), ("HOME", 50)):
        world.forecast(ref, amount)
    submit_forecasts(place=world.place, year=YEAR, round=1, refs=["BEDS-N", "BEDS-C", "HOME"], by=world.officer)
    import_actuals(
        place=world.place,
        partner_code="TC",
        year=YEAR,
        month=1,
        filename="ledger.csv",
        content=ledger_csv("P01", {"C100": "100.00", "C200": "50.00"}),
        by=world.officer,
    )
    page = page_of(client, world.officer)
    assert "Nothing waits for you" in page
    assert tasks(page) == [
        ("All 3 lines of Testshire Council are submitted", "/places/testshire/forecast/", "Done"),
        ("The ledger of Testshire Council is in", "/places/testshire/actuals/", "Done"),
    ]
    assert tasks(page_of(client, world.manager)) == [
        (
            "P01 of Pool has every ledger and forecast: look it through and lock it",
            "/places/testshire/closing/",
            "To do",
        )
    ]


def test_each_officer_sees_their_own_partner_only(client: Client, world: Universe) -> None:
    assert [text for text, _, _ in tasks(page_of(client, world.board_officer))] == [
        "The ledger of NHS Testshire ICB is not in: P01",
        "1 of 1 lines of NHS Testshire ICB are not submitted",
    ]


def test_a_pool_manager_is_told_what_their_funds_wait_for(client: Client, world: Universe) -> None:
    assert tasks(page_of(client, world.manager)) == [
        ("P01 of Pool waits for 3 lines and 1 ledger", "/places/testshire/closing/", "To do")
    ]
    assert tasks(page_of(client, world.board_manager)) == [
        ("P01 of Lead waits for 1 line and 1 ledger", "/places/testshire/closing/", "To do")
    ]


@pytest.mark.parametrize("person", ["commissioner", "director"])
def test_who_has_nothing_to_do_is_told_so(client: Client, world: Universe, person: str) -> None:
    page = page_of(client, getattr(world, person))
    assert tasks(page) == []
    assert "Nothing waits for you" in page
    reviews = ["Review"] if person == "commissioner" else []
    assert links(page) == ["Position", *reviews, "Actuals", "Closing", "Papers"]


@pytest.mark.parametrize("person", ["clerk", "auditor"])
def test_who_only_reads_is_told_of_the_paper_and_the_last_changes(client: Client, world: Universe, person: str) -> None:
    page = page_of(client, getattr(world, person))
    board = "/places/testshire/papers/board/"
    assert tasks(page) == [("The board paper of P01 waits for 4 lines and 2 ledgers", board, "Waits for others")]
    assert "Nothing waits for you" in page
    assert "Last changes posted" in page
    assert page.count("2024-25</a>") == 2, "the opening budgets of both funds"
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)
    ready = "The board paper of P01 April 2024 is ready: its figures are locked"
    assert (ready, board, "Done") in tasks(page_of(client, getattr(world, person)))


def test_an_administrator_finds_the_people_and_who_has_not_answered(client: Client, world: Universe) -> None:
    page = page_of(client, world.operator)
    assert links(page)[-1] == "People"
    waits = "8 people have not answered their invitation: Auditor, Board manager, Board officer and 5 more"
    assert tasks(page) == [(waits, "/places/testshire/people/", "Waits for others")]
    world.clerk.set_password("a long password of one's own")
    world.clerk.save()
    assert tasks(page_of(client, world.operator))[0][0].startswith("7 people have not")


def test_late_is_said_with_the_days(client: Client, world: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, datetime(2024, 5, 20, 12, tzinfo=UTC))
    page = page_of(client, world.officer)
    assert [state for _, _, state in tasks(page)] == ["Late", "To do"]
    assert days(page) == ["Was due on 17 May 2024, 3 days ago", "Due on 22 May 2024"]
    assert headline(page) == "2 things to do, 1 late, the next by 22 May 2024"
    manager = tasks(page_of(client, world.manager))
    assert manager[0][0] == "P01 of Pool waits for 3 lines and 1 ledger. Late: Testshire Council"


def test_a_director_is_told_of_what_waits_for_their_decision(client: Client, world: Universe) -> None:
    asked = world.requested(world.pool, {"HOME": Decimal(5), "BEDS-C": Decimal(-5)}, kind="virement")
    page = page_of(client, world.director)
    assert tasks(page) == [
        (f"“{asked.title}” of Pool, £5.00, waits for your decision", f"/places/testshire/changes/{asked.pk}/", "To do")
    ]
    assert "waits for your decision" not in page_of(client, asked.requested_by)
    decide_change(change=asked, approve=True, authority="x", by=world.director)
    assert "waits for your decision" not in page_of(client, world.director)
    assert f"“{asked.title}” of Pool, £5.00, is approved and waits to be posted by you" in [
        text for text, _, _ in tasks(page_of(client, world.manager))
    ]


def test_a_commissioner_is_told_what_waits_for_review_and_the_officer_what_was_queried(
    client: Client, world: Universe
) -> None:
    world.forecast("BEDS-N", 100)
    submit_forecasts(place=world.place, year=YEAR, round=1, refs=["BEDS-N"], by=world.officer)
    page = page_of(client, world.commissioner)
    assert tasks(page) == [("1 line waits for your review", "/places/testshire/review/", "To do")]
    row = Forecast.objects.get(line=world.lines["BEDS-N"], round=1)
    query(place=world.place, year=YEAR, round=1, row=Seen("BEDS-N", row.version), text="Why?", by=world.commissioner)
    assert tasks(page_of(client, world.commissioner)) == []
    queried = "1 line of Testshire Council is queried: answer or change, and submit again"
    officer = page_of(client, world.officer)
    assert queried in [text for text, _, _ in tasks(officer)]
    assert "state=queried" in officer
    assert queried not in [text for text, _, _ in tasks(page_of(client, world.board_officer))]
    assert "New since you last looked" in officer
    assert "Why?" in officer


def test_an_outsider_is_told_whom_to_ask(client: Client, world: Universe) -> None:
    page = page_of(client, world.outsider)
    assert "Testshire" not in page
    assert "Worcestershire" not in page
    assert "Ask the administrator of your place" in page


def test_an_ended_role_takes_the_place_away(client: Client, world: Universe) -> None:
    role = Membership.objects.get(user=world.clerk)
    end_role(membership=role, place=world.place, by=world.operator)
    assert "Testshire" not in page_of(client, world.clerk)


def test_a_narrowed_officer_has_only_that_agreements_tasks(client: Client, world: Universe) -> None:
    other = create_agreement(
        place=world.place, title="Other", status="draft", starts=date(2024, 4, 1),
        partners=[world.council, world.board], by=world.operator,
    )  # fmt: skip
    role = Membership.objects.get(user=world.officer)
    narrow_role(membership=role, place=world.place, agreement=other, by=world.operator)
    create_fund(agreement=other, code="NEW", name="New", arrangement="pooled", host=world.council, by=world.operator)
    page = page_of(client, world.officer)
    assert tasks(page) == []
    assert "No period has been opened here yet" in page


def test_funds_in_different_periods_are_named(client: Client, world: Universe) -> None:
    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)
    page = page_of(client, world.officer)
    assert "P01 April 2024 (Lead); P02 May 2024 (Pool)" in page
    assert "The last period locked is P01 April 2024." in page
    assert (
        "The ledger of Testshire Council is not in: P01, P02",
        "/places/testshire/actuals/upload/",
        "To do",
    ) in tasks(page)


def test_the_demonstration_is_submitted_and_complete(client: Client, demonstration: Place) -> None:
    officer = User.objects.get(email="finance.officer.council@demonstration.example")
    assert [(text, state) for text, _, state in tasks(page_of(client, officer))] == [
        ("All 30 lines of Worcestershire County Council are submitted", "Done"),
        ("The ledger of Worcestershire County Council is in", "Done"),
    ]
    manager = User.objects.get(email="pool.manager.council@demonstration.example")
    pages = Counter(href.removeprefix("/places/worcestershire/") for _, href, _ in tasks(page_of(client, manager)))
    assert pages["closing/"] == 4
    assert pages["manage/worcestershire-bcf/"] == 2  # a notice and a plan
    assert pages["manage/worcestershire-ld/"] == 1  # the plan


def another_place(world: Universe, number: int) -> None:
    """A place with two funds, an open period and a line in each."""
    by = world.operator
    place = create_place(slug=f"place-{number}", name=f"Place {number}", board="Board", by=by)
    for partner, code in ((world.council, "TC"), (world.board, "ICB")):
        seat_partner(place=place, partner=partner, code=code, by=by)
    agreement = create_agreement(
        place=place, title="Agreement", status="draft", starts=date(2024, 4, 1),
        partners=[world.council, world.board], by=by,
    )  # fmt: skip
    stream = create_stream(place=place, name="Contribution", kind="contribution", by=by)
    for code, host in (("A", world.council), ("B", world.board)):
        fund = create_fund(
            agreement=agreement, code=f"{code}{number}", name=code, arrangement="pooled", host=host, by=by
        )
        manager = world.manager if host == world.council else world.board_manager
        start_year(fund=fund, year=YEAR, by=manager)
        open_period(fund=fund, year=YEAR, month=1, by=manager)
        scheme = create_scheme(fund=fund, ref=code, name=code, lead_commissioner=host, by=manager)
        create_line(
            scheme=scheme, fund=fund, year=YEAR, ref=code, stream=stream, contributing_partner=host,
            spending_partner=world.council, by=manager,
        )  # fmt: skip


def test_many_places_take_no_more_queries_than_one(
    client: Client, world: Universe, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page_of(client, world.officer)
    with django_assert_max_num_queries(22):
        client.get("/")
    for number in range(6):
        another_place(world, number)
    with django_assert_max_num_queries(22):
        page = client.get("/").content.decode()
    page_of(client, world.manager)
    with django_assert_max_num_queries(24):  # what overspends ask for, of the month that is open in all seven
        client.get("/")
    assert page.count('class="s75-desk"') == 7
    assert ("2 of 2 lines of Testshire Council are not submitted", "/places/place-3/forecast/", "To do") in tasks(page)
