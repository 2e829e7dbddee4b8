"""Copying a year forward, and closing a scheme, in a real Chromium, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_reading_pages import NewContext, SignIn, person

PLACE = "/places/worcestershire/"
PAGES = (
    "forward/?year=2022-23&period=8",
    "schemes/",
    "schemes/BCF-02/",
    "schemes/BCF-02/close/",
    "schemes/BCF-02/release/",
    "set-up/schemes/new/",
    "set-up/lines/",
    "set-up/lines/new/",
    "set-up/codes/",
    "set-up/codes/new/",
    "set-up/outputs/",
)


def manager(new_context: NewContext, sign_in: SignIn, live_server: LiveServer, **options: object) -> Page:
    context: BrowserContext = new_context(**options)
    sign_in(context, person("pool.manager.council"))
    return context.new_page()


@pytest.mark.django_db(transaction=True)
def test_pages_are_accessible_at_every_width(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, fits: Callable[[Page], None]
) -> None:
    page = manager(new_context, sign_in, live_server)
    for address in PAGES:
        page.goto(f"{PLACE}{address}")
        fits(page)


@pytest.mark.django_db(transaction=True)
def test_manager_tries_an_uplift_and_makes_next_year(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, axe: Callable[[Page], None]
) -> None:
    page = manager(new_context, sign_in, live_server, java_script_enabled=False)
    page.goto(f"{PLACE}set-up/")
    page.get_by_role("link", name="Next year").click()
    page.get_by_label("Uplift of DFG, in %").fill("5")
    page.get_by_role("button", name="Work it out again").click()
    expect(page.locator("table", has_text="Better Care Fund, total")).to_contain_text("6,510,000.00")
    page.get_by_role("button", name="Make 2023-24").click()
    expect(page.get_by_text("nothing confirmed yet")).to_be_visible()
    expect(page.get_by_role("heading", name="2023-24 is there already")).to_be_visible()
    page.get_by_role(
        "link", name="Check the draft opening budget of Better Care Fund, and ask for its approval"
    ).click()
    expect(page.get_by_text("Opening budget 2023-24").first).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_manager_closes_a_scheme_and_reopens_it(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, axe: Callable[[Page], None]
) -> None:
    page = manager(new_context, sign_in, live_server)
    page.goto(f"{PLACE}schemes/BCF-02/")
    page.get_by_role("link", name="Close the scheme").click()
    page.get_by_label("Last day").fill("2022-12-31")
    page.get_by_label("Why it closes").fill("The contract ended")
    page.get_by_role("button", name="Close the scheme").click()
    expect(page.locator(".s75-inset")).to_contain_text("Closes on 31 December 2022")
    axe(page)
    page.get_by_role("link", name="Reopen the scheme").click()
    page.get_by_label("Why it goes on").fill("It was extended")
    page.get_by_role("button", name="Reopen the scheme").click()
    expect(page.get_by_text("goes on.").first).to_be_visible()
