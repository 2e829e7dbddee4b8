"""Documents, tables and headline figures as HTML that a template may print: every text in it is escaped already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.document import Document, Meta, Table
from reports.papers.headline import Card
from reports.render.html import render_document, render_table, render_title
from reports.render.html_cells import data_value
from reports.render.words import print_in_sentence, print_paragraph


@dataclass(frozen=True)
class DrawnCard:
    """A headline figure as its template prints it; `exact` is for scripts and tests."""

    label: str
    figure: str
    exact: str
    href: str
    beside: str
    illustrative: bool


def draw_cards(cards: Iterable[Card]) -> list[DrawnCard]:
    return [
        DrawnCard(
            card.label,
            print_in_sentence(card.cell),
            data_value(card.cell),
            card.cell.link,
            print_paragraph(card.beside),
            card.cell.illustrative,
        )
        for card in cards
    ]


def draw_document(document: Document, *, numbered: bool = True) -> SafeString:
    return SafeString(render_document(document, numbered=numbered))


def draw_table(table: Table) -> SafeString:
    return SafeString(render_table(table))


def draw_title(meta: Meta) -> SafeString:
    return SafeString(render_title(meta))
