"""Money in, in a real Chromium: an officer plans, invoices and receives, and downloads the statement that says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.models import Contribution, Instalment
from s75.models import User
from tests.browser.test_reading_pages import NewContext, SignIn, person

WHEN = "?year=2022-23&period=8"


def pages() -> list[str]:
    paid = Contribution.objects.get(stream__name="NHS minimum contribution", fund__slug="worcestershire-bcf")
    third = Instalment.objects.get(contribution=paid, position=3)
    return [
        "",
        f"contributions/{paid.pk}/",
        f"contributions/{paid.pk}/plan/",
        f"instalments/{third.pk}/",
        "passing/BCF-16/",
        "passing/BCF-16/plan/",
        "settlement/ICB/",
        "conditions/",
        "allocations/",
    ]


@pytest.mark.django_db(transaction=True)
def test_every_page_is_accessible_at_every_width(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, fits: Callable[[Page], None]
) -> None:
    context = new_context()
    sign_in(context, person("pool.manager.council"))
    page = context.new_page()
    for address in pages():
        page.goto(f"{live_server.url}/places/worcestershire/money-in/{address}{WHEN}")
        fits(page)


@pytest.mark.django_db(transaction=True)
def test_an_officer_plans_invoices_receives_and_downloads(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer
) -> None:
    page = _signed_in(new_context, sign_in, person("finance.officer.council"), scripts=False)
    page.goto(f"{live_server.url}/places/worcestershire/money-in/{WHEN}")
    page.locator("#table-contributions").get_by_role("link", name="NHS minimum contribution").click()
    page.get_by_role("button", name="Plan instalments anew").click()
    page.get_by_label("In equal instalments on the first days of the quarters").check()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("is paid in 4 instalments.")).to_be_visible()

    page.get_by_role("button", name="Invoice instalment 4").click()
    page.get_by_label("Invoice reference").fill("WCC-BCF-22-4")
    page.get_by_label("Invoiced on").fill("2022-11-29")
    page.get_by_role("button", name="Record the invoice").click()
    expect(page.get_by_text("Invoice WCC-BCF-22-4 is recorded.")).to_be_visible()

    page.get_by_role("link", name="All instalments of this contribution").click()
    page.get_by_role("button", name="Record money for instalment 3").click()
    expect(page.get_by_label("Amount in £")).to_have_value("8,724,089.25")
    page.get_by_label("Received on").fill("2022-11-30")
    page.get_by_role("button", name="Record the receipt").click()
    expect(page.get_by_text("£8,724,089.25 on 30 November 2022 is recorded.")).to_be_visible()

    page.goto(f"{live_server.url}/places/worcestershire/money-in/{WHEN}")
    expect(page.get_by_text("Instalment 3 of NHS Herefordshire")).to_have_count(0)
    page.locator("#table-settlement-2").get_by_role("link", name="ICB").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as PDF").click()
    assert download.value.suggested_filename == "worcestershire-settlement-ICB-2022-23-P08.pdf"


def _signed_in(new_context: NewContext, sign_in: SignIn, user: User, scripts: bool) -> Page:
    context: BrowserContext = new_context(java_script_enabled=scripts, accept_downloads=True)
    sign_in(context, user)
    return context.new_page()
