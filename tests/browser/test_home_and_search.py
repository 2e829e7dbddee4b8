"""Somebody signs in, sees what is to do and by when, and finds a line by its reference from the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from s75.models import User

pytestmark = pytest.mark.django_db(transaction=True)
Fits = Callable[[Page], None]
SignIn = Callable[[BrowserContext, User], None]
NewContext = Callable[..., BrowserContext]


def test_a_manager_starts_the_day_and_finds_a_line(new_context: NewContext, sign_in: SignIn, fits: Fits) -> None:
    context = new_context()
    sign_in(context, User.objects.get(email="pool.manager.council@demonstration.example"))
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="Worcestershire", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="things to do").first).to_be_visible()
    fits(page)
    page.keyboard.press("Control+/")
    page.keyboard.type("s117")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("for “s117”")
    fits(page)
    page.get_by_role("searchbox").fill("x")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("alert")).to_contain_text("at least 2 letters")
    page.get_by_role("searchbox").fill("better care")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Better Care Fund", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Better Care Fund")
