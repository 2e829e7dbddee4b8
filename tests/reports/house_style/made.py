"""Layouts and templates of the small world, and the editor's form as a browser sends it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reports.house_style.actions.layouts import add_layout
from reports.house_style.actions.templates import add_template
from reports.house_style.example import example_template
from reports.house_style.rows import rows_of
from reports.layouts import Layout
from reports.layouts.data import as_data
from reports.layouts.houses import house
from reports.models import PlaceLayout, WordTemplate
from tests.universe import Universe


def content(**changes: Any) -> dict[str, Any]:
    """The cabinet layout under a name of its own, with changes."""
    return as_data(replace(house("durham"), **{"name": "Our cabinet", **changes}))


def own_layout(world: Universe) -> PlaceLayout:
    kept = PlaceLayout.objects.filter(place=world.place, retired_at=None).first()
    return kept or add_layout(place=world.place, content=content(), by=world.clerk)


def own_template(world: Universe) -> WordTemplate:
    kept = WordTemplate.objects.filter(place=world.place, retired_at=None).first()
    return kept or add_template(
        place=world.place, name="Letter", filename="letter.docx", content=example_template(), by=world.clerk
    )


def sent(layout: Layout, **more: Any) -> dict[str, Any]:
    """What the editor of a layout sends, field by field."""
    shown = rows_of(layout)
    fields: dict[str, Any] = {**shown.top, "sign_off": shown.sign_off, "version": 1}
    for number, entry in enumerate(shown.entries, 1):
        fields |= {f"entry-{number}-{key}": value for key, value in entry.items()}
    for number, part in enumerate(shown.parts, 1):
        fields |= {f"part-{number}-{key}": value for key, value in part.values.items()}
        for place, figure in enumerate(part.figures, 1):
            fields |= {f"part-{number}-figure-{place}-{key}": value for key, value in figure.items()}
    return {**fields, **more}
