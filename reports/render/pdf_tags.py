"""The last touches to a PDF's tags: headers that say what they head, and one table where pages have made several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

_MARKED = re.compile(rb"/\w+\s<</MCID (\d+)>>\sBDC")
_ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC"

Marked = set[tuple[tuple[int, int], int]]


def mend_tags(made: bytes) -> bytes:
    """The same pages with better tags: a scope on every header cell, ids that can be looked up, every table whole.

    A table that runs over pages is tagged as one table a page, each with the header row again. Here the parts become
    one table. A part is known by having no caption, as every table of ours has one. What is then outside the tree (the
    repeated header rows, the lines at the pages' edges) becomes decoration that readers pass over.
    """
    with Pdf.open(BytesIO(made)) as pdf:
        root = pdf.Root.StructTreeRoot
        whole: Object | None = None
        for parent, table in list(_tables(root.K[0])):
            if whole is None or _child(table, "/Caption") is not None:
                whole = table
            else:
                _join(whole, table)
                _remove(parent, table)
        _set_scopes(root.K[0])
        _decorate(pdf, _marked(root.K[0]))
        root.IDTree = Dictionary(Names=_names(root.K[0]))
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _kids(element: Object) -> list[Object]:
    """The structure elements right under one, in order."""
    kids = element.get("/K")
    if kids is None or isinstance(kids, int):
        return []
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if not isinstance(kid, int) and "/S" in kid]


def _child(element: Object, kind: str) -> Object | None:
    return next((kid for kid in _kids(element) if kind == kid.S), None)


def _tables(element: Object) -> Iterator[tuple[Object, Object]]:
    """Every table in reading order, with the element that it stands in."""
    for kid in _kids(element):
        if kid.S == "/Table":
            yield element, kid
        elif kid.S in ("/Sect", "/Div", "/Part", "/NonStruct"):
            yield from _tables(kid)


def _marked(element: Object) -> Marked:
    """The marked content under an element, as pairs of a page and a number."""
    found: Marked = set()
    waiting = [element]
    while waiting:
        one = waiting.pop()
        for kid in one.get("/K", Array()):
            if isinstance(kid, int):
                found.add((one.Pg.objgen, kid))
            elif "/S" in kid:
                waiting.append(kid)
    return found


def _rows(element: Object) -> list[Object]:
    return [row for body in _kids(element) for row in _kids(body) if row.S == "/TR"]


def _join(whole: Object, part: Object) -> None:
    """Move the rows of a part to the table that it continues, without the header row that it repeats."""
    head, repeated = _child(whole, "/THead"), _child(part, "/THead")
    ids: dict[bytes, Object] = {}
    if head is not None and repeated is not None:
        for ours, theirs in zip(_kids(head), _kids(repeated), strict=True):
            for one, other in zip(_kids(ours), _kids(theirs), strict=True):
                ids[bytes(other.ID)] = one.ID
    bodies = [body for body in _kids(part) if body.S == "/TBody"]
    for row in (row for body in bodies for row in _kids(body)):
        _rename_headers(row, ids)
    if bodies and _continues(bodies[0]):
        _join_rows(_rows(whole)[-1], bodies[0].K[0])
        del bodies[0].K[0]
    for body in bodies:
        body.P = whole
        whole.K.append(body)


def _rename_headers(row: Object, ids: dict[bytes, Object]) -> None:
    """Point a row's cells at the first header row instead of the repeated one."""
    for cell in _kids(row):
        headers = cell.A.get("/Headers") if "/A" in cell else None
        if headers is not None:
            cell.A.Headers = Array([ids.get(bytes(header), header) for header in headers])


def _continues(body: Object) -> bool:
    """Whether a body begins with the rest of a row, cut by the page's end: its name stands on the page before."""
    rows = _kids(body)
    cells = _kids(rows[0]) if rows else []
    return bool(cells) and cells[0].S == "/TH" and not _marked(cells[0])


def _join_rows(row: Object, rest: Object) -> None:
    """Put the rest of a row's cells into the cells that they continue."""
    for cell, more in zip(_kids(row), _kids(rest), strict=True):
        for kid in _kids(more):
            kid.P = cell
            cell.K.append(kid)


def _remove(parent: Object, element: Object) -> None:
    """Take an emptied element out, and its parent too when nothing is left in that."""
    kept = [kid for kid in parent.K if isinstance(kid, int) or kid.objgen != element.objgen]
    parent.K = Array(kept)
    if not kept and "/P" in parent and parent.P.get("/S") is not None:
        _remove(parent.P, parent)


def _set_scopes(element: Object, scope: Name = Name.Row) -> None:
    """Headers in a table's head are of columns, all others of rows."""
    for kid in _kids(element):
        if kid.S == "/TH":
            kid.A.Scope = scope
        elif kid.S not in ("/TD", "/P", "/Span"):
            _set_scopes(kid, Name.Column if kid.S == "/THead" else Name.Row if kid.S == "/TBody" else scope)


def _names(element: Object) -> Array:
    """Ids and their elements, in the order that a lookup needs."""
    found: dict[bytes, Object] = {}
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if "/ID" in one:
            found[bytes(one.ID)] = one
        if one.S not in ("/TH", "/TD"):
            waiting += _kids(one)
    return Array([part for key in sorted(found) for part in (String(key), found[key])])


def _decorate(pdf: Pdf, kept: Marked) -> None:
    """Turn marked content that no tag holds into decoration, on its page and in the map from marks to elements."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    marks = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for sheet in pdf.pages:
        ours = marks[int(sheet.obj.StructParents)]
        loose = {number for number in range(len(ours)) if (sheet.obj.objgen, number) not in kept}
        for number in loose:
            ours[number] = None
        _unmark(sheet, loose)


def _unmark(sheet: Page, numbers: set[int]) -> None:
    contents = sheet.obj.Contents
    contents.write(
        _MARKED.sub(lambda found: _ARTIFACT if int(found[1]) in numbers else found[0], contents.read_bytes())
    )
