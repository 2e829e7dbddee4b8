"""Puts the sections of a paper in the order and under the headings of its layout, with what people wrote between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.document import Block, Bullets, Paragraph, Section
from reports.layouts import Entry, Layout, Numbering, Part
from reports.layouts.written import Written

Figures = Mapping[str, Callable[[], tuple[Block, ...]]]
NO_NUMBER = ""


@dataclass(frozen=True, slots=True)
class Assembling:
    """What a paper is put together from: the figures by their section's key, the words, and whether it is a draft."""

    figures: Figures
    written: Written
    draft: bool

    def part(self, part: Part, level: int = 2) -> list[Section]:
        """The part and the parts below it; nothing when it has nothing to say."""
        blocks = [*self.words(part)]
        below: list[Section] = []
        if part.key in self.written.withheld:
            part = replace(part, figures=(), parts=())
        for held in part.figures:
            made = self.figures[held.key]()
            if not held.heading:
                blocks += made
            elif made:
                below.append(Section(held.key, held.heading, made, level + 1))
        for one in part.parts:
            below += self.part(one, level + 1)
        if not blocks and not below:
            return []
        return [Section(part.key, self.heading(part), tuple(blocks), level), *below]

    def words(self, part: Part) -> list[Block]:
        """What was written, else what stands in its place; a draft says what is to be written."""
        found = self.written.sections.get(part.key, ())
        blocks = [block for block in found if not isinstance(block, Bullets) or block.items]
        if not blocks and part.otherwise:
            blocks = [Paragraph(part.otherwise)]
        if part.unnumbered:
            blocks = [replace(b, number=NO_NUMBER) if isinstance(b, Paragraph) else b for b in blocks]
        if not found and self.draft and part.guidance:
            blocks.append(Paragraph(f"To be written: {_with_choices(part)}", guidance=True))
        if part.lead_in and blocks:
            blocks.insert(0, Paragraph(part.lead_in, NO_NUMBER))
        return blocks

    def heading(self, part: Part) -> str:
        if not part.signed:
            return part.heading
        who = self.written.entries.get(part.key, "") or ("initials and date" if self.draft else "")
        return f"{part.heading} ({who})" if who else part.heading


def _with_choices(asked: Part | Entry) -> str:
    guidance = asked.guidance or "one of"
    return f"{guidance} ({', '.join(asked.choices)})" if asked.choices else guidance


def assemble(layout: Layout, figures: Figures, written: Written, *, draft: bool) -> tuple[Section, ...]:
    """The sections of a paper, numbered as its layout numbers them; KeyError for figures that the paper does not have."""
    assembling = Assembling(figures, written, draft)
    sections: list[Section] = []
    for part in layout.parts:
        made = assembling.part(part)
        if made and not part.heading and sections:
            sections[-1] = replace(sections[-1], blocks=sections[-1].blocks + made[0].blocks)
            made = made[1:]
        sections += made
    return number(sections, layout.numbering)


def entry_lines(entries: Sequence[Entry], written: Written, *, draft: bool) -> tuple[tuple[str, str], ...]:
    """Lines of the title block; one that nobody filled in shows in a draft what belongs there, and is else left out."""
    lines = []
    for entry in entries:
        value = written.entries.get(entry.key, "") or entry.otherwise
        if not value and draft:
            value = f"[{_with_choices(entry)}]"
        if value:
            lines.append((entry.label, value))
    return tuple(lines)


def number(sections: Sequence[Section], numbering: Numbering) -> tuple[Section, ...]:
    """Number the paragraphs in one run through the paper, or the sections and the paragraphs within each."""
    numbered: list[Section] = []
    chapter, last = 0, 0
    for section in sections:
        if numbering == "sections" and section.level == 2:
            chapter, last = chapter + 1, 0
            section = replace(section, number=chapter)
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                skipped = block.guidance or block.number == NO_NUMBER or numbering == "none"
                last += not skipped
                counted = last if numbering == "continuous" else f"{chapter}.{last}"
                block = replace(block, number=None if skipped else counted)
            blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return tuple(numbered)
