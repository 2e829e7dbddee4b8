"""The single steps of setting up: clauses, a succession, the first administrator, and starting a year."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.places import add_partner, create_place
from budgets.models import Clause, Membership, Partner, Period, Place, PlacePartner
from s75.models import User
from tests.budgets.views.people import plain
from tests.universe import YEAR, Universe

HERE = "/places/testshire/set-up/"


@pytest.fixture
def newshire(world: Universe) -> Place:
    """A place with a council, an agreement and a fund, and nobody in it yet."""
    by = world.operator
    place = create_place(slug="newshire", name="Newshire", board="Newshire HWB", by=by)
    council = add_partner(place=place, code="NC", name="Newshire Council", kind="council", by=by)
    agreement = create_agreement(
        place=place, title="New", status="draft", starts=date(2024, 4, 1), partners=[council], by=by
    )
    create_fund(agreement=agreement, code="NEW", name="New", arrangement="pooled", host=council, by=by)
    return place


def _stands(client: Client, address: str) -> str:
    return str(client.get(address).context["form"]["stands"].value())


def test_what_the_agreement_says_is_written_down(admin: Client, world: Universe) -> None:
    address = f"{HERE}agreements/{world.agreement.pk}/clauses/"
    sent = {"aims": "Better care", "aims_source": "Schedule 1", "stands": _stands(admin, address)}
    answer = admin.post(address, sent)
    assert answer.headers["Location"] == f"{HERE}agreements/"
    assert "says is saved: 1 topic." in plain(admin.get(f"{HERE}agreements/").content)
    page = admin.get(address).content.decode()
    assert "Better care</textarea>" in page
    stale = admin.post(address, sent | {"aims": "Older words"})
    assert stale.status_code == 409
    assert Clause.objects.get(agreement=world.agreement).text == "Better care"
    wrong = admin.post(address, {"aims": "", "aims_source": "Schedule 1", "stands": _stands(admin, address)})
    assert wrong.status_code == 422
    assert "has a source but no text" in plain(wrong.content)
    assert Clause.objects.filter(agreement=world.agreement).count() == 1


def test_clauses_of_another_place_are_not_found(admin: Client, world: Universe, newshire: Place) -> None:
    theirs = newshire.agreements.get()
    assert admin.get(f"{HERE}agreements/{theirs.pk}/clauses/").status_code == 404


def test_a_succession_says_what_passes_and_happens_once(admin: Client, world: Universe) -> None:
    new = add_partner(
        place=world.place, code="NEW", name="New ICB", kind="nhs", starts=date(2024, 7, 1), by=world.operator
    )
    seat = PlacePartner.objects.get(partner=world.board)
    address = f"{HERE}partners/{seat.pk}/succession/"
    page = plain(admin.get(address).content)
    assert "1 fund that it hosts" in page
    assert "3 roles of its people" in page
    sent = {"successor": new.pk, "last_day": "2024-06-30"}
    assert admin.post(address, sent).status_code == 302
    assert Partner.objects.get(pk=world.board.pk).heir_id == new.pk
    again = admin.post(address, sent)
    assert again.status_code == 422
    assert "already succeeded by New ICB" in plain(again.content)


def test_a_succession_before_the_successor_exists_is_refused(admin: Client, world: Universe) -> None:
    late = add_partner(place=world.place, code="L", name="Late", kind="nhs", starts=date(2024, 8, 1), by=world.operator)
    seat = PlacePartner.objects.get(partner=world.board)
    answer = admin.post(f"{HERE}partners/{seat.pk}/succession/", {"successor": late.pk, "last_day": "2024-06-30"})
    assert answer.status_code == 422
    assert "does not exist yet on the day after 30 June 2024" in plain(answer.content)


@pytest.mark.parametrize("address", ["partners/{}/succession/", "administrator/"])
def test_what_reaches_beyond_the_place_is_the_operators(client: Client, world: Universe, address: str) -> None:
    client.force_login(world.manager)
    page = HERE + address.format(PlacePartner.objects.get(partner=world.board).pk)
    assert client.get(page).status_code == 403
    assert client.post(page, {}).status_code == 403


def test_the_first_administrator_gets_a_letter_and_takes_over(
    admin: Client, world: Universe, newshire: Place, mailoutbox: list[EmailMessage]
) -> None:
    council = Partner.objects.get(name="Newshire Council")
    sent = {"email": "ada@newshire.example", "name": "Ada", "partner": council.pk}
    assert admin.post("/places/newshire/set-up/administrator/", sent).headers["Location"] == "/places/newshire/set-up/"
    assert [mail.to for mail in mailoutbox] == [["ada@newshire.example"]]
    assert Membership.objects.get(user__email="ada@newshire.example").role == "administrator"
    client = Client()
    client.force_login(User.objects.get(email="ada@newshire.example"))
    assert client.get("/places/newshire/set-up/").status_code == 200
    home = client.get("/").content.decode()
    assert "Go on with the set-up" in home
    again = admin.post("/places/newshire/set-up/administrator/", sent | {"email": "second@newshire.example"})
    assert again.status_code == 422
    assert "has an administrator already" in plain(again.content)
    assert not User.objects.filter(email="second@newshire.example").exists()


def test_a_partner_of_another_place_is_no_choice(admin: Client, world: Universe, newshire: Place) -> None:
    sent = {"email": "ada@newshire.example", "name": "Ada", "partner": world.council.pk}
    assert admin.post("/places/newshire/set-up/administrator/", sent).status_code == 422


def test_a_pool_manager_starts_the_next_year(client: Client, world: Universe) -> None:
    client.force_login(world.manager)
    page = client.get(f"{HERE}year/")
    assert page.context["form"].initial["year"] == YEAR + 1
    assert [fund.name for fund in page.context["form"].initial["funds"]] == ["Pool"]
    answer = client.post(f"{HERE}year/", {"year": YEAR + 1, "funds": [world.pool.pk]})
    assert answer.headers["Location"] == "/places/testshire/set-up/"
    started = Period.objects.filter(fund=world.pool, year=YEAR + 1)
    assert [period.state for period in started] == ["open", *["future"] * 12]


def test_a_year_that_went_on_is_not_started_again(client: Client, world: Universe) -> None:
    from budgets.actions.years import lock_open_period

    lock_open_period(fund=world.pool, year=YEAR, month=1, waived="for a test", by=world.manager)
    client.force_login(world.manager)
    answer = client.post(f"{HERE}year/", {"year": YEAR, "funds": [world.pool.pk]})
    assert answer.status_code == 422
    assert "P01 of Pool is locked" in plain(answer.content)


def test_funds_that_somebody_else_keeps_are_no_choice(client: Client, world: Universe) -> None:
    client.force_login(world.manager)
    answer = client.post(f"{HERE}year/", {"year": YEAR + 1, "funds": [world.lead.pk]})
    assert answer.status_code == 422
    assert not Period.objects.filter(year=YEAR + 1, fund__place=world.place).exists()


@pytest.mark.parametrize(("person", "status"), [("operator", 403), ("officer", 403), ("outsider", 404)])
def test_only_a_pool_manager_starts_a_year(client: Client, world: Universe, person: str, status: int) -> None:
    client.force_login(getattr(world, person))
    assert client.get(f"{HERE}year/").status_code == status
