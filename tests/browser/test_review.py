"""A commissioner queries a line, its officer answers and sends it back, and the commissioner approves what is calm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reports.actions import submit_forecasts
from s75.models import User
from schemes.models import Forecast
from tests.schemes.ledgers import broken_books
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db(transaction=True)
REVIEW = "/places/testshire/review/"


def test_a_line_is_queried_answered_and_approved_with_the_others(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext, User], None],
    fits: Callable[[Page], None],
    world: Universe,
) -> None:
    for ref, amount, why in (("BEDS-N", 100, ""), ("BEDS-C", 60, "Dearer beds"), ("KIDS", 200, "")):
        world.forecast(ref, amount, explanation=why)
        by = world.board_officer if ref == "KIDS" else world.officer
        submit_forecasts(place=world.place, year=YEAR, round=1, refs=[ref], by=by)
    reviewer, officer = new_context(), new_context(java_script_enabled=False)
    sign_in(reviewer, world.commissioner)
    sign_in(officer, world.officer)

    page = reviewer.new_page()
    page.goto("/places/testshire/")
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.get_by_text("3 lines wait for you. 1 deserves a look")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="one by one").click()
    card = page.locator("#c-BEDS-N")
    card.get_by_text("Query back, or approve with a remark").click()
    card.get_by_role("button", name="Query back").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a question.")
    card.get_by_label("Question or remark").fill("Is the ward open all year?")
    fits(page)
    card.get_by_role("button", name="Query back").click()
    expect(page.get_by_role("alert")).to_contain_text("BEDS-N is queried back to its officer.")

    answering = officer.new_page()
    answering.goto("/places/testshire/forecast/")
    answering.get_by_role("link", name="1 line queried back").click()
    answering.get_by_role("link", name="Read the query on BEDS-N").click()
    expect(answering.get_by_text("Is the ward open all year?")).to_be_visible()
    answering.get_by_label("Your answer").fill("Yes, since April.")
    answering.get_by_role("button", name="Answer and send back").click()
    expect(answering.get_by_text("Your answer is kept, and BEDS-N is sent back for review.")).to_be_visible()

    page.goto(REVIEW)
    page.get_by_role("checkbox", name="KIDS").uncheck()
    page.get_by_role("button", name="Approve the ticked lines").click()
    expect(page.get_by_role("alert")).to_contain_text("1 line is approved.")
    page.locator("#c-BEDS-C").get_by_role("button", name="Approve").click()
    expect(page.get_by_role("alert")).to_contain_text("BEDS-C is approved.")
    page.goto(f"{REVIEW}?state=approved")
    expect(page.get_by_text("Yes, since April.")).to_be_visible()
    fits(page)
    page.goto("/places/testshire/lines/BEDS-N/")
    fits(page)

    states = dict(Forecast.objects.filter(line__place=world.place).values_list("line__ref", "state"))
    assert states == {"BEDS-N": "approved", "BEDS-C": "approved", "KIDS": "submitted"}
    assert broken_books() == []
