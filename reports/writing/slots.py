"""What people write in a paper: the slots that its layout offers, or those of the frame around a paper without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.layouts import Entry, Layout, Marker, Part

BY = ".by"  # ends the slot of who wrote a signed part

FRAME = (  # around the figures of a paper whose layout offers no slots; None is where the figures stand
    Part("purpose", "Purpose", "what the paper gives, and for which period.", required=True),
    Part(
        "recommendations", "Recommendations", "what the board is asked to do, one point a line, each begun with “- ”."
    ),
    None,
    Part("next_steps", "What happens next", "what is done about the variances, by whom and by when."),
    Part(
        "contact", "Contact", "who answers questions about the paper: name, post and e-mail address.", unnumbered=True
    ),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing to write: a section, or a line of the title block when `entry` is set.

    `names` says that it asks for the names of people, so that none in it are warned about. `figures` are the keys of the
    sections of figures that stand under it.
    """

    key: str
    heading: str
    guidance: str
    required: bool = False
    entry: bool = False
    points: Marker = ""
    choices: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    otherwise: str = ""

    @property
    def names(self) -> bool:
        return self.entry or "name" in self.guidance or "who answers" in self.guidance


def framed(layout: Layout, laid_out: bool) -> bool:
    """Whether a paper is written in the frame, because its layout offers nothing to write or does not reach it."""
    return not laid_out or not layout.slots()


def slots_of(layout: Layout, laid_out: bool) -> list[Slot]:
    """Everything that can be written in a paper of that layout, in the order in which it is printed."""
    entries = [_entry(entry) for entry in layout.entries()] if laid_out else []
    if framed(layout, laid_out):
        taken = {entry.key for entry in entries}
        return [*entries, *(_section(part) for part in FRAME if part is not None and part.key not in taken)]
    return [*entries, *_parts(layout)]


def _parts(layout: Layout) -> Iterator[Slot]:
    for part in layout.all_parts():
        if part.guidance:
            yield _section(part)
        if part.signed:
            yield Slot(f"{part.key}{BY}", f"{part.heading}: by", "initials and date", entry=True)


def _entry(entry: Entry) -> Slot:
    guidance = entry.guidance or (f"if it is not “{entry.otherwise}”" if entry.otherwise else "")
    required = entry.required and not entry.otherwise
    return Slot(entry.key, entry.label, guidance, required, True, choices=entry.choices, otherwise=entry.otherwise)


def _section(part: Part) -> Slot:
    figures = tuple(held.key for held in part.figures)
    required = part.required and not part.otherwise
    return Slot(
        part.key,
        part.heading or part.key.replace("_", " ").capitalize(),
        part.guidance,
        required,
        points=part.points,
        choices=part.choices,
        figures=figures,
        otherwise=part.otherwise,
    )
