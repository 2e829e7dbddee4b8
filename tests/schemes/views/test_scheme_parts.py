"""Schemes, lines, codes and outputs by forms: whoever sets a place up needs nobody else for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from schemes.models import LedgerCode, Line, PlannedOutput, Scheme
from tests.universe import YEAR, Universe

SET_UP = "/places/testshire/set-up/"


@pytest.fixture
def manager(client: Client, world: Universe) -> Client:
    client.force_login(world.manager)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def stands(client: Client, page: str) -> str:
    """The mark of what stood when the form was read."""
    return text(client.get(page)).split('name="stands" value="')[1].split('"')[0]


def test_scheme_with_its_line_code_and_output(manager: Client, world: Universe) -> None:
    scheme = {"ref": "S9", "name": "Night care", "lead_commissioner": world.board.pk, "scheme_type": ""}
    assert manager.post(f"{SET_UP}schemes/new/", scheme).status_code == 302
    made = Scheme.objects.get(ref="S9", place=world.place)
    line = {
        "scheme": made.pk, "fund": world.pool.pk, "year": YEAR, "ref": "S9-C", "stream": world.own.pk, "starts": 1,
        "contributing_partner": world.council.pk, "spending_partner": world.council.pk,
        "profile": "1 1 1 1 1 1 2 2 2 1 1 1",
    }  # fmt: skip
    assert manager.post(f"{SET_UP}lines/new/", line).status_code == 302
    stored = Line.objects.get(ref="S9-C", place=world.place)
    assert stored.profile == [Decimal(n) for n in (1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1)]
    code = {
        "partner": world.council.pk, "code": "C900", "section_75": "leads", "year": YEAR, "shares": "S9-C 60\nHOME 40%",
    }  # fmt: skip
    assert manager.post(f"{SET_UP}codes/new/", code).status_code == 302
    shares = dict(LedgerCode.objects.get(code="C900", partner=world.council).shares.values_list("line__ref", "percent"))
    assert shares == {"S9-C": Decimal(60), "HOME": Decimal(40)}
    output = {"scheme": made.pk, "year": YEAR, "unit": "", "amount": "1,200"}
    assert manager.post(f"{SET_UP}outputs/new/", output).status_code == 302
    assert PlannedOutput.objects.get(scheme=made).amount == 1200
    for part, shown in (
        ("schemes", "Night care"),
        ("lines", "S9-C"),
        ("codes", "HOME 40%, S9-C 60%"),
        ("outputs", "1,200"),
    ):
        assert shown in text(manager.get(f"{SET_UP}{part}/")), part


def test_line_is_changed_and_a_stale_form_told(manager: Client, world: Universe) -> None:
    home = world.lines["HOME"]
    page = f"{SET_UP}lines/{home.pk}/"
    sent = {
        "stands": stands(manager, page), "stream": world.own.pk, "contributing_partner": world.council.pk,
        "spending_partner": world.council.pk, "starts": 1, "profile": "1 2 3 4 5 6 7 8 9 10 11 12", "forecast_wanted": "on",
    }  # fmt: skip
    assert manager.post(page, sent).status_code == 302
    home.refresh_from_db()
    assert home.profile == [Decimal(n) for n in range(1, 13)]
    assert 'value="1 2 3 4 5 6 7 8 9 10 11 12"' in text(manager.get(page))
    assert manager.post(page, sent).status_code == 409
    fresh = {**sent, "stands": stands(manager, page), "stream": world.minimum.pk}
    refused = manager.post(page, fresh)
    assert (refused.status_code, "HOME has budget already" in text(refused)) == (422, True)


@pytest.mark.parametrize(
    "typed", ["1 2 3", "1 1 1 1 1 1 1 1 1 1 1 x", "0 0 0 0 0 0 0 0 0 0 0 0", "-1 1 1 1 1 1 1 1 1 1 1 1"]
)
def test_profile_that_is_none_is_refused(manager: Client, world: Universe, typed: str) -> None:
    page = f"{SET_UP}lines/{world.lines['HOME'].pk}/"
    answer = manager.post(page, {"stands": stands(manager, page), "profile": typed})
    assert answer.status_code == 422
    assert "twelve numbers" in text(answer)


def test_code_is_led_elsewhere_or_listed_as_other(manager: Client, world: Universe) -> None:
    code = LedgerCode.objects.get(code="C200", partner=world.council)
    page = f"{SET_UP}codes/{code.pk}/"
    assert "BEDS-C 50\nHOME 50" in text(manager.get(page))
    sent = {"stands": stands(manager, page), "section_75": "leads", "year": YEAR, "shares": "HOME 60\nBEDS-C 30"}
    refused = manager.post(page, sent)
    assert (refused.status_code, "make 90, not 100" in text(refused)) == (422, True)
    unknown = manager.post(page, {**sent, "shares": "NOWHERE"})
    assert "is not a line of 2024-25" in text(unknown)
    assert manager.post(page, {**sent, "shares": "HOME"}).status_code == 302
    assert [share.line.ref for share in code.shares.all()] == ["HOME"]
    sent = {"stands": stands(manager, page), "section_75": "out", "year": YEAR, "shares": "", "description": "Parks"}
    assert manager.post(page, sent).status_code == 302
    code.refresh_from_db()
    assert (code.section_75, code.description) == (False, "Parks")


def test_scheme_is_changed(manager: Client, world: Universe) -> None:
    page = f"{SET_UP}schemes/{world.lines['HOME'].scheme_id}/"
    sent = {
        "stands": stands(manager, page), "name": "Home care", "lead_commissioner": world.board.pk,
        "commissioner": "Joint", "nhs_percent": "40", "area_of_spend": "Social Care", "description": "Care at home.",
    }  # fmt: skip
    assert manager.post(page, sent).status_code == 302
    html = text(manager.get("/places/testshire/schemes/HOME/"))
    for said in ("Home care", "Joint, NHS 40%", "Social Care", "Care at home."):
        assert said in html


def test_checklist_leads_to_codes_and_next_year(manager: Client, world: Universe) -> None:
    html = text(manager.get(SET_UP))
    assert f"{SET_UP}codes/" in html
    assert "/places/testshire/forward/" in html
    assert "2025-26 is not there yet" in html
