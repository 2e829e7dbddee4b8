"""A paper in a real Chromium: drafted, stopped by checks, mended, signed, published, corrected; the public verifies."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from s75.models import User
from tests.universe import Universe

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_draft_to_the_public(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, User], None],
    fits: Callable[[Page], None],
    world: Universe,
    tmp_path: Path,
) -> None:
    pages = {}
    for name in ("clerk", "director"):
        context = new_context(java_script_enabled=name == "clerk", accept_downloads=True)
        sign_in(context, getattr(world, name))
        pages[name] = context.new_page()
    clerk, director = pages["clerk"], pages["director"]

    clerk.goto("/places/testshire/")
    clerk.get_by_role("link", name="Papers", exact=True).click()
    fits(clerk)
    clerk.get_by_role("button", name="Write a paper").click()
    clerk.get_by_label("Title").fill("Pooled budgets in April")
    fits(clerk)
    clerk.get_by_role("button", name="Begin the paper").click()
    expect(clerk.get_by_text("Must be mended")).to_be_visible()
    expect(clerk.get_by_role("button", name="Send for sign-off")).to_have_count(0)
    fits(clerk)
    draft = clerk.url

    clerk.get_by_role("link", name="Purpose").first.click()
    clerk.get_by_text("Suggested words").click()
    clerk.get_by_role("button", name=re.compile(r"^Add these words\s?: position$")).click()
    text = clerk.get_by_label("Text")
    expect(text).to_have_value(re.compile("{{ forecast_outturn }}"))
    text.fill("It is £99, in all ")
    clerk.get_by_text("Figures by name").click()
    clerk.get_by_role("button", name="Insert Forecast outturn ({{ forecast_outturn }})").click()
    expect(text).to_have_value("It is £99, in all {{ forecast_outturn }}")
    fits(clerk)
    clerk.get_by_role("button", name="Save", exact=True).click()
    expect(clerk.get_by_text("“£99” is typed by hand")).to_be_visible()

    clerk.get_by_role("link", name="Purpose").first.click()
    expect(clerk.get_by_role("link", name="£4,800.00")).to_be_visible()
    clerk.get_by_label("Text").fill("In all it is {{ forecast_outturn }}.")
    clerk.get_by_role("button", name="Save", exact=True).click()
    expect(clerk.get_by_text("typed by hand")).to_have_count(0)
    clerk.get_by_label("Why does it go all the same?").fill("The board meets before the ledgers close")
    clerk.get_by_role("button", name="Send for sign-off").click()
    expect(clerk.get_by_text("It waits to be signed by: finance director.")).to_be_visible()

    director.goto(draft)
    director.get_by_role("link", name="the whole paper", exact=True).click()
    expect(director.get_by_text("In all it is £4,800.00.")).to_be_visible()
    director.go_back()
    director.get_by_role("button", name="Sign it").click()
    expect(director.get_by_text("You signed “Pooled budgets in April”.")).to_be_visible()

    clerk.reload()
    clerk.get_by_role("button", name="Publish it").click()
    expect(clerk.get_by_text("Paper 1, version 1, published on")).to_be_visible()
    fits(clerk)
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="PDF").click()
    file = tmp_path / "paper.pdf"
    download.value.save_as(file)

    clerk.get_by_text("Correct this paper").click()
    clerk.get_by_label("What was wrong?").fill("The purpose was not clear.")
    clerk.get_by_role("button", name="Begin a correction").click()
    clerk.get_by_label("Why does it go all the same?").fill("As before")
    clerk.get_by_role("button", name="Send for sign-off").click()
    director.goto(clerk.url)
    director.get_by_role("button", name="Sign it").click()
    clerk.reload()
    clerk.get_by_role("button", name="Publish it").click()
    expect(clerk.get_by_text("Paper 1, version 2, published on")).to_be_visible()
    expect(clerk.get_by_text("No figure changed.")).to_be_visible()
    clerk.goto("/places/testshire/papers/")
    clerk.get_by_role("button", name="Open a public page").click()

    member = new_context().new_page()
    member.goto("/public/testshire/")
    expect(member.get_by_role("heading", name="Pooled budgets in April")).to_be_visible()
    fits(member)
    member.get_by_role("link", name="Check whether a file is a published paper").click()
    member.get_by_label("Choose the file that you have").set_input_files(file)
    member.get_by_role("button", name="Check it").click()
    expect(member.get_by_text("A newer version takes its place")).to_be_visible()
    fits(member)
    file.write_bytes(file.read_bytes() + b" ")
    member.get_by_label("Choose the file that you have").set_input_files(file)
    member.get_by_role("button", name="Check it").click()
    expect(member.get_by_role("heading", name="No", exact=True)).to_be_visible()
