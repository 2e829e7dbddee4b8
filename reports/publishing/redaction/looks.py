"""Where words stand in how papers look: layouts that a place made, and Word templates, whose bytes never change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection

from budgets.models import Place
from reports.layouts.data import NoLayout, from_data
from reports.models import PlaceLayout, WordTemplate
from reports.models.redactions import MARK, SHORT_MARK
from reports.publishing.redaction.kept_files import holds

NO_TEXT = {"slug", "key", "unit", "numbering", "points", "sign_off"}  # what other rows or the product go by
HISTORY = """
SELECT EXISTS (SELECT 1 FROM reports_placelayoutevent WHERE content::text ~* %(words)s AND place_id = %(place)s)
    OR EXISTS (SELECT 1 FROM reports_publishedpaper WHERE layout::text ~* %(words)s AND place_id = %(place)s
        AND id IN (SELECT supersedes_id FROM reports_publishedpaper))
"""


@dataclass(frozen=True)
class ByHand:
    """A place that no redaction reaches: what it is, and what somebody has to do about it."""

    name: str
    cure: str
    key: str


def holding_layouts(place: Place, pattern: re.Pattern[str]) -> list[PlaceLayout]:
    """The place's layouts that hold the words, but for retired ones, which stand."""
    kept = PlaceLayout.objects.filter(place=place, retired_at=None).select_related("saved_by")
    return [one for one in kept if without_words(one.content, pattern) != one.content]


def by_hand(place: Place, pattern: re.Pattern[str], words: str) -> list[ByHand]:
    """Whatever holds the words and stands as it is; `words` are those of the database."""
    found = [
        ByHand(
            f"The Word template “{one.name}”{', which is retired' if one.retired_at else ''}",
            "its bytes stand, so nobody new can be given it"
            if one.retired_at
            else "retire it, and upload one without them",
            f"template:{one.pk}",
        )
        for one in WordTemplate.objects.filter(place=place).order_by("pk").iterator(chunk_size=5)
        if pattern.search(f"{one.name}\n{one.filename}") or holds(bytes(one.content), pattern)
    ]
    found += [
        ByHand(
            f"The retired layout “{one.name}”",
            "it stands; drafts that began in it are to be begun anew",
            f"layout:{one.pk}",
        )
        for one in PlaceLayout.objects.filter(place=place).exclude(retired_at=None)
        if without_words(one.content, pattern) != one.content
    ]
    with connection.cursor() as cursor:
        cursor.execute(HISTORY, {"words": words, "place": place.pk})
        (past,) = cursor.fetchone()
    if past:
        found.append(ByHand("Earlier versions of layouts", "the history keeps them, and no page prints them", "past"))
    return found


def without_words(content: Any, pattern: re.Pattern[str], mark: str = MARK) -> Any:
    """A layout's data with the words taken out of its texts."""
    if isinstance(content, str):
        return pattern.sub(mark, content)
    if isinstance(content, list):
        return [without_words(one, pattern, mark) for one in content]
    if isinstance(content, dict):
        return {key: value if key in NO_TEXT else without_words(value, pattern, mark) for key, value in content.items()}
    return content


def redacted_layout(content: Any, pattern: re.Pattern[str]) -> Any:
    """The same as a layout that can be read: with the short mark where the longer one does not fit."""
    found = without_words(content, pattern)
    try:
        from_data(found)
    except NoLayout:
        return without_words(content, pattern, SHORT_MARK)
    return found
