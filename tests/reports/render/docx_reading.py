"""Reads our Word documents back: headings, figures by table, and what every part of the file must hold to be sound."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]  # it comes with python-docx, and without types

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(made: bytes | None) -> Any:
    """The document; of nothing, an empty one."""
    return docx.Document(None if made is None else BytesIO(made))


def parts(made: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def headings(made: bytes) -> list[tuple[int, str]]:
    """The level and words of each heading, in order; the title has level 0."""
    found = []
    for paragraph in opened(made).paragraphs:
        name = paragraph.style.name
        if name == "Title":
            found.append((0, paragraph.text))
        elif name.startswith("Heading "):
            found.append((int(name[8:]), paragraph.text))
    return found


def cells(made: bytes) -> list[list[list[str]]]:
    """Each table's rows, each cell's lines below the figure left out."""
    tables = []
    for table in opened(made).element.body.iter(qn("w:tbl")):
        rows = [[_first_line(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        tables.append(rows)
    return tables


def _first_line(cell: Any) -> str:
    """What stands in a cell before its first line break, without the raised mark."""
    words = ""
    for run in cell.iter(qn("w:r")):
        if run.find(qn("w:br")) is not None and run.find(qn("w:t")) is None:
            break
        if run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") is None:
            words += "".join(text.text or "" for text in run.iter(qn("w:t")))
    return words


def text_of(made: bytes) -> str:
    """All words of the body in one line."""
    body = opened(made).element.body
    return " ".join("".join(text.text or "" for text in body.iter(qn("w:t"))).split())


def assert_sound(made: bytes) -> None:
    """Every part is well-formed, every relation leads to a part, every id and style that is used is defined."""
    files = parts(made)
    for name, content in files.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    for name in files:
        if name.endswith(".rels"):
            _assert_relations(name, files)
    body = etree.fromstring(files["word/document.xml"])
    styles = {one.get(f"{_WORD}styleId") for one in etree.fromstring(files["word/styles.xml"]).iter(f"{_WORD}style")}
    used = {one.get(f"{_WORD}val") for tag in ("pStyle", "rStyle", "tblStyle") for one in body.iter(_WORD + tag)}
    assert used <= styles
    numbering = etree.fromstring(files["word/numbering.xml"])
    lists = {one.get(f"{_WORD}numId") for one in numbering.iter(f"{_WORD}num")}
    assert {one.get(f"{_WORD}val") for one in body.iter(f"{_WORD}numId")} <= lists
    drawn = [one.get("id") for one in body.iter("{*}docPr")]
    assert len(drawn) == len(set(drawn))
    assert not body.xpath("//w:p//w:p[not(ancestor::w:txbxContent)]", namespaces={"w": _WORD[1:-1]})


def _assert_relations(name: str, files: dict[str, bytes]) -> None:
    folder = name.rsplit("_rels/", 1)[0]
    source = files.get(folder + name.rsplit("/", 1)[1].removesuffix(".rels"), b"").decode(errors="replace")
    known = set()
    for one in etree.fromstring(files[name]):
        known.add(one.get("Id"))
        if one.get("TargetMode") != "External":
            target = one.get("Target")
            assert (target[1:] if target.startswith("/") else _joined(folder, target)) in files, target
    assert set(re.findall(r'r:(?:id|embed)="([^"]+)"', source)) <= known


def _joined(folder: str, target: str) -> str:
    path: list[str] = []
    for step in (folder + target).split("/"):
        if step == "..":
            path.pop()
        elif step:
            path.append(step)
    return "/".join(path)
