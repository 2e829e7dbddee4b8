"""A layout is a house style as data: its headings in their order, what people write and where figures stand, unit and sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reports.document import PENCE, Scale
from s75.money import ZERO

UnitName = Literal["pence", "pounds", "thousands", "millions"]
Numbering = Literal["continuous", "sections", "none"]
Marker = Literal["", "1)", "1.", "a)"]
UNITS: dict[str, Scale] = {
    "pence": PENCE,
    "pounds": Scale("£", 1, 0),
    "thousands": Scale("£000", 1_000, 0),
    "millions": Scale("£m", 1_000_000, 3),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A section of figures and its heading; without one its tables run on under the heading of the part."""

    key: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the title block that people fill in. `guidance` says with what; `otherwise` is printed when they do not."""

    key: str
    label: str
    guidance: str = ""
    otherwise: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the paper, with the words that people write under it, sections of figures, and parts of its own.

    A part with `guidance` is a slot for words, named by its key; `otherwise` is printed when nobody wrote any, such as
    “None.”. `lead_in` is printed before them, and `points` is how the points that they are made of are counted. A
    `signed` part names in brackets who wrote it. Without a heading it runs on under the part before.
    """

    key: str
    heading: str = ""
    guidance: str = ""
    lead_in: str = ""
    points: Marker = ""
    otherwise: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    signed: bool = False
    unnumbered: bool = False
    figures: tuple[Held, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A house style. `title` takes {scope} and {period}; `above` and `below` are the title block around it.

    `overspend` is the sign under which an overspend is printed; with `brackets` a negative figure stands in them. `steps`
    is how many schemes a movement bridge shows before the rest, `drivers` how many a sentence names, `least_variance` the
    variance in £ below which a line's explanation is not printed. `sign_off` are the roles that sign a paper.
    """

    slug: str
    name: str
    title: str
    parts: tuple[Part, ...]
    above: tuple[Entry, ...] = ()
    below: tuple[Entry, ...] = ()
    unit: UnitName = "pence"
    brackets: bool = False
    overspend: Literal[1, -1] = 1
    numbering: Numbering = "continuous"
    steps: int = 8
    drivers: int = 3
    least_variance: Decimal = ZERO
    sign_off: tuple[str, ...] = ("finance_director",)

    @property
    def scale(self) -> Scale:
        """How amounts are printed."""
        scale = UNITS[self.unit]
        return replace(scale, brackets=True) if self.brackets else scale

    @property
    def note(self) -> str:
        """What stands under every table of money: the unit and the sign."""
        unit = unit_words(self.scale)
        if self.overspend == 1:
            sign = "A positive variance is an overspend"
            return f"{unit}. {sign}{'; an underspend is in brackets' if self.brackets else ''}."
        return f"{unit}. An overspend is {'in brackets' if self.brackets else 'negative'}."

    def title_of(self, scope: str, period: str) -> str:
        return self.title.replace("{period}", period).replace("{scope}", scope)

    def for_statement(self) -> Layout:
        """What of it a statement follows: the parts that hold figures, without those that are words alone."""
        return replace(self, parts=tuple(part for part in self.parts if any(one.figures for one in _walk((part,)))))

    def for_sheet(self) -> Layout:
        """What of it a sheet follows: title block, numbering, unit and sign."""
        return replace(self, parts=())

    def all_parts(self) -> Iterator[Part]:
        """Every part, in the order in which it is printed."""
        yield from _walk(self.parts)

    def slots(self) -> list[Part]:
        """The parts that people write."""
        return [part for part in self.all_parts() if part.guidance]

    def entries(self) -> list[Entry]:
        """The lines of the title block that people fill in."""
        return [*self.above, *self.below]

    def figures(self) -> list[str]:
        """The sections of figures that the layout asks a paper for, in order."""
        return [held.key for part in self.all_parts() for held in part.figures]


def unit_words(scale: Scale) -> str:
    """The unit of a scale as notes under tables say it."""
    return "£, without pence" if scale.name == "£" else scale.name


def _walk(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _walk(part.parts)
