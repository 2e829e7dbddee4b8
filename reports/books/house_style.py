"""Whether the layouts that places made are layouts, and their Word templates the files that were tried."""

from __future__ import annotations

import hashlib

from budgets.roles import BY_KEY
from reports.layouts.data import NoLayout, from_data
from reports.layouts.offers import FIGURES
from reports.models import PlaceLayout, WordTemplate


def layouts_can_be_read() -> list[str]:
    """Every layout of a place's own reads back, under its own name, with figures and roles that there are."""
    breaks = []
    for kept in PlaceLayout.objects.select_related("place").order_by("pk").iterator(chunk_size=100):
        name = f"The layout “{kept.slug}” of {kept.place.slug}"
        try:
            layout = from_data(kept.content, known=FIGURES)
        except NoLayout as wrong:
            breaks.append(f"{name} cannot be read: {wrong}")
            continue
        if layout.slug != kept.slug:
            breaks.append(f"{name} calls itself “{layout.slug}”.")
        breaks += [f"{name} asks for the unknown role “{role}”." for role in layout.sign_off if role not in BY_KEY]
        if not layout.sign_off:
            breaks.append(f"{name} asks for nobody's signature.")
    return breaks


def templates_are_the_bytes_that_came() -> list[str]:
    """Every Word template has the size and the digest that it was tried with."""
    breaks = []
    for kept in WordTemplate.objects.select_related("place").order_by("pk").iterator(chunk_size=5):
        content = bytes(kept.content)
        if (len(content), hashlib.sha256(content).hexdigest()) != (kept.size, kept.sha256):
            breaks.append(f"The Word template “{kept.name}” of {kept.place.slug} is not the file that was tried.")
    return breaks
