"""Lines handed over on the officers page, and the grid that then shows whoever got them only theirs."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from schemes.actions.officers import assign_officer
from tests.browser.conftest import Sheet
from tests.schemes.officers import colleague
from tests.universe import YEAR, Universe


def test_lines_are_handed_over_and_found_as_mine(
    make_sheet: Callable[..., Sheet], world: Universe, fits: Callable[[Page], None]
) -> None:
    ann = colleague(world, "Ann")
    for ref in ("BEDS-C", "HOME"):
        world.forecast(ref, 50)
    assign_officer(place=world.place, year=YEAR, refs=["HOME", "BEDS-C"], to=world.officer, by=world.officer)
    sheet = make_sheet()
    sheet.open()
    page = sheet.page
    page.get_by_role("link", name="Officers").click()
    page.get_by_role("link", name="2 lines of Officer").click()
    page.get_by_label("All 2 lines shown").check()
    page.get_by_label("Who forecasts them").select_option("Ann")
    page.get_by_role("button", name="Name this officer").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why lines are taken from Officer")
    page.get_by_label("Reason").first.fill("Ann takes the home care lines")
    page.get_by_role("button", name="Name this officer").click()
    expect(page.get_by_text("Ann now forecasts 2 lines.")).to_be_visible()
    page.get_by_role("link", name="Show all lines").click()
    expect(page.get_by_role("link", name="2 lines of Ann")).to_be_visible()
    page.get_by_text("Let somebody stand in").click()
    fits(page)

    hers = make_sheet(ann)
    hers.open()
    hers.page.get_by_role("link", name="Mine only (2)").click()
    expect(hers.row("BEDS-N")).to_have_count(0)
    hers.cell("BEDS-C", 1).click()
    hers.paste("51\t52\n61\t62")
    expect(hers.status).to_contain_text("2 lines saved")
    hers.page.get_by_role("link", name="Show all lines").first.click()
    expect(hers.row("BEDS-N")).to_be_visible()
