"""A council's own Word template: filled with finished figures, in a sandbox, or refused in words."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.enum.section import WD_ORIENT

from reports.document import Document
from reports.render.docx_guard import TemplateRefused
from reports.render.docx_names import MEANINGS, names_of
from reports.render.docx_template import fill_template
from tests.reports.render import sample
from tests.reports.render.docx_reading import assert_sound, cells, headings, opened, parts, text_of
from tests.reports.render.hostile import hostile
from tests.reports.render.templates import letter, related, replaced, saved, template, with_field


@pytest.fixture(scope="module")
def paper() -> Document:
    return sample.board_like(6, 1)


@pytest.fixture(scope="module")
def filled(paper: Document) -> bytes:
    return fill_template(letter(), paper)


def refused(content: bytes, paper: Document, name: str = "The template") -> str:
    with pytest.raises(TemplateRefused) as refusal:
        fill_template(content, paper, name=name)
    return str(refusal.value)


def test_the_filled_template_is_sound_and_always_the_same(filled: bytes, paper: Document) -> None:
    assert_sound(filled)
    assert fill_template(letter(), paper) == filled


def test_names_rows_and_paragraphs_are_filled_in(filled: bytes, paper: Document) -> None:
    document, words = opened(filled), text_of(filled)

    assert document.paragraphs[0].text == paper.meta.title
    assert document.core_properties.title == paper.meta.title
    assert document.sections[0].header.paragraphs[0].text == "Worcestershire, Draft"
    assert f"Stands at {paper.meta.as_at}, a draft." in words
    rows = cells(filled)[0]
    assert [row[0] for row in rows] == [str(row.cells[0].value) for row in paper.table("funds").rows]
    assert rows[0][1].endswith(("overspend", "underspend"))
    assert "{{" not in words
    assert "{%" not in words


def test_the_body_has_its_headings_tables_and_charts(filled: bytes, paper: Document) -> None:
    assert [(1, section.heading) for section in paper.sections] == [one for one in headings(filled) if one[0] == 1]
    assert len(cells(filled)) == len(paper.tables()) + 1
    assert sum(name.startswith("word/charts/") for name in parts(filled)) == 2
    assert text_of(filled).endswith("Kind regards")


def test_wide_tables_turn_the_councils_pages_and_only_the_first_is_a_first_page(filled: bytes) -> None:
    pages = opened(filled).sections

    assert WD_ORIENT.LANDSCAPE in [one.orientation for one in pages]
    assert pages[-1].orientation == WD_ORIENT.PORTRAIT
    assert [one.different_first_page_header_footer for one in pages] == [True] + [False] * (len(pages) - 1)


def test_sections_tables_and_lines_can_stand_alone(paper: Document) -> None:
    lines = ("{%p for one in lines %}", "{{ one.label }}: {{ one.value }}", "{%p endfor %}")
    made = fill_template(template("{{p content.summary }}", "{{p table.funds }}", *lines), paper)

    assert_sound(made)
    assert len(cells(made)) == 1
    assert "Where we stand" not in [words for _, words in headings(made)]
    assert "Host partner: Worcestershire County Council" in text_of(made)


def test_every_name_is_explained(paper: Document) -> None:
    assert set(MEANINGS) == set(names_of(paper, lambda sections, heading: "", lambda table: ""))


def test_hostile_texts_stay_texts() -> None:
    lines = ("{%p for one in lines %}", "{{ one.label }}", "{%p endfor %}")
    made = fill_template(template("{{ title }}", "{{p body }}", *lines), hostile(), base_url="https://s75.example")

    assert_sound(made)
    assert "{{ settings.SECRET_KEY }} {% load static %} {0} {1}" in text_of(made)
    assert opened(made).paragraphs[0].text == "<script>alert('x')</script>"
    assert "SECRET_KEY" not in opened(made).core_properties.author


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("{{ nothing }}", "asks for “nothing”, which the paper does not have. It has: as_at, body"),
        ("{{ section.nothing }}", "“section.nothing”, which the paper does not have. Of “section” it has: summary"),
        ("{{ line['No such'] }}", "“line.No such”"),
        ("{{ body }}", "give it a paragraph of its own"),
        ("{{ title.__class__ }}", "“__class__” is not a name of the paper"),
        ("{{ title['__class__'] }}", "something that has no parts"),
        ("{{ ''.__class__.__mro__ }}", "is not a name of the paper"),
        ("{{ title.upper() }}", "it may not use “call”"),
        ("{{ title.format }}", "something that has no parts"),
        ("{{ 'x' * 1000000000 }}", "it may not use “mul”"),
        ("{{ title|attr('x') }}", "No filter named 'attr'"),
        ("{{ range(9) }}", "it may not use “call”"),
        ("{% for x in lipsum %}{% endfor %}", "“lipsum”"),
        ("{{ lines }}", "prints a list or a set of names"),
        ("{{ body|upper }}", "letters of something that is not text"),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", "it may not use"),
        ("{% include 'x' %}", "it may not use “include”"),
        ("{% set x = 1 %}", "it may not use “assign”"),
        ("{% for a in lines %}{% for b in lines %}{% endfor %}{% endfor %}", "goes over something of “a”"),
        ("{% for x in [1, 2] %}{{ x }}{% endfor %}", "goes over a list of the paper"),
        ("{% for x in lines %}{% endfor %}" * 101, "more than 100 loops"),
        ("{% if title %}" * 400 + "{% endif %}" * 400, "nested too deeply"),
        ("{% if %}", "cannot be read"),
        ("{{ title", "cannot be read"),
    ],
)
def test_a_template_that_says_what_it_may_not_is_refused(said: str, words: str, paper: Document) -> None:
    assert words in refused(template(said), paper)


def test_a_template_without_names_is_refused(paper: Document) -> None:
    assert "asks for nothing: write {{p body }}" in refused(saved(opened(None)), paper)


def test_a_section_in_a_header_is_refused(paper: Document) -> None:
    made = opened(template("{{ title }}"))
    made.sections[0].header.paragraphs[0].text = "{{p body }}"

    assert "in a header, a footer or a note" in refused(saved(made), paper)


def test_a_template_cannot_grow_without_end() -> None:
    big = "{% for one in lines %}{{ one.value }}{% endfor %}" * 90
    document = Document(sample.META.__class__("T", "x" * 400_000, "2022-23", "P08", "P08", "Board paper"))

    assert "too large to open" in refused(template(big), document)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 not a zip", "is not a Word document"),
        (related("attachedTemplate", "https://evil.example/t.dotm", of="word/_rels/document.xml.rels"), "detach it"),
        (related("hyperlink", "https://evil.example/"), "holds a link to “https://evil.example/”"),
        (related("image", "https://evil.example/x.png"), "takes a picture from"),
        (related("frame", "https://evil.example/"), "which is outside the file"),
        (related("oleObject", "embeddings/o.bin", external=False), "embedded object (oleObject)"),
        (related("aFChunk", "x.html", external=False), "embedded object (aFChunk)"),
        (related("vbaProject", "vbaProject.bin", external=False), "holds macros"),
        (replaced("document.main+xml", "x", "[Content_Types].xml"), "is not a Word document"),
        (
            replaced(
                "openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "ms-word.document.macroEnabled.main+xml", "[Content_Types].xml",
            ),
            "holds macros",
        ),
        (with_field("DDEAUTO c:\\x"), "holds the field “DDEAUTO c:\\x”"),
        (with_field("DD", "EAUTO x"), "holds the field “DDEAUTO x”"),
        (with_field("INCLUDETEXT http://evil.example"), "holds the field"),
        (with_field("HYPERLINK http://evil.example"), "holds the field"),
        (replaced("<w:body>", "<w:body><w:mailMerge/>"), "set up for a mail merge"),
        (replaced("<w:body>", "<w:body><w:p>"), "is damaged"),
        (replaced("<w:document", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document"), "is damaged, protected"),
        (b"x" * 10_500_000, "larger than 10 MB"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_a_plain_document_is_refused(content: bytes, words: str, paper: Document) -> None:
    said = refused(content, paper, "“ours.docx”")

    assert words in said
    assert said.startswith("“ours.docx” ")


@pytest.mark.parametrize("code", ["PAGE", "TOC \\o 1-3", 'HYPERLINK \\l "_Toc1"', "STYLEREF Title"])
def test_harmless_fields_may_stay(code: str, paper: Document) -> None:
    assert_sound(fill_template(with_field(code), paper))


def test_a_bomb_is_refused_before_it_is_unpacked(paper: Document) -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 50_000_000)

    assert "far more than a template needs" in refused(file.getvalue(), paper)
