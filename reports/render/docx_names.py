"""The names by which a Word template asks for a paper: its title block, its sections, tables, rows and paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.document import Document, Paragraph, Row, Section, Table
from reports.render.docx_language import Names
from reports.render.words import above_lines, clean, print_cell, print_heading, print_paragraph, title_lines

Make = Callable[[list[Section], bool], str]  # sections, and whether with the heading of the first
MEANINGS = {
    "title": "the paper's title",
    "paper": "what kind of paper it is",
    "place": "the place",
    "year": "the year",
    "period": "the period",
    "as_at": "what the figures stand at",
    "draft": "the word Draft, until the paper is published",
    "line": 'a line of the title block by its label: {{ line["Report of"] }}',
    "lines": "the lines of the title block: {%p for one in lines %}, {{ one.label }}, {{ one.value }}",
    "marks": "what explains the marks on figures",
    "body": "the whole paper without its title block: {{p body }} in a paragraph of its own",
    "section": "a section with its heading and what lies below it: {{p section.funds }}",
    "content": "a section without its heading: {{p content.funds }}",
    "table": "a table with its caption and notes: {{p table.funds }}",
    "rows": "the rows of a table: {%tr for row in rows.funds %}, {{ row.name }}, {{ row.variance }}, {%tr endfor %}",
    "sections": "all sections in order: {%p for one in sections %}, {{ one.heading }}, {{p one.content }}, {%p endfor %}",
    "paragraphs": "a section's paragraphs: {%p for text in paragraphs.summary %}, {{ text }}, {%p endfor %}",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Names that papers of a kind can have: one that a paper goes without prints nothing, so that a template that asks
    for it fits both. Any other name is refused."""

    sections: Container[str] = frozenset()
    tables: Container[str] = frozenset()
    lines: Container[str] = frozenset()
    columns: Container[str] = frozenset()


class _Every:
    """Holds every name."""

    def __contains__(self, name: object) -> bool:
        return True


TRIED = Known(_Every(), _Every(), _Every(), _Every())  # of a template whose names were proved when it came


class Piece:
    """A part of the paper as the body of a Word document, made when the template prints it."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    def __html__(self) -> str:
        return self._make()


class Nothing:
    """A part that the paper goes without: it prints nothing, and “if” takes it for no."""

    __slots__ = ()

    def __html__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False


NOTHING = Nothing()


def names_of(
    document: Document, sections: Make, table: Callable[[Table], str], known: Known | None = None
) -> dict[str, Any]:
    """Every name of MEANINGS with its value; `sections` and `table` draw what is asked for."""
    meta, known = document.meta, known or Known()
    lines = [*above_lines(meta), *title_lines(meta)]
    groups = {section.key: _below(document, i) for i, section in enumerate(document.sections)}

    def drawn(group: list[Section], heading: bool) -> Piece:
        return Piece(lambda: sections(group, heading))

    def alone(one: Table) -> Piece:
        return Piece(lambda: table(one))

    contents = {key: drawn(group, False) for key, group in groups.items()}
    return {
        **{name: clean(getattr(meta, name)) for name in ("title", "paper", "place", "year", "period", "as_at")},
        "draft": "Draft" if meta.draft else "",
        "line": Names("line", dict(lines), known.lines),
        "lines": tuple(Names("one", {"label": label, "value": value}) for label, value in lines),
        "marks": tuple(clean(mark) for mark in meta.marks),
        "body": drawn(list(document.sections), True),
        "section": Names(
            "section", {key: drawn(group, True) for key, group in groups.items()}, known.sections, NOTHING
        ),
        "content": Names("content", contents, known.sections, NOTHING),
        "table": Names("table", {one.key: alone(one) for one in document.tables()}, known.tables, NOTHING),
        "rows": Names("rows", {one.key: tuple(_rows(one, known)) for one in document.tables()}, known.tables, ()),
        "sections": tuple(_section(section, contents[section.key]) for section in document.sections),
        "paragraphs": Names(
            "paragraphs", {section.key: _paragraphs(section) for section in document.sections}, known.sections, ()
        ),
    }


def _below(document: Document, place: int) -> list[Section]:
    """A section with the sections of deeper levels that follow it."""
    group = [document.sections[place]]
    for section in document.sections[place + 1 :]:
        if section.level <= group[0].level:
            break
        group.append(section)
    return group


def _section(section: Section, content: Piece) -> Names:
    return Names("one", {"key": section.key, "heading": print_heading(section), "content": content})


def _paragraphs(section: Section) -> tuple[str, ...]:
    return tuple(print_paragraph(block) for block in section.blocks if isinstance(block, Paragraph))


def _rows(table: Table, known: Known) -> Iterator[Names]:
    for row in table.rows:
        yield Names("row", _row(table, row), known.columns)


def _row(table: Table, row: Row) -> Mapping[str, Any]:
    printed = [print_cell(cell) for cell in row.cells]
    by_column = {column.key: text for column, text in zip(table.columns, printed, strict=True)}
    words = {f"{column.key}_word": clean(cell.word) for column, cell in zip(table.columns, row.cells, strict=True)}
    return {"cells": tuple(printed), "row_kind": row.kind, **words, **by_column}
