"""A layout is a house style as data: the title, the headings in their order, the unit and the sign of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Layout:
    """A house style. `title` takes {scope} and {period}; `headings` are section keys with their headings, in order.

    A section that is not named is left out. `overspend` is the sign under which an overspend is printed, and the two
    notes say so under every table of money. `steps` is how many schemes a movement bridge shows before the rest.
    """

    slug: str
    title: str
    headings: tuple[tuple[str, str], ...]
    unit_note: str
    sign_note: str
    overspend: Literal[1, -1] = 1
    steps: int = 8
    drivers: int = 3

    @property
    def note(self) -> str:
        """What stands under every table of money."""
        return f"{self.unit_note} {self.sign_note}"
