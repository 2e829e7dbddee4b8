"""A place is set up from nothing: by its operator, by pages alone, until its administrator takes over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import BrowserContext, Page, expect

from budgets.models import Agreement, Membership
from s75.models import User

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]
SignIn = Callable[[BrowserContext, User], None]
NewContext = Callable[..., BrowserContext]


def add(page: Page, part: str, one: str, fill: Callable[[], None]) -> None:
    """Add one thing to a part of the place, from the checklist and back to it."""
    page.get_by_role("link", name=part, exact=True).click()
    page.get_by_role("button", name=f"Add {one}").click()
    fill()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("is added.")
    page.get_by_role("button", name="Go on with the set-up").click()


def test_an_operator_sets_a_place_up_and_its_administrator_takes_over(
    new_context: NewContext, sign_in: SignIn, axe: Axe, mailoutbox: list[EmailMessage]
) -> None:
    context = new_context()
    sign_in(context, User.objects.create_user("operator@test.example", name="Operator", is_staff=True))
    page = context.new_page()
    page.goto("/")
    axe(page)
    page.get_by_role("link", name="Set up a place").click()
    axe(page)
    page.get_by_role("button", name="Set up the place").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the name of the place")
    page.get_by_label("Name", exact=True).fill("Rutland")
    page.get_by_label("Health and Wellbeing Board").fill("Rutland Health and Wellbeing Board")
    page.get_by_role("button", name="Set up the place").click()
    expect(page.get_by_text("Next: partners")).to_be_visible()
    axe(page)

    def council() -> None:
        page.get_by_label("Name").fill("Rutland County Council")
        page.get_by_label("Short code").fill("SCC")
        page.get_by_label("Council", exact=True).check()
        axe(page)

    def board() -> None:
        page.get_by_label("Name").fill("NHS Rutland ICB")
        page.get_by_label("Short code").fill("ICB")
        page.get_by_label("NHS body").check()

    def agreement() -> None:
        page.get_by_label("Title").fill("Rutland agreement")
        page.get_by_label("Unsigned").check()
        page.get_by_label("Rutland County Council").check()
        page.get_by_label("NHS Rutland ICB").check()
        page.get_by_label("It starts on").fill("2024-04-01")
        axe(page)

    def fund() -> None:
        page.get_by_label("Agreement").select_option(label="Rutland agreement")
        page.get_by_label("Code").fill("BCF")
        page.get_by_label("Name").fill("Better Care Fund")
        page.get_by_label("Pooled: one budget").check()
        page.get_by_label("Host", exact=True).select_option(label="Rutland County Council")
        axe(page)

    def stream() -> None:
        page.get_by_label("Name", exact=True).fill("NHS minimum contribution")
        page.get_by_label("Contribution: a partner's own money").check()
        page.get_by_label("Part of the Better Care Fund").check()
        axe(page)

    def limit() -> None:
        page.get_by_label("Agreement").select_option(label="Rutland agreement")
        page.get_by_label("A committee, as its minutes record").check()
        page.get_by_label("Name of the committee").fill("Joint Commissioning Board")
        page.get_by_label("Up to, in £").fill("£250,000")

    add(page, "Partners", "a partner", council)
    add(page, "Partners", "a partner", board)
    add(page, "Agreement", "an agreement", agreement)
    expect(page.get_by_text("Started on 1 April 2024 but is not signed.")).to_be_visible()
    axe(page)
    add(page, "Funds", "a fund", fund)
    add(page, "Streams", "a stream", stream)
    add(page, "Approval limits", "an approval limit", limit)
    page.get_by_role("button", name="Name the first administrator").click()
    axe(page)
    page.get_by_label("E-mail address").fill("ada@rutland.example")
    page.get_by_label("Name").fill("Ada Administrator")
    page.get_by_label("Partner").select_option(label="Rutland County Council")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("A letter is on its way to ada@rutland.example.")
    expect(page.get_by_text("Next: plan")).to_be_visible()

    page.get_by_role("link", name="What the agreement says").click()
    page.get_by_label("How the shared budgets are set", exact=True).fill("Each March, by both partners.")
    axe(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Change Rutland agreement").click()
    page.get_by_label("Signed", exact=True).check()
    page.get_by_label("Signed on").fill("2024-05-14")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Rutland agreement is saved.")
    page.get_by_role("link", name="Read its page").click()
    expect(page.get_by_text("The agreement was signed on 14 May 2024.")).to_be_visible()
    expect(page.get_by_text("up to £250,000 are decided by the Joint Commissioning Board")).to_be_visible()
    expect(page.get_by_text("Each March, by both partners.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Sign out").click()

    assert Agreement.objects.get(title="Rutland agreement").status == "signed"
    ada = Membership.objects.get(user__email="ada@rutland.example")
    assert (ada.role, str(ada.partner), len(mailoutbox)) == ("administrator", "Rutland County Council", 1)
    theirs = new_context()
    sign_in(theirs, ada.user)
    taken = theirs.new_page()
    taken.goto("/")
    taken.get_by_role("button", name="Go on with the set-up").click()
    expect(taken.get_by_role("heading", name="Set up Rutland")).to_be_visible()
    taken.get_by_role("link", name="People").first.click()
    expect(taken.get_by_role("button", name="Invite somebody")).to_be_visible()
    axe(taken)
