"""Proves that an uploaded Word template is a plain document: no macros, no links out of it, nothing embedded, no bomb."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from posixpath import basename
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]  # it comes with python-docx, and without types

from s75.errors import BadInput
from schemes.sources.archives import open_archive
from schemes.sources.limits import MEGABYTE, Unreadable

MOST_BYTES, MOST_UNPACKED, MOST_PARTS, MOST_XML = 10 * MEGABYTE, 40 * MEGABYTE, 500, 4 * MEGABYTE
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PLAIN_KINDS = {
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "styles", "settings",
    "webSettings", "fontTable", "theme", "numbering", "header", "footer", "footnotes", "endnotes", "comments", "image",
    "customXml", "customXmlProps", "glossaryDocument", "stylesWithEffects", "font", "people", "commentsExtended",
    "commentsIds", "commentsExtensible", "classificationlabels", "diagramData", "diagramLayout", "diagramQuickStyle",
    "diagramColors", "diagramDrawing", "hyperlink",
}  # fmt: skip
MACROS = {"vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars", "extensibility"}
OUTSIDE = {
    "attachedTemplate": "is attached to another template; detach it in Word under Developer, Document Template",
    "hyperlink": "holds a link to “{}”; take the link off and leave its words",
    "image": "takes a picture from “{}”; insert the picture into the file instead",
}
PLAIN_FIELDS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE",
    "SUBJECT", "AUTHOR", "FILENAME", "DOCPROPERTY", "TOC", "TC", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ",
}  # fmt: skip


class TemplateRefused(BadInput):
    """A Word template that cannot be used; the message says why and what to do about it, `asked` which name it asks for."""

    def __init__(self, message: str, *, asked: str = "") -> None:
        super().__init__(message)
        self.asked = asked


def check_template(content: bytes, name: str = "The template") -> None:
    """Refuse whatever is not a plain Word document of a sensible size."""
    with _opened(content, name) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" not in names or not any(part.startswith("word/") for part in names):
            raise TemplateRefused(f"{name} is not a Word document; save it in Word as a .docx file.")
        _check_kind(_tree(archive, "[Content_Types].xml", name), name)
        for part in sorted(names):
            if part.endswith(".rels"):
                _check_relations(_tree(archive, part, name), name)
            elif part.startswith("word/") and part.endswith(".xml"):
                _check_fields(_tree(archive, part, name), name)


def _opened(content: bytes, name: str) -> ZipFile:
    if len(content) > MOST_BYTES:
        raise TemplateRefused(f"{name} is larger than {MOST_BYTES // MEGABYTE} MB; make its pictures smaller.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except BadZipFile as error:
        raise TemplateRefused(f"{name} is not a Word document; save it in Word as a .docx file.") from error
    xml = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS or xml > MOST_XML:
        raise TemplateRefused(
            f"{name} would unpack to far more than a template needs; save it anew without large parts."
        )
    try:
        return open_archive(content, name)
    except Unreadable as error:
        raise TemplateRefused(
            f"{name} is damaged, protected with a password, or not what it says; save it again in Word as a .docx file."
        ) from error


def _tree(archive: ZipFile, part: str, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(archive.read(part), parser)
    except etree.XMLSyntaxError as error:
        raise TemplateRefused(f"{name} is damaged: its part “{part}” cannot be read.") from error


def _check_kind(types: Any, name: str) -> None:
    kinds = {one.get("ContentType", "") for one in types}
    if any("macroEnabled" in kind or "vba" in kind.lower() for kind in kinds):
        raise TemplateRefused(f"{name} holds macros; save it in Word as a .docx file, which has none.")
    if MAIN not in kinds:
        raise TemplateRefused(f"{name} is not a Word document; save it in Word as a .docx file, not as a .dotx.")


def _check_relations(relations: Any, name: str) -> None:
    for one in relations:
        kind, target = basename(one.get("Type", "")), one.get("Target", "")
        if kind in MACROS:
            raise TemplateRefused(f"{name} holds macros; save it in Word as a .docx file, which has none.")
        if one.get("TargetMode") == "External":
            words = OUTSIDE.get(kind, "refers to “{}”, which is outside the file; take that out")
            raise TemplateRefused(f"{name} {words.format(target[:100])}.")
        if kind not in PLAIN_KINDS:
            raise TemplateRefused(f"{name} holds an embedded object ({kind}); put a picture in its place.")


def _check_fields(tree: Any, name: str) -> None:
    """A field may show pages, dates and headings; one that fetches, links or runs something is refused."""
    if tree.find(f".//{qn('w:mailMerge')}") is not None:
        raise TemplateRefused(f"{name} is set up for a mail merge; make it a normal document under Mailings.")
    for code in field_codes(tree):
        words = code.split()
        command = words[0].upper() if words else ""
        if command == "HYPERLINK" and len(words) > 1 and words[1] == "\\l":
            continue
        if command and command not in PLAIN_FIELDS:
            raise TemplateRefused(
                f"{name} holds the field “{code.strip()[:60]}”; only page numbers, dates and contents may."
            )


def field_codes(tree: Any) -> Iterator[str]:
    """The code of each field, joined from its runs; a field within another is one of its own."""
    for simple in tree.iter(qn("w:fldSimple")):
        yield simple.get(qn("w:instr"), "")
    open_fields: list[list[str]] = []
    for element in tree.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:delInstrText")):
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            open_fields.append([])
        elif kind == "end":
            yield "".join(open_fields.pop()) if open_fields else ""
        elif kind is None:
            if not open_fields:
                yield element.text or ""
            else:
                open_fields[-1].append(element.text or "")
    yield from ("".join(code) for code in open_fields)
