"""Readings in a real Chromium: entered by a commissioner, refused, corrected, and judged on the page, at every width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.models import Place
from s75.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reading_is_entered_and_the_paper_shows_it(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, User], None],
    live_server: LiveServer,
    fits: Callable[[Page], None],
) -> None:
    assert Place.objects.filter(slug="nottinghamshire").exists()
    context = new_context()
    sign_in(context, User.objects.get(email="commissioner.council.nottinghamshire@demonstration.example"))
    page = context.new_page()

    page.goto("/places/nottinghamshire/")
    page.get_by_role("link", name="Performance").click()
    fits(page)
    page.get_by_role("button", name="Enter readings of Q3").click()
    page.get_by_role("link", name="Q2").click()
    page.get_by_label("Hostel Accommodation % exited in a planned way, Q2").fill("87 (about)")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("found “87 (about)”")
    page.get_by_label("Hostel Accommodation % exited in a planned way, Q2").fill("90 (62/69)")
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 row of Q2 saved.")).to_be_visible()

    row = page.get_by_role("row", name="Hostel Accommodation % exited in a planned way")
    expect(row).to_contain_text("90%")
    expect(row).to_contain_text("entered 84%, computed 86%")  # 83 of 97, and the source still says 84%
    expect(row).to_contain_text("met")
