"""What the forecast grid does to several cells at once: fill right, a spread total, undo; and columns, groups, filters."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from schemes.models import Forecast
from tests.browser.conftest import Sheet
from tests.schemes.actions.test_actuals import post
from tests.universe import Universe, ledger_csv

pytestmark = pytest.mark.django_db(transaction=True)
FIFTY = [Decimal("50.00")]


def test_fill_right_is_one_step_that_undo_takes_back(sheet: Sheet) -> None:
    press = sheet.page.keyboard.press
    sheet.cell("HOME", 10).click()
    sheet.page.keyboard.type("55")
    press("Control+R")
    expect(sheet.status).to_contain_text("HOME: 55.00 in 3 months")
    expect(sheet.row("HOME").locator(".outturn")).to_have_text("615.00 unsaved")
    assert sheet.focused() == "f-HOME-10"
    press("Control+Z")
    for month in (10, 11, 12):
        expect(sheet.cell("HOME", month)).to_have_value("50.00")
    press("Control+Y")
    expect(sheet.cell("HOME", 12)).to_have_value("55.00")
    press("ArrowUp")
    expect(sheet.status).to_have_text("HOME saved.")
    assert sheet.figures("HOME")[:12] == FIFTY * 9 + [Decimal("55.00")] * 3


def test_toolbar_fills_and_undoes_what_was_saved(sheet: Sheet) -> None:
    sheet.cell("HOME", 11).click()
    sheet.page.keyboard.type("60")
    sheet.page.get_by_role("button", name="Fill right").click()
    sheet.cell("BEDS-C", 11).click()
    expect(sheet.status).to_contain_text("HOME saved")
    assert sheet.figures("HOME")[10:12] == [Decimal("60.00")] * 2
    sheet.page.get_by_role("button", name="Undo").click()
    expect(sheet.status).to_contain_text("Undo: HOME")
    assert sheet.focused() == "f-HOME-11"
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("HOME saved")
    row = Forecast.objects.get(line__ref="HOME")
    assert (row.figures[:12], row.version) == (FIFTY * 12, 3)
    sheet.page.keyboard.press("Control+Z")
    expect(sheet.status).to_have_text("There is nothing to undo.")


def test_paste_is_undone_as_one_and_saved_again(sheet: Sheet) -> None:
    sheet.cell("BEDS-N", 11).click()
    sheet.paste("1\t2\n3\t4")
    expect(sheet.status).to_contain_text("2 lines saved.")
    sheet.page.keyboard.press("Control+Z")
    expect(sheet.cell("HOME", 12)).to_have_value("50.00")
    expect(sheet.row("BEDS-N").locator(".outturn")).to_have_text("1,200.00")
    assert sheet.figures("BEDS-N")[10:12] == [Decimal("100.00")] * 2
    assert sheet.figures("HOME")[10:12] == FIFTY * 2


def test_undo_of_a_row_that_somebody_saved_since_is_a_conflict(sheet: Sheet, world: Universe) -> None:
    sheet.expected = ["status of 409"]
    sheet.cell("HOME", 11).click()
    sheet.page.keyboard.type("60")
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("HOME saved")
    world.forecast("HOME", 70)
    sheet.page.keyboard.press("Control+Z")
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.page.locator("#d-HOME")).to_contain_text("saved HOME since you read it")
    assert sheet.figures("HOME")[10] == Decimal("70.00")


def test_total_is_spread_in_a_dialog_and_saved_as_the_line_is_left(
    make_sheet: Callable[..., Sheet], world: Universe, axe: Callable[[Page], None]
) -> None:
    world.forecast("HOME", 50)
    post(world, 1, ledger_csv("P01", {"C100": "110.00", "C200": "90.00"}))
    sheet = make_sheet()
    sheet.expected = ["status of 422"]
    sheet.open()
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.press("Control+Enter")
    dialog = sheet.page.locator("#grid-tools")
    expect(dialog).to_contain_text("Tools for HOME")
    expect(dialog).to_contain_text("£540.00, 55.00 below the forecast")  # 45.00 a month, 595.00 forecast
    expect(dialog.get_by_label("By last year’s shape")).to_be_disabled()
    expect(dialog).to_contain_text("no ledger of last year is here for it")
    axe(sheet.page)
    dialog.get_by_label("Amount in £").fill("abc")
    sheet.page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Nothing was spread")
    dialog.get_by_label("Amount in £").fill("£1,145.00")
    sheet.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(sheet.cell("HOME", 2)).to_have_value("100.00")
    assert sheet.focused() == "f-HOME-2"
    assert sheet.figures("HOME")[1] == Decimal("50.00")
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("HOME saved")
    assert sheet.figures("HOME")[:12] == [None, *[Decimal("100.00")] * 11]


def test_paste_into_filtered_lines_takes_those_shown_in_order(sheet: Sheet, axe: Callable[[Page], None]) -> None:
    page = sheet.page
    page.get_by_text("Columns, groups and filters").click()
    page.get_by_label("Stream").select_option("Council contribution")
    page.get_by_label("Grouped by").select_option("scheme")
    page.get_by_label("Budget to date").check()
    page.get_by_role("button", name="Show these").click()
    expect(page.locator("#grid-told")).to_contain_text("2 of 3 lines, those of stream Council contribution")
    expect(sheet.row("BEDS-N")).to_have_count(0)
    axe(page)
    sheet.cell("BEDS-C", 12).click()
    sheet.paste("51\n52")
    expect(sheet.status).to_contain_text("2 lines saved.")
    assert (sheet.figures("BEDS-C")[11], sheet.figures("HOME")[11]) == (Decimal(51), Decimal(52))
    expect(page.locator('[data-total="testshire-pool?"] .outturn')).to_have_text("1,203.00")
    expect(page.locator('[data-total="testshire-pool/BEDS"] .outturn')).to_have_text("601.00")
    expect(page.locator('[data-total="testshire-pool"]')).to_contain_text("whole round")
    expect(page.locator('[data-total="testshire-pool"] .outturn')).to_have_text("2,403.00")
    sheet.cell("HOME", 1).click()
    page.keyboard.type("60")
    expect(page.locator('[data-total="testshire-pool/HOME"] .outturn')).to_have_text("612.00 unsaved")
    expect(page.locator('[data-total="testshire-pool/BEDS"] .outturn')).to_have_text("601.00")
    page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("HOME saved")
    expect(page.locator('[data-total="testshire-pool/HOME"] .outturn')).to_have_text("612.00")


def test_mitigation_is_written_beside_the_explanation(sheet: Sheet) -> None:
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("170")
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.status).to_contain_text("HOME must be explained")
    sheet.page.get_by_label("Explanation of HOME").fill("More homes opened")
    sheet.page.get_by_label("Mitigation of HOME").fill("Places are capped from July")
    sheet.cell("BEDS-C", 1).click()
    expect(sheet.status).to_have_text("HOME saved.")
    row = Forecast.objects.get(line__ref="HOME")
    assert (row.explanation, row.mitigation) == ("More homes opened", "Places are capped from July")


def test_spread_without_scripts(make_sheet: Callable[..., Sheet], world: Universe) -> None:
    world.forecast("HOME", 50)
    sheet = make_sheet(java_script_enabled=False)
    sheet.open()
    sheet.page.get_by_role("link", name="Tools for HOME").click()
    sheet.page.get_by_role("button", name="Spread it").click()
    expect(sheet.page.locator(".govuk-error-summary")).to_contain_text("an amount is needed")
    sheet.page.get_by_label("The same in each month").check()
    sheet.page.get_by_label("Amount in £").fill("75")
    sheet.page.get_by_role("button", name="Spread it").click()
    expect(sheet.page.get_by_text("HOME saved.")).to_be_visible()
    assert sheet.figures("HOME")[:12] == [Decimal("75.00")] * 12
