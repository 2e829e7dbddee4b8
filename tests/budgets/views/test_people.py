"""The pages about people: who sees them, inviting with a letter, ending and narrowing, and every refusal."""

from __future__ import annotations

import re
import smtplib
from datetime import date
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import end_role, invite_person
from budgets.actions.places import create_place, seat_partner
from budgets.models import Membership
from s75.models import User
from tests.universe import Universe

PEOPLE = "/places/testshire/people/"
INVITE = f"{PEOPLE}invite/"


@pytest.fixture
def admin(client: Client, world: Universe) -> Client:
    client.force_login(world.operator)
    return client


def role_of(user: User) -> Membership:
    return Membership.objects.get(user=user, ended_at=None)


def invitation(world: Universe, **other: Any) -> dict[str, Any]:
    return {
        "email": "new@test.example",
        "name": "New Clerk",
        "partner": world.council.pk,
        "role": "board_clerk",
        **other,
    }


def plain(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def pages(world: Universe) -> list[str]:
    return [PEOPLE, INVITE, f"{PEOPLE}{role_of(world.clerk).pk}/end/", f"{PEOPLE}{role_of(world.clerk).pk}/narrow/"]


@pytest.mark.parametrize(
    "person", ["officer", "board_officer", "commissioner", "manager", "director", "clerk", "auditor"]
)
def test_readers_may_not_see_the_people(client: Client, world: Universe, person: str) -> None:
    client.force_login(getattr(world, person))
    assert [client.get(page).status_code for page in pages(world)] == [403] * 4
    assert client.post(INVITE, invitation(world)).status_code == 403
    assert client.post(pages(world)[2]).status_code == 403
    assert role_of(world.clerk).ended_at is None


def test_an_outsider_finds_no_people(client: Client, world: Universe) -> None:
    client.force_login(world.outsider)
    assert [client.get(page).status_code for page in pages(world)] == [404] * 4
    assert client.post(pages(world)[2]).status_code == 404


def test_an_administrator_of_another_place_is_an_outsider(client: Client, world: Universe) -> None:
    client.force_login(User.objects.get(email="administrator.council@demonstration.example"))
    assert [client.get(page).status_code for page in pages(world)] == [404] * 4


def test_a_role_of_another_place_is_not_found(admin: Client, world: Universe) -> None:
    theirs = Membership.objects.get(user__email="auditor.council@demonstration.example")
    assert admin.post(f"{PEOPLE}{theirs.pk}/end/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_the_list_shows_active_roles_first_and_ended_ones_with_the_day(admin: Client, world: Universe) -> None:
    end_role(membership=role_of(world.auditor), place=world.place, by=world.operator)
    page = plain(admin.get(PEOPLE).content)
    assert page.index("Officer officer@test.example") < page.index("Auditor auditor@test.example")
    ended = (
        r"Auditor auditor@test\.example Auditor Testshire Council All agreements .* Ended \d+ \w+ \d{4}, by Operator"
    )
    assert re.search(ended, page)
    assert page.count("Active") == 8


def test_the_list_takes_the_same_queries_at_any_size(
    admin: Client, world: Universe, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin.get(PEOPLE)  # the first request of a session also saves it
    with django_assert_max_num_queries(8):
        admin.get(PEOPLE)
    for number in range(60):
        invite_person(
            email=f"p{number}@test.example",
            name=f"Person {number}",
            place=world.place,
            partner=world.board,
            role="auditor",
            by=world.operator,
        )
    with django_assert_max_num_queries(8):
        page = admin.get(PEOPLE).content.decode()
    assert page.count("<tr") == 51
    assert "page=2" in page


def test_people_can_be_invited_before_any_period_is_opened(admin: Client, world: Universe) -> None:
    by = world.operator
    place = create_place(slug="newshire", name="Newshire", board="Newshire HWB", by=by)
    seat_partner(place=place, partner=world.council, code="TC", by=by)
    agreement = create_agreement(
        place=place, title="New", status="draft", starts=date(2024, 4, 1), partners=[world.council], by=by
    )
    create_fund(agreement=agreement, code="NEW", name="New", arrangement="pooled", host=world.council, by=by)
    page = admin.get("/places/newshire/people/").content.decode()
    assert "People and their roles" in page
    assert "/places/newshire/closing/" in page
    assert "/places/newshire/papers/board/" not in page  # nothing that would not be found yet
    answer = admin.post("/places/newshire/people/invite/", invitation(world))
    assert answer.status_code == 302
    assert "New Clerk" in admin.get(answer.headers["Location"]).content.decode()


def test_a_new_person_gets_a_link_to_set_a_password(
    admin: Client, world: Universe, mailoutbox: list[EmailMessage]
) -> None:
    answer = admin.post(INVITE, invitation(world))
    assert answer.headers["Location"].startswith(PEOPLE)
    assert "A letter is on its way to new@test.example." in plain(admin.get(PEOPLE).content)
    (mail,) = mailoutbox
    assert mail.to == ["new@test.example"]
    assert mail.subject == "Your access to the pooled budgets of Testshire"
    assert "Your role is board clerk for Testshire Council. Prepares and downloads the papers" in mail.body
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


def test_ending_asks_first_and_then_ends(admin: Client, world: Universe) -> None:
    address = f"{PEOPLE}{role_of(world.clerk).pk}/end/"
    assert "End this role?" in plain(admin.get(address).content)
    assert role_of(world.clerk).ended_at is None
    assert admin.post(address).headers["Location"].startswith(PEOPLE)
    assert "Clerk is no longer board clerk of Testshire Council." in plain(admin.get(PEOPLE).content)
    assert not Membership.objects.filter(user=world.clerk, ended_at=None).exists()
    again = admin.post(address)
    assert again.status_code == 422
    assert "This role has ended already." in plain(again.content)


def test_the_last_administrator_is_refused_with_the_cure(admin: Client, world: Universe) -> None:
    answer = admin.post(f"{PEOPLE}{role_of(world.operator).pk}/end/")
    assert answer.status_code == 422
    assert "Give somebody else that role first" in plain(answer.content)
    assert role_of(world.operator).ended_at is None


def test_giving_up_ones_own_role_leads_to_the_start_page(admin: Client, world: Universe) -> None:
    admin.post(INVITE, invitation(world, role="administrator"))
    assert admin.post(f"{PEOPLE}{role_of(world.operator).pk}/end/").headers["Location"] == "/"
    assert admin.get(PEOPLE).status_code == 404  # no role is left, so the place is not seen either


def test_a_role_is_narrowed_and_widened(admin: Client, world: Universe) -> None:
    answer = admin.post(f"{PEOPLE}{role_of(world.clerk).pk}/narrow/", {"agreement": world.agreement.pk})
    assert answer.status_code == 302
    assert role_of(world.clerk).agreement == world.agreement
    assert "now reaches “Testshire agreement” only" in plain(admin.get(PEOPLE).content)
    admin.post(f"{PEOPLE}{role_of(world.clerk).pk}/narrow/", {"agreement": ""})
    assert role_of(world.clerk).agreement is None
    assert Membership.objects.filter(user=world.clerk).count() == 3


def test_narrowing_to_what_is_or_to_a_stranger_is_refused(admin: Client, world: Universe) -> None:
    address = f"{PEOPLE}{role_of(world.clerk).pk}/narrow/"
    assert "reaches all agreements of the partner already" in plain(admin.post(address, {"agreement": ""}).content)
    theirs = Membership.objects.get(user__email="auditor.council@demonstration.example").partner.agreements.get()
    answer = admin.post(address, {"agreement": theirs.pk})
    assert answer.status_code == 422
    assert "Choose an agreement that the partner is in" in plain(answer.content)
    assert role_of(world.clerk).agreement is None


def test_markup_in_a_name_is_shown_as_it_is(admin: Client, world: Universe) -> None:
    admin.post(INVITE, invitation(world, name="<script>alert(1)</script>"))
    page = admin.get(PEOPLE).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
