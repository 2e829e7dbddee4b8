"""A Document as an accessible PDF (PDF/UA-1): A4 pages laid out from a stylesheet on disk, with nothing fetched."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import lru_cache, partial
from pathlib import Path
from xml.etree import ElementTree

from cssselect2 import ElementWrapper  # type: ignore[import-untyped]  # it comes with WeasyPrint, and without types
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from reports.document import Document, Meta
from reports.render.deep_calls import with_room
from reports.render.glyphs import printable
from reports.render.html import render_document, render_title
from reports.render.html_cells import element_id, text
from reports.render.page_layout import layout_css
from reports.render.page_numbers import contents_line, write_page_numbers
from reports.render.pdf_tags import mend_tags
from reports.render.words import print_heading

CONTENTS_FROM = 5
STYLES = Path(__file__).resolve().parents[2] / "s75" / "static" / "s75"

# The word across a draft's pages is drawn as a page background, which a PDF/UA reader passes over: as strokes, because
# text is laid out anew on every page.
WATERMARK = """
@page { background: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 400'%3E\
%3Cpath d='M42 155v72h20c28 0 40-14 40-36s-12-36-40-36z M120 235v-80h30c18 0 26 8 26 21s-8 21-26 21h-30m30 0l28 38 \
M190 235l30-80h6l30 80m-55-26h44 M276 235v-80h52m-52 36h44 M336 155h66m-33 0v80' fill='none' stroke='%23f1f4f4' \
stroke-width='16' transform='rotate(-45 200 200) translate(-22 5)'/%3E%3C/svg%3E") no-repeat center / 170mm 170mm }
"""


def render_pdf(document: Document) -> bytes:
    """The document on A4 pages, tagged, with its fonts inside; the same document always gives the same bytes."""
    return write_pages(page_html(document), layout_css(document), draft=document.meta.draft)


def write_pages(whole: str, css: str, *, draft: bool) -> bytes:
    """A whole page of HTML on A4 pages, under the stylesheet of papers and rules of its own."""
    with _without_collecting():
        return with_room(partial(_lay_out, whole, css, draft))


def _lay_out(whole: str, css: str, draft: bool) -> bytes:
    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    page: HTML = WellFormed(printable(whole), fetcher)
    fonts = FontConfiguration()
    styles = [_stylesheet("paper.css"), CSS(string=css, url_fetcher=fetcher)]
    if draft:
        styles.append(CSS(string=WATERMARK, url_fetcher=fetcher))
    laid = page.render(stylesheets=styles, font_config=fonts, counter_style=deepcopy(_counters()))
    write_page_numbers(laid)
    made: bytes = laid.write_pdf(pdf_variant="pdf/ua-1", finisher=mend_tags)
    return made


class WellFormed(HTML):
    """A page of ours, which is well-formed XML as well and is read as that: a forgiving parser takes a tenth of the
    whole time. Words of people stand in it escaped, and what XML forbids is spelt out or dropped before."""

    def __init__(self, page: str, fetcher: URLFetcher) -> None:
        root = ElementTree.fromstring(page)  # noqa: S314 - our own page, which declares no entities
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_stylesheet("paper-elements.css")]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Laying out makes hundreds of thousands of objects that are all in use: looking for dead ones among them every so
    often takes a fifth of the time and finds none. What is left over goes with the next collection."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@lru_cache(maxsize=2)
def _stylesheet(name: str) -> CSS:
    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    return CSS(string=(STYLES / name).read_text(encoding="utf-8"), url_fetcher=fetcher, counter_style=_counters())


@lru_cache(maxsize=1)
def _counters() -> CounterStyle:
    """The ways of counting that the stylesheet defines, filled in as it is read."""
    return CounterStyle()


def page_html(document: Document) -> str:
    """The whole page that is laid out: what the fragment needs around it, and the lines at the pages' edges."""
    meta = document.meta
    return (
        f'<html lang="{text(meta.language)}"><head><title>{text(meta.title)}'
        f'</title><meta name="description" content="{text(_description(meta))}"/></head><body>'
        f"{render_title(meta)}{_contents(document)}{render_document(document, paper=True)}</body></html>"
    )


def _contents(document: Document) -> str:
    """The sections with their pages, for papers of several."""
    sections = [section for section in document.sections if section.level == 2]
    if len(sections) < CONTENTS_FROM:
        return ""
    lines = [contents_line(element_id("section", section.key), print_heading(section)) for section in sections]
    half = (len(lines) + 1) // 2
    columns = "".join(f"<div>{''.join(some)}</div>" for some in (lines[:half], lines[half:]))
    return f'<div class="paper-contents"><p class="label">In this paper</p><div class="pages">{columns}</div></div>'


def _description(meta: Meta) -> str:
    return ", ".join(part for part in (meta.paper, meta.place, meta.year, meta.period, meta.as_at) if part)
