"""A clerk gives papers the council's own look: a layout made from another, and a Word template."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.reports.render.docx_reading import opened, text_of
from tests.reports.render.templates import template
from tests.universe import Universe

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_layout_and_a_template_of_our_own(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[..., None],
    fits: Callable[[Page], None],
    world: Universe,
    tmp_path: Path,
) -> None:
    context = new_context(accept_downloads=True)
    sign_in(context, world.clerk)
    page = context.new_page()
    page.goto("/places/testshire/papers/")
    page.get_by_role("link", name="Layouts and templates").click()
    fits(page)
    page.get_by_role("link", name="Copy and change “Durham Cabinet”").click()
    page.get_by_label("Name of the layout").fill("")
    page.get_by_text("4. Background", exact=True).click()
    page.locator("#id_part-4-heading").fill("How we got here")
    page.get_by_role("button", name=re.compile(r"^Move up\s?: Background$")).click()
    expect(page.get_by_text("3. How we got here")).to_be_visible()
    page.get_by_role("button", name="Save the layout").first.click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    fits(page)

    page.get_by_label("Name of the layout").fill("Our cabinet")
    page.get_by_role("button", name="Preview the board paper").first.click()
    expect(page.get_by_role("heading", name="The board paper at P01 in this layout, not saved")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Save the layout").first.click()
    expect(page.get_by_text("The layout “Our cabinet” is saved.")).to_be_visible()
    page.get_by_role("link", name=re.compile("See the board paper in “Our cabinet”")).click()
    headings = page.locator("main article h2, main section h2").all_inner_texts()
    assert headings.index("How we got here") < headings.index("Recommendation(s)")

    page.go_back()
    page.get_by_role("button", name="Add a Word template").click()
    file = tmp_path / "letter.docx"
    file.write_bytes(template("{{p bdy }}", "Kind regards"))
    page.get_by_label("Name", exact=True).fill("Letter")
    page.get_by_label("Word document").set_input_files(file)
    page.get_by_role("button", name="Try it and keep it").click()
    expect(page.get_by_text("Look at the paragraph “{{p bdy }}”")).to_be_visible()
    fits(page)
    file.write_bytes(template("{{p body }}", "Kind regards"))
    page.get_by_label("Word document").set_input_files(file)
    page.get_by_role("button", name="Try it and keep it").click()
    expect(page.get_by_text("“Letter” was filled on trial and is kept.")).to_be_visible()
    page.get_by_role("button", name="Use for Word papers").click()
    fits(page)

    page.get_by_role("link", name=re.compile("See the board paper in “Our cabinet”")).click()
    fits(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download in it").click()
    download.value.save_as(file)
    made = file.read_bytes()
    assert opened(made).sections[0].header.paragraphs[0].text == "A council: Testshire"
    assert text_of(made).endswith("Kind regards")
    assert "How we got here" in text_of(made)
