"""Whether the history tells of every row as it stands, and by whom it came to be so."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.db.models import Model
from pghistory.models import Event

from reports.books.reading import rows
from reports.books.walls import APPS


def event_models() -> list[tuple[type[Model], type[Event], list[str]]]:
    """Each kept model with its events' model and the columns that are kept."""
    found = []
    for label in APPS:
        for event in apps.get_app_config(label).get_models():
            if issubclass(event, Event):
                columns = [str(f.column) for f in event._meta.local_fields if not f.name.startswith("pgh_")]
                found.append((_tracked(event), event, columns))
    return found


def _tracked(event: type[Event]) -> type[Model]:
    tracked = event.pgh_tracked_model
    assert tracked is not None
    return tracked


def history_is_complete() -> list[str]:
    """Every row of a kept table has its insertion in the history, and its newest event holds the values that it has."""
    breaks = []
    for model, event, columns in event_models():
        ours, kept = (", ".join(f'{side}."{column}"' for column in columns) for side in ("r", "n"))
        found = rows(
            f"""
            SELECT COALESCE(r.id, n.pgh_obj_id), to_jsonb(r), to_jsonb(n), began.pgh_obj_id IS NOT NULL
            FROM "{model._meta.db_table}" r
            FULL JOIN (SELECT DISTINCT ON (pgh_obj_id) * FROM "{event._meta.db_table}" ORDER BY pgh_obj_id, pgh_id DESC) n
                ON n.pgh_obj_id = r.id
            LEFT JOIN (SELECT DISTINCT pgh_obj_id FROM "{event._meta.db_table}" WHERE pgh_label = 'insert') began
                ON began.pgh_obj_id = r.id
            WHERE CASE WHEN r.id IS NULL THEN n.pgh_label <> 'delete'
                ELSE began.pgh_obj_id IS NULL OR n.pgh_label = 'delete' OR ROW({ours}) IS DISTINCT FROM ROW({kept}) END
            ORDER BY 1"""
        )
        name = str(model._meta.verbose_name)
        breaks += [
            _difference(f"The {name} {pk}", columns, _values(row), _values(newest), began)
            for pk, row, newest, began in found
        ]
    return breaks


def _values(row: str | None) -> dict[str, Any] | None:
    """A row's values by column; amounts as they are written, for JSON's numbers are floats."""
    return None if row is None else json.loads(row, parse_float=str)


def _difference(
    name: str, columns: list[str], row: dict[str, Any] | None, event: dict[str, Any] | None, began: bool
) -> str:
    if row is None:
        return f"{name} is gone, and the history does not say who deleted it."
    if event is None or not began:
        return f"{name} has no insertion in the history."
    if event["pgh_label"] == "delete":
        return f"{name} is there, and the history says that it was deleted."
    differing = [f"{c} is {row[c]} and was recorded as {event[c]}" for c in columns if row[c] != event[c]]
    return f"{name} was changed past its history: {'; '.join(differing)}."


# A redaction takes words out of a forecast or a change, whoever wrote it.
_NOT_REDACTED = "NOT EXISTS (SELECT 1 FROM reports_redaction d WHERE d.made_at = e.pgh_created_at)"
_SIGNED = {  # events that name the person in the row itself, those who may have written it, and which events tell
    "schemes_forecastevent": ("forecast", ("saved_by_id", "submitted_by_id", "reviewed_by_id"), _NOT_REDACTED),
    # Whoever posts a fund's changes may take one back to a draft, which then names nobody else.
    "budgets_changeevent": (
        "change",
        ("requested_by_id", "decided_by_id", "posted_by_id"),
        f"NOT (e.pgh_label = 'update' AND e.state = 'draft') AND {_NOT_REDACTED}",
    ),
}


def history_names_the_person() -> list[str]:
    """The person under whom the history keeps a forecast or a change is one whom the row itself names."""
    breaks = []
    for table, (words, columns, spared) in _SIGNED.items():
        people = ", ".join(f"e.{column}" for column in columns)
        found = rows(
            f"SELECT count(DISTINCT e.pgh_obj_id) FROM {table} e LEFT JOIN pghistory_context x ON x.id = e.pgh_context_id "
            "LEFT JOIN s75_user u ON u.id::text = x.metadata ->> 'user' "
            f"WHERE e.pgh_label <> 'delete' AND {spared} AND (u.id IS NULL OR NOT u.id = ANY(ARRAY[{people}]))"
        )
        if found[0][0]:
            breaks.append(
                f"{found[0][0]} {words}s are kept in the history under nobody, or under another person than they name."
            )
    return breaks
