"""A Document as a Word document: real styles and headings, Word's own numbering, tables with header rows, A4 pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from reports.document import Document, Meta
from reports.render.docx_body import section_xml, title_xml
from reports.render.docx_edges import set_edges
from reports.render.docx_numbering import Numbers
from reports.render.docx_styles import own_styles
from reports.render.docx_text import paragraph
from reports.render.docx_writer import Writer
from reports.render.page_layout import lay_out
from reports.render.page_turns import landscape_sections, title_turned
from reports.render.words import clean

PORTRAIT_PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'
LANDSCAPE_PAGE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
MARGINS = (
    '<w:pgMar w:top="1134" w:right="1020" w:bottom="1020" w:left="1020" w:header="567" w:footer="510" w:gutter="0"/>'
)
LONGEST_PROPERTY = 255
FIRST_DATE = (1980, 1, 1, 0, 0, 0)


def render_docx(document: Document, *, base_url: str = "") -> bytes:
    """The document as a .docx file; the same document always gives the same bytes. With `base_url`, the address of the
    site, figures are links to what they are made of."""
    made = docx.Document()
    writer = Writer(made, own_styles(made), Numbers(made), base_url)
    fill_body(made, document, writer)
    set_edges(made, document.meta, writer)
    set_properties(made, document.meta)
    _set_settings(made)
    _leave_out_picture(made)
    return packed(made)


def fill_body(made: Any, document: Document, writer: Writer) -> None:
    """The title block and the sections, each run of them that lies the same way on pages of its own."""
    body = made.element.body
    for child in list(body):
        body.remove(child)
    laid = {table.key: lay_out(table) for table in document.tables()}
    turned = landscape_sections(document, laid)
    _append(body, title_xml(document, writer))
    before = title_turned(document, turned)
    for section, wide in zip(document.sections, turned, strict=True):
        if wide != before:
            _end_pages(body, before, writer)
            before = wide
        _append(body, section_xml(section, document, writer))
    body.append(_pages(before))


def _append(body: Any, xml: str) -> None:
    for child in list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")):
        body.append(child)


def _pages(wide: bool) -> Any:
    size = LANDSCAPE_PAGE if wide else PORTRAIT_PAGE
    return parse_xml(f"<w:sectPr {nsdecls('w')}>{size}{MARGINS}</w:sectPr>")


def _end_pages(body: Any, wide: bool, writer: Writer) -> None:
    """Hang the end of these pages on their last paragraph, so that no empty one is left over."""
    last = body[-1]
    if last.tag != qn("w:p"):
        _append(body, paragraph(writer.styles["Table note"], ""))
        last = body[-1]
    last.get_or_add_pPr().append(_pages(wide))


def set_properties(made: Any, meta: Meta) -> None:
    """What the file says of itself, and nothing of whoever or whatever made it."""
    properties = made.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title = clean(meta.title)[:LONGEST_PROPERTY]
    properties.subject = clean(f"{meta.paper}, {meta.place}, as at {meta.as_at}")[:LONGEST_PROPERTY]
    properties.language = clean(meta.language)[:LONGEST_PROPERTY]


def _set_settings(made: Any) -> None:
    """The rules of today's Word, not of the one of 2007, and English as it is spoken here."""
    element = made.settings.element
    for child in list(element):
        element.remove(child)
    parts = parse_xml(
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
    for child in list(parts):
        element.append(child)


def _leave_out_picture(made: Any) -> None:
    """The blank document that we begin with carries a small picture of itself."""
    relations = made.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def packed(made: Any) -> bytes:
    """The file's bytes, its parts dated alike, so that a paper made twice is the same file."""
    loose, file = BytesIO(), BytesIO()
    made.save(loose)
    with ZipFile(loose) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            entry = ZipInfo(part.filename, FIRST_DATE)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(part.filename))
    return file.getvalue()
