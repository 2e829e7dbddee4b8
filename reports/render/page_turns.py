"""Which sections of a paper lie in landscape, so that its pages are filled and none is begun for a line or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from reports.document import Block, Bullets, Chart, Document, Paragraph, Section, Table

if TYPE_CHECKING:
    from reports.render.page_layout import Laid

FEW_LINES, LEAD_LINES, LAST_LINES = 24, 8, 12


def _lines(block: Block) -> float:
    """About how many lines of a page a block takes."""
    if isinstance(block, Table):
        return len(block.rows) * 1.3 + 4 + len(block.notes)
    if isinstance(block, Chart):
        return 22
    if isinstance(block, Bullets):
        return sum(1 + len(item) // 95 for item in block.items)
    return 1.5 + len(block.text) / 95 if isinstance(block, Paragraph) else 0


def landscape_sections(document: Document, laid: Mapping[str, Laid]) -> list[bool]:
    """Which sections lie in landscape: those with a wide table, and short ones after one of them or right before one, which
    would otherwise leave a page nearly empty. A heading with little or nothing but sections below it lies as the first of
    them does."""
    wide = [any(laid[b.key].landscape for b in s.blocks if isinstance(b, Table)) for s in document.sections]
    turned: list[bool] = []
    for is_wide, run in groupby(zip(wide, document.sections, strict=True), key=lambda pair: pair[0]):
        sections: list[Section] = [section for _, section in run]
        lines = sum(3 + sum(_lines(block) for block in section.blocks) for section in sections)
        turned += [is_wide or (bool(turned) and lines < FEW_LINES)] * len(sections)
    for i in range(len(turned) - 2, -1, -1):
        section = document.sections[i]
        little = sum(_lines(block) for block in section.blocks) < (LEAD_LINES if i else 1)
        if little and section.level < document.sections[i + 1].level:
            turned[i] = turned[i + 1]
    return _with_last(document.sections, turned)


def _with_last(sections: Sequence[Section], turned: list[bool]) -> list[bool]:
    """The same with the last few lines before a wide section lying as it does; what begins the paper stays as it lies."""
    lines = 0.0
    for i in range(len(turned) - 2, 0, -1):
        if turned[i]:
            lines = 0
            continue
        lines += 3 + sum(_lines(block) for block in sections[i].blocks)
        turned[i] = turned[i + 1] and lines < LAST_LINES
    return turned


def title_turned(document: Document, turned: list[bool]) -> bool:
    """Whether the title lies in landscape: where its first section does, and begins on the title's page."""
    return bool(turned) and turned[0] and not document.sections[0].apart
