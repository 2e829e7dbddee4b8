"""The start page before signing in, and the one-click sign-ins, which exist in a demonstration and nowhere else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from budgets.demonstration import DOMAIN, PASSWORD
from budgets.models import Place
from s75.models import User

pytestmark = pytest.mark.django_db
SIGN_IN = "/demonstration/sign-in/"


def text(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def officer(demonstration: Place) -> User:
    return User.objects.get(email=f"finance.officer.council@{DOMAIN}")


def test_the_start_page_says_what_it_is_and_leads_to_the_sign_in(client: Client) -> None:
    page = text(client)
    assert "section 75 of the National Health Service Act 2006" in page
    assert 'href="/account/sign-in/"' in page


def test_the_demonstration_lists_everybody_and_the_password_once(client: Client, demonstration: Place) -> None:
    page = text(client)
    people = User.objects.filter(email__endswith=DOMAIN)
    for person in people:
        assert person.name in page
        assert person.email in page
    assert page.count(PASSWORD) == 1
    assert "Figures that no source gives are illustrative" in page
    assert page.count(f'action="{SIGN_IN}"') == people.count()


def test_the_sign_ins_stand_place_by_place_with_the_first_open(client: Client, demonstration: Place) -> None:
    page = text(client)
    parts = dict(zip(re.findall(r"Sign-ins of ([^<]*)</caption>", page), page.split("</caption>")[1:], strict=True))
    assert list(parts)[:2] == ["Worcestershire", "Nottinghamshire"]
    assert page.count("<details") == len(parts)
    assert page.count('<details class="govuk-details" open>') == 1
    assert "Worcestershire: 12 people" in page
    assert f"pool.manager.council@{DOMAIN}" in parts["Worcestershire"]
    assert f"pool.manager.council.nottinghamshire@{DOMAIN}" in parts["Nottinghamshire"]
    assert f"pool.manager.council@{DOMAIN}" not in parts["Nottinghamshire"]


def test_the_list_takes_a_fixed_number_of_queries(
    client: Client, demonstration: Place, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        text(client)


def test_one_click_signs_in(client: Client, officer: User) -> None:
    assert client.post(SIGN_IN, {"user": officer.pk}).headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert "Your places" in text(client)


def test_another_click_changes_the_person_and_leaves_no_trace_of_the_first(client: Client, officer: User) -> None:
    client.post(SIGN_IN, {"user": officer.pk})
    session = client.session
    session["private"] = "of the first"
    session.save()
    clerk = User.objects.get(email=f"board.clerk.council@{DOMAIN}")
    client.post(SIGN_IN, {"user": clerk.pk})
    assert client.session["_auth_user_id"] == str(clerk.pk)
    assert "private" not in client.session


def test_the_click_is_a_post_with_a_token(officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(SIGN_IN).status_code == 405
    assert client.post(SIGN_IN, {"user": officer.pk}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text(client))
    assert token
    assert client.post(SIGN_IN, {"user": officer.pk, "csrfmiddlewaretoken": token[1]}).status_code == 302


@pytest.mark.parametrize("user", ["", "0", "x", "²", "99999999", "-1"])
def test_nobody_in_particular_is_not_found(client: Client, demonstration: Place, user: str) -> None:
    assert client.post(SIGN_IN, {"user": user}).status_code == 404


def test_a_real_person_cannot_be_chosen(client: Client, demonstration: Place) -> None:
    real = User.objects.create_user("chief@council.example", "three random words", name="Chief", is_staff=True)
    assert client.post(SIGN_IN, {"user": real.pk}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert real.email not in text(client)


def test_an_address_that_only_ends_alike_cannot_be_chosen(client: Client, demonstration: Place) -> None:
    real = User.objects.create_user(f"chief@not{DOMAIN}", "three random words", name="Chief")
    assert client.post(SIGN_IN, {"user": real.pk}).status_code == 404


def test_who_may_not_sign_in_is_not_offered(client: Client, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert officer.email not in text(client)
    assert client.post(SIGN_IN, {"user": officer.pk}).status_code == 404


def test_production_never_offers_it(client: Client, officer: User, settings: Settings) -> None:
    settings.PRODUCTION = True
    page = text(client)
    assert PASSWORD not in page
    assert DOMAIN not in page
    assert client.post(SIGN_IN, {"user": officer.pk}).status_code == 404


def test_without_a_demonstration_place_it_is_not_offered(client: Client, officer: User) -> None:
    Place.objects.update(demonstration=False)
    assert PASSWORD not in text(client)
    assert client.post(SIGN_IN, {"user": officer.pk}).status_code == 404
