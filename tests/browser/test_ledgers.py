"""A ledger with an unknown code, from upload to suspense, mapping and undoing, and an accrual with its reversal."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reports.actions import lock_period
from s75.models import User
from schemes.models import Actual
from tests.schemes.ledgers import broken_books, stands
from tests.universe import YEAR, Universe, ledger_csv

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]
SignIn = Callable[[BrowserContext, User], None]
NewContext = Callable[..., BrowserContext]
ACTUALS = "/places/testshire/actuals/"


def look(page: Page, axe: Axe, name: str) -> None:
    """Nothing for axe to find, nothing wider than the screen; with SHOTS set, a picture of it at two widths."""
    axe(page)
    wide = page.viewport_size
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("html").evaluate("page => page.scrollWidth <= innerWidth"), (name, width)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}_{width}.png", full_page=True)
    if wide:
        page.set_viewport_size(wide)


def test_an_unknown_code_is_posted_around_settled_and_undone(
    new_context: NewContext, sign_in: SignIn, axe: Axe, world: Universe
) -> None:
    context = new_context()
    sign_in(context, world.officer)
    page = context.new_page()
    page.goto(f"{ACTUALS}upload/")
    content = ledger_csv("P01", {"C100": "100.00", "C200": "50.00", "Z9": "33.33"})
    page.get_by_label("Ledger file").set_input_files({"name": "april.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_label("Control total in £ (optional)").fill("200")
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_role("alert")).to_contain_text("the file gives £150.00 on section 75 codes")
    look(page, axe, "total")
    page.get_by_label("Control total in £ (optional)").fill("183.33")  # with what is in suspense
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_text("1 code with £33.33 leads nowhere yet.")).to_be_visible()
    look(page, axe, "preview")
    page.get_by_role("button", name="Post £150.00").first.click()
    expect(page.get_by_role("alert")).to_contain_text("april.csv is posted, £150.00 in all.")
    look(page, axe, "import")
    page.goto("/")
    expect(
        page.get_by_role("link", name=re.compile("1 code of the ledger of Testshire Council with £33.33"))
    ).to_be_visible()
    page.goto(ACTUALS)
    look(page, axe, "actuals")
    page.get_by_role("link", name="Say where the codes in suspense belong").click()
    look(page, axe, "suspense")
    page.get_by_role("link", name=re.compile("Say where it belongs")).click()
    page.get_by_role("button", name="Save and post what waits").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what is on the code")
    look(page, axe, "settle")
    page.get_by_label("It is shared by several lines").check()
    page.get_by_label("Lines, when there are several").fill("HOME 60\nBEDS-C 40")
    page.get_by_role("button", name="Save and post what waits").click()
    expect(page.get_by_role("alert")).to_contain_text("Z9 is cleared: £33.33 is posted.")
    expect(page.get_by_role("heading", name="Nothing is in suspense")).to_be_visible()
    look(page, axe, "cleared")
    assert stands(world, "HOME", "BEDS-C") == {"HOME": {1: Decimal("45.00")}, "BEDS-C": {1: Decimal("38.33")}}
    page.goto(ACTUALS)
    page.get_by_role("link", name="april.csv").first.click()
    expect(page.get_by_text("Posted from suspense").first).to_be_visible()
    page.get_by_role("link", name="Undo this import").click()
    look(page, axe, "undo")
    page.get_by_label("Why it is undone").fill("It was May’s file")
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("It was May’s file")).to_be_visible()
    look(page, axe, "undone")
    assert stands(world, "HOME", "BEDS-C", "BEDS-N") == {"HOME": {}, "BEDS-C": {}, "BEDS-N": {}}
    page.goto(f"{ACTUALS}formats/TC/")
    expect(page.get_by_label("Heading of the amounts")).to_have_value("Actual to date")
    look(page, axe, "format")
    assert broken_books() == []


def test_an_accrual_is_posted_and_reversed_in_the_next_period(
    new_context: NewContext, sign_in: SignIn, axe: Axe, world: Universe
) -> None:
    context = new_context()
    sign_in(context, world.officer)
    page = context.new_page()
    page.goto(f"{ACTUALS}journals/")
    look(page, axe, "journals_none")
    page.get_by_role("link", name="Pool").click()
    page.get_by_label("What it is for").fill("Accrual: care homes")
    page.get_by_label("Line of row 1").select_option("HOME")
    page.get_by_label("Amount of row 1").fill("a lot")
    page.get_by_role("button", name="Add rows").click()
    expect(page.get_by_label("Amount of row 8")).to_be_visible()
    page.get_by_label("Reverse it in the next period, as an accrual is").check()
    page.get_by_role("button", name="Post the journal").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 1: Enter an amount in pounds")
    look(page, axe, "journal_refused")
    page.get_by_label("Amount of row 1").fill("£1,200.50")
    page.get_by_role("button", name="Post the journal").click()
    expect(page.get_by_text("It is to be reversed in the next period.")).to_be_visible()
    look(page, axe, "journal")
    lock_period(fund=world.pool, year=YEAR, month=1, waive="for a test", by=world.manager)
    page.goto(f"{ACTUALS}journals/")
    look(page, axe, "journals_due")
    page.get_by_role("button", name=re.compile("Post 1 reversal")).click()
    expect(page.get_by_text("1 reversal is posted.")).to_be_visible()
    rows = Actual.objects.filter(line=world.lines["HOME"]).order_by("pk").values_list("month", "posted_in", "amount")
    assert list(rows) == [(1, 1, Decimal("1200.50")), (2, 2, Decimal("-1200.50"))]
