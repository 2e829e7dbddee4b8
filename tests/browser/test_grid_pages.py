"""The forecast page in a real browser: submitting, without scripts, on a telephone, for readers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from schemes.models import Forecast
from tests.browser.conftest import Sheet
from tests.reports.views.test_forecast import lock
from tests.universe import Universe

pytestmark = pytest.mark.django_db(transaction=True)


def test_submit_sends_what_is_unsaved_and_lists_what_is_missing(sheet: Sheet, axe: Callable[[Page], None]) -> None:
    sheet.cell("HOME", 4).click()
    sheet.page.keyboard.type("170")
    sheet.page.get_by_role("button", name="Submit P01").click()
    summary = sheet.page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("HOME must be explained")
    axe(sheet.page)
    summary.get_by_role("link", name="HOME must be explained").click()
    assert sheet.focused() == "x-HOME"
    sheet.page.keyboard.type("More homes opened")
    sheet.page.get_by_role("button", name="Submit P01").click()
    expect(sheet.page.get_by_text("P01: 3 lines submitted.")).to_be_visible()
    assert set(Forecast.objects.filter(line__place__slug="testshire").values_list("state", flat=True)) == {"submitted"}


def test_entry_without_scripts(make_sheet: Callable[..., Sheet], world: Universe) -> None:
    sheet = make_sheet(java_script_enabled=False)
    sheet.open()
    for month in range(1, 13):
        sheet.cell("HOME", month).fill("50")
    sheet.cell("HOME", 6).fill("abc")
    sheet.page.get_by_role("button", name="Save all").click()
    expect(sheet.page.locator(".govuk-error-summary")).to_contain_text("HOME P06")
    expect(sheet.cell("HOME", 6)).to_have_value("abc")
    sheet.cell("HOME", 6).fill("60")
    sheet.page.get_by_role("button", name="Save all").click()
    expect(sheet.page.get_by_text("1 line saved.")).to_be_visible()
    assert sheet.figures("HOME")[5] == Decimal("60.00")
    sheet.page.get_by_text("Paste a block from a spreadsheet").click()
    sheet.page.get_by_label("The cells, copied from your spreadsheet").fill("BEDS-C" + "\t50" * 12)
    sheet.page.get_by_role("button", name="Save the block").click()
    expect(sheet.page.get_by_text("1 line saved.")).to_be_visible()
    assert sheet.figures("BEDS-C")[11] == Decimal("50.00")


@pytest.mark.parametrize("scripts", [True, False])
def test_page_on_a_telephone(
    make_sheet: Callable[..., Sheet], world: Universe, axe: Callable[[Page], None], scripts: bool
) -> None:
    world.forecast("HOME", 70, explanation="Why")
    sheet = make_sheet(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
    sheet.open()
    frame = sheet.page.locator(".grid-frame")
    name = sheet.row("HOME").locator(".name")
    sheet.cell("HOME", 12).focus()
    across, held = frame.bounding_box(), name.bounding_box()
    cell = sheet.cell("HOME", 12).bounding_box()
    assert across
    assert held
    assert cell
    assert held["x"] - across["x"] < 3
    assert held["width"] < 140
    assert cell["x"] >= held["x"] + held["width"]
    assert cell["x"] + cell["width"] <= across["x"] + across["width"]
    if scripts:
        assert sheet.page.locator("html").evaluate("page => page.scrollWidth") <= 390
        axe(sheet.page)


def test_reader_and_locked_round_pass_axe(
    make_sheet: Callable[..., Sheet], world: Universe, axe: Callable[[Page], None]
) -> None:
    world.forecast("HOME", 70, explanation="Why")
    lock(world)
    sheet = make_sheet(world.auditor)
    for month in (1, 2):
        sheet.open(month)
        expect(sheet.page.locator(".grid-frame input")).to_have_count(0)
        axe(sheet.page)
