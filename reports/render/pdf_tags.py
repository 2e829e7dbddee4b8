"""The last touches to a PDF's tags: headers that say what they head, and one table where pages have made several."""

from __future__ import annotations

from collections.abc import Iterator

from pydyf import PDF, Array, Dictionary, Stream, String  # type: ignore[import-untyped]  # WeasyPrint writes with it
from weasyprint import Document as LaidOut

Marked = set[tuple[bytes, int]]


def mend_tags(_document: LaidOut, pdf: PDF) -> None:
    """Better tags for the same pages, just before they are written: a scope on every header cell, ids that can be looked
    up, every table whole.

    A table that runs over pages is tagged as one table a page, each with the header row again. Here the parts become
    one table. A part is known by having no caption, as every table of ours has one. What is then outside the tree (the
    repeated header rows, the lines at the pages' edges) becomes decoration that readers pass over.
    """
    tags = _Tags(pdf)
    whole: Dictionary | None = None
    for parent, table in list(tags.tables(tags.top)):
        if whole is None or tags.child(table, "/Caption") is not None:
            whole = table
        else:
            tags.join(whole, table)
            tags.remove(parent, table)
    tags.set_scopes(tags.top)
    tags.decorate(tags.marked())
    tags.root["IDTree"] = Dictionary({"Names": tags.names()})


class _Tags:
    """The tree of tags of a PDF that is not written yet: its elements name each other by the numbers of their objects."""

    def __init__(self, pdf: PDF) -> None:
        self.objects = pdf.objects
        self.pages = [self.at(page) for page in pdf.page_references]
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.top = self.at(self.root["K"][0])

    def at(self, reference: bytes) -> Dictionary:
        return self.objects[int(reference.split(b" ", 1)[0])]

    def kids(self, element: Dictionary) -> list[Dictionary]:
        """The structure elements right under one, in order; numbers of marked content are none."""
        found = (self.at(kid) for kid in element["K"] if isinstance(kid, bytes))
        return [kid for kid in found if "S" in kid]

    def child(self, element: Dictionary, kind: str) -> Dictionary | None:
        return next((kid for kid in self.kids(element) if kid["S"] == kind), None)

    def under(self, element: Dictionary) -> Iterator[Dictionary]:
        """An element and every one within it, in no order."""
        waiting = [element]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += self.kids(one)

    def tables(self, element: Dictionary) -> Iterator[tuple[Dictionary, Dictionary]]:
        """Every table in reading order, with the element that it stands in."""
        for kid in self.kids(element):
            if kid["S"] == "/Table":
                yield element, kid
            elif kid["S"] in ("/Sect", "/Div", "/Part", "/NonStruct"):
                yield from self.tables(kid)

    def marked(self, element: Dictionary | None = None) -> Marked:
        """The marked content under an element, or in the whole tree, as pairs of a page and a number."""
        return {(one["Pg"], kid) for one in self.under(element or self.top) for kid in one["K"] if isinstance(kid, int)}

    def join(self, whole: Dictionary, part: Dictionary) -> None:
        """Move the rows of a part to the table that it continues, without the header row that it repeats."""
        head, repeated = self.child(whole, "/THead"), self.child(part, "/THead")
        ids: dict[str, String] = {}
        if head is not None and repeated is not None:
            for ours, theirs in zip(self.kids(head), self.kids(repeated), strict=True):
                for one, other in zip(self.kids(ours), self.kids(theirs), strict=True):
                    ids[other["ID"].string] = one["ID"]
            self.forget(repeated)
        bodies = [body for body in self.kids(part) if body["S"] == "/TBody"]
        for row in (row for body in bodies for row in self.kids(body)):
            self.rename_headers(row, ids)
        if bodies and self.continues(bodies[0]):
            self.join_rows(self.last_row(whole), self.kids(bodies[0])[0])
            del bodies[0]["K"][0]
        for body in bodies:
            body["P"] = whole.reference
            whole["K"].append(body.reference)

    def rename_headers(self, row: Dictionary, ids: dict[str, String]) -> None:
        """Point a row's cells at the first header row instead of the repeated one."""
        for cell in self.kids(row):
            headers = cell.get("A", {}).get("Headers")
            if headers is not None:
                headers[:] = [ids.get(header.string, header) for header in headers]

    def continues(self, body: Dictionary) -> bool:
        """Whether a body begins with the rest of a row, cut by the page's end: its name stands on the page before."""
        rows = self.kids(body)
        cells = self.kids(rows[0]) if rows else []
        return bool(cells) and cells[0]["S"] == "/TH" and not self.marked(cells[0])

    def last_row(self, table: Dictionary) -> Dictionary:
        return [row for body in self.kids(table) for row in self.kids(body) if row["S"] == "/TR"][-1]

    def join_rows(self, row: Dictionary, rest: Dictionary) -> None:
        """Put the rest of a row's cells into the cells that they continue."""
        for cell, more in zip(self.kids(row), self.kids(rest), strict=True):
            for kid in self.kids(more):
                kid["P"] = cell.reference
                cell["K"].append(kid.reference)
            more.clear()
        rest.clear()

    def remove(self, parent: Dictionary, element: Dictionary) -> None:
        """Take an emptied element out, and its parent too when nothing is left in that."""
        parent["K"].remove(element.reference)
        element.clear()
        if not parent["K"] and parent is not self.top:
            self.remove(self.at(parent["P"]), parent)

    def forget(self, element: Dictionary) -> None:
        """Empty the objects of elements that the tree no longer has: numbers of objects stay as they are."""
        for one in list(self.under(element)):
            one.clear()

    def set_scopes(self, element: Dictionary, scope: str = "/Row") -> None:
        """Headers in a table's head are of columns, all others of rows."""
        for kid in self.kids(element):
            kind = kid["S"]
            if kind == "/TH":
                kid["A"]["Scope"] = scope
            elif kind not in ("/TD", "/P", "/Span"):
                self.set_scopes(kid, "/Column" if kind == "/THead" else "/Row" if kind == "/TBody" else scope)

    def names(self) -> Array:
        """Ids and their elements, in the order that a lookup needs."""
        found = {one["ID"].string: one for one in self.under(self.top) if "ID" in one}
        return Array([part for key in sorted(found) for part in (found[key]["ID"], found[key].reference)])

    def decorate(self, kept: Marked) -> None:
        """Turn marked content that no tag holds into decoration, on its page and in the map from marks to elements."""
        numbers = self.at(self.root["ParentTree"])["Nums"]
        marks = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for page in self.pages:
            ours = marks[page["StructParents"]]
            loose = {number for number in range(len(ours)) if (page.reference, number) not in kept}
            for number in loose:
                ours[number] = "null"
            _unmark(self.at(page["Contents"]), loose)


def _unmark(contents: Stream, numbers: set[int]) -> None:
    """In a page's content, the mark stands between the name of its tag and the beginning of what is marked."""
    parts = contents.stream
    for at, part in enumerate(parts):
        if isinstance(part, Dictionary) and part.get("MCID") in numbers:
            parts[at - 1], parts[at] = "/Artifact", Dictionary({"Type": "/Pagination"})
