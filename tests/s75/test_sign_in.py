"""Getting in: by e-mail and password, by invitation, never by signing up, and not by guessing."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django_tasks_db.models import DBTaskResult

from s75.accounts import password_path
from s75.background.queue import work_off
from s75.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "three random words"
SIGN_IN = "/account/sign-in/"


@pytest.fixture
def ann() -> User:
    cache.clear()
    return User.objects.create_user("ann@example.gov.uk", PASSWORD, name="Ann Officer")


def sign_in(client: Client, password: str, email: str = "Ann@example.gov.uk", address: str = "127.0.0.1") -> str:
    answer = client.post(SIGN_IN, {"login": email, "password": password}, REMOTE_ADDR=address)
    return answer.content.decode() if answer.status_code != 302 else answer["Location"]


def test_the_right_password_opens_and_leads_where_one_was_going(client: Client, ann: User) -> None:
    answer = client.get("/account/password/")
    assert answer["Location"] == f"{SIGN_IN}?next=/account/password/"
    answer = client.post(answer["Location"], {"login": ann.email, "password": PASSWORD, "next": "/account/password/"})
    assert answer["Location"] == "/account/password/"
    assert "Ann Officer" in client.get("/account/password/").content.decode()


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client, ann: User) -> None:
    assert "The e-mail address or the password is wrong." in sign_in(client, "wrong")
    assert "The e-mail address or the password is wrong." in sign_in(client, "wrong", "nobody@example.gov.uk")
    assert "_auth_user_id" not in client.session


def test_a_user_whose_access_has_ended_is_refused(client: Client, ann: User) -> None:
    User.objects.update(is_active=False)
    assert "_auth_user_id" not in client.session
    assert sign_in(client, PASSWORD) == "/account/inactive/"
    assert "Your access has ended" in client.get("/account/inactive/").content.decode()
    assert "_auth_user_id" not in client.session


def test_a_sixth_try_at_one_account_is_refused_even_with_the_right_password(client: Client, ann: User) -> None:
    for number in range(5):
        assert "is wrong" in sign_in(client, "wrong", address=f"192.0.2.{number}")
    assert "Too many sign-ins have failed." in sign_in(client, PASSWORD, address="192.0.2.99")
    assert "_auth_user_id" not in client.session


def test_many_tries_from_one_address_are_refused_whatever_the_account(client: Client, ann: User) -> None:
    for number in range(20):
        assert "is wrong" in sign_in(client, "wrong", f"user{number}@example.gov.uk", "192.0.2.7")
    assert "Too many sign-ins have failed." in sign_in(client, PASSWORD, address="192.0.2.7")
    assert sign_in(client, PASSWORD, address="192.0.2.8") == "/"


def test_a_flood_of_requests_gets_a_page_that_says_so(client: Client, ann: User) -> None:
    for _ in range(30):
        client.post(SIGN_IN, {})
    answer = client.post(SIGN_IN, {})
    assert answer.status_code == 429
    assert "Try again in ten minutes." in answer.content.decode()


def test_limits_are_counted_in_the_database_across_all_workers() -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_a_forgotten_password_is_set_anew_by_e_mail(client: Client, ann: User, mailoutbox: list[EmailMessage]) -> None:
    answer = client.post("/account/reset/", {"email": "ANN@example.gov.uk"})
    assert answer["Location"] == "/account/reset/sent/"
    (mail,) = mailoutbox
    assert mail.to == [ann.email]
    assert mail.subject == "Set a new s75 password"
    link = re.search(r"http://testserver(/\S+)", str(mail.body))
    assert link
    set_password(client, link[1], "another three words")
    assert sign_in(client, "another three words") == "/"


def test_an_unknown_address_gets_the_same_page_and_no_mail(client: Client, mailoutbox: list[EmailMessage]) -> None:
    cache.clear()
    answer = client.post("/account/reset/", {"email": "nobody@example.gov.uk"})
    assert answer["Location"] == "/account/reset/sent/"
    assert mailoutbox == []


def test_a_mail_server_that_is_away_tells_nobody_which_addresses_are_known(client: Client, ann: User) -> None:
    with mock.patch("s75.accounts.send_mail", side_effect=ConnectionRefusedError):
        answer = client.post("/account/reset/", {"email": ann.email})
    assert answer["Location"] == "/account/reset/sent/"


def test_with_a_worker_there_it_sends_the_link_and_no_task_holds_it(
    client: Client, ann: User, mailoutbox: list[EmailMessage]
) -> None:
    with mock.patch("s75.accounts.is_there", return_value=True):
        client.post("/account/reset/", {"email": ann.email})
    assert mailoutbox == []
    assert DBTaskResult.objects.get(task_path="s75.tasks.write_password_link").args_kwargs["args"][0] == ann.pk
    assert work_off() == 1
    assert "http://testserver/account/reset/" in str(mailoutbox[0].body)


def set_password(client: Client, path: str, password: str) -> None:
    page = client.get(path, follow=True)
    assert "Set your password" in page.content.decode()
    done = client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})
    assert done["Location"] == "/account/reset/done/"


def test_an_invited_user_sets_a_password_by_a_link_that_works_once(client: Client) -> None:
    cache.clear()
    user = User.objects.create_user("new@example.gov.uk", name="New Officer")
    path = password_path(user)
    set_password(client, path, "words that she chose")
    assert sign_in(client, "words that she chose", user.email) == "/"
    client.logout()
    assert "This link no longer works" in client.get(path, follow=True).content.decode()


def test_a_weak_password_is_refused_with_reasons(client: Client, ann: User) -> None:
    client.force_login(ann)
    fields = {"oldpassword": PASSWORD, "password1": "password", "password2": "password"}
    page = client.post("/account/password/", fields).content.decode()
    assert "There is a problem" in page
    assert "too short" in page
    assert "too common" in page


def test_a_signed_in_user_without_a_password_may_set_one(client: Client) -> None:
    client.force_login(User.objects.create_user("new@example.gov.uk", name="New Officer"))
    page = client.get("/account/password/", follow=True)
    assert page.request["PATH_INFO"] == "/account/password/first/"
    assert "Set your password" in page.content.decode()


def test_signing_out_is_a_post_that_ends_the_session(client: Client, ann: User) -> None:
    client.force_login(ann)
    assert "Sign out?" in client.get("/account/sign-out/").content.decode()
    assert client.post("/account/sign-out/")["Location"] == "/account/signed-out/"
    assert "_auth_user_id" not in client.session
    assert "You have signed out" in client.get("/account/signed-out/").content.decode()


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reauthenticate"])
def test_pages_that_nobody_needs_are_not_routed(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
