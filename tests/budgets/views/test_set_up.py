"""Setting a place up by pages: who may, the list and the forms of each part, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.people import end_role
from budgets.actions.places import add_partner, create_place
from budgets.models import Agreement, Fund, FundingStream, Partner, Place, PlacePartner, Threshold
from s75.models import User
from tests.budgets.views.people import plain, role_of
from tests.universe import YEAR, Universe

HERE = "/places/testshire/set-up/"
PARTS = ("partners", "agreements", "funds", "streams", "limits", "thresholds")
NEW = "/set-up/places/new/"


def stands(page: Client, address: str) -> dict[str, Any]:
    """What the form of a page holds when it is opened."""
    form = page.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in given.items() if value not in (None, False)}


@pytest.mark.parametrize("person", ["manager", "board_manager", "operator"])
def test_whoever_sets_up_sees_every_part_and_its_form(client: Client, world: Universe, person: str) -> None:
    client.force_login(getattr(world, person))
    for address in ["", "place/", *(f"{part}/" for part in PARTS), *(f"{part}/new/" for part in PARTS)]:
        assert client.get(HERE + address).status_code == 200, address


@pytest.mark.parametrize(
    ("person", "status"), [("officer", 403), ("auditor", 403), ("director", 403), ("outsider", 404)]
)
def test_nobody_else_does(client: Client, world: Universe, person: str, status: int) -> None:
    client.force_login(getattr(world, person))
    for address in ["", "place/", *(f"{part}/" for part in PARTS), *(f"{part}/new/" for part in PARTS)]:
        assert client.get(HERE + address).status_code == status, address
        assert client.post(HERE + address, {}).status_code in (status, 405), address


def test_a_pool_manager_of_one_agreement_only_does_not(client: Client, world: Universe) -> None:
    role = role_of(world.manager)
    role.agreement = world.agreement
    role.save()
    client.force_login(world.manager)
    assert client.get(HERE).status_code == 403


def test_the_operator_makes_a_place_and_stands_in_its_checklist(admin: Client, world: Universe) -> None:
    answer = admin.post(NEW, {"name": "East Riding of Yorkshire", "board": "Its board", "slug": ""})
    assert answer.headers["Location"] == "/places/east-riding-of-yorkshire/set-up/"
    page = plain(admin.get(answer.headers["Location"]).content)
    assert "East Riding of Yorkshire is there" in page
    assert "Next: partners" in page
    assert "Being set up" not in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"slug": "testshire"}, "The address “testshire” is taken by Testshire"),
        ({"slug": "No Spaces"}, "Use small letters, digits and hyphens only"),
        ({"name": "", "slug": "x"}, "Enter the name of the place"),
        ({"name": "…", "slug": ""}, "Enter a word of small letters, digits and hyphens"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_what_was_typed(
    admin: Client, world: Universe, given: dict[str, str], said: str
) -> None:
    answer = admin.post(NEW, {"name": "Othershire", "board": "The board", "slug": "", **given})
    assert answer.status_code == 422
    assert said in plain(answer.content)
    assert "The board" in answer.content.decode()
    assert Place.objects.filter(board="The board").count() == 0


def test_only_the_operator_makes_places(client: Client, world: Universe) -> None:
    client.force_login(world.manager)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"name": "X", "board": "Y", "slug": "x"}).status_code == 403


def test_the_place_is_renamed(admin: Client, world: Universe) -> None:
    sent = stands(admin, f"{HERE}place/") | {"name": "Testshire and Area"}
    assert admin.post(f"{HERE}place/", sent).headers["Location"] == HERE
    assert Place.objects.get(slug="testshire").name == "Testshire and Area"


def test_a_partner_is_added_changed_and_kept_in_the_history(admin: Client, world: Universe) -> None:
    sent = {"name": "District Council", "code": "DC", "kind": "district", "starts": "2024-04-01", "position": "3"}
    assert admin.post(f"{HERE}partners/new/", sent).headers["Location"] == f"{HERE}partners/"
    seat = PlacePartner.objects.get(code="DC")
    assert "District Council is added" in plain(admin.get(f"{HERE}partners/").content)
    address = f"{HERE}partners/{seat.pk}/"
    assert admin.post(address, stands(admin, address) | {"name": "City Council"}).status_code == 302
    kept = Partner.objects.get(pk=seat.partner_id)
    assert (kept.name, str(kept.starts), kept.kind) == ("City Council", "2024-04-01", "district")
    context = kept.events.order_by("-pk").first().pgh_context  # type: ignore[attr-defined]
    assert context.metadata["user"] == world.operator.pk


def test_a_form_that_was_read_before_somebody_elses_change_is_refused(admin: Client, world: Universe) -> None:
    seat = PlacePartner.objects.get(partner=world.board)
    address = f"{HERE}partners/{seat.pk}/"
    sent = stands(admin, address)
    Partner.objects.filter(pk=world.board.pk).update(name="Renamed meanwhile")
    answer = admin.post(address, sent | {"name": "Mine"})
    assert answer.status_code == 409
    assert "Somebody changed this since you opened the page" in plain(answer.content)
    assert Partner.objects.get(pk=world.board.pk).name == "Renamed meanwhile"


def test_an_agreement_is_added_signed_and_refused(admin: Client, world: Universe) -> None:
    sent = {
        "title": "Second", "status": "unsigned", "partners": [world.council.pk, world.board.pk], "starts": "2024-04-01",
    }  # fmt: skip
    assert admin.post(f"{HERE}agreements/new/", sent).status_code == 302
    page = plain(admin.get(f"{HERE}agreements/").content)
    assert "Started on 1 April 2024 but is not signed." in page
    made = Agreement.objects.get(title="Second")
    address = f"{HERE}agreements/{made.pk}/"
    wrong = admin.post(address, stands(admin, address) | {"status": "signed"})
    assert wrong.status_code == 422
    assert "Say on which day it was signed" in plain(wrong.content)
    assert (
        admin.post(address, stands(admin, address) | {"status": "signed", "signed_on": "2024-05-01"}).status_code == 302
    )
    assert Agreement.objects.get(pk=made.pk).status == "signed"


def test_a_fund_is_added_and_its_code_stays(admin: Client, world: Universe) -> None:
    sent = {
        "agreement": world.agreement.pk, "code": "BCF", "name": "Better Care Fund", "arrangement": "pooled",
        "host": world.council.pk,
    }  # fmt: skip
    assert admin.post(f"{HERE}funds/new/", sent).status_code == 302
    fund = Fund.objects.get(code="BCF", place=world.place)
    address = f"{HERE}funds/{fund.pk}/"
    assert admin.post(address, stands(admin, address) | {"name": "BCF", "code": "X"}).status_code == 302
    fund.refresh_from_db()
    assert (fund.name, fund.code, fund.slug, fund.position) == ("BCF", "BCF", "testshire-bcf", 0)


def test_a_stream_is_added_with_its_conditions(admin: Client, world: Universe) -> None:
    sent = {
        "name": "DFG", "kind": "grant", "better_care": "on", "capital": "on", "ring_fenced": "on", "outside": "refuse",
        "first_year": "2015", "last_year": "",
    }  # fmt: skip
    assert admin.post(f"{HERE}streams/new/", sent).status_code == 302
    made = FundingStream.objects.get(name="DFG", place=world.place)
    assert (made.capital, made.outside, made.in_risk_share, made.first_year) == (True, "refuse", False, 2015)
    page = plain(admin.get(f"{HERE}streams/").content)
    assert "Better Care Fund, capital, not in the risk share, not in the returns" in page
    assert "Permitted schemes" in page


def test_limits_and_thresholds_take_pounds_as_people_write_them(admin: Client, world: Universe) -> None:
    limit = {"agreement": world.agreement.pk, "decided_by": "pool_manager", "up_to": "£50,000"}
    assert admin.post(f"{HERE}limits/new/", limit).status_code == 302
    assert "Pool manager £50,000 Every kind of change" in plain(admin.get(f"{HERE}limits/").content)
    threshold = {
        "fund": world.pool.pk, "level": "fund", "year": YEAR, "month": 1, "red_pounds": "1,000,000", "red_percent": "0.5",
    }  # fmt: skip
    assert admin.post(f"{HERE}thresholds/new/", threshold).status_code == 302
    assert "£1,000,000 or 0.5%" in plain(admin.get(f"{HERE}thresholds/").content)
    assert Threshold.objects.filter(fund=world.pool, level="fund", red_percent="0.50").count() == 1
    empty = {"fund": world.pool.pk, "level": "fund", "year": YEAR, "month": 1}
    assert "Enter at least one limit" in plain(admin.post(f"{HERE}thresholds/new/", empty).content)
    words = admin.post(f"{HERE}limits/new/", limit | {"up_to": "a lot"})
    assert "Enter an amount in pounds, such as 50,000" in plain(words.content)


def test_a_thing_of_another_place_is_not_found(admin: Client, world: Universe) -> None:
    theirs = Fund.objects.exclude(place=world.place).first()
    assert theirs
    assert admin.get(f"{HERE}funds/{theirs.pk}/").status_code == 404


def test_an_operator_without_a_role_gets_no_link_that_leads_nowhere(client: Client, world: Universe) -> None:
    operator = User.objects.create_user("second@test.example", name="Second", is_staff=True)
    client.force_login(operator)
    page = client.get(HERE)
    assert page.context["navigation"] == []
    assert [step["href"] for step in page.context["trail"]] == ["/", "", ""]


def test_an_operator_who_gave_up_the_role_still_sets_up(admin: Client, world: Universe) -> None:
    end_role(membership=role_of(world.clerk), place=world.place, by=world.operator)
    assert admin.get(HERE).status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_a_list_takes_the_same_queries_at_any_size(
    admin: Client, world: Universe, part: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin.get(HERE)  # the first request of a session also saves it
    with django_assert_max_num_queries(14):
        before = admin.get(f"{HERE}{part}/")
    for number in range(20):
        _another(world, number)
    with django_assert_max_num_queries(14):
        after = admin.get(f"{HERE}{part}/")
    assert len(after.content) > len(before.content)


def _another(world: Universe, number: int) -> None:
    from budgets.actions.agreements import create_agreement, create_fund, set_threshold
    from budgets.actions.streams import create_stream
    from budgets.actions.terms import add_limit

    by, place = world.operator, world.place
    partner = add_partner(place=place, code=f"P{number}", name=f"Partner {number}", kind="other", by=by)
    agreement = create_agreement(
        place=place, title=f"A {number}", status="draft", starts=world.agreement.starts, partners=[partner], by=by
    )
    fund = create_fund(agreement=agreement, code=f"F{number}", name="F", arrangement="pooled", host=partner, by=by)
    create_stream(place=place, name=f"Stream {number}", kind="grant", ring_fenced=True, by=by)
    add_limit(agreement=agreement, decided_by="pool_manager", by=by)
    set_threshold(fund=fund, level="fund", year=YEAR, red_pounds=1, by=by)  # type: ignore[arg-type]


def test_a_partner_of_another_place_gets_a_seat_by_the_operator_alone(client: Client, world: Universe) -> None:
    other = create_place(slug="othershire", name="Othershire", board="B", by=world.operator)
    theirs = add_partner(place=other, code="OC", name="Othershire Council", kind="council", by=world.operator)
    client.force_login(world.manager)
    assert "Give a seat" not in client.get(f"{HERE}partners/").content.decode()
    sent = {"partner": theirs.pk, "code": "OC"}
    assert client.post(f"{HERE}seats/new/", sent).status_code == 403
    client.force_login(world.operator)
    assert "Give a seat" in client.get(f"{HERE}partners/").content.decode()
    assert client.post(f"{HERE}seats/new/", sent).headers["Location"] == f"{HERE}partners/"
    assert world.place.seats.filter(partner=theirs, code="OC").exists()
