"""The forecast page as a person without scripts uses it: its form read from the HTML, filled in and sent."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from s75.models import User
from s75.years import year_label
from tests.universe import YEAR, Universe


class _Fields(HTMLParser):
    """Collects the names and values of the inputs and textareas of the page's grid form."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name[:2] in {"f-", "v-", "s-"}:
            self.found[name] = given.get("value") or ""
        if tag == "textarea" and name[:2] in {"x-", "m-"}:
            self.area, self.found[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data.removeprefix("\n") if not self.found[self.area] else data


def fields(page: Any) -> dict[str, str]:
    """What the grid's form would send as it stands."""
    reader = _Fields()
    reader.feed(page.content.decode())
    return reader.found


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(world: Universe, name: str = "", *, month: int = 1, partner: str = "") -> str:
    path = f"/places/{world.place.slug}/forecast/{name + '/' if name else ''}?year={year_label(YEAR)}&period={month}"
    return f"{path}&partner={partner}" if partner else path


class Officer:
    """Somebody at the forecast page of the small world."""

    def __init__(self, world: Universe, name: str = "officer", *, month: int = 1, partner: str = "") -> None:
        self.world, self.month, self.partner = world, month, partner
        self.client = client_of(getattr(world, name))

    def open(self) -> Any:
        return self.client.get(self.url())

    def url(self, name: str = "") -> str:
        return address(self.world, name, month=self.month, partner=self.partner)

    def send(self, form: dict[str, str], name: str = "", **changes: str) -> Any:
        return self.client.post(self.url(name), {**form, **changes})

    def totals(self, query: str = "") -> dict[str, dict[str, str]]:
        """What the script asks for after a save."""
        answer = self.client.get(f"{self.url('totals')}{query and '&'}{query}").json()
        totals: dict[str, dict[str, str]] = answer["totals"]
        return totals

    def json(self, body: Any, name: str = "row") -> Any:
        return self.client.post(self.url(name), body, content_type="application/json")
