"""Papers as PDF: PDF/UA-1, whole tables, pages that look cared for, and nothing fetched on the way."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from pypdf import PdfReader

from reports.document import Cell, Column, Document, Meta, Paragraph, Row, Section, Table
from reports.render import pdf as pdf_module
from reports.render.glyphs import printable
from reports.render.html import render_document
from reports.render.pdf import render_pdf
from reports.render.xlsx import render_xlsx
from tests.reports.render import sample
from tests.reports.render.hostile import hostile
from tests.reports.render.pdf_reading import Tags, fonts_of, pages_of, text_of
from tests.s75.pdfua import assert_pdf_ua1


@pytest.fixture(scope="module")
def board() -> Document:
    return sample.board_like(40, 1)


@pytest.fixture(scope="module")
def board_pdf(board: Document) -> bytes:
    return render_pdf(board)


@pytest.fixture(scope="module")
def hostile_pdf() -> bytes:
    return render_pdf(hostile())


@pytest.fixture
def visits() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine that notes every visit."""
    seen: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_board_paper_passes_pdf_ua_1(board_pdf: bytes) -> None:
    assert_pdf_ua1(board_pdf)


def test_hostile_texts_pass_pdf_ua_1(hostile_pdf: bytes) -> None:
    assert_pdf_ua1(hostile_pdf)


def test_a_published_paper_without_sections_passes_pdf_ua_1() -> None:
    assert_pdf_ua1(render_pdf(Document(Meta("Title", "Place", "2022-23", "P08", "P08", "Paper", draft=False))))


def test_the_same_document_gives_the_same_bytes(board: Document, board_pdf: bytes) -> None:
    assert render_pdf(board) == board_pdf


def test_title_language_and_bookmarks(board: Document, board_pdf: bytes) -> None:
    with Tags(board_pdf).pdf as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo["/Title"]) == board.meta.title
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        assert opened.Root.MarkInfo.Marked
        with opened.open_outline() as outline:
            sections = [item.title for item in outline.root[0].children]
    assert sections == [section.heading for section in board.sections]


def test_only_liberation_sans_and_all_of_it_embedded(board_pdf: bytes) -> None:
    fonts = fonts_of(board_pdf)
    assert fonts
    assert all("Liberation" in name and embedded for name, embedded in fonts.items())


def test_every_page_is_stamped_and_none_is_empty(board: Document, board_pdf: bytes) -> None:
    pages = pages_of(board_pdf)
    assert len(pages) > 4
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert f"Draft. As at {board.meta.as_at}" in text
        assert len(text) > 150
    assert all(f"{board.meta.paper} {board.meta.place}" in text for text in pages[1:])


def test_the_contents_name_the_pages_of_sections(board: Document, board_pdf: bytes) -> None:
    pages = pages_of(board_pdf)
    first = " ".join(pages[0].replace(".", " ").split())
    for section in board.sections:
        page = max(number for number, text in enumerate(pages, 1) if section.heading in text.split("\n"))
        assert f"{section.heading} {page}" in first


def test_wide_tables_lie_in_landscape_and_text_stands(board_pdf: bytes) -> None:
    ways = [page.mediabox.width > page.mediabox.height for page in PdfReader(BytesIO(board_pdf)).pages]
    assert ways[0] is False
    assert True in ways
    assert sum(one != other for one, other in pairwise(ways)) <= 4


def test_a_table_over_pages_is_one_table_with_its_header_once(board: Document, board_pdf: bytes) -> None:
    tags = Tags(board_pdf)
    tables = tags.all("Table")
    assert len(tables) == len(board.tables())
    for tag, table in zip(tables, board.tables(), strict=True):
        assert len(tags.all("THead", tag)) == 1
        assert len(tags.all("TR", tag)) == 1 + len(table.rows)
        assert [kid.S for kid in tags.kids(tag)][:2] == ["/Caption", "/THead"]
        assert all(kid.P.objgen == tag.objgen for kid in tags.kids(tag))
    split = tables[1]
    assert len({row.Pg.objgen for row in tags.all("TR", split)}) > 1


def test_headers_have_scopes_and_cells_know_their_headers(board_pdf: bytes) -> None:
    tags = Tags(board_pdf)
    known = {bytes(tags.root.IDTree.Names[i]) for i in range(0, len(tags.root.IDTree.Names), 2)}
    for table in tags.all("Table"):
        columns = tags.all("TH", tags.all("THead", table)[0])
        assert {str(head.A.Scope) for head in columns} == {"/Column"}
        assert {str(head.A.Scope) for body in tags.all("TBody", table) for head in tags.all("TH", body)} == {"/Row"}
        firsts = {bytes(head.ID) for head in columns}
        for cell in tags.all("TD", table):
            headers = [bytes(header) for header in cell.A.Headers]
            assert len(headers) == 2
            assert set(headers) <= known
            assert headers[1] in firsts


def test_all_marked_content_is_tagged_or_decoration(board_pdf: bytes) -> None:
    tags = Tags(board_pdf)
    marks = tags.marks(tags.root.K[0])
    assert len(marks) == len(set(marks))
    assert tags.written() == set(marks)


def test_a_row_longer_than_a_page_stays_one_row() -> None:
    columns = (Column("name", "Name", "text"), Column("n", "Lines", "count"), Column("why", "Why", "text", wide=True))
    rows = tuple(Row(f"r{i}", (Cell(f"Row {i}"), Cell(i, "count"), Cell(f"reason{i} " * 1500))) for i in range(2))
    made = render_pdf(Document(sample.META, (Section("s", "S", (Table("t", "Long", columns, rows),)),)))
    tags = Tags(made)
    assert len(pages_of(made)) > 2
    assert len(tags.all("TR")) == 3
    assert text_of(made).count("reason1") == 1500
    assert_pdf_ua1(made)


def test_a_draft_is_marked_as_one_and_a_published_paper_is_not() -> None:
    texts = []
    for draft in (True, False):
        meta = Meta("Title", "Place", "2022-23", "P08", "8 August", "Paper", draft=draft)
        texts.append(text_of(render_pdf(Document(meta, (Section("s", "S", (Paragraph("Words."),)),)))))
    assert "Draft. As at 8 August" in texts[0]
    assert "raft" not in texts[1].replace("DRAFT", "raft")


def test_letters_that_no_typeface_has_are_spelt_out(hostile_pdf: bytes) -> None:
    assert printable("a\N{VARIATION SELECTOR-256}b \N{WOMAN} é € −\n") == "ab [woman] é € −\n"
    assert "[woman]" in text_of(hostile_pdf)
    assert "and back to English" in text_of(hostile_pdf)


def test_no_text_makes_a_renderer_fetch(visits: tuple[int, list[str]]) -> None:
    port, seen = visits
    document = hostile(port)
    made = render_pdf(document)
    render_document(document)
    render_xlsx(document)
    assert seen == []
    assert f"http://127.0.0.1:{port}/img" in text_of(made)


def test_even_markup_that_slipped_in_fetches_nothing(
    visits: tuple[int, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, seen = visits
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    style = tmp_path / "style.css"
    style.write_text("body::after { content: 'styled from a file' }", encoding="utf-8")
    slipped = (
        f"<img alt='a' src='http://127.0.0.1:{port}/img'/><img alt='b' src='file://{secret}'/>"
        f"<link rel='stylesheet' href='http://127.0.0.1:{port}/css'/><link rel='stylesheet' href='file://{style}'/>"
        f"<link rel='attachment' href='file://{secret}'/><style>@import 'http://127.0.0.1:{port}/import';"
        f"@font-face {{ font-family: f; src: url(http://127.0.0.1:{port}/font) }} p {{ font-family: f;"
        f"background: url(file://{secret}) }}</style><object data='file://{secret}'></object>"
        f"<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1:{port}/svg' width='9' height='9'/></svg>"
    )
    whole = pdf_module.page_html
    monkeypatch.setattr(pdf_module, "page_html", lambda document: whole(document).replace("<body>", f"<body>{slipped}"))
    made = render_pdf(Document(sample.META, (Section("s", "S", (Paragraph("Words."),)),)))
    assert seen == []
    assert b"the secret" not in made
    assert "styled from a file" not in text_of(made)
    assert "/EmbeddedFiles" not in str(Tags(made).pdf.Root.get("/Names", ""))
