"""An administrator sees where words stand, in a real Chromium, takes them out, and finds the record of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from s75.models import User

WORDS = "intensive rehabilitation beds"


@pytest.mark.django_db(transaction=True)
def test_words_are_looked_for_and_taken_out(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, User], None],
    live_server: LiveServer,
    fits: Callable[[Page], None],
) -> None:
    context = new_context()
    sign_in(context, User.objects.get(email="administrator.council@demonstration.example"))
    page = context.new_page()
    page.goto(f"{live_server.url}/places/worcestershire/redactions/")
    page.get_by_label("Which words must not be kept?").fill(WORDS)
    page.get_by_role("button", name="Where do they stand?").click()
    expect(page.get_by_role("heading", name="They stand here")).to_be_visible()
    expect(page.locator("mark").first).to_have_text(WORDS)
    fits(page)

    page.get_by_role("button", name="Take the words out").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    page.get_by_label("Why?").fill("Somebody could be known by it")
    page.get_by_role("button", name="Take the words out").click()

    expect(page.get_by_text("The words were taken out of")).to_be_visible()
    expect(page.get_by_text("Somebody could be known by it")).to_be_visible()
    page.get_by_label("Which words must not be kept?").fill(WORDS)
    page.get_by_role("button", name="Where do they stand?").click()
    expect(page.get_by_role("heading", name="Nowhere")).to_be_visible()
    fits(page)
