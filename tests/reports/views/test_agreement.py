"""The agreement's page: who reads it, at which period, in which forms, and in how many queries."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgets.actions.agreements import create_agreement, create_fund
from budgets.actions.places import add_partner
from budgets.actions.terms import Wording, add_limit, set_clauses
from budgets.models import Agreement, Place
from schemes.actions.schemes import create_scheme
from tests.budgets.views.people import plain
from tests.reports.views.conftest import SignedIn
from tests.universe import Universe


def address(agreement: Agreement, form: str = "/") -> str:
    return f"/places/{agreement.place.slug}/agreements/{agreement.pk}{form}"


@pytest.mark.parametrize(
    ("person", "status"), [("auditor", 200), ("clerk", 200), ("board_officer", 200), ("outsider", 404)]
)
def test_whoever_sees_the_agreement_reads_its_page(client: Client, world: Universe, person: str, status: int) -> None:
    client.force_login(getattr(world, person))
    for form in ("/", ".pdf", ".xlsx", ".json"):
        assert client.get(address(world.agreement, form)).status_code == status, form


def test_an_agreement_of_another_place_or_form_is_not_found(client: Client, world: Universe) -> None:
    client.force_login(world.auditor)
    theirs = Agreement.objects.exclude(place=world.place).first()
    assert theirs
    assert client.get(address(theirs)).status_code == 404
    assert client.get(f"/places/testshire/agreements/{theirs.pk}/").status_code == 404
    assert client.get(address(world.agreement, ".doc")).status_code == 404


def test_somebody_narrowed_to_another_agreement_does_not_see_it(client: Client, world: Universe) -> None:
    other = create_agreement(
        place=world.place, title="Other", status="draft", starts=date(2024, 4, 1),
        partners=[world.council, world.board], by=world.operator,
    )  # fmt: skip
    role = world.clerk.memberships.get()
    role.agreement = other
    role.save()
    client.force_login(world.clerk)
    assert client.get(address(world.agreement)).status_code == 404
    assert client.get(address(other)).status_code == 200


def test_it_answers_both_questions_on_one_page(client: Client, world: Universe) -> None:
    add_limit(agreement=world.agreement, decided_by="committee", committee="Joint Committee", by=world.manager)
    clauses = {"setting": Wording("Budgets are set in March."), "overspend": Wording("Shared equally.", "Schedule 3")}
    set_clauses(agreement=world.agreement, clauses=clauses, by=world.manager)
    client.force_login(world.auditor)
    page = plain(client.get(address(world.agreement)).content)
    for words in (
        "How shared budgets are set", "Budgets are set in March.", "What each committee may decide",
        "Changes of every kind of any amount are decided by the Joint Committee, and its minute is recorded.",
        "What happens to an overspend", "Shared equally.", "(Source: Schedule 3 )", "Pooled: one budget",
        "Lead commissioning: one partner commissions for the others", "Contributions by stream and partner, 2024-25",
        "Original and current budget of each fund", "The agreement was signed on 1 April 2024.",
    ):  # fmt: skip
        assert words in page, words
    assert "Change the agreement" not in page


def test_it_shows_the_same_figures_as_json(client: Client, world: Universe) -> None:
    client.force_login(world.auditor)
    document = json.loads(client.get(address(world.agreement, ".json")).content)
    tables = {table["key"]: table for section in document["sections"] for table in section["blocks"] if "rows" in table}
    rows = {row["key"]: row for row in tables["shares"]["rows"]}
    assert [cell["value"] for cell in rows["share:Council contribution|Testshire Council"]["cells"]][1:3] == [
        "1200.00", "100.0",
    ]  # fmt: skip
    assert rows["total"]["cells"][1]["value"] == "4800.00"


def test_whoever_sets_up_gets_the_links_to_change_it(client: Client, world: Universe) -> None:
    client.force_login(world.manager)
    page = client.get(address(world.agreement)).content.decode()
    assert f"/places/testshire/set-up/agreements/{world.agreement.pk}/clauses/" in page


def test_an_agreement_without_a_fund_has_its_page(client: Client, world: Universe) -> None:
    place = Place.objects.get(slug="herefordshire")
    partner = place.seats.first()
    assert partner
    made = create_agreement(
        place=place, title="New", status="draft", starts=date(2022, 4, 1), partners=[partner.partner], by=world.operator
    )
    client.force_login(world.operator)
    page = plain(client.get(address(made)).content)
    assert "No fund stands under this agreement yet." in page
    assert "Started on 1 April 2022 but is not signed." in page


def test_the_demonstrations_shares_are_those_of_its_board_paper(as_role: SignedIn, demonstration: Place) -> None:
    client = as_role("auditor.council")
    document = json.loads(client.get(address(demonstration.agreements.get(), ".json")).content)
    tables = {table["key"]: table for section in document["sections"] for table in section["blocks"] if "rows" in table}
    shares = tables["shares"]["rows"][-1]["cells"][1]["value"]
    register = {row["key"]: row for row in tables["register_funds"]["rows"]}["total"]["cells"]
    assert shares == register[4]["value"]


def test_it_takes_the_same_queries_at_any_size(
    client: Client, world: Universe, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.manager)
    client.get(address(world.agreement))
    with django_assert_max_num_queries(26):
        client.get(address(world.agreement))
    for number in range(15):
        create_fund(
            agreement=world.agreement, code=f"F{number}", name="F", arrangement="pooled", host=world.council,
            by=world.operator,
        )  # fmt: skip
        add_partner(place=world.place, code=f"P{number}", name=f"P {number}", kind="other", by=world.operator)
        add_limit(agreement=world.agreement, decided_by="committee", committee=f"C {number}", by=world.operator)
        create_scheme(fund=world.pool, ref=f"S{number}", name="S", lead_commissioner=world.council, by=world.manager)
    with django_assert_max_num_queries(26):
        client.get(address(world.agreement))
