"""Fits a house layout to a paper that has sections of its own: each stands where the layout asks for it, the rest beside
the position by fund."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from reports.document import Document
from reports.layouts import Held, Layout, Part
from reports.layouts.assembling import assemble, entry_lines, number
from reports.layouts.showing import show
from reports.layouts.written import NOTHING, Written

POSITION = ("funds", "schemes")  # whichever a layout gives a heading tells under which part positions stand
LAST = ("sources", "register")  # what a paper ends with
NOT_RENAMED: Mapping[str, str] = {}


def whole_of(layout: Layout) -> Layout:
    """All of a layout, which is what most papers follow."""
    return layout


def lay_out(
    document: Document,
    layout: Layout,
    written: Written = NOTHING,
    *,
    draft: bool = True,
    called: Mapping[str, str] = NOT_RENAMED,
) -> Document:
    """The paper in the layout, with what people wrote for it. `called` gives sections the key that layouts know them by.

    A layout that offers nothing to write leaves the order of the paper, and gives it title block, numbering and unit; one
    without parts, for sheets, prints of its title block what was filled in.
    """
    sections = number(document.sections, layout.numbering)
    if layout.slots():
        taken = {part.key for part in layout.all_parts()} - set(layout.figures())
        named = {called.get(one.key, one.key): one for one in document.sections}
        own = {f"{key}-figures" if key in taken else key: one for key, one in named.items()}
        figures = {key: partial(tuple, section.blocks) for key, section in own.items()}
        headings = {key: section.heading for key, section in own.items()}
        sections = assemble(fitted(layout, headings), figures, written, draft=draft)
    asking = draft and bool(layout.parts)
    meta = replace(
        document.meta,
        draft=document.meta.draft or (asking and bool(layout.slots() or layout.entries())),
        above=entry_lines(layout.above, written, draft=asking),
        facts=(*entry_lines(layout.below, written, draft=asking), *document.meta.facts),
    )
    return show(Document(meta, sections), layout.scale)


def in_layouts(
    write: Callable[[Any, Layout], Document], part_of: Callable[[Layout], Layout] = whole_of, **called: str
) -> Callable[..., Document]:
    """What draws a paper of its own sections, made to follow layouts: it takes `written` and `draft` by name as well.
    `part_of` is what of a layout it follows; `called` gives sections the key that layouts know them by."""

    def fit(facts: Any, layout: Layout, *, written: Written = NOTHING, draft: bool = True) -> Document:
        followed = part_of(layout)
        return lay_out(write(facts, followed), followed, written, draft=draft, called=called)

    return fit


def fitted(layout: Layout, headings: Mapping[str, str]) -> Layout:
    """The layout for a paper of these sections, by key, with their own headings where the layout gives each one.

    What the layout asks for and the paper does not have is left out. What it does not name follows, within the part of
    the position, what it follows in the paper; without such a part it has headings of its own before the sources.
    """
    asked = set(layout.figures())
    rest = [key for key in headings if key not in asked]
    home = _home(layout)
    parts = tuple(_fit(part, headings, rest if part.key == home else ()) for part in layout.parts)
    if home is None:
        own = [Part(key, headings[key], figures=(Held(key),)) for key in rest]
        end = next((i for i, part in enumerate(parts) if _ends(part)), len(parts))
        parts = (*parts[:end], *own, *parts[end:])
    return replace(layout, parts=parts)


def _home(layout: Layout) -> str | None:
    """The key of the chief part under which the layout has positions, each with a heading."""
    for key in POSITION:
        for part in layout.parts:
            if any(held.key == key and held.heading for held in part.figures):
                return part.key
    return None


def _ends(part: Part) -> bool:
    return any(held.key in LAST for held in part.figures)


def _fit(part: Part, headings: Mapping[str, str], rest: Sequence[str]) -> Part:
    asked = [Held(h.key, headings[h.key] if h.heading else "") for h in part.figures if h.key in headings]
    return replace(
        part,
        figures=tuple(_merged(asked, headings, rest)),
        parts=tuple(_fit(one, headings, ()) for one in part.parts),
    )


def _merged(asked: Sequence[Held], headings: Mapping[str, str], rest: Sequence[str]) -> list[Held]:
    """Those asked for, in the layout's order, each followed by the rest that follows it in the paper; what follows none of
    them stands first."""
    own = list(headings)
    found = list(asked)
    for key in rest:
        before = own[: own.index(key)]
        places = [i for i, held in enumerate(found) if held.key in before]
        found.insert(places[-1] + 1 if places else 0, Held(key, headings[key]))
    return found
