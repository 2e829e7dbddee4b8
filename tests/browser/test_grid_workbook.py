"""A round worked on in a spreadsheet: downloaded, filled in, uploaded with an error and a conflict, and saved."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from schemes.actions.forecasts import RowInput, save_rows
from tests.browser.conftest import Sheet
from tests.reports.round_trip.filled import Filled
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db(transaction=True)


def send(page: Page, made: Filled, name: str) -> None:
    page.get_by_label("Workbook").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": made.content()}
    )
    page.get_by_role("button", name="Look through it").click()


def test_an_officer_fills_in_the_round_elsewhere(sheet: Sheet, world: Universe, fits: Callable[[Page], None]) -> None:
    page = sheet.page
    page.get_by_role("link", name="Work in Excel").click()
    fits(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    made = Filled(Path(download.value.path()).read_bytes())
    made.put("HOME", "P09", "about 70")
    made.put("BEDS-N", "P10", 120)
    send(page, made, "wrong.xlsx")
    expect(page.get_by_role("alert")).to_contain_text("wrong.xlsx cannot be saved as it is")
    expect(page.get_by_role("row", name="about 70")).to_contain_text("R8")
    fits(page)
    page.get_by_role("link", name="Upload a corrected workbook").click()
    made.put("HOME", "P09", 70)
    save_rows(
        place=world.place, year=YEAR, round=1, rows=[RowInput("HOME", {9: Decimal(61)})], by=world.officer
    )  # fmt: skip
    send(page, made, "round.xlsx")
    expect(page.get_by_role("group", name="HOME Home: you saved it since")).to_contain_text("61.00")
    fits(page)
    page.get_by_label("Keep the cells that I changed").check()
    page.get_by_role("button", name="Save, with these choices").click()
    expect(page.get_by_text("2 lines saved from the workbook.")).to_be_visible()
    assert (sheet.figures("HOME")[8], sheet.figures("BEDS-N")[9]) == (70, 120)
