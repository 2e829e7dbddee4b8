"""A Document as an accessible PDF (PDF/UA-1): A4 pages laid out from a stylesheet on disk, with nothing fetched."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import lru_cache
from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from reports.document import Document, Meta
from reports.render.glyphs import printable
from reports.render.html import render_document, render_title
from reports.render.html_cells import element_id, text
from reports.render.page_layout import layout_css
from reports.render.pdf_tags import mend_tags
from reports.render.words import print_heading

CONTENTS_FROM = 5
STYLESHEET = Path(__file__).resolve().parents[2] / "s75" / "static" / "s75" / "paper.css"

# The word across a draft's pages is drawn as a page background, which a PDF/UA reader passes over.
WATERMARK = """
@page { background: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 400'%3E\
%3Ctext x='200' y='230' text-anchor='middle' font-family='Liberation Sans' font-weight='bold' font-size='110' \
fill='%23f1f4f4' transform='rotate(-45 200 200)'%3EDRAFT%3C/text%3E%3C/svg%3E") no-repeat center / 170mm 170mm }
"""


def render_pdf(document: Document) -> bytes:
    """The document on A4 pages, tagged, with its fonts inside; the same document always gives the same bytes."""
    return write_pages(page_html(document), layout_css(document) + _contents_css(document), draft=document.meta.draft)


def write_pages(whole: str, css: str, *, draft: bool) -> bytes:
    """A whole page of HTML on A4 pages, under the stylesheet of papers and rules of its own."""
    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    page = HTML(string=printable(whole), url_fetcher=fetcher)
    fonts = FontConfiguration()
    styles = [_stylesheet(), CSS(string=css, url_fetcher=fetcher)]
    if draft:
        styles.append(CSS(string=WATERMARK, url_fetcher=fetcher))
    with _without_collecting():
        made = page.write_pdf(
            stylesheets=styles, font_config=fonts, counter_style=deepcopy(_counters()), pdf_variant="pdf/ua-1"
        )
        return mend_tags(made)


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


@lru_cache(maxsize=1)
def _stylesheet() -> CSS:
    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    return CSS(string=STYLESHEET.read_text(encoding="utf-8"), url_fetcher=fetcher, counter_style=_counters())


@lru_cache(maxsize=1)
def _counters() -> CounterStyle:
    """The ways of counting that the stylesheet defines, filled in as it is read."""
    return CounterStyle()


def page_html(document: Document) -> str:
    """The whole page that is laid out: what the fragment needs around it, and the lines at the pages' edges."""
    meta = document.meta
    return (
        f'<!DOCTYPE html><html lang="{text(meta.language)}"><head><meta charset="utf-8"><title>{text(meta.title)}'
        f'</title><meta name="description" content="{text(_description(meta))}"></head><body>'
        f"{render_title(meta)}{_contents(document)}{render_document(document, paper=True)}</body></html>"
    )


def _contents(document: Document) -> str:
    """The sections with their pages, for papers of several; the page numbers are filled in as the pages are made."""
    sections = [section for section in document.sections if section.level == 2]
    if len(sections) < CONTENTS_FROM:
        return ""
    lines = [
        f'<p class="{element_id("page-of", section.key)}">{escape(print_heading(section))}</p>' for section in sections
    ]
    half = (len(lines) + 1) // 2
    columns = "".join(f"<div>{''.join(some)}</div>" for some in (lines[:half], lines[half:]))
    return f'<div class="paper-contents"><p class="label">In this paper</p><div class="pages">{columns}</div></div>'


def _contents_css(document: Document) -> str:
    return "\n".join(
        f".{element_id('page-of', section.key)}::after "
        f'{{ content: leader(" . ") target-counter("#{element_id("section", section.key)}", page) }}'
        for section in document.sections
    )


def _description(meta: Meta) -> str:
    return ", ".join(part for part in (meta.paper, meta.place, meta.year, meta.period, meta.as_at) if part)
