"""Word papers in a template of the place's own: tried before it is kept, and filled."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from reports.document import Document
from reports.house_style.sample import any_paper, sample_paper
from reports.layouts import Layout
from reports.layouts.offers import FIGURES
from reports.layouts.plain import PLAIN
from reports.models import WordTemplate
from reports.render.docx import render_docx
from reports.render.docx_guard import TemplateRefused, check_template
from reports.render.docx_names import TRIED, Known
from reports.render.docx_template import fill_template
from reports.render.docx_where import with_place
from reports.render.words import above_lines, title_lines

BOARD = "board"
ANY = ""


def render_word(document: Document, template: WordTemplate | None) -> bytes:
    """A paper as a Word document, in a template of the place's or in the look that comes with the product.

    TemplateRefused when the template cannot be filled with this paper.
    """
    if template is None:
        return render_docx(document)
    return fill_template(bytes(template.content), document, name=f"The template “{template.name}”", known=TRIED)


def try_template(content: bytes, name: str, layouts: Iterable[Layout]) -> str:
    """Fill a template on trial; for which papers it is good: a kind, or empty for any. TemplateRefused says what is
    wrong with it, and where."""
    check_template(content, name)
    if _fills_any(content, name):
        return ANY
    try:
        fill_template(content, sample_paper(PLAIN), name=name, known=names_known(layouts))
    except TemplateRefused as refused:
        raise with_place(content, refused) from refused
    return BOARD


def _fills_any(content: bytes, name: str) -> bool:
    """Whether it asks for nothing but what every paper has; what else is wrong with it, the trial with a board paper says."""
    try:
        fill_template(content, any_paper(), name=name)
    except TemplateRefused:
        return False
    return True


def names_known(layouts: Iterable[Layout]) -> Known:
    """The names that board papers in these layouts can have."""
    parts = {part.key for layout in layouts for part in layout.all_parts()}
    labels = {entry.label for layout in layouts for entry in layout.entries()}
    return Known(frozenset({*FIGURES, *parts}), _tables(), _lines() | labels)


@cache
def _tables() -> frozenset[str]:
    return frozenset(table.key for table in sample_paper(PLAIN).tables())


@cache
def _lines() -> frozenset[str]:
    meta = sample_paper(PLAIN).meta
    return frozenset(label for label, _ in (*above_lines(meta), *title_lines(meta)))
