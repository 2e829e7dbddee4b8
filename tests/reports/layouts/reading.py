"""The headings of a paper as each of its forms gives them back."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.reports.render.pdf_reading import Tags


def html_headings(made: str) -> list[tuple[int, str]]:
    found = re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", made, re.DOTALL)
    return [(int(level), unescape(re.sub(r"<[^>]+>", "", words))) for level, words in found]


def pdf_headings(made: bytes) -> list[tuple[int, str]]:
    """The level and words of each bookmark, which WeasyPrint makes of the headings."""
    tags = Tags(made)
    found: list[tuple[int, str]] = []

    def walk(item: Any, level: int) -> None:
        while item is not None:
            found.append((level, str(item.Title)))
            walk(item.get("/First"), level + 1)
            item = item.get("/Next")

    walk(tags.pdf.Root.Outlines.get("/First"), 1)
    return found
