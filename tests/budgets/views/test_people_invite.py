"""Inviting somebody: the letter with its link, the notice to who is known, and what is refused."""

from __future__ import annotations

import re
import smtplib
from unittest import mock

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from budgets.models import Membership
from s75.models import User
from tests.budgets.views.people import INVITE, PEOPLE, invitation, plain, role_of
from tests.universe import Universe


def test_a_new_person_gets_a_link_to_set_a_password(
    admin: Client, world: Universe, mailoutbox: list[EmailMessage]
) -> None:
    answer = admin.post(INVITE, invitation(world))
    assert answer.headers["Location"].startswith(PEOPLE)
    assert "A letter is on its way to new@test.example." in plain(admin.get(PEOPLE).content)
    (mail,) = mailoutbox
    assert mail.to == ["new@test.example"]
    assert mail.subject == "Your access to the pooled budgets of Testshire"
    assert "Your role is board clerk for Testshire Council. Writes, publishes and downloads the papers" in mail.body
    assert "Operator has invited you" in mail.body
    cache.clear()
    link = re.search(r"http://testserver(/account/reset/\S+)", str(mail.body))
    assert link
    visitor = Client()
    page = visitor.get(link[1], follow=True)
    assert "Set your password" in page.content.decode()
    words = "words that she chose"
    done = visitor.post(page.request["PATH_INFO"], {"password1": words, "password2": words})
    assert done.headers["Location"] == "/account/reset/done/"
    entered = visitor.post("/account/sign-in/", {"login": "new@test.example", "password": words})
    assert entered.headers["Location"] == "/"


def test_the_letter_names_where_to_get_another_link_and_that_works(
    admin: Client, world: Universe, mailoutbox: list[EmailMessage]
) -> None:
    admin.post(INVITE, invitation(world))
    assert "http://testserver/account/reset/\n" in str(mailoutbox[0].body)
    cache.clear()
    Client().post("/account/reset/", {"email": "new@test.example"})
    assert mailoutbox[1].to == ["new@test.example"]
    assert mailoutbox[1].subject == "Set a new s75 password"


def test_somebody_who_signs_in_already_gets_a_notice_without_a_link_to_a_password(
    admin: Client, world: Universe, mailoutbox: list[EmailMessage]
) -> None:
    world.officer.set_password("three random words")
    world.officer.save()
    admin.post(INVITE, invitation(world, email="Officer@test.example", name="Another name", role="auditor"))
    (mail,) = mailoutbox
    assert mail.subject == "You have a new role in the pooled budgets of Testshire"
    assert "Hello Officer," in mail.body
    assert "auditor for Testshire Council" in mail.body
    assert "/account/reset/" not in mail.body
    assert Membership.objects.filter(user=world.officer, ended_at=None).count() == 2


def test_a_letter_that_cannot_be_sent_keeps_the_role_and_says_what_to_do(admin: Client, world: Universe) -> None:
    with mock.patch("budgets.letters.send_mail", side_effect=smtplib.SMTPServerDisconnected("gone")):
        answer = admin.post(INVITE, invitation(world))
    assert answer.status_code == 302
    assert role_of(User.objects.get(email="new@test.example")).role == "board_clerk"
    assert "could not be sent. Ask the person to open this site" in plain(admin.get(PEOPLE).content)


def test_an_incomplete_invitation_says_what_is_missing_and_keeps_what_was_typed(
    admin: Client, world: Universe, mailoutbox: list[EmailMessage]
) -> None:
    answer = admin.post(INVITE, {"email": "nonsense", "name": "New Clerk"})
    assert answer.status_code == 422
    page = answer.content.decode()
    for field, sentence in (
        ("id_email", "Enter an e-mail address such as name@example.gov.uk"),
        ("id_partner", "Choose a partner"),
        ("id_role_0", "Choose a role"),
    ):
        assert re.search(rf'<a href="#{field}">[^<]*{sentence}', page)
        assert f'id="{field}"' in page
    assert 'value="New Clerk"' in page
    assert mailoutbox == []
    assert not User.objects.filter(name="New Clerk").exists()


def test_an_invitation_to_a_role_that_is_there_is_refused_with_its_rule(
    admin: Client, world: Universe, mailoutbox: list[EmailMessage]
) -> None:
    answer = admin.post(INVITE, invitation(world, email="clerk@test.example"))
    assert answer.status_code == 422
    assert "Clerk is already board clerk of Testshire Council." in plain(answer.content)
    assert 'value="clerk@test.example"' in answer.content.decode()
    assert mailoutbox == []


def test_the_form_describes_every_role_and_offers_the_places_partners_only(admin: Client) -> None:
    page = plain(admin.get(INVITE).content)
    assert "Reads everything, follows any figure to its postings, and changes nothing." in page
    assert "Testshire Council NHS Testshire ICB Role" in page
