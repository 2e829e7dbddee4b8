"""A change goes its way in a real Chromium: the officer moves money, the director approves, the manager posts, reverses."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.models import Change
from s75.models import User
from schemes.actions.budgets import budget_of
from tests.universe import Universe

NewContext = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, User], None]


@pytest.mark.django_db(transaction=True)
def test_virement_from_officer_to_director_to_manager_and_back(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, axe: Callable[[Page], None], world: Universe
) -> None:
    def opened(user: User, **options: object) -> Page:
        context = new_context(**options)
        sign_in(context, user)
        page = context.new_page()
        page.goto(f"{live_server.url}/places/testshire/changes/")
        return page

    officer = opened(world.officer)
    axe(officer)
    officer.get_by_role("button", name="Make a change").click()
    officer.get_by_label("Fund", exact=True).select_option("Pool")
    officer.get_by_label("Virement").check()
    axe(officer)
    officer.get_by_role("button", name="Continue").click()
    officer.get_by_label("Title").fill("Care at home")
    officer.get_by_label("Reason").fill("Fewer beds are needed")
    officer.get_by_label("Add to or take from BEDS-C").fill("(£100)")
    difference = officer.locator("#difference")
    expect(difference).to_contain_text("−£100.00")
    officer.get_by_label("Add to or take from HOME").fill("99.99")
    expect(difference).to_contain_text("−£0.01")
    officer.get_by_label("Add to or take from HOME").fill("100")
    expect(difference).to_contain_text("Every stream and partner sums to zero.")
    officer.get_by_label("Find lines").fill("home")
    expect(officer.locator("tr[data-line]:visible")).to_have_count(1)
    axe(officer)
    officer.get_by_role("button", name="Request approval").click()
    expect(officer.get_by_text("is requested.")).to_be_visible()
    expect(officer.get_by_role("button", name="Approve")).to_have_count(0)
    axe(officer)

    director = opened(world.director, java_script_enabled=False)
    director.get_by_role("link", name="Care at home").first.click()
    director.get_by_role("button", name="Approve").click()
    expect(director.get_by_text("is approved.").first).to_be_visible()

    manager = opened(world.manager, viewport={"width": 390, "height": 800})
    manager.get_by_role("link", name="Care at home").first.click()
    manager.get_by_role("button", name="Post the change").click()
    expect(manager.get_by_text("is posted as change 1 in P01.")).to_be_visible()
    assert manager.locator("html").evaluate("page => page.scrollWidth") <= 390
    axe(manager)
    assert budget_of(world.lines["HOME"]) == Decimal(700)
    manager.get_by_label("Why is it reversed?").fill("Beds are full again")
    manager.get_by_role("button", name="Reverse this change").click()
    expect(manager.get_by_role("heading", name="Reversal of change 1: Care at home")).to_be_visible()
    back = Change.objects.get(reverses__title="Care at home")
    assert (back.state, back.requested_by) == ("requested", world.manager)
    manager.goto(f"{live_server.url}/places/testshire/changes/register/")
    axe(manager)


@pytest.mark.django_db(transaction=True)
def test_virement_is_made_without_scripts(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, world: Universe
) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context, world.officer)
    page = context.new_page()
    page.goto(f"{live_server.url}/places/testshire/changes/new/?fund={world.pool.slug}&kind=virement")
    page.get_by_label("Add to or take from BEDS-C").fill("-10")
    page.get_by_role("button", name="Check", exact=True).last.click()
    expect(page.locator("#difference")).to_contain_text("−£10.00")
    page.get_by_label("Add to or take from HOME").fill("10")
    page.get_by_label("Title").fill("Ten")
    page.get_by_label("Reason").fill("x")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_text("is saved as a draft.")).to_be_visible()
    assert Change.objects.get(title="Ten").state == "draft"
