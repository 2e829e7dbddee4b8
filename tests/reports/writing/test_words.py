"""Figures by name in texts, suggested words, and what changed between two papers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Bullets, Cell, Document, Meta, Paragraph, Section
from reports.layouts.plain import PLAIN
from reports.papers.board import board_paper
from reports.render.as_json import render_json
from reports.render.docx import render_docx
from reports.render.html import render_document
from reports.render.words import print_paragraph
from reports.render.xlsx import render_xlsx
from reports.writing.difference import as_printed, differences
from reports.writing.filling import asked_for, fill, strange_names
from reports.writing.names import Named, named_figures
from reports.writing.wording import suggestions
from tests.reports.papers.worcestershire import worcestershire as worcestershire
from tests.reports.render.docx_reading import text_of
from tests.reports.render.xlsx_reading import stored

FIVE = Named("five", "", "Five", Cell(Decimal(5), "pounds", link="/x"))
NAMES = {"five": FIVE}


def test_a_figure_stands_in_a_paragraph_as_its_cell() -> None:
    (block,) = fill("It is {{ five }} or {{FIVE}}.", NAMES)
    assert isinstance(block, Paragraph)
    assert (block.text, block.cells) == ("It is {0} or {1}.", (FIVE.cell, FIVE.cell))


def test_braces_that_were_typed_stay_as_they_were() -> None:
    (block,) = fill("{0} and {{ five }} and {1} and {{ six }}", NAMES)
    assert isinstance(block, Paragraph)
    assert print_paragraph(block) == "{0} and £5.00 and {1} and {{ six }}"


def test_a_figure_in_a_point_is_its_cell_in_every_form() -> None:
    blocks = fill("Note:\n- that it is {{ five }} and {0}\n- the rest", NAMES, "1)")
    named = (FIVE.cell, Cell("{0}"))
    assert blocks[1] == Bullets(("that it is {0} and {1}", "the rest"), "1)", (named, ()))

    meta = Meta("T", "P", "2022-23", "P08", "P08", "Board paper")
    document = Document(meta, (Section("s", "S", blocks),))
    made = render_json(document)["sections"][0]["blocks"][1]
    assert made["items"] == ["that it is £5.00 and {0}", "the rest"]
    assert made["points"][0]["cells"][0]["value"] == "5"
    assert '<a class="govuk-link" href="/x">£5.00</a>' in render_document(document)
    assert "that it is £5.00 and {0}" in text_of(render_docx(document))
    sheet = stored(render_xlsx(document)).worksheets[0]
    assert "1) that it is £5.00 and {0}" in [value for row in sheet.iter_rows(values_only=True) for value in row]


@given(st.text(alphabet="ab{}0123 \n-fivesx", max_size=60))
def test_what_was_typed_is_printed_whole(text: str) -> None:
    for block in fill(text.replace("- ", "-"), {}):
        assert isinstance(block, Paragraph)
        assert "".join(print_paragraph(block).split()) in "".join(text.split())


def test_unknown_names_come_with_the_nearest() -> None:
    (strange,) = strange_names("{{ fife }} {{ five }} {{ fife }}", NAMES)
    assert strange.sentence == "No figure is called “fife”. Did you mean “{{ five }}”?"
    assert strange_names("{{ zzzz }}", NAMES)[0].sentence.endswith("Choose one from the list of figures.")


@pytest.fixture(scope="module")
def names() -> dict[str, Named]:
    facts = worcestershire()
    return named_figures(board_paper(facts), facts, PLAIN)


def test_measures_are_named_for_the_whole_each_fund_and_each_scheme(names: dict[str, Named]) -> None:
    facts = worcestershire()
    whole = board_paper(facts).table("funds").rows[-1]
    assert names["forecast_outturn"].cell.value in [cell.value for cell in whole.cells]
    for fund in facts.funds:
        assert f"variance.{fund.slug}" in names
    assert all(name == name.casefold() for name in names)


def test_every_suggestion_names_figures_that_are_there(names: dict[str, Named]) -> None:
    facts = worcestershire()
    offered = suggestions(facts, PLAIN, board_paper(facts))
    assert offered[0].key == "position"
    for one in offered:
        assert not [name for name in asked_for(one.text) if name not in names], one.text


def test_differences_are_found_by_table_row_and_column() -> None:
    facts = worcestershire()
    before = board_paper(facts)
    group = replace(facts.groups[0], now=facts.groups[0].now._replace(budget=facts.groups[0].now.budget + 100))
    after = board_paper(replace(facts, groups=(group, *facts.groups[1:])))

    found = differences(before, after)

    assert differences(before, before) == []
    assert any(one.by == Decimal(100) for one in found)
    assert all(one.was != one.is_now for one in found)
    assert all(row.figure and row.table for row in as_printed(found, lambda cell: str(cell.value)))
