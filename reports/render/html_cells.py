"""The cells of a table as HTML: figure, link, word, note and mark, every text escaped."""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape

from reports.document import Cell
from reports.render.words import FIGURES, ILLUSTRATIVE, MARK, clean, exact, print_cell, print_in_sentence

_RAG = {"red": "red", "amber": "amber", "green": "green"}
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9-]")


def element_id(kind: str, key: str) -> str:
    """An id from any key; two different keys never share one."""
    return f"{kind}-{_UNSAFE_IN_ID.sub(lambda found: f'_{ord(found[0]):x}_', key)}"


def text(value: str) -> str:
    """Escaped text of a paper, fit for content and for quoted attributes."""
    return escape(clean(value), quote=True)


def mark(paper: bool) -> str:
    """The small i of an illustrative figure; on screen with its word for whoever cannot see it.

    On paper the space stands within: before it, a line that only the mark overflows would be broken at its first space.
    """
    if paper:
        return f'<span class="mark">\N{NO-BREAK SPACE}{MARK}</span>'
    return (
        f'\N{NO-BREAK SPACE}<span class="mark"><span aria-hidden="true">{MARK}</span>'
        f'<span class="govuk-visually-hidden">{ILLUSTRATIVE}</span></span>'
    )


def rag(word: str) -> str:
    return f'<strong class="govuk-tag app-rag app-rag--{_RAG.get(word.casefold(), "none")}">{escape(word)}</strong>'


def linked(link: str, inner: str, paper: bool) -> str:
    """The figure as a link to a page of this site; any other address is left out, so that no text can lead away, and
    on paper every one."""
    if not link or paper or not link.startswith(("/", "#")) or link.startswith(("//", "/\\")):
        return inner
    return f'<a class="govuk-link" href="{text(link)}">{inner}</a>'


def content(cell: Cell, paper: bool, marked: str, worded: bool = False) -> str:
    """What stands in a cell; `marked` is the mark's HTML where this cell carries it, and empty where it does not. In a
    `worded` column every figure leaves room for a word, so that the digits stand under each other."""
    printed = print_cell(cell)
    if cell.unit not in FIGURES:
        printed = rag(printed) if cell.unit == "rag" and printed else escape(printed)
    if cell.link:
        printed = linked(cell.link, printed, paper)
    if marked:
        printed += marked
    if cell.word or worded:
        printed += f' <span class="word">{text(cell.word)}</span>'
    if cell.note:
        printed += f' <span class="note">{text(cell.note)}</span>'
    return printed


def data_value(cell: Cell) -> str:
    """The exact value as an attribute's content, for tests and scripts."""
    value = cell.value
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else escape(str(exact(value)))


def in_sentence(cell: Cell, paper: bool) -> str:
    """A figure within a paragraph. Text is isolated, so that its direction does not turn the sentence around."""
    printed = escape(print_in_sentence(cell))
    if cell.unit == "text":
        printed = f"<bdi>{printed}</bdi>"
    kind = ' class="figure"' if cell.unit in FIGURES else ""
    marked = mark(paper) if cell.illustrative else ""
    return f'<data{kind} value="{data_value(cell)}">{linked(cell.link, printed, paper)}</data>{marked}'
