"""What stands at the edges of a Word document's pages: the paper and place above, the as-at stamp and the page below."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_HEADER_FOOTER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from reports.document import Meta
from reports.render.docx_text import BOLD, field, paragraph, runs
from reports.render.docx_writer import Writer

RIGHT_EDGES = {False: 9_866, True: 14_798}  # where the text of an upright and of a turned page ends, in twips
DRAFT = "DRAFT. Not published: words and figures can still change."


def set_edges(made: Any, meta: Meta, writer: Writer) -> None:
    """Headers and footers for every run of pages; the first page has no header but, in a draft, the word."""
    stamp = f"{'Draft. ' if meta.draft else ''}As at {meta.as_at}"
    kinds: dict[bool, dict[str, str]] = {}
    for place, pages in enumerate(made.element.body.iter(qn("w:sectPr"))):
        wide = pages.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
        if wide not in kinds:
            kinds[wide] = {
                "header": _header(made, meta, wide, writer),
                "footer": _footer(made, stamp, wide, writer),
                "first": _first(made, meta, writer) if place == 0 else "",
            }
        first = kinds[wide]["first"] if place == 0 else ""
        _refer(pages, kinds[wide]["header"], kinds[wide]["footer"], first)


def _refer(pages: Any, header: str, footer: str, first: str) -> None:
    """References come first in the properties of pages; a first page of its own shares the footer."""
    if first:
        pages.append(parse_xml(f"<w:titlePg {nsdecls('w')}/>"))
        pages.add_footerReference(WD_HEADER_FOOTER.FIRST_PAGE, footer)
        pages.add_headerReference(WD_HEADER_FOOTER.FIRST_PAGE, first)
    pages.add_footerReference(WD_HEADER_FOOTER.PRIMARY, footer)
    pages.add_headerReference(WD_HEADER_FOOTER.PRIMARY, header)


def _fill(part: Any, inner: str, style: str, properties: str = "") -> None:
    element = part.element
    for child in list(element):
        element.remove(child)
    xml = paragraph(style, inner, properties)
    element.append(parse_xml(f"<w:hdr {nsdecls('w')}>{xml}</w:hdr>")[0])


def _tab(wide: bool) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{RIGHT_EDGES[wide]}"/></w:tabs>'


def _header(made: Any, meta: Meta, wide: bool, writer: Writer) -> str:
    part, relation = made.part.add_header_part()
    draft = f"{runs('DRAFT', BOLD)}{runs('. ')}" if meta.draft else ""
    inner = f"{draft}{runs(meta.paper)}<w:r><w:tab/></w:r>{runs(meta.place)}"
    _fill(part, inner, writer.styles["header"], _tab(wide))
    return str(relation)


def _first(made: Any, meta: Meta, writer: Writer) -> str:
    part, relation = made.part.add_header_part()
    _fill(part, runs(DRAFT, BOLD) if meta.draft else "", writer.styles["header"])
    return str(relation)


def _footer(made: Any, stamp: str, wide: bool, writer: Writer) -> str:
    part, relation = made.part.add_footer_part()
    pages = f"{runs('Page ')}{field('PAGE', '1')}{runs(' of ')}{field('NUMPAGES', '1')}"
    _fill(part, f"{runs(stamp)}<w:r><w:tab/></w:r>{pages}", writer.styles["footer"], _tab(wide))
    return str(relation)
