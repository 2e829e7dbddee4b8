"""A clerk looks at a fund's dashboard down to a line, and makes a pack of papers, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import Pack
from s75.models import User

NewContext = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, User], None]


@pytest.mark.django_db(transaction=True)
def test_from_a_dashboard_to_a_line_and_to_a_pack(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, fits: Callable[[Page], None]
) -> None:
    context = new_context(accept_downloads=True)
    sign_in(context, User.objects.get(email="board.clerk.council@demonstration.example"))
    page = context.new_page()
    page.goto(f"{live_server.url}/places/worcestershire/?year=2022-23&period=8")
    page.get_by_role("link", name="Dashboard: charts").click()
    page.get_by_label("Dashboard of").select_option("Better Care Fund")
    page.get_by_role("button", name="Show dashboard").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Better Care Fund")
    heat = page.get_by_role("region", name="Expected spend by month")
    heat.focus()
    expect(heat).to_be_focused()
    fits(page)
    heat.get_by_role("link", name="BCF-01").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Integrated Intermediate Care")

    page.goto(f"{live_server.url}/places/worcestershire/packs/?year=2022-23&period=8")
    page.get_by_label("Title of the pack").fill("December")
    page.locator("#kind-1").select_option("")
    page.get_by_role("button", name="Make one PDF").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one paper")
    page.locator("#kind-1").select_option("Register of changes")
    fits(page)
    page.get_by_role("button", name="Make one PDF").click()
    expect(page.get_by_role("status")).to_have_text("The pack waits to be made")
    Pack.objects.update(asked_at=Pack.objects.get().asked_at - timedelta(seconds=60))
    page.get_by_role("button", name="Make it now").click(timeout=20_000)
    expect(page.get_by_text("It is kept for a day")).to_be_visible(timeout=20_000)
    fits(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download as PDF").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
