"""The pages of papers: writing with two people, files as they were made, verifying, the public page, the background."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.models import Pack, Paper, PublishedPaper
from reports.packs import waiting
from reports.publishing.actions import background
from reports.publishing.actions.drafting import TextInput, save_texts
from reports.publishing.actions.public_pages import show_publicly
from reports.publishing.actions.publishing import begin_correction
from reports.publishing.actions.redacting import redact
from reports.publishing.actions.signing import ask_for_signatures
from reports.publishing.open_data import SCHEMA, as_csv
from s75.background.queue import work_off
from tests.reports.publishing.made import WHY, draft, publish, put_out, sign, write
from tests.reports.quick_pdf import quick_pdf
from tests.universe import Universe

__all__ = ["quick_pdf"]  # used by every test

PAPERS = "/places/testshire/papers/"


@pytest.fixture
def clerk(client: Client, world: Universe) -> Client:
    client.force_login(world.clerk)
    return client


def read(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_stale_section_is_shown_beside_what_stands(clerk: Client, world: Universe) -> None:
    paper = draft(world)
    save_texts(paper=paper, texts=[TextInput("purpose", "Theirs", 0)], by=world.manager)
    address = f"{PAPERS}drafts/{paper.pk}/write/purpose/"

    answer = clerk.post(address, {"text": "Mine", "version": 0})

    assert answer.status_code == 409
    page = read(answer)
    assert "saved by Manager" in page
    assert "Theirs" in page
    assert "Mine" in page
    assert clerk.post(address, {"text": "Both", "version": 1}).status_code == 302
    assert paper.texts.get().text == "Both"


def test_an_unknown_figure_is_named_at_its_field(clerk: Client, world: Universe) -> None:
    answer = clerk.post(f"{PAPERS}drafts/{draft(world).pk}/write/purpose/", {"text": "{{ budgt }}", "version": 0})

    assert answer.status_code == 422
    assert 'href="#id_text"' in read(answer)
    assert "Did you mean “{{ budget }}”?" in read(answer)


def test_one_of_few_answers_is_chosen_and_the_next_section_follows(clerk: Client, world: Universe) -> None:
    paper = draft(world, layout="worcestershire")
    address = f"{PAPERS}drafts/{paper.pk}/write/item_for/"

    assert read(clerk.get(address)).count('type="radio"') == 3
    assert clerk.post(address, {"text": "Something else", "version": 0}).status_code == 422
    answer = clerk.post(address, {"text": "Decision", "version": 0, "then": "next"})

    assert "/write/recommendation/" in answer["Location"]
    assert paper.texts.get().text == "Decision"


def test_who_signs_reads_why_the_checks_were_answered(client: Client, world: Universe) -> None:
    paper = ask_for_signatures(paper=write(world, draft(world)), by=world.clerk, reason=WHY)
    client.force_login(world.director)

    page = read(client.get(f"{PAPERS}drafts/{paper.pk}/"))

    assert f"Clerk sent it all the same: {WHY}" in page
    assert "Answered" in page
    assert "Needs a reason" not in page
    assert "/write/" not in page  # nobody who may not write is sent there


def test_suggested_words_are_added_and_not_saved(clerk: Client, world: Universe) -> None:
    paper = draft(world)

    answer = clerk.post(
        f"{PAPERS}drafts/{paper.pk}/write/purpose/", {"text": "Hello.", "version": 0, "add": "position"}
    )

    assert answer.status_code == 200
    assert "Hello. At P01 (April 2024) the forecast outturn of Pool is {{ forecast_outturn }}" in read(answer)
    assert "the forecast outturn of Pool is £" in read(answer)  # as it will read
    assert not paper.texts.exists()


def test_a_paper_of_funds_that_somebody_does_not_see_is_not_there(world: Universe, client: Client) -> None:
    paper = draft(world)
    client.force_login(world.outsider)
    assert client.get(f"{PAPERS}drafts/{paper.pk}/").status_code == 404
    assert client.get(PAPERS).status_code == 404


def test_the_list_asks_no_more_for_more_papers(clerk: Client, world: Universe) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert clerk.get(PAPERS).status_code == 200
        return len(caught)

    put_out(world)
    draft(world)
    queries()  # the first also reads what is kept for the session
    before = queries()
    for _ in range(3):
        put_out(world)
        draft(world)
    begin_correction(published=PublishedPaper.objects.filter(place=world.place)[0], note="x", by=world.clerk)
    assert queries() == before


def test_anybody_verifies_a_file_or_a_digest(world: Universe, client: Client) -> None:
    published = put_out(world)
    file = published.files.get()
    content = bytes(file.content.content)

    by_file = read(client.post("/verify/", {"file": SimpleUploadedFile("x.json", content), "sha256": ""}))
    by_digest = read(client.post("/verify/", {"sha256": f" {file.sha256.upper()} "}))
    by_content = read(client.post("/verify/", {"sha256": published.sha256}))
    other = read(client.post("/verify/", {"file": SimpleUploadedFile("x.json", content + b" "), "sha256": ""}))

    assert "Paper 1, version 1 of Testshire" in by_file
    assert "It is the version that stands." in by_file
    assert "its JSON file" in by_digest
    assert "the digest of everything that it says" in by_content
    assert "No paper was published here" in other
    assert hashlib.sha256(content + b" ").hexdigest() in other
    assert client.post("/verify/", {"sha256": "xyz"}).status_code == 422
    assert "csrftoken" not in client.cookies


def test_a_file_too_large_to_be_ours_is_refused(
    world: Universe, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.verify.LARGEST", 10)
    answer = client.post("/verify/", {"file": SimpleUploadedFile("x.json", b"x" * 100), "sha256": ""})
    assert answer.status_code == 422
    assert "larger than 30 MB" in read(answer)


def test_the_public_page_is_off_until_it_is_opened(world: Universe, client: Client) -> None:
    put_out(world)
    for address in ("", "open-data.csv", "open-data.json", "paper-1-v1.json"):
        assert client.get(f"/public/testshire/{address}").status_code == 404
    show_publicly(place=world.place, shown=True, by=world.clerk)

    page = client.get("/public/testshire/")
    file = client.get("/public/testshire/paper-1-v1.json")

    assert set(page["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    assert "Paper 1, version 1" in read(page)
    assert hashlib.sha256(file.content).hexdigest() == PublishedPaper.objects.get(place=world.place).files.get().sha256
    assert client.get("/public/testshire/paper-1-v2.json").status_code == 404


def test_open_data_hold_every_figure_by_their_schema(world: Universe, client: Client) -> None:
    put_out(world)
    show_publicly(place=world.place, shown=True, by=world.clerk)

    figures = client.get("/public/testshire/open-data.json").json()
    table = list(csv.DictReader(io.StringIO(client.get("/public/testshire/open-data.csv").content.decode())))

    wanted = SCHEMA["items"]["required"]
    types = {"string": str, "integer": int, "boolean": bool}
    for figure in figures:
        assert list(figure) == wanted
        for name, value in figure.items():
            assert type(value) is types[SCHEMA["items"]["properties"][name]["type"]]
    assert any(figure["value"] == "2400.00" for figure in figures)
    assert [row["value"] for row in table] == [figure["value"] for figure in figures]
    assert json.loads(client.get("/public/open-data-schema.json").content) == SCHEMA


def test_open_data_are_no_formulas() -> None:
    figure = dict.fromkeys(SCHEMA["items"]["required"], "=1+1") | {"value": "-5.00", "provisional": True}
    assert "'=1+1" in as_csv([figure])
    assert ",-5.00," in as_csv([figure])


def test_a_redacted_version_can_no_longer_be_had(clerk: Client, world: Universe) -> None:
    world.forecast("HOME", 100, explanation="Jane Roe moved in")
    published = publish(world)
    page = f"{PAPERS}published/{published.number}/1/"
    assert clerk.get(f"{page}public.html").status_code == 200

    redact(place=world.place, words="Jane Roe", reason="A patient was named", by=world.operator)

    assert clerk.get(f"{page}public.html").status_code == 410
    assert "can no longer be read" in read(clerk.get(page))
    newest = clerk.get(f"{PAPERS}published/{published.number}/2/")
    assert "[redacted] moved in" in read(newest)


def test_a_long_paper_is_published_in_the_background(
    clerk: Client, world: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONG", 1)
    for module in (background, waiting):
        monkeypatch.setattr(module, "is_there", lambda: True)
    paper = sign(world, write(world, draft(world)))
    address = f"{PAPERS}drafts/{paper.pk}/"

    assert clerk.post(f"{address}publish/").status_code == 302
    assert clerk.post(f"{address}publish/").status_code == 302  # a second click asks for nothing more

    page = read(clerk.get(address))
    assert "being made in the background" in page
    row = Pack.objects.get(form="publication")
    assert f"/packs/{row.pk}/progress/" in page
    assert clerk.get(f"/places/{world.place.slug}/packs/{row.pk}/").status_code == 404
    assert work_off() == 1
    row.refresh_from_db()
    assert (row.percent, row.content) == (100, None)
    assert Paper.objects.get(pk=paper.pk).state == Paper.State.PUBLISHED
    assert PublishedPaper.objects.filter(place=world.place).count() == 1
    assert "open the published paper" in read(clerk.get(address))
