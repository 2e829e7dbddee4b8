"""The pool manager's month in a real Chromium: a due date is moved, a notice recorded, and a fund locked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.models import Period
from s75.models import User

NewContext = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, User], None]


@pytest.mark.django_db(transaction=True)
def test_a_manager_moves_a_date_records_a_notice_and_locks(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, fits: Callable[[Page], None]
) -> None:
    context = new_context(java_script_enabled=True)
    sign_in(context, User.objects.get(email="pool.manager.council@demonstration.example"))
    page = context.new_page()
    manage = f"{live_server.url}/places/worcestershire/manage/"
    page.goto(manage)
    expect(page.get_by_text("Nobody is late.")).to_be_visible()
    fits(page)

    page.get_by_role("link", name="Calendar of 2022-23").click()
    page.get_by_role("button", name="Move a date").click()
    page.get_by_label("Period locked").check()
    page.get_by_label("New date").fill("2022-12-24")
    page.get_by_label("Why it differs").fill("Offices close for Christmas")
    page.get_by_role("button", name="Move the date").click()
    expect(page.get_by_role("alert")).to_contain_text("Saturday 24 December 2022 is not a working day")
    page.get_by_label("New date").fill("2022-12-23")
    page.get_by_role("button", name="Move the date").click()
    expect(page.get_by_role("alert")).to_contain_text("Period locked for P08 is due on 23 December 2022.")
    expect(page.get_by_text("moved: Offices close for Christmas").first).to_be_visible()
    fits(page)

    page.goto(manage)
    page.get_by_role("link", name="Better Care Fund").nth(1).click()
    expect(page.get_by_text("Yes: £339,762.00 at P08")).to_be_visible()
    page.get_by_role("link", name="Record the notice").click()
    expect(page.get_by_label("What it says")).to_have_value(re.compile("an overspend of £339,762.00"))
    page.get_by_role("button", name="Record the notice").click()
    expect(page.get_by_role("alert")).to_contain_text("a plan is due by 11 January 2023")
    expect(page.get_by_text("in time")).to_be_visible()
    page.get_by_role("link", name="Correct the notice").click()
    page.get_by_label("To", exact=True).fill("Both finance directors")
    fits(page)
    page.get_by_label("Why is it corrected?").fill("It went to both")
    page.get_by_role("button", name="Correct the notice").click()
    expect(page.get_by_text("to Both finance directors")).to_be_visible()
    page.get_by_text("What was recorded, corrected and withdrawn").click()
    fits(page)

    page.goto(manage)
    page.get_by_role("button", name="Lock or reopen").click()
    page.get_by_role("button", name="Lock P08 of Better Care Fund").click()
    expect(page.get_by_role("alert")).to_contain_text("P08 of Better Care Fund is locked; P09 is open.")
    assert Period.objects.get(fund__slug="worcestershire-bcf", year=2022, month=8).state == "locked"
