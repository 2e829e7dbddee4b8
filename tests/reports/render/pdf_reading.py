"""Reads our PDFs back: text by page, the tree of tags, bookmarks and fonts."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """All text, with spaces and no-break spaces made one."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """The fonts by name, and whether each is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(BytesIO(pdf)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                found[str(thing.FontName)] = any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


class Tags:
    """The tag tree as nested (kind, attributes, kids); a kid that is a number is marked content on a page."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(pdf))
        self.root = self.pdf.Root.StructTreeRoot

    def all(self, kind: str, under: Any = None) -> list[Any]:
        found: list[Any] = []
        for kid in self.kids(self.root.K[0] if under is None else under):
            if str(kid.S) == f"/{kind}":
                found.append(kid)
            found += self.all(kind, kid)
        return found

    def kids(self, element: Any) -> list[Any]:
        return [kid for kid in element.get("/K", []) if not isinstance(kid, int) and "/S" in kid]

    def marks(self, element: Any) -> list[tuple[Any, int]]:
        """Every piece of marked content under an element: its page and number."""
        found = []
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                found.append((element.Pg.objgen, kid))
            elif "/S" in kid:
                found += self.marks(kid)
        return found

    def written(self) -> set[tuple[Any, int]]:
        """Every piece of numbered marked content on the pages themselves."""
        found = set()
        for page in self.pdf.pages:
            for instruction in pikepdf.parse_content_stream(page, "BDC"):
                properties = instruction.operands[1]
                if "/MCID" in properties:
                    found.add((page.obj.objgen, int(properties.MCID)))
        return found
