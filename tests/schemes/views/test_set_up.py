"""The checklist of a place that is being set up, its ring-fences, and the reference lists."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.people import name_administrator
from budgets.actions.places import add_partner, create_place
from budgets.actions.streams import change_stream
from budgets.models import Contribution, Place
from budgets.scope import Scope
from budgets.views.set_up_steps import year_to_start
from s75.models import User
from schemes.models import ListEntry, PermittedScheme
from tests.budgets.views.people import plain
from tests.universe import YEAR, Universe

LISTS = "/set-up/lists/"
HERE = "/places/testshire/set-up/"


@pytest.fixture
def admin(client: Client, world: Universe) -> Client:
    client.force_login(world.operator)
    return client


def next_of(client: Client, place: Place) -> str:
    """The text of the step that waits."""
    step = client.get(f"/places/{place.slug}/set-up/").context["next"]
    return step.text if step else ""


def test_the_checklist_leads_from_nothing_to_an_open_year(admin: Client, world: Universe) -> None:
    by = world.operator
    place = create_place(slug="newshire", name="Newshire", board="Newshire HWB", by=by)
    assert next_of(admin, place) == "Partners"
    council = add_partner(place=place, code="NC", name="Newshire Council", kind="council", by=by)
    icb = add_partner(place=place, code="ICB", name="NHS Newshire ICB", kind="nhs", by=by)
    assert next_of(admin, place) == "Agreement"
    agreement = create_agreement(
        place=place, title="New", status="draft", starts=date(2024, 4, 1), partners=[council, icb], by=by
    )
    assert next_of(admin, place) == "Funds"
    create_fund(agreement=agreement, code="NEW", name="New", arrangement="pooled", host=council, by=by)
    assert next_of(admin, place) == "First administrator", "a plan brings its own streams"
    name_administrator(email="ada@newshire.example", name="Ada", place=place, partner=council, by=by)
    assert next_of(admin, place) == "Plan: schemes, lines and budgets"


def test_a_place_that_is_set_up_has_everything(admin: Client, world: Universe) -> None:
    page = admin.get(HERE)
    steps = {step.text: (step.done, step.detail) for step in page.context["steps"]}
    assert page.context["next"] is None
    assert "Everything that is needed is there." in plain(page.content)
    assert steps["Partners"] == (True, "2 partners")
    assert steps["Thresholds"] == (True, "2 of 2 funds")
    assert steps["Approval limits"] == (False, "No limits")
    assert steps["Year"] == (True, "P01 2024-25 is open")


def test_an_opening_budget_on_its_way_is_a_step_until_it_is_posted(admin: Client, world: Universe) -> None:
    made = world.place.changes.create(
        fund=world.pool, year=2025, kind="opening", state="requested", title="Opening", reason="x", effective_from=1,
        requested_by=world.manager,
    )  # fmt: skip
    (step,) = [step for step in admin.get(HERE).context["steps"] if step.text == "Opening budget"]
    assert (step.done, step.detail) == (False, "Pool, 2025-26: requested")
    assert step.href == f"/places/testshire/changes/{made.pk}/"
    made.state = "refused"
    made.save()
    assert next_of(admin, world.place) == ""


def test_the_year_to_start_is_the_first_that_has_money(admin: Client, world: Universe) -> None:
    Contribution.objects.create(fund=world.pool, year=2027, partner=world.council, stream=world.own)
    scope = Scope(world.manager, world.place, [world.pool], list(world.pool.periods.all()), YEAR, 1)
    assert year_to_start(scope, [world.pool]) == 2027
    Contribution.objects.filter(year=2027).delete()
    assert year_to_start(scope, [world.pool]) == YEAR + 1


def test_warnings_of_the_agreement_stand_on_the_checklist(admin: Client, world: Universe) -> None:
    create_agreement(
        place=world.place, title="Late", status="unsigned", starts=date(2024, 4, 1), partners=[world.council],
        review_on=date(2024, 9, 1), by=world.operator,
    )  # fmt: skip
    page = plain(admin.get(HERE).content)
    assert "Late: Started on 1 April 2024 but is not signed." in page
    assert "Late: Its review was due on 1 September 2024." in page


def test_the_checklist_takes_the_same_queries_at_any_size(
    admin: Client, world: Universe, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin.get(HERE)
    with django_assert_max_num_queries(26):
        admin.get(HERE)
    for number in range(12):
        partner = add_partner(place=world.place, code=f"P{number}", name=f"P {number}", kind="other", by=world.operator)
        made = create_agreement(
            place=world.place, title=f"A {number}", status="draft", starts=date(2024, 4, 1), partners=[partner],
            by=world.operator,
        )  # fmt: skip
        create_fund(agreement=made, code=f"F{number}", name="F", arrangement="pooled", host=partner, by=world.operator)
    with django_assert_max_num_queries(26):
        admin.get(HERE)


def test_the_operators_start_page_leads_to_every_place_and_to_a_new_one(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("new@test.example", name="New", is_staff=True))
    page = client.get("/").content.decode()
    assert "Set-up of Herefordshire</a>" in page
    assert 'href="/set-up/places/new/"' in page
    assert "No place yet" not in page


def test_an_installation_without_a_place_teaches_its_operator(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.home.places_kept", Place.objects.none)
    client.force_login(User.objects.create_user("new@test.example", name="New", is_staff=True))
    page = plain(client.get("/").content)
    assert "Set up the first: its name, its partners" in page


def test_permitted_schemes_are_chosen(admin: Client, world: Universe) -> None:
    change_stream(stream=world.minimum, by=world.operator, ring_fenced=True)
    beds = world.place.schemes.get(ref="BEDS")
    address = f"{HERE}streams/{world.minimum.pk}/schemes/"
    assert admin.post(address, {"schemes": [beds.pk]}).headers["Location"] == f"{HERE}streams/"
    assert PermittedScheme.objects.get(stream=world.minimum).scheme == beds
    assert "1 scheme; outside is flagged" in plain(admin.get(f"{HERE}streams/").content)
    refused = admin.post(f"{HERE}streams/{world.own.pk}/schemes/", {"schemes": [beds.pk]})
    assert refused.status_code == 422
    assert "is not ring-fenced" in plain(refused.content)


def test_lists_are_shown_by_year(admin: Client) -> None:
    page = plain(admin.get(f"{LISTS}?year=2023-24").content)
    assert "Reference lists of 2023-24" in page
    assert "Continuing Care" in page
    assert admin.get(f"{LISTS}?year=nonsense").status_code == 200


def test_a_word_is_added_and_ended(admin: Client) -> None:
    sent = {"list": "unit", "name": "Hours of respite", "first_year": "2025"}
    assert admin.post(f"{LISTS}new/", sent).headers["Location"] == LISTS
    entry = ListEntry.objects.get(name="Hours of respite")
    assert "Hours of respite" in plain(admin.get(f"{LISTS}?year=2025-26").content)
    assert "Hours of respite" not in plain(admin.get(f"{LISTS}?year=2024-25").content)
    assert admin.post(f"{LISTS}{entry.pk}/", sent | {"last_year": "2025"}).status_code == 302
    assert "is on the list" in plain(admin.get(LISTS).content)
    assert "Hours of respite" not in plain(admin.get(f"{LISTS}?year=2026-27").content)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"list": "unit", "name": "Packages"}, "is on the list in one of these years already"),
        ({"list": "unit", "name": "X", "first_year": "2025", "last_year": "2024"}, "before its first"),
        ({"list": "unit", "name": "X", "within": "Housing"}, "Only a sub-type belongs to a scheme type"),
        ({"list": "unit", "name": ""}, "Enter the word as the template has it"),
    ],
)
def test_a_word_that_cannot_be_is_refused(admin: Client, sent: dict[str, str], said: str) -> None:
    before = ListEntry.objects.count()
    answer = admin.post(f"{LISTS}new/", sent)
    assert answer.status_code == 422
    assert said in plain(answer.content)
    assert ListEntry.objects.count() == before


@pytest.mark.parametrize("person", ["manager", "officer", "auditor", "outsider"])
def test_only_administrators_see_to_the_lists(client: Client, world: Universe, person: str) -> None:
    client.force_login(getattr(world, person))
    entry = ListEntry.objects.first()
    assert entry
    for address in (LISTS, f"{LISTS}new/", f"{LISTS}{entry.pk}/"):
        assert client.get(address).status_code == 403


def test_an_administrator_without_the_installation_keeps_lists_too(client: Client, world: Universe) -> None:
    client.force_login(User.objects.get(email="administrator.council@demonstration.example"))
    assert client.post(f"{LISTS}new/", {"list": "unit", "name": "Visits"}).status_code == 302
