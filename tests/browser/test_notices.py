"""A big ledger whose page is left and returned to, moves on by itself, and ends on the list of what is new."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from s75.background import health
from s75.background.queue import work_off
from s75.models import User
from schemes.actions import background
from tests.universe import Universe, ledger_csv


@pytest.mark.django_db(transaction=True)
def test_a_big_ledger_comes_by_itself_and_is_told_of(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, User], None],
    fits: Callable[[Page], None],
    world: Universe,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "BIG_TEXT", 10)
    health.sign("a worker")
    context = new_context()
    sign_in(context, world.officer)
    page = context.new_page()
    page.goto("/places/testshire/actuals/upload/")
    file = {"name": "april.csv", "mimeType": "text/csv", "buffer": ledger_csv("P01", {"C100": "100.00"})}
    page.get_by_label("Ledger file").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_role("status")).to_have_text("The file waits to be read")
    fits(page)
    work_off()
    page.get_by_role("button", name="Post £100.00").first.click()
    expect(page.get_by_role("status")).to_have_text("The file waits to be posted")
    work_off()
    page.wait_for_url(re.compile(r"/actuals/\d+/"))
    page.get_by_role("link", name=re.compile("What’s new .* not seen")).click()
    expect(page.get_by_role("link", name="april.csv is posted, £100.00 in all")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.get_by_text("not seen")).to_have_count(0)
    page.get_by_role("link", name="How you are told by e-mail").click()
    page.get_by_label("As they come, within minutes").check()
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_text("Your choice is kept.")).to_be_visible()
    fits(page)
