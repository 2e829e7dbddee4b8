"""A place's own layout that is none, and a Word template that is another file than the one that was tried."""

from __future__ import annotations

from reports.books import house_style
from tests.reports.books.planted.plant import HEREFORD, Plant

WHO = "(SELECT min(id) FROM s75_user)"

HOUSE_STYLE = (
    Plant(
        house_style.layouts_can_be_read,
        "INSERT INTO reports_placelayout (place_id, slug, content, version, saved_by_id, saved_at) "
        f"""VALUES ({HEREFORD}, 'own', '{{"slug": "own", "name": "Own", "title": "Own"}}', 1, {WHO}, now())""",
        "The layout “own” of herefordshire cannot be read: The layout needs “parts”.",
    ),
    Plant(
        house_style.templates_are_the_bytes_that_came,
        "INSERT INTO reports_wordtemplate (place_id, name, filename, content, size, sha256, fits, standard, added_by_id, "
        f"added_at) VALUES ({HEREFORD}, 'Letter', 'letter.docx', 'x', 1, 'y', '', false, {WHO}, now())",
        "The Word template “Letter” of herefordshire is not the file that was tried.",
    ),
)
