"""From a draft to a published paper: versions of texts, sign-off, frozen files, corrections, and the walls around them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from budgets.access import forget_access
from budgets.actions.people import invite_person
from reports.models import FileContent, Paper, PublishedFile, PublishedPaper
from reports.publishing.actions.drafting import TextInput, abandon_paper, save_texts
from reports.publishing.actions.publishing import begin_correction, publish_paper
from reports.publishing.actions.signing import ask_for_signatures, sign_paper, take_back
from reports.publishing.drawing import draw
from reports.publishing.files import edition_of, make_files
from reports.publishing.kept import facts_digest
from reports.publishing.reading import read_paper
from s75.errors import AlreadyDone, BadInput, NotPermitted, StaleVersion, WrongState
from tests.reports.publishing.made import PURPOSE, WHY, draft, publish, run, sign, write
from tests.universe import Universe


def as_json(published: PublishedPaper, variant: str = "public") -> Any:
    return json.loads(bytes(published.files.get(form="json", variant=variant).content.content))


def test_a_figure_by_name_stays_live_until_publication(world: Universe) -> None:
    paper = write(world, draft(world))
    world.forecast("HOME", 100)  # £1,200 instead of the budget of £600
    published = publish_paper(paper=sign(world, paper), by=world.clerk)

    paragraph = as_json(published)["sections"][0]["blocks"][0]

    assert paragraph["text"] == "The forecast outturn is £3,000.00."
    assert paragraph["cells"][0]["value"] == "3000.00"
    assert paragraph["cells"][0]["link"]


def test_an_unknown_name_is_refused_with_the_nearest(world: Universe) -> None:
    paper = draft(world)

    with pytest.raises(BadInput, match="“Purpose” is not saved") as refused:
        write(world, paper, text="It is {{ forecast_outurn }}.")

    assert "Did you mean “{{ forecast_outturn }}”" in str(refused.value.problems[0])
    assert not paper.texts.exists()


def test_two_people_never_overwrite_each_other(world: Universe) -> None:
    paper = write(world, draft(world))

    with pytest.raises(StaleVersion, match="Clerk did") as refused:
        save_texts(paper=paper, texts=[TextInput("purpose", "Mine.", 0)], by=world.manager)

    assert refused.value.current.text == PURPOSE  # type: ignore[attr-defined]
    save_texts(paper=paper, texts=[TextInput("purpose", PURPOSE, 0)], by=world.manager)  # the same words: no conflict


def test_an_edit_voids_the_signatures(world: Universe) -> None:
    paper = sign(world, write(world, draft(world)))

    edited = write(world, paper, text="Other words.")

    assert (edited.state, edited.revision) == (Paper.State.DRAFT, paper.revision + 1)
    with pytest.raises(WrongState, match="sent for sign-off first"):
        publish_paper(paper=edited, by=world.clerk)
    ask_for_signatures(paper=edited, by=world.clerk, reason=WHY)
    with pytest.raises(WrongState, match="Not signed yet by: finance director"):
        publish_paper(paper=Paper.objects.get(pk=paper.pk), by=world.clerk)


def test_figures_that_move_void_the_signatures_too(world: Universe) -> None:
    paper = sign(world, write(world, draft(world)))

    world.forecast("HOME", 51)

    with pytest.raises(WrongState, match="Not signed yet by: finance director"):
        publish_paper(paper=paper, by=world.clerk)


def test_nobody_signs_what_they_alone_wrote_or_have_not_seen(world: Universe) -> None:
    paper = ask_for_signatures(paper=write(world, draft(world)), by=world.clerk, reason=WHY)
    facts = facts_digest(read_paper(paper).whole.facts)

    with pytest.raises(NotPermitted, match="finance director"):
        sign_paper(paper=paper, revision=paper.revision, facts_sha256=facts, by=world.clerk)
    with pytest.raises(WrongState, match="changed since you opened it"):
        sign_paper(paper=paper, revision=paper.revision - 1, facts_sha256=facts, by=world.director)
    with pytest.raises(WrongState, match="changed since you opened it"):
        sign_paper(paper=paper, revision=paper.revision, facts_sha256="0" * 64, by=world.director)


def test_a_director_who_wrote_it_alone_does_not_sign_it(world: Universe) -> None:
    invite_person(
        email=world.director.email, name="Director", place=world.place, partner=world.council, role="board_clerk",
        by=world.operator,
    )  # fmt: skip
    forget_access(world.director)
    world.clerk = world.director
    paper = ask_for_signatures(paper=write(world, draft(world)), by=world.director, reason=WHY)
    facts = facts_digest(read_paper(paper).whole.facts)

    with pytest.raises(NotPermitted, match="alone wrote this paper"):
        sign_paper(paper=paper, revision=paper.revision, facts_sha256=facts, by=world.director)


def test_what_the_checks_find_needs_mending_or_a_reason(world: Universe) -> None:
    paper = draft(world)
    with pytest.raises(WrongState) as refused:
        ask_for_signatures(paper=paper, by=world.clerk, reason=WHY)
    assert "Purpose: This is not written yet" in str(refused.value.problems[0])

    paper = write(world, paper)
    with pytest.raises(BadInput, match="say why"):
        ask_for_signatures(paper=paper, by=world.clerk)
    assert ask_for_signatures(paper=paper, by=world.clerk, reason=WHY).state == Paper.State.SIGNING
    assert "not locked" in paper.reasons.get().found
    assert take_back(paper=paper, by=world.clerk).state == Paper.State.DRAFT


def test_a_published_paper_is_whole_and_frozen(world: Universe, true_pdf: None) -> None:
    published = publish(world)

    assert (published.number, published.version, published.provisional) == (1, 1, True)
    files = {file.form: file for file in published.files.all()}
    assert set(files) == {"pdf", "html", "docx", "xlsx", "json"}
    for file in files.values():
        content = bytes(file.content.content)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
    page = bytes(files["html"].content.content).decode()
    assert '<p class="paper-draft">' not in page
    assert "1, version 1" in page
    assert "provisional" in page
    edition = edition_of(published)
    assert edition.sha256 == published.sha256
    again = {made.form: made.content for made in make_files(edition)}
    assert again["json"] == bytes(files["json"].content.content)
    assert again["html"] == bytes(files["html"].content.content)


STATEMENTS = (
    "UPDATE reports_publishedpaper SET title = 'x'",
    "DELETE FROM reports_publishedpaper",
    "UPDATE reports_publishedfile SET sha256 = 'x'",
    "UPDATE reports_publishedcontent SET texts = '{}'",
    "DELETE FROM reports_publishedcontent",
    "UPDATE reports_filecontent SET content = ''",
    "DELETE FROM reports_filecontent",
    "UPDATE reports_papersignature SET role = 'x'",
    "UPDATE reports_paperreason SET reason = '[redacted]'",
    "UPDATE reports_papertextevent SET text = '[redacted]'",
    "UPDATE reports_papertext SET text = '[redacted]'",
    "UPDATE reports_paper SET state = 'draft'",
    "DELETE FROM reports_paper",
)


def test_nothing_of_it_can_be_changed(world: Universe) -> None:
    publish(world)

    for statement in STATEMENTS:
        with pytest.raises(IntegrityError):
            run(statement)


def test_a_correction_is_the_next_version_and_says_what_changed(world: Universe) -> None:
    first = publish(world)
    world.forecast("HOME", 100)

    paper = begin_correction(published=first, note="HOME was forecast at its budget.", by=world.clerk)
    with pytest.raises(AlreadyDone, match="on its way already"), transaction.atomic():
        begin_correction(published=first, note="Again", by=world.clerk)
    paper = write(world, paper, "next_steps", "Talks begin.")
    second = publish_paper(paper=sign(world, paper), by=world.clerk)

    assert (second.number, second.version, second.supersedes) == (1, 2, first)
    section = as_json(second)["sections"][0]
    assert (section["key"], section["blocks"][0]["text"]) == ("correction", "HOME was forecast at its budget.")
    rows = [[cell["value"] for cell in row["cells"]] for row in section["blocks"][1]["rows"]]
    assert ["2,400.00", "3,000.00", "600.00"] in [row[2:] for row in rows]
    assert rows[-1] == ["What happens next", "Words", "not written", "written", ""]
    assert as_json(second)["sections"][1]["blocks"][0]["cells"][0]["value"] == "3000.00"
    assert edition_of(second).sha256 == second.sha256
    with pytest.raises(WrongState, match="newer version"):
        begin_correction(published=first, note="Too late", by=world.clerk)


def test_exempt_sections_are_left_out_of_the_public_files(world: Universe, true_pdf: None) -> None:
    paper = write(world, draft(world, layout="durham"), "position", "A secret tender.", exempt="3")
    found = [str(problem) for problem in _refused(world, paper)]
    assert any("nothing stands in the public version" in one for one in found)

    for slot, text in (
        ("meeting_date", "1 May 2024"),
        ("decision_type", "Key Decision"),
        ("report_of", "The director"),
    ):
        paper = write(world, paper, slot, text)
    for slot in ("purpose", "recommendation", "conclusion", "contact"):
        paper = write(world, paper, slot, "- To note it")
    paper = write(world, paper, "position", "A secret tender.", exempt="3", public_text="The position was discussed.")
    published = publish_paper(paper=sign(world, paper), by=world.clerk)

    assert published.files.count() == 10
    for file in published.files.all():
        assert ("secret tender" in _text_of(file)) is (file.variant == "exempt"), (file.form, file.variant)
    for file in published.files.filter(variant="public", form__in=["json", "html"]):
        content = bytes(file.content.content).decode()
        assert "Position by fund" not in content
        assert "The position was discussed." in content
        assert "paragraph 3 of Part 1 of Schedule 12A" in content
    exempt = bytes(published.files.get(variant="exempt", form="html").content.content).decode()
    assert "A secret tender." in exempt
    assert "Position by fund" in exempt
    assert "exempt from publication" in exempt


def _text_of(file: PublishedFile) -> str:
    """The words of a file, whatever its form: of the parts of workbooks and documents, and of the PDF's pages."""
    content = bytes(file.content.content)
    if file.form == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif file.form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    else:
        text = content.decode()
    return " ".join(text.split())


def _refused(world: Universe, paper: Paper) -> Any:
    with pytest.raises(WrongState) as refused:
        ask_for_signatures(paper=paper, by=world.clerk, reason=WHY)
    return refused.value.problems


@pytest.mark.parametrize("kind", ["register", "reserve", "risk", "settlement", "performance", "discharge"])
def test_any_kind_of_paper_can_be_written_around(world: Universe, kind: str) -> None:
    paper = write(world, draft(world, kind=kind), text="Why.")

    whole = read_paper(paper).whole

    assert draw(whole, draft=True).sections[0].heading == "Purpose"


def test_an_abandoned_paper_stands(world: Universe) -> None:
    paper = abandon_paper(paper=draft(world), by=world.clerk)

    with pytest.raises(WrongState, match="abandoned"):
        write(world, paper)


def test_readers_write_nothing(world: Universe) -> None:
    paper = draft(world)

    for person in (world.auditor, world.director, world.outsider):
        with pytest.raises(NotPermitted):
            save_texts(paper=paper, texts=[TextInput("purpose", "x", 0)], by=person)
    with pytest.raises(NotPermitted):
        publish_paper(paper=sign(world, write(world, paper)), by=world.officer)


def test_amounts_survive(world: Universe) -> None:
    published = publish(world)
    facts = edition_of(published).whole.facts
    assert all(isinstance(group.now.budget, Decimal) for group in facts.groups)
    assert PublishedFile.objects.count() == FileContent.objects.count()
