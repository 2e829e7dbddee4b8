"""From the start page to a posted ledger, and the people of a place, as a person does it, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import BrowserContext, Page, expect

from s75.models import User
from schemes.models import ActualsImport, PendingUpload
from tests.schemes.views.uploading import corrected_council_ledger

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], None]
SignIn = Callable[[BrowserContext, User], None]
NewContext = Callable[..., BrowserContext]
PLACE = "/places/worcestershire"


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demonstration.example")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_signs_in_and_posts_a_ledger(new_context: NewContext, axe: Axe, scripts: bool) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    look = axe if scripts else (lambda page: None)
    page.goto("/")
    look(page)
    page.get_by_role("button", name="Sign in as Finance officer, council").click()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    look(page)
    page.get_by_role("link", name=re.compile("^Actuals")).click()
    expect(
        page.get_by_role("heading", name="Imported ledgers (£)").or_(page.get_by_text("Imported ledgers (£)"))
    ).to_be_visible()
    look(page)
    page.get_by_role("button", name="Upload a ledger").click()
    look(page)
    page.get_by_label("Control total in £ (optional)").fill("1")
    page.get_by_label("Ledger file").set_input_files(
        {
            "name": "council_p08_corrected.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": corrected_council_ledger(),
        }
    )
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_role("alert")).to_contain_text("the file gives £68,409,169.84 on section 75 codes")
    look(page)
    page.get_by_label("Control total in £ (optional)").fill("£68,409,169.84")
    page.get_by_role("button", name="Look through it").click()  # the file is not chosen again
    expect(page.get_by_role("heading", name="Look through and post")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Post £1,000.50").first.click()
    expect(page.get_by_role("alert")).to_contain_text("council_p08_corrected.xlsx is posted, £1,000.50 in all.")
    look(page)
    page.get_by_label("Ledger code").fill("PA2310")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("region", name="Postings made from the file (£)")).to_contain_text("1,000.50")
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file as it came").click()
    assert download.value.suggested_filename == "council_p08_corrected.xlsx"
    assert ActualsImport.objects.get(filename="council_p08_corrected.xlsx").posted == Decimal("1000.50")
    assert not PendingUpload.objects.exists()


def test_an_administrator_invites_narrows_and_ends(
    new_context: NewContext, sign_in: SignIn, axe: Axe, mailoutbox: list[EmailMessage]
) -> None:
    context = new_context()
    sign_in(context, person("administrator.council"))
    page = context.new_page()
    page.goto(f"{PLACE}/people/")
    axe(page)
    page.get_by_text("Invite somebody").click()
    axe(page)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter an e-mail address")
    axe(page)
    page.get_by_label("E-mail address").fill("new@council.example")
    page.get_by_label("Name").fill("New Auditor")
    page.get_by_label("Partner", exact=True).select_option(label="Worcestershire County Council")
    page.get_by_role("radio", name=re.compile("^Auditor")).check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("A letter is on its way to new@council.example.")
    assert [mail.to for mail in mailoutbox] == [["new@council.example"]]
    page.get_by_role("link", name="Narrow or widen the Auditor role of New Auditor").click()
    axe(page)
    page.get_by_label("The role reaches").select_option(label="Worcestershire section 75 agreement")
    page.get_by_role("button", name="Change the role").click()
    expect(page.get_by_role("alert")).to_contain_text("now reaches “Worcestershire section 75 agreement” only")
    page.get_by_role("link", name="End the Auditor role of New Auditor").click()
    axe(page)
    page.get_by_role("button", name="End the role").click()
    expect(page.get_by_role("alert")).to_contain_text("New Auditor is no longer auditor")
    axe(page)


def test_a_scheme_is_found_by_its_ledger_code(new_context: NewContext, sign_in: SignIn, axe: Axe) -> None:
    context = new_context()
    sign_in(context, person("auditor.icb"))
    page = context.new_page()
    page.goto(f"{PLACE}/schemes/")
    axe(page)
    page.get_by_label("Name, reference or ledger code").fill("pa2500")
    page.get_by_role("search", name="Schemes").get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("2 lines found")
    axe(page)
    page.get_by_role("link", name="BCF-08-C").click()
    expect(page).to_have_url(re.compile("/lines/BCF-08-C/"))


def test_no_page_is_wider_than_the_screen(new_context: NewContext, sign_in: SignIn) -> None:
    context = new_context()
    sign_in(context, person("administrator.council"))
    page = context.new_page()
    made = ActualsImport.objects.get(filename="council_p08.xlsx")
    for address in ("/", f"{PLACE}/people/", f"{PLACE}/people/invite/", f"{PLACE}/actuals/",
                    f"{PLACE}/actuals/{made.pk}/", f"{PLACE}/schemes/"):  # fmt: skip
        page.goto(address)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.locator("html").evaluate("page => page.scrollWidth") <= width, (address, width)


def test_an_outsider_sees_nothing(new_context: NewContext, sign_in: SignIn, axe: Axe) -> None:
    context = new_context()
    sign_in(context, User.objects.create_user("nobody@elsewhere.example", name="Nobody"))
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="No place yet")).to_be_visible()
    axe(page)
    for address in ("people/", "actuals/", "actuals/upload/", "schemes/"):
        answer = page.goto(f"{PLACE}/{address}")
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_text("Worcestershire")).to_have_count(0)
