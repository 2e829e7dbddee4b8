"""Grids opened in browsers of their own, for the tests of the forecast grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from s75.models import User
from schemes.models import Forecast
from tests.conftest import watch
from tests.reports.views.grid_form import address
from tests.universe import Universe


class Sheet:
    """One officer's grid in a browser."""

    def __init__(self, page: Page, world: Universe) -> None:
        self.page, self.world = page, world
        self.expected: list[str] = []

    def open(self, month: int = 1) -> None:
        self.page.goto(address(self.world, month=month))

    def cell(self, ref: str, month: int) -> Any:
        return self.page.locator(f"#f-{ref}-{month}")

    def row(self, ref: str) -> Any:
        return self.page.locator(f"#r-{ref}")

    @property
    def status(self) -> Any:
        return self.page.locator("#grid-status")

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id"))

    def paste(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")

    def figures(self, ref: str) -> list[Decimal | None]:
        """What the database holds of a line."""
        return Forecast.objects.get(line__ref=ref, line__place=self.world.place).figures


@pytest.fixture
def make_sheet(
    browser: Browser, live_server: LiveServer, world: Universe, sign_in: Callable[..., None]
) -> Iterator[Callable[..., Sheet]]:
    """Open grids in browsers of their own; whatever a page complains of unexpectedly fails the test."""
    made: list[tuple[Sheet, list[str]]] = []

    def make(user: User | None = None, **options: Any) -> Sheet:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15_000)
        complaints = watch(context)
        if options.get("java_script_enabled", True):
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        sign_in(context, user or world.officer)
        sheet = Sheet(context.new_page(), world)
        made.append((sheet, complaints))
        return sheet

    yield make
    for sheet, complaints in made:
        left = [text for text in complaints if not any(known in text for known in sheet.expected)]
        sheet.page.context.close()
        assert not left


@pytest.fixture
def sheet(make_sheet: Callable[..., Sheet], world: Universe) -> Sheet:
    """The council officer's grid of P01, all lines forecast as budgeted."""
    for ref, amount in (("BEDS-C", 50), ("BEDS-N", 100), ("HOME", 50)):
        world.forecast(ref, amount)
    made = make_sheet()
    made.open()
    return made
