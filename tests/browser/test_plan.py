"""From a planning workbook to a year that waits for approval, as a finance officer does it, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from budgets.models import Change
from s75.models import User
from schemes.models import Line
from tests.schemes.sources.plan_books import ICB_NAME, LA_NAME, Book, by_source
from tests.universe import Universe

pytestmark = pytest.mark.django_db(transaction=True)


def book() -> Book:
    """120 rows, of which the grant for disabled facilities spends £7 more than it brings."""
    made = Book()
    income = {
        source: {(ICB_NAME if "NHS" in source or "ICB" in source else LA_NAME): (amount, amount)}
        for source, amount in by_source(made.rows).items()
    }
    income["DFG"] = {LA_NAME: (income["DFG"][LA_NAME][0] - 7, Decimal(0))}
    made.income = income
    return made


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_brings_in_a_plan(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, User], None],
    axe: Callable[[Page], None],
    world: Universe,
    scripts: bool,
) -> None:
    context = new_context(java_script_enabled=scripts)
    look = axe if scripts else (lambda page: None)
    sign_in(context, world.officer)
    page = context.new_page()
    page.goto("/places/testshire/schemes/")
    look(page)
    page.get_by_role("link", name="Bring in a plan").click()
    look(page)
    page.get_by_label("Year").select_option("2023")
    page.get_by_label("Workbook", exact=True).set_input_files(
        {"name": "plan.xlsx", "mimeType": "application/octet-stream", "buffer": book().content}
    )
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_role("alert")).to_contain_text("£7.00 too much")
    look(page)
    page.get_by_label("Raise contributions to the expenditure").check()
    page.get_by_label("Jointly commissioned: spent by").select_option("TC")
    page.get_by_role("button", name="Apply and look again").click()
    expect(page.get_by_text("It can be imported")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Import the plan for 2023-24").first.click()
    expect(page.get_by_text("Next: The opening budget of Pool, £20,962,905.60, waits for approval")).to_be_visible()
    look(page)
    assert Line.objects.filter(place=world.place, year=2023).count() == 120
    opening = Change.objects.get(place=world.place, year=2023)
    assert (opening.state, opening.requested_by) == ("requested", world.officer)
    page.get_by_role("link", name="The opening budget of Pool").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Opening budget 2023-24")
    page.goto("/places/testshire/plan/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it empty").click()
    assert download.value.suggested_filename.endswith("-empty.xlsx")
