"""A paper drawn from its facts and its texts, and nothing else: as a draft, for the public, or with what is exempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from reports.catalogue import PAPERS, Kind
from reports.document import Block, Document, Paragraph, Section
from reports.layouts import Layout, Part
from reports.layouts.assembling import NO_NUMBER, assemble, number
from reports.layouts.written import Written
from reports.writing.difference import Correction, correction_section
from reports.writing.filling import fill
from reports.writing.names import Names, named_figures
from reports.writing.said import Said, Texts
from reports.writing.slots import BY, FRAME, Slot, framed, slots_of

EXEMPT_MARK = "This version holds information that is exempt from publication."
PROVISIONAL = "provisional"
Line = tuple[str, str]


@dataclass(frozen=True)
class Whole:
    """Everything that a paper is drawn from. `formulas` are those of a published one; 0 is for today's."""

    kind: str
    facts: Any
    layout: Layout
    texts: Texts
    title: str = ""
    formulas: int = 0

    @property
    def of_kind(self) -> Kind:
        return PAPERS[self.kind]

    @property
    def style(self) -> Layout:
        """The layout as far as the paper follows it: one that was published before its kind followed layouts keeps to its
        unit and sign alone."""
        if 0 < self.formulas < self.of_kind.laid_out_since:
            return replace(self.layout, parts=(), above=(), below=())
        return self.of_kind.part_of(self.layout)

    @cached_property
    def bare(self) -> Document:
        """The paper without anything that people wrote: its figures."""
        return self.of_kind.write(self.facts, self.style)

    @cached_property
    def names(self) -> Names:
        """Its figures by name."""
        return named_figures(self.bare, self.facts, self.layout)

    @cached_property
    def slots(self) -> list[Slot]:
        return slots_of(self.style, self.of_kind.laid_out)

    @property
    def exempt(self) -> dict[str, Said]:
        """The sections that are exempt from publication."""
        return {slot: said for slot, said in self.texts.items() if said.exempt}


def draw(
    whole: Whole,
    *,
    draft: bool,
    public: bool = False,
    provisional: bool = False,
    lines: Sequence[Line] = (),
    correction: Correction | None = None,
) -> Document:
    """The paper as a document; `lines` are added to its title block. What is exempt is left out of the public version,
    with the sections of figures under it, and marked in the other. A correction begins with what it changes."""
    written = _written(whole, public)
    if framed(whole.style, whole.of_kind.laid_out):
        document = _framed(whole, written, draft)
    else:
        document = whole.of_kind.write(whole.facts, whole.style, written=written, draft=draft)
    if correction is not None:
        document = replace(document, sections=(correction_section(correction), *document.sections))
    return _titled(document, whole, draft, public, provisional, lines)


def _titled(
    document: Document, whole: Whole, draft: bool, public: bool, provisional: bool, lines: Sequence[Line]
) -> Document:
    meta = document.meta
    marks = meta.marks if public or not whole.exempt else (*meta.marks, EXEMPT_MARK)
    paper = f"{meta.paper}, {PROVISIONAL}" if provisional else meta.paper
    meta = replace(
        meta, title=whole.title or meta.title, paper=paper, draft=draft, marks=marks, facts=(*meta.facts, *lines)
    )
    return replace(document, meta=meta)


def _written(whole: Whole, public: bool) -> Written:
    sections: dict[str, tuple[Block, ...]] = {}
    entries: dict[str, str] = {}
    for slot in whole.slots:
        said = whole.texts.get(slot.key)
        if said is None:
            continue
        if slot.entry:
            entries[slot.key.removesuffix(BY)] = said.text
        else:
            sections[slot.key] = _blocks(whole, slot, said, public)
    return Written(sections, entries, frozenset(whole.exempt) if public else frozenset())


def _blocks(whole: Whole, slot: Slot, said: Said, public: bool) -> tuple[Block, ...]:
    text = said.public_text if public and said.exempt else said.text
    blocks = fill(text, whole.names, slot.points)
    return (Paragraph(said.notice), *blocks) if said.exempt else blocks


def _framed(whole: Whole, written: Written, draft: bool) -> Document:
    """The paper's own sections with the frame's around them, numbered in one run, under the layout's title block."""
    drawn = whole.bare
    if whole.of_kind.laid_out and whole.style.entries():
        titled = Written(entries=written.entries)
        drawn = whole.of_kind.write(whole.facts, whole.style, written=titled, draft=draft)
    middle = FRAME.index(None)
    before = [part for part in FRAME[:middle] if part is not None]
    after = [part for part in FRAME[middle + 1 :] if part is not None]
    own = [_unnumbered_stay(section) for section in drawn.sections]
    sections = [*_frame(before, written, draft), *own, *_frame(after, written, draft)]
    return replace(drawn, sections=number(sections, whole.layout.numbering))


def _unnumbered_stay(section: Section) -> Section:
    """The section with what has no number marked so, since it is numbered anew."""
    blocks = (
        replace(block, number=NO_NUMBER) if isinstance(block, Paragraph) and block.number is None else block
        for block in section.blocks
    )
    return replace(section, blocks=tuple(blocks))


def _frame(parts: Sequence[Part], written: Written, draft: bool) -> tuple[Section, ...]:
    return assemble(Layout("frame", "Frame", "Frame", tuple(parts)), {}, written, draft=draft)
