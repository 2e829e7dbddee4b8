"""A reserve in a real Chromium: allocated, a project proposed and agreed, drawn down by a change; and at every width."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.actions.reserves import balance_of
from budgets.models import ReserveProject
from s75.models import User
from schemes.actions.budgets import budget_of
from tests.reserves import Held
from tests.universe import YEAR, Universe

NewContext = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, User], None]
pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_allocation_to_the_drawdown(
    new_context: NewContext, sign_in: SignIn, live_server: LiveServer, world: Universe
) -> None:
    held = Held(world, holds=0, agreed=False)
    pages = {}
    for name in ("officer", "manager", "director"):
        context = new_context()
        sign_in(context, getattr(world, name))
        pages[name] = context.new_page()
    officer, manager, director = pages["officer"], pages["manager"], pages["director"]

    manager.goto("/places/testshire/money-in/")
    manager.get_by_role("link", name="Reserves").click()
    manager.get_by_role("link", name="Rainy day").click()
    manager.get_by_role("button", name="Allocate money to it").click()
    manager.get_by_label("Amount in £").fill("£466,000")
    manager.get_by_label("What for").fill("Set aside")
    manager.get_by_label("Authority").fill("Board, item 4")
    manager.get_by_role("button", name="Allocate").click()
    expect(manager.get_by_text("£466,000.00 is allocated to Rainy day.")).to_be_visible()

    officer.goto(f"/places/testshire/reserves/{held.reserve.pk}/")
    officer.get_by_role("button", name="Propose a project").click()
    officer.get_by_label("Name of the project").fill("Coordination")
    officer.get_by_label("Heading of row 1").fill("Set-up")
    officer.get_by_label("Row 1, 2024-25, in £").fill("8,000")
    officer.get_by_label("Row 1, 2025-26, in £").fill("34,000")
    officer.get_by_role("button", name="Save").click()
    expect(officer.get_by_text("“Coordination” is proposed.")).to_be_visible()
    project = ReserveProject.objects.get(name="Coordination")

    director.goto(f"/places/testshire/reserves/{held.reserve.pk}/projects/{project.pk}/")
    director.get_by_label("It is agreed").check()
    director.get_by_label("By which authority").fill("Finance director")
    director.get_by_role("button", name="Record the decision").click()
    expect(director.get_by_text("“Coordination” is agreed.")).to_be_visible()

    officer.reload()
    officer.get_by_role("button", name="Draw down").click()
    expect(officer.get_by_label("Project")).to_have_value(str(project.pk))
    officer.get_by_label("Title").fill("Coordination, set-up")
    officer.get_by_label("Reason").fill("The first costs")
    officer.locator(f"[name=pot-{held.stream.pk}-{world.council.pk}]").fill("8,000")
    officer.locator(f"[name=line-{held.line.pk}]").fill("8,000")
    officer.get_by_role("button", name="Request approval").click()
    expect(officer.get_by_text("is requested")).to_be_visible()
    address = officer.url

    director.goto(address)
    director.get_by_role("button", name="Approve").click()
    manager.goto(address)
    manager.get_by_role("button", name="Post").click()
    manager.goto(f"/places/testshire/reserves/{held.reserve.pk}/")
    expect(manager.get_by_role("row", name="Coordination, set-up")).to_contain_text("8,000.00")
    assert (balance_of(held.reserve), budget_of(held.line)) == (Decimal(458_000), Decimal(8_000))


def test_the_pages_are_accessible_at_every_width(
    new_context: NewContext,
    sign_in: SignIn,
    live_server: LiveServer,
    fits: Callable[[Page], None],
    world: Universe,
) -> None:
    held = Held(world)
    held.draw(100, held.roof)
    wall = held.propose("Wall", {("Works", YEAR): (Decimal(10), "")})
    reserve = f"/places/testshire/reserves/{held.reserve.pk}/"
    people = {
        world.manager: ("/places/testshire/reserves/", "/places/testshire/reserves/new/", reserve, f"{reserve}top-up/"),
        world.officer: (f"{reserve}projects/new/", f"{reserve}projects/{wall.pk}/commitments/"),
        world.director: (f"{reserve}projects/{wall.pk}/", f"{reserve}projects/{held.roof.pk}/"),
    }
    for person, addresses in people.items():
        context = new_context()
        sign_in(context, person)
        page = context.new_page()
        for address in addresses:
            page.goto(live_server.url + address)
            fits(page)
