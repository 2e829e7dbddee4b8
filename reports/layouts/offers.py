"""What a layout can be made of: the sections of figures that the board paper has, by their names in the plain layout."""

from __future__ import annotations

from reports.layouts.plain import PLAIN

FIGURES: dict[str, str] = {held.key: part.heading for part in PLAIN.parts for held in part.figures}
