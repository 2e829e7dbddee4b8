"""The sections of a paper as its page lists them: what is written, and what must be written yet."""

from __future__ import annotations

from typing import NamedTuple

from budgets.scope import Scope
from reports.models import Paper
from reports.publishing.reading import Read
from reports.writing.said import Said

MISSING = "red"  # the colour of what must be written yet


class Section(NamedTuple):
    """A slot of a paper, as its page lists it."""

    heading: str
    href: str
    state: str
    colour: str


def slot_address(scope: Scope, paper: Paper, slot: str) -> str:
    return scope.address("paper_write", paper.pk, slot)


def sections_of(scope: Scope, read: Read) -> list[Section]:
    """What is written and what is not, in the order of the paper; the title block first, as one."""
    found = []
    texts = read.whole.texts
    entries = [slot for slot in read.whole.slots if slot.entry]
    missing = sum(slot.required and not texts.get(slot.key, Said()).text for slot in entries)
    state = (f"{missing} to fill in", MISSING) if missing else ("Filled in", "green")
    found.append(Section("Title and title block", scope.address("paper_title", read.paper.pk), *state))
    for slot in read.whole.slots:
        if not slot.entry:
            href = slot_address(scope, read.paper, slot.key)
            found.append(Section(slot.heading, href, *_state(slot.required, texts.get(slot.key, Said()))))
    return found


def _state(required: bool, said: Said) -> tuple[str, str]:
    if said.exempt:
        return "Exempt", "purple"
    if said.text:
        return "Written", "green"
    return ("To be written", MISSING) if required else ("Empty, may stay so", "grey")
