"""Several papers as one accessible PDF: a cover with contents, each paper under its own title, pages counted through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reports.document import Block, Chart, Document, Table
from reports.render.html import render_document, render_title
from reports.render.html_cells import element_id, text
from reports.render.page_layout import layout_css
from reports.render.page_numbers import contents_line
from reports.render.pdf import write_pages
from reports.render.words import print_heading

STYLE = """
@page cover { @bottom-left { content: none } }
.pack-cover, .pack-cover .paper-title { page: cover }
.pack-cover h2 { margin-top: 10mm }
.pack-contents p { margin: 0; padding: 0.8mm 0; border-bottom: 0.2mm solid #d5dfe0 }
.pack-contents .paper { margin-top: 2.5mm; font-weight: bold }
.pack-contents .section { margin-left: 6mm; font-size: 9pt }
.pack-paper { break-before: page }
"""
Pairs = Sequence[tuple[str, str]]


def render_pack(title: str, facts: Pairs, documents: Sequence[Document], *, say: Callable[[int], None]) -> bytes:
    """The papers in their order as one PDF/UA-1; `say` is told how far it is, in per cent."""
    papers = [apart(document, number) for number, document in enumerate(documents, 1)]
    say(45)
    page = _page(title, facts, papers)
    laid = (layout_css(paper, f"#paper-{number} ") for number, paper in enumerate(papers, 1))
    css = "\n".join([STYLE, *laid])
    made = write_pages(page, css, draft=any(paper.meta.draft for paper in papers))
    say(95)
    return made


def apart(document: Document, number: int) -> Document:
    """The document with keys that no other of the pack has."""

    def block(one: Block) -> Block:
        if isinstance(one, Table):
            return replace(one, key=f"{number}.{one.key}")
        if isinstance(one, Chart):
            return replace(one, key=f"{number}.{one.key}", table=f"{number}.{one.table}")
        return one

    sections = tuple(
        replace(section, key=f"{number}.{section.key}", blocks=tuple(block(one) for one in section.blocks))
        for section in document.sections
    )
    return replace(document, sections=sections)


def _page(title: str, facts: Pairs, papers: Sequence[Document]) -> str:
    bodies = "".join(_paper(paper, number) for number, paper in enumerate(papers, 1))
    return (
        f'<html lang="en-GB"><head><title>{text(title)}</title>'
        f'<meta name="description" content="{text(", ".join(value for _, value in facts))}"/></head><body>'
        f"{_cover(title, facts, papers)}{bodies}</body></html>"
    )


def _cover(title: str, facts: Pairs, papers: Sequence[Document]) -> str:
    pairs = "".join(f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>" for name, value in facts)
    lines = []
    for number, paper in enumerate(papers, 1):
        meta = paper.meta
        name = meta.title if meta.title.startswith(meta.paper) else f"{meta.paper}: {meta.title}"
        lines.append(contents_line(f"paper-{number}", f"{number}. {name}", "paper"))
        lines += [
            contents_line(element_id("section", section.key), print_heading(section), "section")
            for section in paper.sections
            if section.level == 2
        ]
    return (
        f'<div class="pack-cover"><div class="paper-title"><p class="pack-kind">Papers</p><h1>{text(title)}</h1>'
        f'<dl class="paper-facts">{pairs}</dl></div>'
        f'<h2>Contents</h2><div class="pack-contents">{"".join(lines)}</div></div>'
    )


def _paper(paper: Document, number: int) -> str:
    body = render_document(paper, paper=True).replace('id="paragraph-', f'id="paper-{number}-paragraph-')
    return f'<div class="pack-paper" id="paper-{number}">{render_title(paper.meta)}{body}</div>'
