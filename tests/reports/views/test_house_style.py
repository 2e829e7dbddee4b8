"""The editor of layouts and the pages of Word templates: nothing typed is lost, and every download is in the right look."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.house_style.actions.layouts import save_layout
from reports.layouts.data import from_data
from reports.layouts.houses import house
from reports.models import PlaceLayout, WordTemplate
from reports.render.docx_guard import TemplateRefused
from tests.reports.house_style.made import content, own_layout, own_template, sent
from tests.reports.render.docx_reading import opened
from tests.reports.render.templates import template
from tests.universe import Universe

PAPERS = "/places/testshire/papers/"
NEW = f"{PAPERS}layouts/new/?from=durham"


@pytest.fixture
def clerk(client: Client, world: Universe) -> Client:
    client.force_login(world.clerk)
    return client


def read(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_steps_and_previews_keep_what_was_typed_and_save_nothing(clerk: Client) -> None:
    form = sent(house("durham"), name="Our cabinet") | {"part-4-heading": "How we got here"}

    moved = read(clerk.post(NEW, form | {"step": "up-part-4"}))
    shown = read(clerk.post(NEW, form | {"step": "preview"}))

    assert 'name="part-3-heading" value="How we got here"' in moved
    assert 'value="up-part-3" autofocus' in moved
    assert "in this layout, not saved" in shown
    assert "£000" in shown
    assert not PlaceLayout.objects.exists()


def test_a_refused_layout_says_where_and_keeps_the_rest(clerk: Client) -> None:
    form = sent(house("durham"), name="Our cabinet") | {"part-1-heading": "", "part-2-heading": "Kept as typed"}

    answer = clerk.post(NEW, form)

    page = read(answer)
    assert answer.status_code == 422
    assert '<a href="#id_part-1-heading">Part 1, Heading: Enter a heading</a>' in page
    assert 'value="Kept as typed"' in page
    assert not PlaceLayout.objects.exists()


def test_a_stale_layout_is_shown_beside_what_stands(clerk: Client, world: Universe) -> None:
    own = own_layout(world)
    save_layout(layout=own, content=content(unit="millions"), version=1, by=world.manager)
    address = f"{PAPERS}layouts/{own.slug}/"
    form = sent(from_data(own.content), unit="pence")

    answer = clerk.post(address, form)

    page = read(answer)
    assert answer.status_code == 409
    assert "Manager changed this layout since you opened it" in page
    assert "What stands now, saved by Manager" in page
    assert '<option value="pence" selected>' in page
    assert clerk.post(address, form | {"version": 2}).status_code == 302
    own.refresh_from_db()
    assert (own.version, own.saved_by, "unit" in own.content) == (3, world.clerk, False)  # pence is what goes unsaid


def test_an_own_layout_is_offered_wherever_layouts_are(clerk: Client, world: Universe) -> None:
    option = f'<option value="{own_layout(world).slug}"'

    for page in ("board/?", "outturn/?", "new/?"):
        assert option in read(clerk.get(f"{PAPERS}{page}")), page
    assert "Our cabinet" in read(clerk.get(f"{PAPERS}house-style/"))
    assert clerk.get(f"{PAPERS}board/?layout=our-cabinet").status_code == 200
    for address in ("board/?layout=theirs", "outturn/?layout=theirs", "layouts/theirs/", "layouts/new/?from=theirs"):
        assert clerk.get(f"{PAPERS}{address}").status_code == 404, address


def test_a_wrong_template_is_refused_with_its_paragraph(clerk: Client) -> None:
    wrong = SimpleUploadedFile("letter.docx", template("{{p body }}", "In all {{ outurn }}"))

    answer = clerk.post(f"{PAPERS}templates/new/", {"name": "Our letter", "file": wrong})

    page = read(answer)
    assert answer.status_code == 422
    assert "asks for “outurn”" in page
    assert "Look at the paragraph “In all {{ outurn }}”" in page
    assert 'value="Our letter"' in page
    assert not WordTemplate.objects.exists()


def test_word_papers_are_in_the_usual_template_or_the_one_asked_for(
    clerk: Client, world: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_template(world)
    header = "Your council’s name and emblem"

    def header_of(query: str = "", paper: str = "board") -> bool:
        answer = clerk.get(f"{PAPERS}{paper}.docx{query}")
        return header in _headers(answer.content)

    assert not header_of()
    assert header_of(f"?template={own.pk}")
    clerk.post(f"{PAPERS}templates/{own.pk}/", {"step": "use"})
    assert header_of()
    assert header_of(paper="risk")
    assert not header_of("?template=built-in")
    assert clerk.get(f"{PAPERS}board.docx?template=99").status_code == 404
    assert clerk.get(f"{PAPERS}board.json?template=99").status_code == 200
    assert "Word template" in read(clerk.get(f"{PAPERS}board/"))
    assert clerk.get(f"{PAPERS}templates/{own.pk}.docx").content == bytes(own.content)

    def refuse(*_: object) -> bytes:
        raise TemplateRefused("The template “Letter” repeats so much.")

    monkeypatch.setattr("reports.making.render_word", refuse)
    answer = clerk.get(f"{PAPERS}board.docx")
    assert answer.status_code == 422
    assert "The template “Letter” repeats so much." in read(answer)


def _headers(made: bytes) -> str:
    return " ".join(line.text for pages in opened(made).sections for line in pages.header.paragraphs)
