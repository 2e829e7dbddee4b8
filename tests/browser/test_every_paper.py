"""A reader finds a kind of paper, narrows it and takes it home, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from s75.models import User

NewContext = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, User], None]


@pytest.mark.django_db(transaction=True)
def test_from_all_papers_to_a_partners_own_view(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, fits: Callable[[Page], None]
) -> None:
    context = new_context(accept_downloads=True)
    sign_in(context, User.objects.get(email="auditor.council@demonstration.example"))
    page = context.new_page()
    page.goto(f"{live_server.url}/places/worcestershire/papers/all/?year=2022-23&period=8")
    fits(page)
    page.get_by_role("link", name="Memorandum account").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Memorandum account")
    fits(page)
    page.get_by_role("link", name="All papers").click()
    page.get_by_role("link", name="Partner’s own view").click()
    page.get_by_label("Of", exact=True).select_option("ICB")
    page.get_by_role("button", name="Show paper").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Herefordshire and Worcestershire ICB")
    fits(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download as Excel workbook").click()
    assert taken.value.suggested_filename == "worcestershire-partner-ICB-2022-23-P08.xlsx"
    assert Path(taken.value.path()).read_bytes().startswith(b"PK")
