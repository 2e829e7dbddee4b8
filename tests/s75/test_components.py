"""The shared components: their markup, and how they look to a browser, a narrow screen and axe."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from s75.models import User
from tests.conftest import watch

SHOWCASE = pytest.mark.urls("tests.s75.showcase")
Axe = Callable[[Page], None]
SignIn = Callable[[BrowserContext, User], None]
NewContext = Callable[..., BrowserContext]
DATABASE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page_text(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get("/showcase?sort=name").content.decode())


@SHOWCASE
def test_a_field_links_its_hint_and_its_errors_to_its_widget(page_text: str) -> None:
    assert 'aria-describedby="id_text_helptext id_text_error"' in page_text
    assert 'id="id_text_helptext"' in page_text
    assert 'id="id_text_error"' in page_text
    assert 'class="govuk-input govuk-input--error"' in page_text
    assert 'class="govuk-textarea extra govuk-textarea--error"' in page_text


@SHOWCASE
def test_an_error_summary_leads_to_fields_and_to_the_first_of_a_group(page_text: str) -> None:
    assert "<title>Error: Components – s75</title>" in page_text
    for target in ("id_text", "id_radio_0", "id_several_0", "id_file"):
        assert f'<a href="#{target}">' in page_text
        assert f'id="{target}"' in page_text


@SHOWCASE
def test_a_group_has_a_legend_and_each_choice_a_label(page_text: str) -> None:
    assert "One of two</legend>" in page_text
    assert '<label class="govuk-label govuk-radios__label" for="id_radio_0">Apples</label>' in page_text
    assert page_text.count('class="govuk-checkboxes__input"') == 3


@SHOWCASE
def test_rag_always_prints_a_word(page_text: str) -> None:
    words = re.findall(r'<strong class="govuk-tag s75-rag govuk-tag--(\w+)">([^<]+)</strong>', page_text)
    assert words == [("red", "Red"), ("orange", "Watch"), ("green", "Green"), ("grey", "Not rated")]


@SHOWCASE
def test_a_table_sorts_by_links_and_pages_keep_the_order(page_text: str) -> None:
    assert 'aria-sort="ascending"' in page_text
    assert 'href="?sort=-name"' in page_text
    assert 'href="?sort=name&amp;page=3"' in page_text
    assert 'aria-current="page">2</a>' in page_text
    assert "Lines of the fund, in £</caption>" in page_text


@SHOWCASE
def test_the_switch_keeps_the_rest_of_the_address_and_names_states(page_text: str) -> None:
    assert '<input type="hidden" name="sort" value="name">' in page_text
    assert '<option value="8" selected> P08 November 2022 (open) </option>' in page_text


@SHOWCASE
@DATABASE
def test_every_component_is_accessible_and_fits_the_screen(new_context: NewContext, sign_in: SignIn, axe: Axe) -> None:
    context = new_context()
    sign_in(context, User.objects.create_user("ann@example.gov.uk", "x", name="Ann Officer"))
    page = context.new_page()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/showcase")
        expect(page.get_by_role("banner")).to_contain_text("Worcestershire")
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        assert page.locator("html").evaluate("page => page.scrollWidth") == width
        axe(page)


@SHOWCASE
def test_the_page_works_without_javascript(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto("/showcase")
    expect(page.get_by_role("link", name="Papers")).to_be_visible()
    page.get_by_label("Period", exact=True).select_option("7")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?sort=name&year=2022-23&period=7$"))


@DATABASE
def test_signing_in_and_out_in_a_browser(page: Page, axe: Axe) -> None:
    User.objects.create_user("ann@example.gov.uk", "three random words", name="Ann Officer")
    page.goto("/account/password/")
    axe(page)
    page.get_by_label("E-mail address").fill("ann@example.gov.uk")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("The e-mail address or the password is wrong.")
    axe(page)
    page.get_by_label("Password", exact=True).fill("three random words")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Change your password")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()


@DATABASE
def test_open_pages_are_accessible(page: Page, axe: Axe) -> None:
    for address in ("/glossary/", "/accessibility/", "/account/reset/", "/account/reset/a-b/", "/no/page"):
        page.goto(address)
        axe(page)


def test_axe_and_the_watch_find_what_is_wrong(browser: Browser, live_server: LiveServer, axe: Axe) -> None:
    """Were these two blind, every other browser test would pass in vain."""
    context = browser.new_context(base_url=live_server.url)
    complaints = watch(context)
    page = context.new_page()
    page.goto("/glossary/")
    assert complaints == []
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><p style=\"color:red\">')"
    )
    page.evaluate(
        "() => { const image = document.querySelector('main img');"
        " return image.complete || new Promise((seen) => { image.onerror = () => seen(true) }) }"
    )
    assert any("Content Security Policy" in complaint for complaint in complaints)
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
    context.close()


@DATABASE
def test_the_admin_pages_keep_to_the_policy(new_context: NewContext, sign_in: SignIn) -> None:
    context = new_context()
    sign_in(context, User.objects.create_superuser("chief@example.gov.uk", "x", name="Chief"))
    page = context.new_page()
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()
