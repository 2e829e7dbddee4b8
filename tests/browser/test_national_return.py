"""The national return in a real Chromium: looked at, answered, and its template filled, at every width."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from s75.models import User
from tests.reports.render.return_templates import Template

pytestmark = pytest.mark.django_db(transaction=True)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = ({"ref": "BCF-02", "source": "NHS Minimum Contribution"}, {"ref": "BCF-99", "source": "iBCF"})


def test_a_template_is_filled_with_what_was_answered(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, User], None],
    live_server: LiveServer,
    fits: Callable[[Page], None],
) -> None:
    context = new_context(accept_downloads=True)
    sign_in(context, User.objects.get(email="finance.officer.council@demonstration.example"))
    page = context.new_page()
    look = Template(rows=ROWS, stated="Better Care Fund 2022-23 Quarterly Reporting Template")
    file = FilePayload(name="return.xlsx", mimeType=XLSX, buffer=look.bytes())

    page.goto("/places/worcestershire/papers/national-quarter/?year=2022-23&period=6")
    page.get_by_role("link", name="Answer for it, and fill the template").click()
    fits(page)
    page.get_by_role("link", name="Answer for the return").click()
    fits(page)
    page.get_by_label("BCF-02 Reablement, council-run service, Minimum NHS Contribution, issues").fill("Yes")
    page.get_by_label("BCF-02 Reablement, council-run service, Minimum NHS Contribution, what").fill("Staff were short")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 answer saved.")).to_be_visible()

    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_text("row 7: BCF-99, iBCF is not in the return")).to_be_visible()
    fits(page)
    page.locator("#id_file").set_input_files(file)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download it filled").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).worksheets[0]
    assert sheet[look.address("issues_text", 0)].value == "Staff were short"
    assert sheet[look.address("actual", 0)].value == 2826504.38
    assert sheet[look.address("actual", 1)].value is None
