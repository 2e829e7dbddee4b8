"""The forecast grid without a network: what was typed survives, also a reload, and is sent once the server is back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from playwright.sync_api import Dialog, Error, Page, expect

from tests.browser.conftest import Sheet
from tests.universe import Universe

pytestmark = pytest.mark.django_db(transaction=True)
TYPED_LAST = '"4":"80'
KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('s75-grid/')).map(([, value]) => value).join()"


def leave(dialog: Dialog) -> None:
    """Leave the page, although rows are unsaved; the question may be gone with the page that asked it."""
    with suppress(Error):
        dialog.accept()


def type_offline(sheet: Sheet) -> None:
    """Two rows typed while the network is down, and left."""
    sheet.expected = ["ERR_INTERNET_DISCONNECTED"]
    sheet.page.on("dialog", leave)
    sheet.page.context.set_offline(True)
    for ref, amount in (("HOME", "75"), ("BEDS-C", "80")):
        sheet.cell(ref, 4).click()
        sheet.page.keyboard.type(amount)
    sheet.page.keyboard.press("ArrowDown")
    expect(sheet.status).to_contain_text("the server cannot be reached")


def wait_until_kept(page: Page, wanted: str) -> None:
    """Until what the browser keeps holds a text; or until it keeps nothing, when that is empty."""
    for _ in range(100):
        kept = str(page.evaluate(KEPT))
        if (wanted in kept) if wanted else not kept:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"The browser keeps “{kept}”.")


def lose_the_page(sheet: Sheet) -> None:
    """The page is gone while the network is down, and loaded anew once it is back."""
    wait_until_kept(sheet.page, TYPED_LAST)
    context = sheet.page.context
    sheet.page.close()
    context.set_offline(False)
    sheet.page = context.new_page()
    sheet.open()


def test_rows_typed_offline_are_sent_when_the_network_is_back(sheet: Sheet) -> None:
    type_offline(sheet)
    assert sheet.figures("HOME")[3] == Decimal("50.00")
    sheet.page.context.set_offline(False)
    expect(sheet.status).to_contain_text("2 lines saved.")
    assert (sheet.figures("HOME")[3], sheet.figures("BEDS-C")[3]) == (Decimal("75.00"), Decimal("80.00"))
    wait_until_kept(sheet.page, "")


def test_rows_survive_a_reload_and_are_kept(sheet: Sheet, axe: Callable[[Page], None]) -> None:
    type_offline(sheet)
    lose_the_page(sheet)
    notice = sheet.page.locator("#grid-drafts")
    expect(notice).to_contain_text("2 rows typed before the connection was lost")
    expect(sheet.cell("HOME", 4)).to_have_value("75.00")
    expect(sheet.row("HOME").locator(".outturn")).to_have_text("625.00 unsaved")
    axe(sheet.page)
    notice.get_by_role("button", name="Keep and save").click()
    expect(sheet.status).to_contain_text("2 lines saved.")
    assert sheet.figures("BEDS-C")[3] == Decimal("80.00")
    wait_until_kept(sheet.page, "")
    sheet.page.reload()
    expect(notice).to_be_hidden()


def test_rows_survive_a_reload_and_are_discarded(sheet: Sheet) -> None:
    type_offline(sheet)
    lose_the_page(sheet)
    sheet.page.get_by_role("button", name="Discard").click()
    expect(sheet.cell("HOME", 4)).to_have_value("50.00")
    expect(sheet.row("HOME").locator(".outturn")).to_have_text("600.00")
    wait_until_kept(sheet.page, "")
    assert sheet.figures("HOME")[3] == Decimal("50.00")


def test_kept_row_that_somebody_saved_meanwhile_is_a_conflict(sheet: Sheet, world: Universe) -> None:
    type_offline(sheet)
    sheet.expected.append("status of 409")
    world.forecast("HOME", 70)
    lose_the_page(sheet)
    sheet.page.get_by_role("button", name="Keep and save").click()
    expect(sheet.page.locator("#d-HOME")).to_contain_text("Officer saved HOME since you read it")
    assert sheet.figures("HOME")[3] == Decimal("70.00")


def test_signing_out_leaves_nothing_in_the_browser(sheet: Sheet) -> None:
    type_offline(sheet)
    wait_until_kept(sheet.page, TYPED_LAST)
    sheet.page.context.set_offline(False)
    sheet.page.evaluate("localStorage.setItem('s75-grid/1/elsewhere', '{}')")
    sheet.page.get_by_role("button", name="Sign out").click()
    expect(sheet.page.get_by_role("heading", name="You have signed out")).to_be_visible()
    wait_until_kept(sheet.page, "")
