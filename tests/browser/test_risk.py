"""Who bears it, in a real Chromium: the what-if without scripts, accessible at every width, and a rule made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.render.html_cells import element_id
from s75.models import User
from tests.universe import Universe

NewContext = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, User], None]
TOTAL = f"#{element_id('table', 'what_if_worcestershire-mh')} [data-row=total]"
RISK = "/places/worcestershire/risk/?year=2022-23&period=8"


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demonstration.example")


@pytest.mark.django_db(transaction=True)
def test_a_director_asks_what_if_without_scripts_and_shares_the_answer(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer
) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context, person("finance.director.council"))
    page = context.new_page()
    page.goto(live_server.url + RISK)

    page.locator("#scheme-1").select_option(label="MH-01 S117 mental health placements")
    page.locator("#more-1").fill("a lot")
    page.get_by_role("button", name="Show who would pay what").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 1: Enter an amount in pounds")
    expect(page.locator("#more-1")).to_have_value("a lot")

    page.locator("#more-1").fill("£1.5m")
    page.get_by_role("button", name="Show who would pay what").click()
    total = page.locator(TOTAL)
    expect(total).to_contain_text("1,500,000.00")

    colleague = new_context()
    sign_in(colleague, person("finance.director.icb"))
    shared = colleague.new_page()
    shared.goto(page.url)
    expect(shared.locator(TOTAL)).to_contain_text("1,500,000.00")


@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible_at_every_width(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, fits: Callable[[Page], None]
) -> None:
    context = new_context()
    sign_in(context, person("pool.manager.council"))
    page = context.new_page()
    asked = "&scheme=worcestershire-mh:MH-01&more=1k"
    for address in (RISK, RISK + asked, f"{RISK}{asked}&more=x", "/places/worcestershire/risk/worcestershire-mh/rule/"):
        page.goto(live_server.url + address)
        fits(page)


@pytest.mark.django_db(transaction=True)
def test_the_pool_manager_makes_a_tiered_rule(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, world: Universe
) -> None:
    context = new_context()
    sign_in(context, world.manager)
    page = context.new_page()
    page.goto(f"{live_server.url}/places/testshire/risk/")
    page.get_by_role("link", name="rule for overspends of Pool").click()

    page.get_by_label("In tiers").check()
    page.get_by_label("Tier 1: up to £").fill("1,000")
    page.get_by_label("Tier 1: Testshire Council, %").fill("100")
    page.get_by_label("Tier 2: Testshire Council, %").fill("50")
    page.get_by_label("Tier 2: NHS Testshire ICB, %").fill("40")
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_role("alert")).to_contain_text("make 90 per cent, not 100")

    page.get_by_label("Tier 2: NHS Testshire ICB, %").fill("50")
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_text("The rule for overspends of Pool counts from P01 2024-25.")).to_be_visible()
    expect(page.get_by_text("the first £1,000 by Testshire Council alone")).to_be_visible()
