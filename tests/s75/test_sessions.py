"""A session ends after an hour without use, after twelve hours in all, and with the browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from s75.models import User

pytestmark = pytest.mark.django_db
PAGE = "/account/password/"


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(User.objects.create_user("ann@example.gov.uk", "three random words", name="Ann"))
    assert client.get(PAGE).status_code == 200
    return client


def status_after(client: Client, moment: datetime) -> int:
    seconds = mock.patch("time.time", return_value=moment.timestamp())
    with seconds, mock.patch("django.utils.timezone.now", return_value=moment):
        return client.get(PAGE).status_code


def test_an_hour_without_use_ends_it(signed_in: Client) -> None:
    assert status_after(signed_in, timezone.now() + timedelta(minutes=61)) == 302


def test_use_keeps_it_open_past_the_first_hour(signed_in: Client) -> None:
    start = timezone.now()
    assert [status_after(signed_in, start + timedelta(minutes=40 * n)) for n in range(1, 6)] == [200] * 5


def test_twelve_hours_end_it_in_spite_of_use_and_say_so(signed_in: Client) -> None:
    start = timezone.now()
    for number in range(1, 18):
        assert status_after(signed_in, start + timedelta(minutes=40 * number)) == 200
    assert status_after(signed_in, start + timedelta(hours=12, seconds=1)) == 302
    assert "Sign in again to go on." in signed_in.get("/account/sign-in/").content.decode()


def test_it_is_saved_at_most_once_a_minute(signed_in: Client) -> None:
    before = Session.objects.get().expire_date
    assert signed_in.get(PAGE).status_code == 200
    assert Session.objects.get().expire_date == before


def test_its_cookie_ends_with_the_browser_and_is_out_of_scripts_reach(signed_in: Client) -> None:
    cookie = signed_in.cookies["sessionid"]
    assert cookie["expires"] == cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
