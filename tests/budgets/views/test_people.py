"""The pages about people: who sees them, the list, ending and narrowing, and every refusal."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import end_role, invite_person
from budgets.actions.places import create_place, seat_partner
from budgets.models import Membership
from s75.models import User
from tests.budgets.views.people import INVITE, PEOPLE, invitation, plain, role_of
from tests.universe import Universe


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
