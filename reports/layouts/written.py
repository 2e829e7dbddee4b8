"""What people wrote for a paper, by the names of the slots that its layout offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.document import Block, Bullets, Paragraph
from reports.layouts import Marker


@dataclass(frozen=True, slots=True)
class Written:
    """`sections` are the blocks by a part's key, with figures as cells where a text names them; `entries` the lines of
    the title block by their key, and for a signed part who signed it. Under the parts that are `withheld` stands nothing
    but their words: no figures, and no parts of their own."""

    sections: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()


NOTHING = Written()


def text_blocks(text: str, marker: Marker = "") -> tuple[Block, ...]:
    """Plain text as blocks: an empty line ends a paragraph, and lines that begin with “- ” are points of one list."""
    blocks: list[Block] = []
    for chunk in text.replace("\r\n", "\n").split("\n\n"):
        points: list[str] = []
        words: list[str] = []
        for line in filter(None, (line.strip() for line in chunk.split("\n"))):
            if line.startswith("- "):
                points.append(line[2:])
            elif points:
                points[-1] += f"\n{line}"
            else:
                words.append(line)
        if words:
            blocks.append(Paragraph("\n".join(words)))
        if points:
            blocks.append(Bullets(tuple(points), marker))
    return tuple(blocks)
