"""The list of what is new, the count in the header, and the choice of letters."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.notices import tell
from budgets.models import LetterChoice, Notice
from tests.universe import Universe

SAYS = {"period": "P01", "fund": "Pool"}


@pytest.fixture
def officer(client: Client, world: Universe) -> Client:
    Notice.objects.all().delete()
    client.force_login(world.officer)
    return client


def told(world: Universe, *keys: str) -> None:
    for key in keys:
        tell("period_opened", to=[world.officer.pk], href=f"/{key}/", key=key, place=world.place, says=SAYS)


def count(answer: bytes) -> str | None:
    found = re.search(r's75-count">(\d+)<', answer.decode())
    return found[1] if found else None


def test_new_ones_come_first_until_all_are_seen(officer: Client, world: Universe) -> None:
    told(world, "first", "second")
    page = officer.get("/account/news/").content
    assert count(page) == "2"
    assert page.index(b"/second/") < page.index(b"/first/")
    newest = re.search(rb'name="upto" value="(\d+)"', page)
    assert newest is not None
    told(world, "third")
    assert officer.post("/account/news/", {"upto": newest[1].decode()}).status_code == 302
    page = officer.get("/account/news/").content
    assert count(page) == "1"
    assert page.index(b"/third/") < page.index(b"/second/")
    assert page.count(b'<strong class="govuk-tag">New</strong>') == 1


def test_nothing_yet_teaches_what_will_come(officer: Client) -> None:
    page = officer.get("/account/news/").content.decode()
    assert "Nothing yet" in page
    assert count(page.encode()) is None


def test_one_does_not_see_or_mark_anothers(officer: Client, world: Universe) -> None:
    tell("period_opened", to=[world.clerk.pk], href="/secret/", place=world.place, says=SAYS)
    assert b"/secret/" not in officer.get("/account/news/").content
    officer.post("/account/news/", {"upto": "999999999"})
    assert Notice.objects.get(user=world.clerk).seen_at is None


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 30])
def test_a_made_up_mark_marks_nothing(officer: Client, world: Universe, upto: str) -> None:
    told(world, "first")
    officer.post("/account/news/", {"upto": upto})
    assert Notice.objects.get(user=world.officer).seen_at is None


def test_the_count_costs_no_query(
    officer: Client, world: Universe, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told(world, *(str(number) for number in range(60)))
    officer.get("/glossary/")
    with django_assert_num_queries(3):  # the session, the person, and what they may do
        assert count(officer.get("/glossary/").content) == "60"
    with django_assert_num_queries(5):  # and the list with its length
        officer.get("/account/news/")


def test_the_choice_of_letters_is_kept(officer: Client, world: Universe) -> None:
    assert re.search(r'value="daily"[^>]*checked', officer.get("/account/letters/").content.decode())
    assert officer.post("/account/letters/", {"letters": "never"}).status_code == 302
    assert LetterChoice.objects.get(user=world.officer).letters == "never"
    answer = officer.post("/account/letters/", {"letters": "by pigeon"})
    assert answer.status_code == 422
    assert b"Choose one of these" in answer.content
