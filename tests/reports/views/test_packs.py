"""Asking for a pack, waiting for it, and taking it away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from budgets.models import Membership, Notice
from reports.house_style.actions.templates import choose_template
from reports.making import FORMS
from reports.models import Pack
from reports.packs import making, waiting
from reports.packs.actions import MOST_WAITING, ask_for_pack, clear_old_packs, make
from reports.packs.choosing import Chosen
from s75.background import health
from s75.background.queue import work_off
from s75.errors import WrongState
from tests.reports.house_style.made import own_template
from tests.reports.render.docx_reading import opened
from tests.reports.views.conftest import SignedIn
from tests.universe import YEAR, Universe

PACKS = "/places/worcestershire/packs/?year=2022-23&period=8"
TWO = {
    "title": "Papers for December",
    "kind": ["risk", "register", ""],
    "fund": ["", "worcestershire-mh", ""],
    "period": ["8", "7", "8"],
}


@pytest.fixture
def clerk(as_role: SignedIn) -> Iterator[Client]:
    health.sign("a worker")
    yield as_role("board.clerk.council")
    cache.delete(health.SEEN)


def test_a_pack_is_asked_for_waited_for_and_taken_away(clerk: Client) -> None:
    page = clerk.post(PACKS, TWO | {"form": "pdf"}).headers["Location"]
    assert "The pack waits to be made" in clerk.get(page).content.decode()
    assert work_off() >= 1

    made = Pack.objects.get()
    assert made.percent == 100
    assert "It is kept for a day" in clerk.get(page).content.decode()
    answer = clerk.get(f"/places/worcestershire/packs/{made.pk}.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="papers-for-december.pdf"'
    told = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages)
    assert told.index("Who bears it") < told.index("Register of changes")
    assert Notice.objects.filter(user=made.owner, kind="pack_made").exists()


def test_the_same_papers_as_workbooks_in_an_archive(clerk: Client) -> None:
    page = clerk.post(PACKS, TWO | {"form": "xlsx", "layout": "durham"}).headers["Location"]
    assert work_off() >= 1

    made = Pack.objects.get()
    assert [paper["layout"] for paper in made.chosen] == ["durham", "durham"]
    assert f"/packs/{made.pk}.zip" in clerk.get(page).content.decode()
    assert clerk.get(f"/places/worcestershire/packs/{made.pk}.pdf").status_code == 404
    answer = clerk.get(f"/places/worcestershire/packs/{made.pk}.zip")
    names = ZipFile(BytesIO(answer.content)).namelist()
    assert names == ["01-worcestershire-risk-P08.xlsx", "02-worcestershire-mh-register-P07.xlsx"]


def test_every_form_in_an_archive_and_how_far_it_is(world: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "FORMS", {form: lambda document: b"x" for form in FORMS})
    choose_template(template=own_template(world), by=world.clerk)
    asked = [Chosen("risk", "", 1), Chosen("register", "", 1)]
    pack = ask_for_pack(title="All", chosen=asked, place=world.place, year=YEAR, by=world.clerk, form="forms")
    said: list[int] = []

    made = making.make_content(pack, said.append)

    archive = ZipFile(BytesIO(made))
    assert [name[-4:] for name in archive.namelist()] == [".pdf", "docx", "xlsx", "json"] * 2
    header = opened(archive.read("01-testshire-risk-P01.docx")).sections[0].header
    assert header.paragraphs[0].text == "Your council’s name and emblem"
    assert said == sorted(said)
    assert (len(said), said[-1]) == (8, 99)


RISK_PDF = "/places/worcestershire/papers/risk.pdf?year=2022-23&period=8"


def test_a_long_pdf_is_waited_for_and_asked_for_once(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LONG_TO_READ", 0)
    page = clerk.get(RISK_PDF).headers["Location"]
    assert clerk.get(RISK_PDF).headers["Location"] == page

    assert "The PDF waits to be made" in clerk.get(page).content.decode()
    assert work_off() >= 1
    pack = Pack.objects.get()
    assert "Download as PDF" in clerk.get(page).content.decode()
    assert clerk.get(f"/places/worcestershire/packs/{pack.pk}.pdf").content.startswith(b"%PDF")
    assert clerk.get(RISK_PDF).headers["Location"] == page


def test_a_short_pdf_and_one_without_a_worker_are_made_at_once(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LONG_TO_READ", 10_000)
    assert clerk.get(RISK_PDF).content.startswith(b"%PDF")
    monkeypatch.setattr(waiting, "LONG_TO_READ", 0)
    cache.delete(health.SEEN)
    assert clerk.get(RISK_PDF).content.startswith(b"%PDF")
    assert not Pack.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": ["", "", ""]}, "Choose at least one paper"),
        ({"kind": ["nonsense", "", ""]}, "Paper 1 of the pack"),
        ({"fund": ["elsewhere", "", ""]}, "Paper 1 of the pack"),
        ({"period": ["12", "7", "8"]}, "Paper 1 of the pack"),
        ({"layout": ["rococo"]}, "has no layout “rococo”"),
    ],
)
def test_what_is_not_in_the_lists_is_refused_in_words(clerk: Client, change: dict[str, list[str]], said: str) -> None:
    answer = clerk.post(PACKS, TWO | {"form": "pdf"} | change)

    assert answer.status_code == 422
    assert said.casefold() in answer.content.decode().casefold()
    assert "Papers for December" in answer.content.decode()
    assert not Pack.objects.exists()


def test_no_worker_comes_and_it_is_made_here(clerk: Client) -> None:
    cache.delete(health.SEEN)
    page = clerk.post(PACKS, TWO | {"form": "pdf"}).headers["Location"]
    Pack.objects.update(asked_at=timezone.now() - timedelta(seconds=10))
    assert "Make it now" in clerk.get(page).content.decode()

    clerk.post(page, {"step": "now"})

    assert "The pack is made." in clerk.get(page).content.decode()


def of_world(world: Universe) -> Pack:
    return ask_for_pack(title="Pack", chosen=[Chosen("risk", "", 1)], place=world.place, year=YEAR, by=world.clerk)


def test_whoever_may_not_read_any_more_gets_no_pack(world: Universe) -> None:
    made = of_world(world)
    Membership.objects.filter(user=world.clerk).update(ended_at=timezone.now(), ended_by=world.manager)

    assert make.call(made.pk) is False
    made.refresh_from_db()
    assert made.content is None
    assert "not among those that you see" in made.refusal


def test_a_pack_is_made_once_and_cleared_after_a_day(world: Universe) -> None:
    made = of_world(world)

    assert make.call(made.pk) is True
    assert make.call(made.pk) is False
    assert clear_old_packs() == 0
    Pack.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert clear_old_packs() == 1


def test_nobody_fills_the_queue_with_packs(world: Universe) -> None:
    for _ in range(MOST_WAITING):
        of_world(world)

    with pytest.raises(WrongState, match="5 packs of yours wait"):
        of_world(world)
