"""What every test stands on: a database of the tests' own, a network cut off, and a real browser that is watched."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from s75.models import User
from tests import chromium
from tests.template import migrated_template

pytest_plugins = ["tests.database"]
# How quick a busy machine is says nothing of the code.
hypothesis_settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("unhurried")
gc.set_threshold(20_000, 20, 20)  # a request makes thousands of objects, and hardly a circle of them
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# What passed is many times longer than what did not, and slow to hand over.
VIOLATIONS = """
([tags, colours]) => axe.run(document, {
    runOnly: tags, resultTypes: ['violations'], rules: {'color-contrast': {enabled: colours}},
}).then(found => found.violations)
"""
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_finish() -> None:
    """Thousands of collected tests are no garbage: looking through them over and over takes a tenth of all time."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the tests' embedded server when the last test is over, unless another run still uses it."""
    server = settings.DATABASES["default"].get("EMBEDDED")
    if server is not None and not hasattr(config, "workerinput"):
        server.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> None:
    """On the embedded server, copy the test database from a migrated one."""
    settings_of_this_run = connections["default"].settings_dict
    if "EMBEDDED" in settings_of_this_run:
        with django_db_blocker.unblock():
            settings_of_this_run["TEST"]["TEMPLATE"] = migrated_template(settings_of_this_run["EMBEDDED"])


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium.PROGRAM, "args": chromium.OPTIONS}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., BrowserContext]]:
    """Make browser contexts; the test fails when a page in one breaks the content policy or logs any other error."""
    complaints: list[list[str]] = []

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        complaints.append(watch(context))
        return context

    yield make
    assert not any(complaints), complaints


def watch(context: BrowserContext) -> list[str]:
    """A list that fills with whatever the pages of a browser context complain of."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_the_answer_itself(message):
            complaints.append(message.text)

    context.on("console", listen)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    return complaints


def _is_the_answer_itself(message: ConsoleMessage) -> bool:
    """Chromium logs a refusal page (403, 404, 413 …) as a failed load of that very page."""
    opened = message.page.url if message.page else ""
    return message.text.startswith("Failed to load resource") and message.location["url"] == opened


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[BrowserContext, User], None]:
    """Sign a user in to a browser context, without the form."""

    def sign_in(context: BrowserContext, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return sign_in


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Assert that axe finds nothing against WCAG 2.2 AA or good practice on the page as it stands."""
    source = AXE.read_text()

    def check(page: Page, *, colours: bool = True) -> None:
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        violations = page.evaluate(VIOLATIONS, [WCAG_2_2_AA, colours])
        found = [
            f"{violation['id']}: {violation['help']}: {node['html']}"
            for violation in violations
            for node in violation["nodes"]
        ]
        assert not found, "\n".join(found)

    return check


@pytest.fixture(scope="session")
def fits(axe: Callable[..., None]) -> Callable[[Page], None]:
    """Assert that axe finds nothing at the widest and the narrowest screen, and that none has to scroll sideways.

    Contrast takes axe as long as all the rest together, and the colours of a page are the same at every width.
    """

    def check(page: Page) -> None:
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.locator("html").evaluate("page => page.scrollWidth") <= width, (page.url, width)
            if width != 390:
                axe(page, colours=width == 1280)

    return check
