"""The HTML fragment: real tables, exact values, marks and links, and no text that becomes markup."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from time import process_time

import pytest

from reports.document import Cell, Column, Document, Paragraph, Row, Section, Table
from reports.render.html import render_document, render_page, render_table, render_title
from reports.render.html_cells import element_id
from tests.reports.render import sample
from tests.reports.render.hostile import ATTACKS, hostile

VOID = {"br", "col", "hr", "img", "input", "meta"}
ALLOWED = {
    "a", "bdi", "caption", "circle", "data", "dd", "desc", "div", "dl", "dt", "h1", "h2", "h3", "li", "line", "p",
    "polygon", "polyline", "rect", "section", "span", "strong", "svg", "table", "tbody", "td", "text", "th", "thead",
    "title", "tr", "ul",
}  # fmt: skip


class Reading(HTMLParser):
    """Reads a fragment strictly: every tag closed in order, every attribute noted."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def pounds_table(*cells: Cell, **more: object) -> Table:
    columns = (Column("name", "Name", "text"), *(Column(f"c{i}", f"C{i}") for i in range(len(cells))))
    return Table("t", "Caption", columns, (Row("r", (Cell("One"), *cells)),), **more)  # type: ignore[arg-type]


def test_a_table_is_a_real_table() -> None:
    page = Reading(render_table(sample.grouped_table("t", "Position by scheme", 12)))
    assert [head["scope"] for head in page.of("th")[:11]] == ["col"] * 11
    assert {head["scope"] for head in page.of("th")} == {"col", "row", "rowgroup"}
    assert len(page.of("caption")) == 1
    assert page.of("div")[1] == {
        "class": "figures-region figures-region--long",
        "role": "region",
        "aria-labelledby": "table-t-caption",
        "tabindex": "0",
    }
    assert [row["class"] for row in page.of("tr") if "class" in row].count("subtotal") == 5
    assert page.of("tr")[-1]["class"] == "total"


def test_a_figure_is_a_link_around_its_digits_and_carries_its_exact_value() -> None:
    made = render_table(pounds_table(sample.money(-123456, "variance", word="underspend", note="not forecast")))
    assert (
        '<td class="n" data-value="-1234.56"><a class="govuk-link" href="/places/worcestershire/figures/variance/'
        '?year=2022-23&amp;period=8">−1,234.56</a> <span class="word">underspend</span> '
        '<span class="note">not forecast</span></td>'
    ) in made


def test_missing_figures_say_so_and_blanks_stay_blank() -> None:
    made = render_table(pounds_table(Cell(None, "pounds"), Cell(None)))
    assert '<td class="n" data-value="">n/a</td><td class="n" data-value=""></td>' in made


def test_rag_is_a_word_in_its_colour() -> None:
    made = render_table(pounds_table(Cell("Red", "rag"), Cell("Blue", "rag"), Cell(None, "rag")))
    assert '<strong class="govuk-tag app-rag app-rag--red">Red</strong>' in made
    assert '<strong class="govuk-tag app-rag app-rag--none">Blue</strong>' in made
    assert made.count("<strong") == 2


def test_marks_stand_at_the_row_or_at_the_cells_and_are_explained() -> None:
    guess, sure = Cell(Decimal(1), "pounds", illustrative=True), Cell(Decimal(2), "pounds")
    whole, part = render_table(pounds_table(guess, guess)), render_table(pounds_table(guess, sure))
    assert re.search(r'<th scope="row" data-value="One">One\s<span class="mark">', whole)
    assert re.search(r'data-value="1">1\.00\s<span class="mark">', part)
    for made in (whole, part):
        assert made.count('class="mark"') == 2
        assert "Illustrative: the figure, or a part of it, is given by no source." in made
        assert '<span class="govuk-visually-hidden">illustrative</span>' in made


def test_a_note_of_the_paper_on_marks_replaces_ours() -> None:
    made = render_table(
        pounds_table(Cell(Decimal(1), "pounds", illustrative=True), notes=("Illustrative: estimated.",))
    )
    assert made.count("llustrative:") == 1
    assert "<p>Illustrative: estimated.</p>" in made


def test_paragraphs_are_numbered_on_request() -> None:
    document = Document(sample.META, (Section("s", "S", (Paragraph("Text {0}.", 3, (sample.money(100),)),)),))
    assert '<p class="govuk-body numbered" id="paragraph-3"><span class="number">3.</span> Text ' in render_document(
        document
    )
    assert '<p class="govuk-body">Text <data class="figure" value="1.00">' in render_document(document, numbered=False)


def test_paper_has_no_links_and_brief_headings() -> None:
    made = render_document(sample.board_like(12, 1), paper=True)
    assert not re.search(r"<a |href=|tabindex|data-|role=\"region\"", made)
    assert ">Outturn</th>" in made
    assert ">Forecast outturn</th>" not in made


def test_headings_stand_in_order_under_one_title() -> None:
    document = sample.board_like(12, 1)
    page = Reading(render_title(document.meta) + render_document(document))
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("paper", [False, True])
def test_no_text_becomes_markup(paper: bool) -> None:
    document = hostile()
    page = Reading(render_title(document.meta) + render_document(document, paper=paper))
    assert {tag for tag, _ in page.tags} - {"col", "colgroup"} <= ALLOWED
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc")]
        assert attributes.get("href", "/").startswith(("/", "#"))
        assert not attributes.get("href", "").startswith("//")
    words = "".join(page.texts)
    for attack in ATTACKS[:10]:
        assert attack.replace("{port}", "9") in words


def test_a_page_to_keep_needs_no_other_file() -> None:
    made = render_page(hostile())
    head, body = made.split("<body>", 1)
    page = Reading(body.split("</body>")[0])
    assert head.startswith("<!doctype html>")
    assert ".figures-region" in head
    assert not re.search(r"url\(|@import|<link|<script", head)
    assert len(page.of("h1")) == 1
    assert not [tag for tag, attributes in page.tags if "src" in attributes]


def test_ids_are_unique_whatever_the_keys() -> None:
    document = hostile()
    ids = re.findall(r' id="([^"]*)"', render_title(document.meta) + render_document(document))
    assert len(ids) == len(set(ids))
    assert element_id("x", "a b") != element_id("x", "a_b") != element_id("x", "a_20_b")


def test_references_lead_to_ids_that_exist() -> None:
    made = render_document(hostile()) + render_document(sample.board_like(12, 1))
    ids = set(re.findall(r' id="([^"]*)"', made))
    named = re.findall(r' aria-(?:labelledby|describedby)="([^"]*)"', made) + re.findall(r'href="#([^"]*)"', made)
    assert named
    assert set(named) <= ids


def test_an_empty_table_says_so() -> None:
    made = render_table(Table("t", "Nothing", (Column("a", "A", "text"), Column("b", "B")), ()))
    assert '<td class="none" colspan="2">Nothing to show</td>' in made


def test_a_row_of_the_wrong_length_is_refused() -> None:
    table = Table("t", "T", (Column("a", "A", "text"), Column("b", "B")), (Row("r", (Cell("x"),)),))
    with pytest.raises(ValueError, match="has 1 cells for 2 columns"):
        render_table(table)


def test_large_tables_render_in_a_moment() -> None:
    table = sample.flat_table("big", "Big", 2000)
    start = process_time()
    made = render_table(table)
    assert process_time() - start < 1
    assert made.count("<tr") == 2002
