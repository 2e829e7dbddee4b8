"""Each house layout in every form: its headings in the order of its source, its unit, sign and numbering."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from reports.document import Bullets, Document, Paragraph
from reports.layouts.houses import NAMES, house
from reports.layouts.written import Written, text_blocks
from reports.papers.board.paper import SECTIONS, board_paper
from reports.render.docx import render_docx
from reports.render.html import render_page
from reports.render.pdf import render_pdf
from reports.render.words import print_heading
from tests.reports.figures.made import group, standing
from tests.reports.layouts.reading import html_headings, pdf_headings
from tests.reports.papers.reading_back import assert_sound, cell
from tests.reports.papers.shire import facts
from tests.reports.papers.worcestershire import worcestershire
from tests.reports.render.docx_reading import assert_sound as assert_sound_file
from tests.reports.render.docx_reading import headings
from tests.s75.pdfua import assert_pdf_ua1

SOURCES = {
    "worcestershire": [
        "Board Sponsor", "Co-authors", "Priorities", "Safeguarding", "Item for Decision, Consideration or Information",
        "Recommendation", "Background", "Update on services and spending", "Hospital Discharge Funding",
        "Section 75 Agreement", "Governance Arrangements", "Legal, Financial and HR Implications",
        "Privacy Impact Assessment", "Equality and Diversity Implications", "Contact Points",
    ],
    "nottinghamshire": [
        "Purpose of the Report", "Information", "Other Options Considered", "Reason/s for Recommendation/s",
        "Statutory and Policy Implications", "Recommendation/s", "For any enquiries about this report please contact",
        "Constitutional Comments (initials and date)", "Financial Comments (initials and date)",
        "HR Comments (initials and date)", "Background Papers", "Electoral Division(s) and Member(s) Affected",
    ],
    "durham": [
        "Purpose of the Report", "Executive Summary", "Recommendation(s)", "Background", "Position of the pooled funds",
        "Conclusion", "Background papers", "Other useful documents", "Contact", "Appendix 1: Implications",
    ],
    "staffordshire": [
        "Introduction", "Where we stand", "Position of the pooled funds", "What moved and why",
        "The section 75 agreement", "Recommendations",
    ],
}  # fmt: skip
DURHAM_IMPLICATIONS = [
    "Legal Implications", "Finance", "Consultation", "Equality and Diversity / Public Sector Equality Duty",
    "Climate Change", "Human Rights", "Crime and Disorder", "Staffing", "Accommodation", "Risk", "Procurement",
]  # fmt: skip


@cache
def paper(name: str, *, draft: bool = True) -> Document:
    return board_paper(worcestershire(), house(name), draft=draft)


def chief(document: Document) -> list[str]:
    return [section.heading for section in document.sections if section.level == 2]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_headings_stand_in_the_order_of_their_source(name: str) -> None:
    found = chief(paper(name))

    assert found[: len(SOURCES[name])] == SOURCES[name]
    assert all("ources" in heading or "egister" in heading for heading in found[len(SOURCES[name]) :])


@pytest.mark.parametrize("name", NAMES)
def test_page_and_word_give_the_same_headings_back(name: str) -> None:
    document = paper(name)
    page, word = html_headings(render_page(document)), render_docx(document)
    assert_sound_file(word)

    assert page[0] == (1, document.meta.title)
    sections = [(section.level, print_heading(section)) for section in document.sections]
    assert [one for one in page if one in sections] == sections
    numbered = {print_heading(section): section.heading for section in document.sections}
    assert [(level + 1, words) for level, words in headings(word)] == [(n, numbered.get(h, h)) for n, h in page]


def test_the_pdf_gives_the_same_headings_back_and_passes_pdf_ua_1() -> None:
    written = Written({"recommendation": text_blocks("- note it\n- agree it", "1)")})
    small = facts(group(standing(1, 2)), group(standing(3, 2), fund="mh"))
    document = board_paper(small, house("nottinghamshire"), written=written)
    made = render_pdf(document)

    assert pdf_headings(made) == html_headings(render_page(document))
    assert_pdf_ua1(made)


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_asks_for_figures_that_the_paper_has(name: str) -> None:
    assert set(house(name).figures()) <= set(SECTIONS)
    assert {"funds", "schemes", "variances", "sources", "register"} <= set(house(name).figures())
    assert_sound(paper(name))


def test_durham_prints_each_implication_even_when_there_is_none() -> None:
    sections = {section.heading: section for section in paper("durham", draft=False).sections}

    for heading in DURHAM_IMPLICATIONS:
        assert sections[heading].blocks == (Paragraph("None."),)
    assert "Conclusion" not in sections
    assert sections["Executive Summary"].blocks


def test_durham_brackets_underspends_in_thousands() -> None:
    html = render_page(paper("durham"))
    health = cell(paper("durham").table("funds"), "fund:worcestershire-ph", "variance")

    assert health.value == Decimal("-398600.00")
    assert 'data-value="-398600.00"><a class="govuk-link"' in html
    assert "(399)" in html
    assert "£4.595m" in html
    assert "Variance £000" in html
    assert "£000. A positive variance is an overspend; an underspend is in brackets." in html
    assert "(2.5%)" in html


def test_staffordshire_numbers_sections_and_paragraphs_within_them() -> None:
    document = paper("staffordshire")
    numbers = [b.number for s in document.sections for b in s.blocks if isinstance(b, Paragraph) and b.number]

    assert [section.number for section in document.sections if section.level == 2] == list(range(1, 8))
    assert numbers[:2] == ["2.1", "2.2"]
    assert '<h2 class="govuk-heading-m">2. Where we stand</h2>' in render_page(document)


def test_worcestershire_numbers_paragraphs_in_one_run_after_its_short_lines() -> None:
    written = Written({"board_sponsor": text_blocks("A sponsor"), "background": text_blocks("One.\n\nTwo.")})
    document = board_paper(worcestershire(), house("worcestershire"), written=written, draft=False)
    numbers = [b.number for s in document.sections for b in s.blocks if isinstance(b, Paragraph)]

    assert numbers[0] is None
    assert [n for n in numbers if n] == list(range(1, max(n for n in numbers if isinstance(n, int)) + 1))


def test_what_is_written_stands_in_its_place_and_the_rest_is_asked_for_in_drafts_only() -> None:
    written = Written(
        {"recommendation": text_blocks("- note the position\n- agree the plan", "1)")},
        {"report_to": "The committee", "constitutional_comments": "AB 12/01/2023"},
    )
    draft, final = (
        board_paper(worcestershire(), house("nottinghamshire"), written=written, draft=draft) for draft in (True, False)
    )
    asked = next(section for section in draft.sections if section.key == "recommendation").blocks

    assert asked[:2] == (Paragraph("That Committee:"), Bullets(("note the position", "agree the plan"), "1)"))
    assert isinstance(asked[2], Paragraph)  # the signatory has no heading and runs on
    assert asked[2].text == "To be written: the name and post of the director who signs the report."
    assert ("Report to", "The committee") in draft.meta.above
    assert ("Agenda Item", "[the item's number]") in draft.meta.above
    assert final.meta.above == (("Report to", "The committee"),)
    assert "To be written" not in render_page(final)
    assert "Constitutional Comments (AB 12/01/2023)" in chief(draft)
    assert "Constitutional Comments" not in " ".join(chief(final))
