"""Pasting into the forecast grid, and what it does when a save is refused: conflicts, bad cells, a dead network."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from s75.models import User
from schemes.models import Forecast
from tests.browser.conftest import Sheet
from tests.universe import Universe

pytestmark = pytest.mark.django_db(transaction=True)


def test_block_is_pasted_and_saved_by_one_request(sheet: Sheet) -> None:
    sent: list[str] = []
    sheet.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    sheet.cell("BEDS-N", 11).click()
    sheet.paste("£1,000.00\t(2.50)\r\n\u00a012 345.67\t4-\r\n")
    expect(sheet.status).to_contain_text("2 lines saved.")
    assert [url.split("?")[0].rsplit("/", 2)[1] for url in sent] == ["block"]
    assert sheet.figures("BEDS-N")[10:12] == [Decimal("1000.00"), Decimal("-2.50")]
    assert sheet.figures("HOME")[10:12] == [Decimal("12345.67"), Decimal("-4.00")]
    expect(sheet.cell("HOME", 12)).to_have_value("\N{MINUS SIGN}4.00")


def test_block_with_a_bad_cell_pastes_nothing(sheet: Sheet) -> None:
    for block, said in (
        ("1\t2\n3\tabc", "row 2, column 2 (HOME P12): “abc” is not an amount in pounds"),
        ("1\t\n3\t4", "row 1, column 2 (BEDS-N P12): a blank is not 0, so type 0"),
        ("1\t2\t3", "row 1, column 3 (BEDS-N P13): P13 takes no forecast"),
        ("1\n2\n3", "The block has 3 rows, but from BEDS-N down there are 2 lines."),
    ):
        sheet.cell("BEDS-N", 11).click()
        sheet.paste(block)
        expect(sheet.status).to_contain_text(f"Nothing was pasted: {said}")
        expect(sheet.cell("BEDS-N", 11)).to_have_value("100.00")
        expect(sheet.cell("HOME", 11)).to_have_value("50.00")


@pytest.mark.parametrize(("button", "stands", "version"), [("Keep mine", "90.00", 3), ("Take theirs", "70.00", 2)])
def test_conflict_shows_both_values_and_lets_one_choose(
    sheet: Sheet, world: Universe, axe: Callable[[Page], None], button: str, stands: str, version: int
) -> None:
    sheet.expected = ["status of 409"]
    world.forecast("HOME", 70)
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("90")
    sheet.page.keyboard.press("ArrowUp")
    detail = sheet.page.locator("#d-HOME")
    expect(detail).to_contain_text("Officer saved HOME since you read it")
    expect(detail.get_by_role("row", name="P04")).to_contain_text("70.00")
    expect(sheet.status).to_contain_text("Not saved")
    axe(sheet.page)
    detail.get_by_role("button", name=button).click()
    sheet.cell("BEDS-C", 1).click()
    expect(sheet.status).to_contain_text("HOME saved" if version == 3 else "theirs taken")
    expect(sheet.cell("HOME", 4)).to_have_value(stands)
    kept = Forecast.objects.get(line__ref="HOME")
    assert (kept.figures[3], kept.version) == (Decimal(stands), version)


def test_refused_row_keeps_what_was_typed_and_names_the_cell(sheet: Sheet, axe: Callable[[Page], None]) -> None:
    sheet.expected = ["status of 422"]
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("12%")
    sheet.page.keyboard.press("Enter")
    sheet.cell("BEDS-C", 4).click()
    expect(sheet.status).to_contain_text("a percentage is not an amount")
    expect(sheet.cell("HOME", 4)).to_have_value("12%")
    expect(sheet.cell("HOME", 4)).to_have_attribute("aria-invalid", "true")
    axe(sheet.page)
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("12")
    sheet.cell("BEDS-C", 4).click()
    expect(sheet.status).to_contain_text("HOME saved")
    expect(sheet.cell("HOME", 4)).not_to_have_attribute("aria-invalid", "true")


def test_dead_network_keeps_what_was_typed_and_tries_again(sheet: Sheet) -> None:
    sheet.expected = ["ERR_INTERNET_DISCONNECTED"]
    sheet.page.context.set_offline(True)
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("75")
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("the server cannot be reached")
    expect(sheet.row("HOME")).to_contain_text("Not saved: the server cannot be reached")
    expect(sheet.cell("HOME", 4)).to_have_value("75.00")
    assert sheet.figures("HOME")[3] == Decimal("50.00")
    sheet.page.context.set_offline(False)
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("HOME saved")
    expect(sheet.row("HOME")).not_to_contain_text("Not saved")
    assert sheet.figures("HOME")[3] == Decimal("75.00")


def test_session_that_ended_keeps_what_was_typed_until_one_is_back(
    sheet: Sheet, world: Universe, sign_in: Callable[[BrowserContext, User], None]
) -> None:
    sheet.expected = ["status of 403"]
    sheet.page.context.clear_cookies(name="sessionid")
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("75")
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("you are signed out. Sign in again in another tab")
    expect(sheet.cell("HOME", 4)).to_have_value("75.00")
    sign_in(sheet.page.context, world.officer)
    sheet.page.evaluate(
        "document.querySelector('.grid-form').elements.csrfmiddlewaretoken.value = 'of the old session'"
    )
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("HOME saved")
    assert sheet.figures("HOME")[3] == Decimal("75.00")
