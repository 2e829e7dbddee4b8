"""A published paper as its files: every form, for the public and with what is exempt, and what it all hashes to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from reports.document import Cell, Document
from reports.facts.coding import decode, encode
from reports.house_style.word import render_word
from reports.layouts.data import as_data as layout_as_data
from reports.layouts.data import from_data as layout_from_data
from reports.making import FORMS
from reports.models import PublishedFile, PublishedPaper, WordTemplate
from reports.publishing.drawing import Line, Whole, draw
from reports.publishing.kept import digest, facts_as_data, facts_from_data
from reports.render.words import print_cell
from reports.writing.difference import WORDS, Changed, Correction, as_printed, differences
from reports.writing.said import Said, as_data, from_data
from s75.years import london_date

TYPES = {  # the forms of a published paper, with what each is called and its type
    "pdf": ("PDF", "application/pdf"),
    "html": ("Web page", "text/html; charset=utf-8"),
    "docx": ("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
}
WORK = {"pdf": 12, "html": 1, "docx": 3, "xlsx": 2, "json": 1}  # how long each form takes beside the others, about
PUBLIC, EXEMPT = PublishedFile.Variant.PUBLIC.value, PublishedFile.Variant.EXEMPT.value


@dataclass(frozen=True)
class Edition:
    """One version of a paper as it is to be published: what it says, under which number, and what it changes, for each
    variant. `kept` are the facts as they were kept, where it is published already: kinds of facts may have grown since,
    and its digest stays that of what is kept. `word_template` is the number of the one that its Word files are made in."""

    whole: Whole
    place: str
    number: int
    version: int
    year: int
    month: int
    about: str
    provisional: bool
    published_at: datetime
    corrections: dict[str, Correction]
    kept: Any = None
    word_template: int | None = None

    @property
    def facts(self) -> Any:
        """Its facts as plain data."""
        return facts_as_data(self.whole.facts) if self.kept is None else self.kept

    @property
    def lines(self) -> list[Line]:
        """What its title block says of the publication."""
        day = london_date(self.published_at)
        again = [("Takes the place of", f"version {self.version - 1}")] if self.version > 1 else []
        return [("Paper", f"{self.number}, version {self.version}"), *again, ("Published", f"{day:%-d %B %Y}")]

    @property
    def variants(self) -> list[str]:
        return [PUBLIC, EXEMPT] if self.whole.exempt else [PUBLIC]

    def document(self, variant: str) -> Document:
        return draw(
            self.whole,
            draft=False,
            public=variant == PUBLIC,
            provisional=self.provisional,
            lines=self.lines,
            correction=self.corrections.get(variant),
        )

    def data(self) -> dict[str, Any]:
        """Everything that it says, as plain data: what its digest is of."""
        return {
            "place": self.place, "number": self.number, "version": self.version, "kind": self.whole.kind,
            "about": self.about, "year": self.year, "month": self.month, "title": self.whole.title,
            "layout": layout_as_data(self.whole.layout), "provisional": self.provisional,
            "published_on": london_date(self.published_at).isoformat(), "facts": self.facts,
            "texts": as_data(self.whole.texts), "corrections": corrections_as_data(self.corrections),
        }  # fmt: skip

    @property
    def sha256(self) -> str:
        return digest(self.data())


@dataclass(frozen=True)
class Made:
    """One file of an edition."""

    form: str
    variant: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def make_files(edition: Edition, say: Callable[[int], None] | None = None) -> list[Made]:
    """Every form of every variant of an edition; `say` is told how far they are, in per cent of the work."""
    documents = {variant: edition.document(variant) for variant in edition.variants}
    forms = {**FORMS, "docx": _in_word(edition)}
    made, done, total = {}, 0, len(documents) * sum(WORK.values())
    for form in sorted(TYPES, key=WORK.__getitem__):  # the quick ones first, so that it moves from the beginning
        for variant, document in documents.items():
            made[variant, form] = Made(form, variant, forms[form](document))
            done += WORK[form]
            if say:
                say(min(99, 100 * done // total))
    return [made[variant, form] for variant in documents for form in TYPES]


def _in_word(edition: Edition) -> Callable[[Document], bytes]:
    """What makes its Word files. TemplateRefused when its template cannot be filled with it."""
    if edition.word_template is None:
        return FORMS["docx"]
    template = WordTemplate.objects.get(pk=edition.word_template)
    return lambda document: render_word(document, template)


def corrections_between(
    before: Edition | None, after: Edition, note: str, *, exempt_too: bool = True
) -> dict[str, Correction]:
    """What an edition changes against the one before, for the public and with what is exempt. The public one compares
    only what the public reads in both."""
    variants = [PUBLIC, EXEMPT] if exempt_too else [PUBLIC]
    if before is None:
        return {variant: Correction(note) for variant in variants}
    found = {}
    for variant in variants:
        was = replace(before, corrections={}).document(variant)
        is_now = replace(after, corrections={}).document(variant)
        changed = as_printed(differences(was, is_now), _printed)
        found[variant] = Correction(note, (*changed, *_reworded(before.whole, after.whole, variant)))
    return found


def _reworded(before: Whole, after: Whole, variant: str) -> Iterator[Changed]:
    """The sections whose words are not the same in both, without the words: a redaction could not reach them here."""
    for slot in after.slots:
        was, is_now = (_words_of(whole.texts.get(slot.key, Said()), variant) for whole in (before, after))
        if was != is_now:
            now = "left out" if not is_now else "reworded" if was else "written"
            yield Changed(slot.heading, WORDS, "other words" if was else "not written", now, "")


def _words_of(said: Said, variant: str) -> str:
    return said.public_text if said.exempt and variant == PUBLIC else said.text


def _printed(cell: Cell) -> str:
    return print_cell(cell) or "blank"


def corrections_as_data(corrections: dict[str, Correction]) -> dict[str, Any]:
    return {variant: encode(correction) for variant, correction in corrections.items()}


class Kept(NamedTuple):
    """What is kept of what a published paper says, as plain data."""

    title: str
    facts: Any
    texts: Any
    differences: Any

    @classmethod
    def of(cls, published: PublishedPaper) -> Kept:
        content = published.content
        return cls(published.title, content.facts, content.texts, content.differences)


def edition_of(published: PublishedPaper) -> Edition:
    """A published paper as it was, from what is kept of it. Its content must not have been redacted away."""
    return edition_from(published, Kept.of(published))


def edition_from(published: PublishedPaper, kept: Kept) -> Edition:
    """The edition that a published paper is of what is kept."""
    facts, texts = facts_from_data(kept.facts), from_data(kept.texts)
    whole = Whole(published.kind, facts, layout_from_data(published.layout), texts, kept.title, published.formulas)
    corrections = {variant: decode(Correction, one) for variant, one in kept.differences.items()}
    return Edition(
        whole, published.place.slug, published.number, published.version, published.year, published.month,
        published.about, published.provisional, published.published_at, corrections, kept.facts,
        published.word_template_id,
    )  # fmt: skip


def changes_of(corrections: dict[str, Correction], variants: Sequence[str]) -> tuple[Changed, ...]:
    """What changed, by the first of the variants that is kept."""
    return next((corrections[variant].changed for variant in variants if variant in corrections), ())
