"""The page of a scheme: its figures, closing it, what it leaves over, and the screen that the release leads to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.models import Change
from s75.models import User
from schemes.actions.actuals import import_actuals
from schemes.actions.forecasts import RowInput, save_rows
from schemes.actions.schemes import close_scheme, create_line
from tests.universe import YEAR, Universe, ledger_csv

PAGE = "/places/testshire/schemes/HOME/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/glossary/")
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def half_a_year(world: Universe) -> None:
    """HOME closes on 30 September and is forecast at 50 a month until then: 300 of its 600 are left."""
    figures: dict[int, Decimal | None] = {month: Decimal(50 if month <= 6 else 0) for month in range(1, 13)}
    row = RowInput("HOME", figures, explanation="It closes")
    save_rows(place=world.place, year=YEAR, round=1, rows=[row], by=world.officer)
    close_scheme(
        scheme=world.lines["HOME"].scheme, last_day=date(YEAR, 9, 30), reason="The provider left", by=world.manager
    )


def test_everybody_who_reads_the_place_reads_the_scheme(world: Universe) -> None:
    html = text(signed_in(world.auditor).get(PAGE))
    assert "Home" in html
    assert "600.00" in html
    assert "without a first or last day" in html
    assert "Close the scheme" not in html
    assert "Close the scheme" in text(signed_in(world.manager).get(PAGE))
    assert signed_in(world.auditor).get("/places/testshire/schemes/NONE/").status_code == 404


def test_list_of_lines_leads_to_the_scheme(world: Universe) -> None:
    html = text(signed_in(world.manager).get("/places/testshire/schemes/"))
    assert 'href="/places/testshire/schemes/HOME/?year=2024-25&amp;period=1"' in html
    assert "Copy 2024-25 forward to next year" in html
    assert "Copy 2024-25 forward" not in text(signed_in(world.auditor).get("/places/testshire/schemes/"))


def test_scheme_is_closed_and_reopened_by_forms(world: Universe) -> None:
    client = signed_in(world.manager)
    assert client.post(f"{PAGE}close/", {"last_day": "", "reason": ""}).status_code == 422
    done = client.post(f"{PAGE}close/", {"last_day": "2024-09-30", "reason": "The provider left"}, follow=True)
    assert "Closes on" in text(done) or "Closed on" in text(done)
    assert "by Manager" in text(done)
    assert "The provider left" in text(done)
    again = client.post(f"{PAGE}close/", {"last_day": "2024-09-30", "reason": "x"})
    assert (again.status_code, "Reopen it to set another day" in text(again)) == (422, True)
    client.post(f"{PAGE}reopen/", {"reason": "It is back"})
    world.lines["HOME"].scheme.refresh_from_db()
    assert world.lines["HOME"].scheme.ends is None


def test_what_is_left_is_released_into_a_virement_that_is_filled_in(world: Universe) -> None:
    half_a_year(world)
    client, home, beds = signed_in(world.manager), world.lines["HOME"], world.lines["BEDS-C"]
    assert "£300.00 of its budget is left over" in text(client.get(PAGE))
    html = text(client.get(f"{PAGE}release/"))
    assert "£300.00" in html
    assert f'value="{beds.pk}"' in html
    assert f'value="{world.lines["BEDS-N"].pk}"' not in html  # another stream's money
    nothing = client.get(f"{PAGE}release/", {"go": world.pool.slug})
    assert (nothing.status_code, "Choose at least one line" in text(nothing)) == (422, True)
    filled = client.get(f"{PAGE}release/", {"go": world.pool.slug, f"to_{home.pk}": str(beds.pk)}, follow=True)
    form = text(filled)
    assert "New virement" in form
    assert f'name="line-{home.pk}" value="-300.00"' in form.replace("\n", " ").replace("  ", " ") or "-300.00" in form
    assert "Release what HOME Home leaves over" in form
    assert not Change.objects.filter(kind="virement").exists()
    key = form.split('name="key" value="')[1].split('"')[0]
    sent = {
        "fund": world.pool.slug, "kind": "virement", "key": key, "title": "Release", "reason": "Closed", "step": "ask",
        "effective_from": "1", f"line-{home.pk}": "-300.00", f"line-{beds.pk}": "300.00",
    }  # fmt: skip
    client.post("/places/testshire/changes/new/", sent)
    assert Change.objects.get(kind="virement").amount == Decimal(300)


def test_forecast_that_goes_past_the_last_day_is_named(world: Universe) -> None:
    world.forecast("HOME", 50)
    close_scheme(scheme=world.lines["HOME"].scheme, last_day=date(YEAR, 9, 30), reason="x", by=world.manager)
    html = text(signed_in(world.manager).get(PAGE))
    assert "Still forecast after its last day: HOME." in html
    assert "left over" not in html


def test_line_that_spends_its_budget_leaves_nothing(world: Universe) -> None:
    world.forecast("HOME", 50)
    assert "Nothing is left over" in text(signed_in(world.manager).get(f"{PAGE}release/"))


def test_late_cost_is_flagged_on_the_scheme_and_the_import(world: Universe) -> None:
    close_scheme(scheme=world.lines["HOME"].scheme, last_day=date(2024, 3, 31), reason="x", by=world.manager)
    made, _ = import_actuals(
        place=world.place, partner_code="TC", year=YEAR, month=1, filename="l.csv",
        content=ledger_csv("P01", {"C100": "5.00", "C200": "100.00"}), by=world.officer,
    )  # fmt: skip
    client = signed_in(world.manager)
    assert "£50.00 was posted for months after its last day" in text(client.get(PAGE))
    assert "after its scheme closed on 31 March 2024" in text(client.get(f"/places/testshire/actuals/{made.pk}/"))


def test_pages_ask_the_same_number_of_questions_at_any_size(world: Universe) -> None:
    half_a_year(world)
    client = signed_in(world.manager)

    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    pages = (PAGE, f"{PAGE}release/", "/places/testshire/schemes/")
    for page in pages:
        asked(page)
    small = [asked(page) for page in pages]
    for i in range(8):
        world.lines[f"X{i}"] = create_line(
            scheme=world.lines["HOME"].scheme, fund=world.pool, year=YEAR, ref=f"X{i}", stream=world.own,
            contributing_partner=world.council, spending_partner=world.council, by=world.manager,
        )  # fmt: skip
    world.post(world.approved(world.pool, {f"X{i}": Decimal(10) for i in range(8)}))
    assert [asked(page) for page in pages] == small
