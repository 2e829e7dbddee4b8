"""A published paper as its files: every form, for the public and with what is exempt, and what it all hashes to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from reports.document import Cell, Document
from reports.facts.coding import decode, encode
from reports.layouts.data import as_data as layout_as_data
from reports.layouts.data import from_data as layout_from_data
from reports.making import FORMS
from reports.models import PublishedFile, PublishedPaper
from reports.publishing.drawing import Line, Whole, draw
from reports.publishing.kept import digest, facts_as_data, facts_from_data
from reports.render.words import print_cell
from reports.writing.difference import Changed, Correction, as_printed, differences
from reports.writing.said import as_data, from_data
from s75.years import london_date

TYPES = {  # the forms of a published paper, with what each is called and its type
    "pdf": ("PDF", "application/pdf"),
    "html": ("Web page", "text/html; charset=utf-8"),
    "docx": ("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
}
PUBLIC, EXEMPT = PublishedFile.Variant.PUBLIC.value, PublishedFile.Variant.EXEMPT.value


@dataclass(frozen=True)
class Edition:
    """One version of a paper as it is to be published: what it says, under which number, and what it changes, for each
    variant."""

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
            "published_on": london_date(self.published_at).isoformat(), "facts": facts_as_data(self.whole.facts),
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


def make_files(edition: Edition) -> list[Made]:
    """Every form of every variant of an edition."""
    documents = {variant: edition.document(variant) for variant in edition.variants}
    return [Made(form, variant, FORMS[form](document)) for variant, document in documents.items() for form in TYPES]


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
        found[variant] = Correction(note, as_printed(differences(was, is_now), _printed))
    return found


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
    whole = Whole(published.kind, facts, layout_from_data(published.layout), texts, kept.title)
    corrections = {variant: decode(Correction, one) for variant, one in kept.differences.items()}
    return Edition(
        whole, published.place.slug, published.number, published.version, published.year, published.month,
        published.about, published.provisional, published.published_at, corrections,
    )  # fmt: skip


def changes_of(corrections: dict[str, Correction], variants: Sequence[str]) -> tuple[Changed, ...]:
    """What changed, by the first of the variants that is kept."""
    return next((corrections[variant].changed for variant in variants if variant in corrections), ())
