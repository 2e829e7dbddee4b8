"""The forecast grid in a real browser: the keys of a spreadsheet, sums while typing, and saving as one leaves."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from schemes.models import Forecast
from schemes.sources.amounts import read_amount
from tests.browser.conftest import Sheet
from tests.reports.views.test_forecast import lock
from tests.universe import Universe

pytestmark = pytest.mark.django_db(transaction=True)


def test_keys_move_as_in_a_spreadsheet(sheet: Sheet) -> None:
    press = sheet.page.keyboard.press
    sheet.cell("BEDS-C", 2).click()
    for key, ref, month in (
        ("ArrowRight", "BEDS-C", 3),
        ("ArrowDown", "BEDS-N", 3),
        ("ArrowLeft", "BEDS-N", 2),
        ("ArrowUp", "BEDS-C", 2),
        ("ArrowUp", "BEDS-C", 2),
        ("Enter", "BEDS-N", 2),
        ("Enter", "HOME", 2),
        ("Enter", "HOME", 2),
        ("Shift+Enter", "BEDS-N", 2),
        ("End", "BEDS-N", 12),
        ("Tab", "HOME", 1),
        ("Tab", "HOME", 2),
        ("Shift+Tab", "HOME", 1),
        ("Control+Home", "BEDS-C", 1),
        ("Control+End", "HOME", 12),
        ("Home", "HOME", 1),
    ):
        press(key)
        assert sheet.focused() == f"f-{ref}-{month}", key


def test_typing_replaces_f2_edits_and_escape_restores(sheet: Sheet) -> None:
    press, cell = sheet.page.keyboard.press, sheet.cell("HOME", 4)
    cell.click()
    sheet.page.keyboard.type("75")
    expect(cell).to_have_value("75")
    press("Escape")
    expect(cell).to_have_value("50.00")
    press("F2")
    press("ArrowLeft")
    press("Backspace")
    expect(cell).to_have_value("50.0")
    assert sheet.focused() == "f-HOME-4"
    press("Escape")
    press("ArrowRight")
    assert sheet.focused() == "f-HOME-5"
    press("ArrowLeft")
    sheet.page.keyboard.type("£1,000.5")
    press("ArrowRight")
    expect(cell).to_have_value("1,000.50")


def test_row_is_saved_as_it_is_left_and_sums_are_echoed_meanwhile(sheet: Sheet, axe: Callable[[Page], None]) -> None:
    total = sheet.page.locator('[data-total="testshire-pool"]')
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("170")
    expect(sheet.row("HOME").locator(".outturn")).to_have_text("720.00 unsaved")
    expect(sheet.row("HOME").locator(".variance")).to_contain_text("120.00 overspend")
    expect(total.locator(".outturn")).to_have_text("2,520.00 unsaved")
    expect(total.locator('[data-month="4"]')).to_have_text("320.00")
    axe(sheet.page)
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_have_text("HOME saved. HOME must be explained.")
    expect(total.locator(".outturn")).to_have_text("2,520.00")
    expect(total).to_have_attribute("data-outturn", "2520.00")  # the server's own, once nothing was saved for a moment
    expect(sheet.row("HOME").locator(".state")).to_contain_text("draft", ignore_case=True)
    assert sheet.figures("HOME")[3] == Decimal("170.00")
    axe(sheet.page)
    sheet.page.locator("#x-HOME").fill("More homes opened")
    expect(sheet.page.locator("#d-HOME")).to_contain_text("You have 1,983 characters remaining")
    sheet.cell("BEDS-C", 1).click()
    expect(sheet.status).to_have_text("HOME saved.")
    assert Forecast.objects.get(line__ref="HOME").explanation == "More homes opened"


def test_row_that_is_only_looked_at_is_not_saved(make_sheet: Callable[..., Sheet], world: Universe) -> None:
    world.forecast("HOME", 70, explanation="Why")
    lock(world)
    sheet = make_sheet()
    sheet.open(month=2)
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.press("Enter")
    sheet.page.locator("#x-HOME").click()
    sheet.page.get_by_role("button", name="Save all").click()
    expect(sheet.page.get_by_text("Nothing was changed")).to_be_visible()
    sheet.page.get_by_role("button", name="Keep last round").click()
    expect(sheet.row("HOME").locator(".state")).to_contain_text("draft", ignore_case=True)
    assert Forecast.objects.get(line__ref="HOME", round=2).explanation == "Why"


def test_scripts_read_amounts_as_the_server_does(sheet: Sheet) -> None:
    texts = [
        "1", "1.5", ".5", "5.", "1,234.56", "1 234.56", "1'234.56", "£12", "12 GBP", "(12.34)", "£(1,234)", "12.34-",
        "\N{MINUS SIGN}3", "\N{EN DASH}3", "12CR", "CR 12", "12 DR", "+7", "1.234,56", "1234,5", "1.234.567", "12.340",
        "\u00a01\u00a0234\u00a0", "0", "-0", "", " ", "abc", "12%", "1.234", "--5", "(-5)", "££5", "1,23,4", "12,345,6",
        "1e5", "0x10", "12.345", "999999999999.99", "1000000000000", "\N{FULLWIDTH DIGIT ONE}", "1,234,56", "5 5",
    ]  # fmt: skip
    script = """async texts => {
        const {toPence} = await import("/static/s75/grid/amounts.js");
        return texts.map(text => { const pence = toPence(text); return pence === undefined ? "?" : String(pence); });
    }"""

    def ours(text: str) -> str:
        try:
            amount = read_amount(text)
        except ValueError:
            return "?"
        return "null" if amount is None else str(int(amount * 100))

    assert dict(zip(texts, sheet.page.evaluate(script, texts), strict=True)) == {text: ours(text) for text in texts}
