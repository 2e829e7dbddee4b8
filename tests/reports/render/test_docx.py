"""Papers in Word: real styles and numbering, tables that repeat their headers, words for charts, and nothing foreign."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.document import PENCE, Bullets, Cell, Chart, Document, Meta, Paragraph, Section, Series
from reports.render.docx import render_docx
from reports.render.docx_chart_steps import edges, steps
from tests.reports.render import sample
from tests.reports.render.docx_reading import assert_sound, headings, opened, parts, text_of
from tests.reports.render.hostile import hostile

META = Meta("A title", "Shire", "2022-23", "P08", "P08", "Board paper")


@pytest.fixture(scope="module")
def made() -> bytes:
    return render_docx(sample.board_like(12, 1), base_url="https://s75.example/")


@pytest.fixture(scope="module")
def document(made: bytes) -> Any:
    return opened(made)


def small(*blocks: Any, **section: Any) -> Document:
    return Document(META, (Section("one", "One", blocks, **section),))


def test_the_file_is_sound_and_always_the_same(made: bytes) -> None:
    assert_sound(made)
    assert render_docx(sample.board_like(12, 1), base_url="https://s75.example/") == made


def test_headings_have_words_own_levels_without_a_jump(made: bytes) -> None:
    levels = [level for level, _ in headings(made)]

    assert levels[0] == 0
    assert levels.count(0) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert (2, "Spend to date against budget, by month") in headings(made)


def test_the_language_and_the_title_are_stated(document: Any, made: bytes) -> None:
    properties = document.core_properties

    assert (properties.title, properties.language) == (sample.META.title, "en-GB")
    assert (properties.author, properties.comments) == ("", "")
    assert b'<w:lang w:val="en-GB"' in parts(made)["word/styles.xml"]
    assert (
        b'compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in parts(made)["word/settings.xml"]
    )
    assert "docProps/thumbnail.jpeg" not in parts(made)


def test_paragraphs_are_numbered_by_word_in_one_run(document: Any) -> None:
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    lists = {p._p.pPr.numPr.numId.val for p in numbered}

    assert len(numbered) == 5
    assert len(lists) == 1
    assert not any(re.match(r"\d+\.", p.text) for p in numbered)


def test_sections_and_their_paragraphs_are_numbered_by_word() -> None:
    sections = tuple(Section(f"s{i}", f"S{i}", (Paragraph("x", f"{i}.1"),), number=i) for i in (1, 2))
    found = opened(render_docx(Document(META, sections))).paragraphs
    levels = [(p.text, p._p.pPr.numPr.ilvl.val) for p in found if p._p.pPr is not None and p._p.pPr.numPr is not None]

    assert levels == [("S1", 0), ("x", 1), ("S2", 0), ("x", 1)]


def test_points_begin_anew_in_each_list() -> None:
    blocks = (Bullets(("a", "b"), "1)"), Bullets(("c",), "1)"), Bullets(("d",)))
    made = render_docx(small(*blocks))
    lists = [p._p.pPr.numPr.numId.val for p in opened(made).paragraphs if p.style.name.startswith("List ")]

    assert_sound(made)
    assert lists[0] == lists[1] != lists[2]
    assert parts(made)["word/numbering.xml"].count(b'<w:startOverride w:val="1"/>') == 2


def test_tables_repeat_their_header_and_keep_rows_whole(document: Any) -> None:
    for table in document.element.body.iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert "Columns: " in table.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        before = table.getprevious()
        assert before.pPr.pStyle.val == "Caption"
        assert "SEQ Table" in "".join(code.text for code in before.iter(qn("w:instrText")))


def test_a_total_never_stands_alone_on_a_page(document: Any) -> None:
    long = next(t for t in document.tables if len(t.rows) > 15)
    names = [row.cells[0].text for row in long.rows]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in long.rows]

    assert kept[names.index("All funds") - 1]
    assert not all(kept)
    assert all(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in document.tables[0].rows)


def test_figures_stand_to_the_right_with_a_true_minus(document: Any) -> None:
    table = document.tables[1]
    cell = next(c for row in table.rows for c in row.cells if c.text.startswith("−"))

    assert cell.paragraphs[0].alignment == 2
    assert "underspend" in cell.text
    assert all("£ and pence" in note.text for note in document.paragraphs if note.text.startswith("£"))


def test_a_colour_is_a_word_on_a_shade(document: Any) -> None:
    runs = [
        run for run in document.element.body.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:shd')}") is not None
    ]

    assert {"".join(t.text for t in run.iter(qn("w:t"))).strip() for run in runs} <= {"Red", "Amber", "Green"}


def test_every_drawing_says_what_it_shows(document: Any, made: bytes) -> None:
    drawn = list(document.element.body.iter("{*}docPr"))

    assert len(drawn) == 2
    assert all(len(one.get("descr")) > 20 for one in drawn)
    assert "The figures are in the table “" in text_of(made)
    charts = [content.decode() for name, content in parts(made).items() if name.startswith("word/charts/")]
    assert any('<a:prstDash val="sysDot"/>' in chart for chart in charts)
    assert any('<c:grouping val="stacked"/>' in chart for chart in charts)


@pytest.mark.parametrize("values", [("5", "-8", "2", "-1"), ("-3", "1", "4", "2")])
def test_the_steps_of_a_bridge_begin_where_the_last_one_ended(values: tuple[str, ...]) -> None:
    amounts = tuple(map(Decimal, values))
    chart = Chart("c", "waterfall", "T", "D", values, (Series("S", amounts),), "t", frozenset({0, 3}))
    bars = {bar.name: bar.values for bar in steps(chart)}
    moved = [[bars[name][i] for name in bars if name not in ("Carried", "Stands at")] for i in (1, 2)]

    assert [sum(abs(part) for part in parts if part is not None) for parts in moved] == [abs(a) for a in amounts[1:3]]
    assert edges(chart) == [0, amounts[0], amounts[0] + amounts[1], sum(amounts[:3]), amounts[3]]
    assert bars["Carried"][2] == (0 if values[0] == "-3" else Decimal(-1))


def test_wide_tables_lie_on_turned_pages(document: Any) -> None:
    ways = [section.orientation for section in document.sections]

    assert WD_ORIENT.LANDSCAPE in ways
    assert ways[0] == WD_ORIENT.PORTRAIT


def test_the_edges_of_pages_say_what_and_when(document: Any, made: bytes) -> None:
    footer = document.sections[0].footer.paragraphs[0]

    assert "As at P08 (November 2022), locked 14 December 2022" in footer.text
    assert "".join(code.text for code in footer._p.iter(qn("w:instrText"))).split() == ["PAGE", "NUMPAGES"]
    assert "DRAFT" in document.sections[0].first_page_header.paragraphs[0].text
    final = Document(Meta("T", "P", "2022-23", "P08", "P08", "Board paper", draft=False), ())
    assert not any(b"DRAFT" in content or b"Draft" in content for content in parts(render_docx(final)).values())


def test_figures_are_links_only_where_the_site_is_known(made: bytes) -> None:
    relations = parts(made)["word/_rels/document.xml.rels"].decode()
    bare = parts(render_docx(sample.board_like(12, 1)))["word/_rels/document.xml.rels"].decode()

    assert 'Target="https://s75.example/places/worcestershire/figures/' in relations
    assert "External" not in bare


def test_nothing_hostile_gets_out_or_in() -> None:
    made = render_docx(hostile(), base_url="https://s75.example")
    assert_sound(made)
    relations = parts(made)["word/_rels/document.xml.rels"].decode()

    assert set(re.findall(r'Target="(https?:[^"]*)"', relations)) == {"https://s75.example/ok/?q=&quot;&gt;&lt;b&gt;"}
    words = text_of(made)
    assert "{{ settings.SECRET_KEY }} {% load static %} {0} {1}" in words
    assert "<script>alert('x')</script>" in words
    assert words.count("long word") == 1000
    assert "العربية" in words
    assert b"<w:rtl/>" in parts(made)["word/document.xml"]
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", parts(made)["word/document.xml"])


def test_guidance_is_not_numbered_and_looks_like_none_of_the_paper() -> None:
    found = opened(
        render_docx(small(Paragraph("To be written: why.", guidance=True), Paragraph("Said.", 1)))
    ).paragraphs

    assert [p.style.name for p in found if p.text in ("To be written: why.", "Said.")] == [
        "Paper guidance",
        "List Number",
    ]
    assert Cell(1).scale is PENCE
