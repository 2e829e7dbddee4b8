"""The reading pages in a real Chromium: accessible, within the content policy, and usable at 390 pixels."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from s75.models import User

PAGES = (
    "",
    "funds/worcestershire-mh/",
    "lines/BCF-01/",
    "lines/BCF-18/",
    "figures/variance/",
    "figures/outturn/?line=MH-02",
    "papers/board/?layout=durham",
    "closing/",
)
NewContext = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, User], None]


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demonstration.example")


@pytest.mark.django_db(transaction=True)
def test_every_reading_page_is_accessible_at_every_width(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, fits: Callable[[Page], None]
) -> None:
    context = new_context()
    sign_in(context, person("pool.manager.council"))
    page = context.new_page()
    for address in PAGES:
        page.goto(f"{live_server.url}/places/worcestershire/{address}")
        fits(page)


@pytest.mark.django_db(transaction=True)
def test_a_reader_follows_a_figure_down_to_the_file(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer
) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context, person("auditor.icb"))
    page = context.new_page()
    page.goto(f"{live_server.url}/places/worcestershire/papers/board/?year=2022-23&period=8")

    page.locator('[data-row="scheme:worcestershire-mh:MH-02"]').get_by_role("link", name="397,119.72").click()
    expect(page.locator("[data-total]")).to_have_text("£397,119.72")
    page.get_by_role("link", name="MH-02 Pathway Planning team").click()
    page.locator('[data-row="part:0"]').get_by_role("link").first.click()

    expect(page).to_have_url(re.compile(r"/actuals/\d+/.*#rows$"))


@pytest.mark.django_db(transaction=True)
def test_the_keeper_locks_a_fund_and_the_clerk_downloads(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer
) -> None:
    context = new_context()
    sign_in(context, person("pool.manager.icb"))
    page = context.new_page()
    page.goto(f"{live_server.url}/places/worcestershire/closing/?year=2022-23&period=8")
    page.get_by_role("button", name="Lock P08 of Children and young people").click()
    expect(page.get_by_text("P08 of Children and young people is locked; P09 is open.")).to_be_visible()

    clerk = new_context(accept_downloads=True)
    sign_in(clerk, person("board.clerk.council"))
    paper = clerk.new_page()
    paper.goto(f"{live_server.url}/places/worcestershire/papers/board/?year=2022-23&period=8")
    with paper.expect_download() as download:
        paper.get_by_role("link", name="Download as Excel workbook").click()
    assert download.value.suggested_filename == "worcestershire-board-2022-23-P08.xlsx"
