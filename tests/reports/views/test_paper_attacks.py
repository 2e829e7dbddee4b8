"""Hand-made requests at papers: other places, other states, stale versions, strange bytes, and two at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from budgets.models import Place
from reports.models import Paper, PublicPage, PublishedFile, PublishedPaper
from reports.publishing.actions import publishing
from reports.publishing.actions.public_pages import show_publicly
from reports.publishing.actions.publishing import publish_paper
from reports.publishing.files import Made
from reports.publishing.kept import facts_digest
from reports.publishing.open_data import as_csv, figures_of
from reports.publishing.reading import read_paper
from reports.publishing.redaction.finding import find
from s75.errors import NotPermitted, WrongState
from tests.reports.publishing.made import draft, put_out, run, sign, write
from tests.reports.quick_pdf import quick_pdf
from tests.universe import Universe

__all__ = ["quick_pdf"]  # used by every test

PAPERS = "/places/testshire/papers/"
NUL, HUGE = "a\x00b", "9" * 5000


@pytest.fixture
def clerk(client: Client, world: Universe) -> Client:
    client.force_login(world.clerk)
    return client


def state_of(paper: Paper) -> str:
    return Paper.objects.get(pk=paper.pk).state


def test_a_paper_is_not_there_under_another_place(client: Client, world: Universe, demonstration: Place) -> None:
    paper = draft(world)
    client.force_login(world.operator)
    for step in ("", "title/", "write/purpose/", "preview/"):
        assert client.get(f"/places/{demonstration.slug}/papers/drafts/{paper.pk}/{step}").status_code == 404
    for step in ("ask", "back", "sign", "publish", "remark"):
        assert client.post(f"/places/{demonstration.slug}/papers/drafts/{paper.pk}/{step}/").status_code == 404
    assert state_of(paper) == "draft"


def test_steps_out_of_their_order_are_refused(clerk: Client, world: Universe) -> None:
    paper = write(world, draft(world))
    address = f"{PAPERS}drafts/{paper.pk}/"
    assert clerk.post(f"{address}publish/").status_code == 422
    assert clerk.post(f"{address}back/", {"step": "back"}).status_code == 422
    put = put_out(world).paper
    Paper.objects.filter(pk=put.pk).update(state="published")
    done = f"{PAPERS}drafts/{put.pk}/"
    for step, sent in (
        ("publish/", {}),
        ("ask/", {"reason": "x"}),
        ("back/", {"step": "abandon"}),
        ("remark/", {"text": "x"}),
        ("title/", {"title": "Another"}),
        ("write/purpose/", {"text": "Another", "version": "1"}),
    ):
        assert clerk.post(done + step, sent).status_code in (403, 409, 422), step
    assert state_of(put) == "published"


def test_a_signature_is_of_what_was_shown(client: Client, world: Universe) -> None:
    paper = write(world, draft(world))
    Paper.objects.filter(pk=paper.pk).update(state="signing")
    client.force_login(world.director)
    facts = facts_digest(read_paper(paper).whole.facts)
    right = {"revision": str(paper.revision), "facts": facts}
    for wrong in ({"revision": "1"}, {"revision": HUGE}, {"revision": "-2"}, {"facts": "0" * 64}, {"facts": NUL}):
        assert client.post(f"{PAPERS}drafts/{paper.pk}/sign/", right | wrong).status_code == 422
    assert not paper.signatures.exists()
    assert client.post(f"{PAPERS}drafts/{paper.pk}/sign/", right).status_code == 302
    assert paper.signatures.count() == 1


def test_strange_bytes_are_refused_and_never_break_a_page(clerk: Client, world: Universe) -> None:
    paper = draft(world)
    published = put_out(world)
    posts: dict[str, dict[str, Any]] = {
        f"{PAPERS}drafts/{paper.pk}/title/": {"title": NUL},
        f"{PAPERS}drafts/{paper.pk}/write/purpose/": {"text": NUL, "version": HUGE},
        f"{PAPERS}drafts/{paper.pk}/write/%00/": {"text": "x", "version": "0"},
        f"{PAPERS}drafts/{paper.pk}/remark/": {"text": NUL},
        f"{PAPERS}drafts/{paper.pk}/ask/": {"reason": NUL},
        f"{PAPERS}new/": {"kind": NUL, "layout": NUL, "funds": NUL, "about": NUL, "title": NUL},
        f"{PAPERS}published/{published.number}/1/correct/": {"note": NUL},
        f"{PAPERS}published/{HUGE[:40]}/1/correct/": {"note": "x"},
        "/places/testshire/packs/": {"kind": "risk", "fund": NUL, "period": HUGE, "title": NUL, "form": NUL},
        "/verify/": {"sha256": NUL},
    }
    for address, sent in posts.items():
        assert clerk.post(address, sent).status_code in (302, 404, 409, 422), address
    for address in ("?drafts=x&published=99999", f"?drafts={HUGE}", "?published=%00"):
        assert clerk.get(PAPERS + address).status_code == 200
    assert clerk.get(f"/places/testshire/packs/{'9' * 30}.zip").status_code == 404


def test_strange_words_are_looked_for_and_not_found(client: Client, world: Universe) -> None:
    client.force_login(world.operator)
    for words in (NUL, ".*", "(?i)home", "%_%abc", "\\", "'; DROP TABLE x; --", "[redacted]", "x" * 5000):
        for step in ("look", "redact"):
            sent = {"step": step, "words": words, "reason": "why", "withdraw": "schemes_importedfile:1"}
            assert client.post("/places/testshire/redactions/", sent).status_code in (200, 422), words
    assert find(world.place, "a.c|b").stands == []


def test_two_papers_published_at_once_never_get_one_number(world: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (sign(world, write(world, draft(world))) for _ in range(2))
    made = [Made("json", "public", b"{}")]
    monkeypatch.setattr(publishing, "make_files", lambda *_: made)
    other = publish_paper

    def meanwhile(*_: Any) -> list[Made]:
        monkeypatch.setattr(publishing, "make_files", lambda *_: made)
        other(paper=second, by=world.clerk)
        return made

    monkeypatch.setattr(publishing, "make_files", meanwhile)
    with pytest.raises(WrongState, match="Another paper was published meanwhile"):
        publish_paper(paper=first, by=world.clerk)

    assert publish_paper(paper=first, by=world.clerk).number == 2
    with pytest.raises(WrongState):
        publish_paper(paper=first, by=world.clerk)


def test_words_that_change_while_the_files_are_made_are_not_published(
    world: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A redaction leaves the revision as it is."""
    paper = sign(world, write(world, draft(world), text="A placement for Jane Roe."))

    def meanwhile(*_: Any) -> list[Made]:
        run(f"UPDATE reports_papertext SET text = 'A placement for [redacted].' WHERE paper_id = {paper.pk}")
        return [Made("json", "public", b"{}")]

    monkeypatch.setattr(publishing, "make_files", meanwhile)
    with pytest.raises(WrongState, match="changed while its files were made"):
        publish_paper(paper=paper, by=world.clerk)
    assert not PublishedPaper.objects.filter(place=world.place).exists()


def test_of_no_fund_nobody_may_anything(world: Universe) -> None:
    empty = Place.objects.create(slug="empty", name="Empty", board="Empty board")
    with pytest.raises(NotPermitted):
        show_publicly(place=empty, shown=True, by=world.auditor)
    assert not PublicPage.objects.filter(place=empty).exists()


def test_a_changed_byte_is_found(client: Client, world: Universe) -> None:
    file = put_out(world).files.get()
    content = bytes(file.content.content)
    for place in (0, len(content) // 2, len(content) - 1):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        answer = client.post("/verify/", {"file": SimpleUploadedFile("x.json", changed), "sha256": ""})
        assert "No paper was published here" in " ".join(answer.content.decode().split())


def test_the_day_of_publication_is_londons() -> None:
    paper = PublishedPaper(
        number=1, version=1, year=2024, month=1, published_at=datetime(2024, 6, 30, 23, 30, tzinfo=UTC)
    )
    assert "2024-07-01" in as_csv(figures_of([_json_of(paper)]))


def _json_of(paper: PublishedPaper) -> Any:
    table = (
        b'{"sections":[{"blocks":[{"type":"table","caption":"T","columns":[{"key":"a","heading":"A"},'
        b'{"key":"b","heading":"=B"}],"rows":[{"cells":[{"column":"a","value":"x","unit":"text"},'
        b'{"column":"b","value":"1.00","unit":"pounds","illustrative":false}]}]}]}]}'
    )
    return type("File", (), {"published": paper, "content": type("Content", (), {"content": table})})


@pytest.mark.parametrize("count", [0, 1, 60])
def test_lists_are_paged_and_open_data_hold_every_paper(client: Client, world: Universe, count: int) -> None:
    show_publicly(place=world.place, shown=True, by=world.clerk)
    if count:
        _many(put_out(world), count)

    page = client.get("/public/testshire/").content.decode()
    data = client.get("/public/testshire/open-data.json").json()

    assert ("Nothing published yet" in page) is (count == 0)
    assert page.count('id="paper-') == min(count, 20)
    assert ("Pages of published papers" in page) is (count > 20)
    assert len({figure["paper"] for figure in data}) == count
    if count > 20:
        last = client.get("/public/testshire/?page=3").content.decode()
        assert 'id="paper-1"' in last
        client.force_login(world.clerk)
        listed = client.get(f"{PAPERS}?published=4").content.decode()
        assert listed.count("/papers/published/") == 15
        assert "Pages of published papers" in listed


def _many(first: PublishedPaper, count: int) -> None:
    """The same paper again under other numbers, with its JSON file."""
    content = bytes(first.files.get().content.content)
    for number in range(2, count + 1):
        again = PublishedPaper.objects.get(pk=first.pk)
        again.pk, again.number = None, number
        again.save(force_insert=True)
        file = PublishedFile.objects.create(
            published=again, form="json", variant="public", media_type="application/json", size=len(content), sha256="x"
        )
        file.content = type(first.files.get().content).objects.create(file=file, content=content)
