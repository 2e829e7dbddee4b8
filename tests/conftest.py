"""What every test stands on: a database of the tests' own, a network cut off, and a real browser that is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the tests' embedded server when the last test is over, unless another run still uses it."""
    server = settings.DATABASES["default"].get("EMBEDDED")
    if server is not None and not hasattr(config, "workerinput"):
        server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_OPTIONS}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., BrowserContext]]:
    """Make browser contexts; the test fails when a page in one breaks the content policy or logs any other error."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_the_answer_itself(message):
            complaints.append(message.text)

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("console", listen)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context

    yield make
    assert not complaints


def _is_the_answer_itself(message: ConsoleMessage) -> bool:
    """Chromium logs a refusal page (403, 404, 413 …) as a failed load of that very page."""
    opened = message.page.url if message.page else ""
    return message.text.startswith("Failed to load resource") and message.location["url"] == opened


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[BrowserContext, AbstractBaseUser], None]:
    """Sign a user in to a browser context, without the form."""

    def sign_in(context: BrowserContext, user: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return sign_in


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing against WCAG 2.2 AA or good practice on the page as it stands."""
    source = AXE.read_text()

    def check(page: Page) -> None:
        page.evaluate(source)
        result = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG_2_2_AA)
        found = [
            f"{violation['id']}: {violation['help']}: {node['html']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
        assert not found, "\n".join(found)

    return check
