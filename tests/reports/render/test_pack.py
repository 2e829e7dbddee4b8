"""Several papers in one PDF: still PDF/UA-1, pages counted through, a contents that finds them, bookmarks."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from reports.render.pack import apart, render_pack
from tests.reports.render import sample
from tests.reports.render.pdf_reading import pages_of
from tests.s75.pdfua import assert_pdf_ua1

FACTS = (("Place", "Shire & Co"), ("Year", "2022-23"))


@pytest.fixture(scope="module")
def heard() -> list[int]:
    return []


@pytest.fixture(scope="module")
def made(heard: list[int]) -> bytes:
    papers = [sample.board_like(6, 1), sample.board_like(6, 1)]
    return render_pack("Papers of the board <1>", FACTS, papers, say=heard.append)


def test_a_pack_passes_pdf_ua1(made: bytes) -> None:
    assert_pdf_ua1(made)


def test_pages_are_counted_through_and_the_contents_name_them(made: bytes) -> None:
    pages = [str(page) for page in pages_of(made)]

    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert "Papers of the board <1>" in pages[0]
    assert "Contents" in pages[0]
    second = next(number for number, page in enumerate(pages, 1) if number > 2 and "Draft" in page)
    assert second > 2


def test_each_paper_is_a_bookmark_with_its_sections(made: bytes) -> None:
    outline = PdfReader(BytesIO(made)).outline
    titles = [one.title for one in outline if not isinstance(one, list)]

    assert titles[0] == "Papers of the board <1>"
    assert len(titles) == 3
    assert sum(isinstance(one, list) for one in outline) >= 2


def test_how_far_it_is_only_grows(made: bytes, heard: list[int]) -> None:
    assert heard == sorted(heard)
    assert heard[-1] < 100


def test_no_two_papers_share_a_key() -> None:
    paper = sample.board_like(6, 1)
    first, second = apart(paper, 1), apart(paper, 2)

    assert not {section.key for section in first.sections} & {section.key for section in second.sections}
    assert not {table.key for table in first.tables()} & {table.key for table in second.tables()}
