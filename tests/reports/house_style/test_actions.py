"""A place's own layouts and templates: who may keep them, what is refused, and what papers on their way make of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError

from reports.house_style.actions.layouts import add_layout, retire_layout, save_layout
from reports.house_style.actions.templates import add_template, choose_built_in, choose_template, retire_template
from reports.house_style.example import example_template
from reports.house_style.offered import BUILT_IN, layout_of, layouts_of, looks_of, template_of
from reports.layouts import Layout, Part
from reports.layouts.houses import NAMES, house
from reports.models import Paper, PlaceLayout, WordTemplate
from reports.publishing import files
from reports.publishing.actions.drafting import begin_paper
from reports.publishing.actions.publishing import keep_edition, make_edition
from reports.publishing.files import edition_of, make_files
from reports.publishing.reading import check_paper, read_paper
from s75.errors import BadInput, NotPermitted, StaleVersion, Unknown, WrongState
from tests.reports.house_style.made import content
from tests.reports.publishing.made import draft, run, sign, write
from tests.reports.render.docx_reading import text_of
from tests.reports.render.templates import template
from tests.universe import YEAR, Universe

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(world: Universe) -> PlaceLayout:
    return add_layout(place=world.place, content=content(), by=world.clerk)


def changed(world: Universe, own: PlaceLayout, **changes: Any) -> PlaceLayout:
    own.refresh_from_db()
    return save_layout(layout=own, content=content(**changes), version=own.version, by=world.clerk)


def test_own_layouts_stand_after_the_built_in_ones_of_their_place_alone(world: Universe, own: PlaceLayout) -> None:
    second = add_layout(place=world.place, content=content(name="Our cabinet!"), by=world.manager)

    assert list(layouts_of(world.place)) == [*NAMES, "our-cabinet", "our-cabinet-2"]
    assert layout_of(world.place, second.slug).name == "Our cabinet!"
    assert add_layout(place=world.place, content=content(name="New"), by=world.clerk).slug == "new-2"
    with pytest.raises(Unknown, match="has no layout “rococo”"):
        layout_of(world.place, "rococo")


def test_only_who_publishes_the_papers_of_the_whole_place_keeps_its_style(world: Universe, own: PlaceLayout) -> None:
    for person in (world.officer, world.auditor, world.director, world.outsider):
        with pytest.raises(NotPermitted):
            add_layout(place=world.place, content=content(name="Mine"), by=person)
        with pytest.raises(NotPermitted):
            save_layout(layout=own, content=content(name="Mine"), version=1, by=person)
        with pytest.raises(NotPermitted):
            add_template(place=world.place, name="x", filename="x.docx", content=b"", by=person)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"parts": ()}, "from 1 to 120 parts"),
        ({"parts": (Part("a", "A", figures=house("plain").parts[0].figures), *house("plain").parts)}, "used twice"),
        ({"parts": (Part("a", ""),)}, "needs a heading"),
        ({"sign_off": ("king",)}, "no role “king”"),
        ({"sign_off": ()}, "at least one role"),
        ({"name": "durham cabinet"}, "Another layout is called"),
    ],
)
def test_what_makes_no_layout_is_refused(world: Universe, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInput) as refusal:
        add_layout(place=world.place, content=content(**changes), by=world.clerk)

    assert any(why in problem.expected for problem in refusal.value.problems)
    assert not PlaceLayout.objects.exists()


def test_unknown_figures_are_refused(world: Universe) -> None:
    strange = content() | {"parts": [{"key": "a", "heading": "A", "figures": ["weather"]}]}

    with pytest.raises(BadInput) as refusal:
        add_layout(place=world.place, content=strange, by=world.clerk)
    assert "no section of figures “weather”" in refusal.value.problems[0].expected


def test_a_stale_version_is_refused_with_who_was_quicker(world: Universe, own: PlaceLayout) -> None:
    save_layout(layout=own, content=content(unit="millions"), version=1, by=world.manager)

    with pytest.raises(StaleVersion, match="Manager changed this layout") as stale:
        save_layout(layout=own, content=content(unit="pence"), version=1, by=world.clerk)
    assert isinstance(stale.value.current, PlaceLayout)
    assert layout_of(world.place, own.slug).unit == "millions"


def test_drafts_follow_their_layout_and_are_signed_anew(world: Universe, own: PlaceLayout) -> None:
    paper = sign(world, _ready(world, draft(world, layout=own.slug)))
    other = draft(world, layout="durham")

    changed(world, own, name="Our own cabinet")
    assert Paper.objects.get(pk=paper.pk).state == "signing"  # the name is printed nowhere
    changed(world, own, name="Our own cabinet", title="{scope} at {period}")

    now = Paper.objects.get(pk=paper.pk)
    assert (now.state, now.revision) == ("draft", paper.revision + 1)
    remark = now.remarks.get()
    assert (remark.said_by, remark.revision) == (world.clerk, now.revision)
    assert "The layout “Our own cabinet” was changed" in remark.text
    assert read_paper(now).whole.layout.title == "{scope} at {period}"
    assert Paper.objects.get(pk=other.pk).revision == other.revision


def _ready(world: Universe, paper: Paper) -> Paper:
    for slot in read_paper(paper).whole.slots:
        if slot.required:
            text = slot.choices[0] if slot.choices else f"Words for {slot.key}."
            paper = write(world, paper, slot.key, text)
    return paper


def test_words_of_a_part_that_went_are_named_and_not_lost(world: Universe, own: PlaceLayout) -> None:
    paper = write(world, draft(world, layout=own.slug), "background", "We met in May.")
    write(world, paper, "conclusion", "A secret tender.", exempt="3", public_text="Exempt.")
    kept = tuple(part for part in house("durham").parts if part.key not in ("background", "conclusion"))

    changed(world, own, parts=kept)

    found = {
        one.where: one for one in check_paper(read_paper(Paper.objects.get(pk=paper.pk))) if "no such part" in str(one)
    }
    assert {where: one.blocks for where, one in found.items()} == {"Background": False, "Conclusion": True}


def test_published_papers_keep_the_layout_that_they_had(world: Universe, own: PlaceLayout) -> None:
    paper = sign(world, _ready(world, draft(world, layout=own.slug)))
    published = keep_edition(paper, make_edition(read_paper(paper)), [], by=world.clerk)

    changed(world, own, unit="millions", parts=house("plain").parts)

    assert edition_of(published).whole.layout == replace(house("durham"), name="Our cabinet", slug=own.slug)
    assert edition_of(published).sha256 == published.sha256


def test_a_retired_layout_is_offered_no_longer_and_stands(world: Universe, own: PlaceLayout) -> None:
    paper = draft(world, layout=own.slug)
    retire_layout(layout=own, by=world.clerk)

    assert own.slug not in layouts_of(world.place)
    assert isinstance(read_paper(paper).whole.layout, Layout)
    with pytest.raises(Unknown):
        begin_paper(
            place=world.place, funds=[world.pool], kind="board", year=YEAR, month=1, layout=own.slug, by=world.clerk
        )
    with pytest.raises(WrongState, match="retired"):
        changed(world, own, unit="millions")
    for statement in ("UPDATE reports_placelayout SET version = 9", "DELETE FROM reports_placelayout"):
        with pytest.raises(IntegrityError, match="never deleted"):
            run(statement)


def letter(world: Universe, name: str = "Letter", text: str = "Kind regards", **more: Any) -> WordTemplate:
    made = template("{{ title }}", "{{p body }}", text)
    return add_template(place=world.place, name=name, filename="letter.docx", content=made, by=world.clerk, **more)


def test_one_template_is_the_usual_one_and_each_can_be_asked_for(world: Universe) -> None:
    first, second = letter(world, standard=True), letter(world, "Other", "{{p section.funds }}")
    assert (first.fits, second.fits) == ("", "board")
    assert template_of(world.place, "risk") == first

    choose_template(template=second, by=world.manager)

    assert template_of(world.place, "board") == second
    assert template_of(world.place, "risk") is None  # no such paper fills it
    assert template_of(world.place, "board", str(first.pk)) == first
    assert template_of(world.place, "board", BUILT_IN) is None
    assert looks_of(world.place, "board")[1] == [(first.pk, "Letter", False), (second.pk, "Other", True)]
    choose_built_in(place=world.place, by=world.clerk)
    assert template_of(world.place, "board") is None
    with pytest.raises(Unknown):
        template_of(world.place, "risk", str(second.pk))


def test_a_retired_template_and_a_taken_name_are_refused(world: Universe) -> None:
    first = letter(world, standard=True)
    with pytest.raises(BadInput):
        letter(world, " LETTER ")
    retire_template(template=first, by=world.clerk)

    assert looks_of(world.place, "board")[1] == []
    with pytest.raises(WrongState, match="retired"):
        choose_template(template=first, by=world.clerk)
    assert letter(world).name == first.name
    for statement in ("UPDATE reports_wordtemplate SET content = 'x'", "DELETE FROM reports_wordtemplate"):
        with pytest.raises(IntegrityError, match="never changed or deleted"):
            run(statement)


def test_a_paper_is_published_in_the_usual_template_and_keeps_it(
    world: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "TYPES", {"docx": files.TYPES["docx"]})  # the others take a second to make
    usual = letter(world, standard=True)
    paper = sign(world, write(world, draft(world)))
    edition = make_edition(read_paper(paper))
    made = make_files(edition)
    published = keep_edition(paper, edition, made, by=world.clerk)

    retire_template(template=usual, by=world.clerk)

    assert published.word_template == usual
    assert text_of(made[0].content).endswith("Kind regards")
    assert [one.content for one in make_files(edition_of(published))] == [one.content for one in made]


def test_the_example_can_be_added_as_it_is(world: Universe) -> None:
    kept = add_template(
        place=world.place, name="Example", filename="example.docx", content=example_template(), by=world.clerk
    )

    assert (kept.fits, kept.standard, kept.size) == ("", False, len(example_template()))
