"""A Word template on trial: what it is good for, or what is wrong with it and where."""

from __future__ import annotations

import pytest

from reports.document import Document
from reports.house_style.example import example_template
from reports.house_style.sample import any_paper, sample_paper
from reports.house_style.word import ANY, BOARD, try_template
from reports.layouts.houses import houses
from reports.layouts.offers import FIGURES
from reports.layouts.plain import PLAIN
from reports.render.docx_guard import TemplateRefused
from reports.render.docx_names import TRIED, Known
from reports.render.docx_template import fill_template
from tests.reports.papers.reading_back import assert_sound
from tests.reports.render import sample
from tests.reports.render.docx_reading import text_of
from tests.reports.render.templates import letter, related, template


@pytest.fixture(scope="module")
def paper() -> Document:
    return sample.board_like(6, 1)


def tried(content: bytes) -> str:
    return try_template(content, "“letter.docx”", houses().values())


def refused(content: bytes) -> str:
    with pytest.raises(TemplateRefused) as refusal:
        tried(content)
    return refusal.value.message


def test_the_made_up_paper_has_something_in_every_section_that_templates_are_told_of() -> None:
    made = sample_paper(PLAIN)

    assert_sound(made)
    assert set(FIGURES) <= {section.key for section in made.sections}
    assert {"indicators_quarter", "indicators_month", "indicators_fortnight"} <= {table.key for table in made.tables()}


def test_what_any_paper_fills_is_told_from_what_a_board_paper_fills() -> None:
    assert tried(example_template()) == ANY
    assert tried(letter()) == BOARD
    assert tried(template("{{p body }}", "{{ line['Report of'] }}", "{{p section.background }}")) == BOARD


@pytest.mark.parametrize(
    ("text", "why", "where"),
    [
        ("Now {{ variance }}", "asks for “variance”, which the paper does not have", "“Now {{ variance }}”"),
        ("{{p section.fund }}", "asks for “section.fund”", "“{{p section.fund }}”"),
        ("{{ line['Reprot of'] }}", "asks for “line.Reprot of”", "“{{ line['Reprot of'] }}”"),
        ("{{ title }", "cannot be read", "“{{ title }”"),
        ("{{ title | safe }}", "cannot be read", "“{{ title | safe }}”"),
        ("{{ title.__class__ }}", "“__class__” is not a name of the paper", "“{{ title.__class__ }}”"),
        ("{% set x = 1 %}", "may not use “assign”", "“{% set x = 1 %}”"),
        ("{{ 7 * 7 }}", "may not use “mul”", "“{{ 7 * 7 }}”"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, why: str, where: str) -> None:
    said = refused(template("{{p body }}", "In order", text))

    assert why in said
    assert f"Look at the paragraph {where}" in said


def test_a_column_that_no_table_has_is_found_before_a_paper_needs_it() -> None:
    wrong = letter_with("{{ row.varience }}")

    assert "asks for “row.varience”" in refused(wrong)


def letter_with(text: str) -> bytes:
    return template("{{p body }}", "{%p for row in rows.funds %}", text, "{%p endfor %}")


def test_what_is_no_plain_document_is_refused_before_it_is_filled() -> None:
    assert "is not a Word document" in refused(b"PK\x03\x04 no document")
    assert "is attached to another template" in refused(related("attachedTemplate", "https://x.example/a.dotm"))


def test_a_kept_template_prints_nothing_for_what_a_paper_goes_without() -> None:
    content = template("{{ title }}", "{% if section.claims %}Claims{% endif %}.", "{{p section.claims }}")
    optional = template("{{ title }}", "{%p for row in rows.claims %}", "{{ row.name }}", "{%p endfor %}")
    lines = template("Of: {{ line['Report of'] }}.", "{%p for text in paragraphs.background %}", "x", "{%p endfor %}")

    for each in (content, optional, lines):
        made = text_of(fill_template(each, any_paper(), known=TRIED))
        assert "Claims" not in made
        assert "{" not in made
    with pytest.raises(TemplateRefused, match="does not have"):
        fill_template(content, any_paper(), known=Known())


def test_a_kept_template_still_fills_with_what_there_is(paper: Document) -> None:
    made = text_of(fill_template(template("{{p section.funds }}", "{{ line['Host partner'] }}"), paper, known=TRIED))

    assert "Position by fund" in made
    assert "Worcestershire County Council" in made
