"""How papers lie on A4: the way of the page, the widths of columns, and sections that keep each other company."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.document import Cell, Column, Document, Paragraph, Row, Section, Table
from reports.render.docx import render_docx
from reports.render.html import render_document
from reports.render.page_layout import LANDSCAPE, PORTRAIT, lay_out, layout_css
from reports.render.page_turns import landscape_sections
from tests.reports.render import sample
from tests.reports.render.docx_reading import parts


def figures(columns: int, value: str = "130657459.00", name: str = "A scheme") -> Table:
    heads = (Column("name", "Scheme", "text"), *(Column(f"c{i}", "Budget") for i in range(columns - 1)))
    cells = (Cell(name), *(Cell(Decimal(value), "pounds") for _ in range(columns - 1)))
    return Table(f"t{columns}", "T", heads, (Row("r", cells),))


def sentences(text: str, columns: int = 2) -> Table:
    heads = (Column("name", "Scheme", "text"), *(Column(f"c{i}", "Why", "text", wide=True) for i in range(columns)))
    return Table("s", "S", heads, (Row("r", (Cell("A scheme"), *(Cell(text) for _ in range(columns)))),))


@pytest.mark.parametrize("columns", range(1, 15))
def test_every_table_fits_its_page(columns: int) -> None:
    laid = lay_out(figures(columns))
    room = LANDSCAPE if laid.landscape else PORTRAIT
    assert len(laid.widths) == columns
    assert sum(laid.widths) <= room + 0.1
    assert laid.landscape == (columns > 7)
    assert laid.size >= 6


def test_figures_are_never_cut() -> None:
    laid = lay_out(figures(11, "999999999999.99"))
    assert min(laid.widths[1:]) > 17 * 0.5 * laid.size * 0.3528
    assert sum(laid.widths) <= LANDSCAPE + 0.1


def test_a_board_table_keeps_its_words_beside_its_figures() -> None:
    laid = lay_out(sample.grouped_table("t", "T", 12))
    assert laid.landscape
    assert not laid.stacked
    assert laid.size >= 7.5


def test_sentences_get_the_room_that_figures_leave() -> None:
    laid = lay_out(sample.explained_table())
    why = laid.widths[3]
    assert why == max(laid.widths)
    assert why > 60


def test_towers_of_text_turn_the_page() -> None:
    assert not lay_out(sentences("A short reason.")).landscape
    assert lay_out(sentences("A long reason that goes on. " * 40, columns=3)).landscape


def test_an_empty_table_is_laid_out_too() -> None:
    laid = lay_out(Table("t", "T", (Column("a", "A", "text"), Column("b", "B")), ()))
    assert len(laid.widths) == 2


def section(key: str, *blocks: Table | Paragraph) -> Section:
    return Section(key, key, blocks)


def test_a_short_section_after_a_wide_one_lies_as_it_does() -> None:
    wide, narrow = figures(10), figures(3)
    text = Paragraph("A sentence. " * 300)
    document = Document(
        sample.META,
        (
            section("a", Paragraph("Opening.")),
            section("b", wide),
            section("c", narrow),
            section("d", wide),
            section("e", text),
            section("f", wide),
            section("g", narrow),
        ),
    )
    laid = {table.key: lay_out(table) for table in document.tables()}
    assert landscape_sections(document, laid) == [False, True, True, True, False, True, True]


def test_a_heading_with_little_to_say_lies_as_its_first_part_does() -> None:
    first, part = section("a", Paragraph("Opening.")), replace(section("c", figures(10)), level=3)
    for said, turned in (("A lead.", True), ("A sentence. " * 200, False)):
        document = Document(sample.META, (first, section("b", Paragraph(said)), part))
        laid = {table.key: lay_out(table) for table in document.tables()}
        assert landscape_sections(document, laid) == [False, turned, True]


def test_the_last_few_lines_before_a_wide_section_lie_as_it_does() -> None:
    few, much = Paragraph("A sentence."), Paragraph("A sentence. " * 200)
    for last, turned in ((few, True), (much, False)):
        made = (section("a", much), section("b", much), section("c", last), section("d", figures(10)))
        document = Document(sample.META, made)
        laid = {table.key: lay_out(table) for table in document.tables()}
        assert landscape_sections(document, laid) == [False, False, turned, True]


def test_counts_do_not_make_a_table_a_wide_one() -> None:
    few = figures(5)
    columns = (*few.columns, *(Column(f"n{i}", "Lines", "count") for i in range(4)))
    cells = (*few.rows[0].cells, *(Cell(12, "count") for _ in range(4)))

    assert not lay_out(replace(few, columns=columns, rows=(Row("r", cells),))).landscape
    assert lay_out(figures(9)).landscape


def test_a_title_lies_as_its_first_section_does_unless_that_stands_apart() -> None:
    first = section("a", figures(10))
    turned, apart = (Document(sample.META, (one,)) for one in (first, replace(first, apart=True)))

    assert "#paper-2 .paper-title" in layout_css(turned, "#paper-2 ")
    assert ".paper-title" not in layout_css(apart)
    assert "paper-apart" in render_document(apart, paper=True)
    assert "paper-apart" not in render_document(apart)
    assert b"<w:pageBreakBefore/>" in parts(render_docx(apart))["word/document.xml"]


def test_the_rules_name_every_table_and_turned_section() -> None:
    css = layout_css(sample.board_like(12, 1))
    assert ".section-funds, " in css.split(" { page: wide }")[0]
    assert ".section-summary" not in css
    assert re.search(r"\.table-schemes-0[^{]* { font-size: ", css)
    assert re.search(r"\.table-schemes-0-10[^{]* { width: ", css)


def test_tables_of_which_the_same_is_said_share_a_rule() -> None:
    one, other = figures(5), replace(figures(5), key="other")
    css = layout_css(Document(sample.META, (section("a", one), section("b", other))))
    assert f".table-{one.key}, .table-other {{ font-size: " in css


def test_no_key_writes_rules_of_its_own() -> None:
    column = Column("a", "A", "text")
    table = Table("x{} body{background:url(http://127.0.0.1)}", "T", (column,), (Row("r", (Cell("x"),)),))
    css = layout_css(Document(sample.META, (section("} * {color:red", table),)))
    assert "url(" not in css
    assert "color:red" not in css
