"""Following figures as a reader does: the linked cells of a page, the page that opens, and whether its parts re-add."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import unescape

from django.test import Client

from s75.money import total

CELL = re.compile(
    r'<(?:td|th|data)\b[^>]*?\b(?:data-)?value="([^"]*)"[^>]*>(?:<bdi>)?<a class="govuk-link" href="([^"]+)"'
)
TOTAL = re.compile(r'data-total="([^"]*)"')
ROW = re.compile(r'<tr data-row="part:\d+">(.*?)</tr>', re.DOTALL)
VALUE = re.compile(r'<td[^>]*? data-value="([^"]*)"')
LINK = re.compile(r'href="([^"]+)"')


@dataclass(frozen=True)
class Linked:
    """A linked cell: what it shows (None for words) and the address that it leads to."""

    amount: Decimal | None
    href: str


@dataclass(frozen=True)
class OpenedPage:
    """The page behind a figure: its total, and its parts with where each of them leads."""

    total: Decimal
    parts: tuple[tuple[Decimal, str], ...]

    def assert_adds(self) -> None:
        assert total(amount for amount, _ in self.parts) == self.total


def linked_cells(html: str) -> Iterator[Linked]:
    for value, href in CELL.findall(html):
        try:
            amount = Decimal(value)
        except InvalidOperation:
            amount = None
        yield Linked(amount, unescape(href))


def get(client: Client, href: str) -> str:
    answer = client.get(href.split("#")[0])
    assert answer.status_code == 200, href
    return str(answer.content.decode())


def open_figure(client: Client, href: str) -> OpenedPage:
    page = get(client, href)
    parts = []
    for row in ROW.findall(page):
        link = LINK.search(row)
        parts.append((Decimal(VALUE.findall(row)[-1]), unescape(link[1]) if link else ""))
    found = TOTAL.search(page)
    assert found, href
    return OpenedPage(Decimal(found[1]), tuple(parts))
