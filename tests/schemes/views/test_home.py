"""The start page of somebody signed in: their places, the open period, and what waits for them."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import end_role, narrow_role
from budgets.actions.places import create_place, seat_partner
from budgets.actions.streams import create_stream
from budgets.actions.years import lock_open_period, open_period, start_year
from budgets.models import Membership, Place
from reports.actions import submit_forecasts
from s75.models import User
from schemes.actions.actuals import import_actuals
from schemes.actions.schemes import create_line, create_scheme
from tests.universe import YEAR, Universe, ledger_csv

QUERY = "?year=2024-25&amp;period=1"


def page_of(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get("/").content.decode()


def tasks(page: str) -> list[tuple[str, str, str]]:
    """Each task as its sentence, its address without query, and its state."""
    found = re.findall(
        r'govuk-task-list__link"\s+href="([^"?]+)[^"]*"[^>]*>([^<]+)</a>.*?task-list__status"[^>]*>(.*?)</div>',
        page,
        re.S,
    )
    return [(unescape(text), href, re.sub(r"<[^>]+>", "", state).strip()) for href, text, state in found]


def links(page: str) -> list[str]:
    shown = re.search(r'<ul class="s75-links">(.*?)</ul>', page, re.S)
    assert shown
    return re.findall(r"<a [^>]*>([^<]+)<", shown[1])


def test_an_officer_is_told_of_lines_and_ledger(client: Client, world: Universe) -> None:
    page = page_of(client, world.officer)
    assert "P01 April 2024" in page
    assert tasks(page) == [
        ("3 of 3 lines of Testshire Council are not submitted", "/places/testshire/forecast/", "To do"),
        ("The ledger of Testshire Council is not in: P01", "/places/testshire/actuals/upload/", "To do"),
    ]
    assert links(page) == ["Position", "Forecast", "Actuals", "Closing", "Board paper"]
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
        "1 of 1 lines of NHS Testshire ICB are not submitted",
        "The ledger of NHS Testshire ICB is not in: P01",
    ]


def test_a_pool_manager_is_told_what_their_funds_wait_for(client: Client, world: Universe) -> None:
    assert tasks(page_of(client, world.manager)) == [
        ("P01 of Pool waits for 3 lines and 1 ledger", "/places/testshire/closing/", "To do")
    ]
    assert tasks(page_of(client, world.board_manager)) == [
        ("P01 of Lead waits for 1 line and 1 ledger", "/places/testshire/closing/", "To do")
    ]


@pytest.mark.parametrize("person", ["commissioner", "director", "clerk", "auditor"])
def test_readers_find_their_place_without_tasks(client: Client, world: Universe, person: str) -> None:
    page = page_of(client, getattr(world, person))
    assert tasks(page) == []
    assert links(page) == ["Position", "Actuals", "Closing", "Board paper"]


def test_an_administrator_finds_the_people(client: Client, world: Universe) -> None:
    assert links(page_of(client, world.operator))[-1] == "People"


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
    assert len(tasks(page_of(client, manager))) == 4


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
    with django_assert_max_num_queries(10):
        client.get("/")
    for number in range(6):
        another_place(world, number)
    with django_assert_max_num_queries(10):
        page = client.get("/").content.decode()
    assert page.count('class="s75-desk"') == 7
    assert ("2 of 2 lines of Testshire Council are not submitted", "/places/place-3/forecast/", "To do") in tasks(page)
