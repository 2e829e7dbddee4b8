"""Rows that are saved many at a time, each under its version: what is unchanged, what is stale, and writing the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from s75.errors import StaleVersion
from s75.models import User


def same_as(wanted: Mapping[str, Any] | None, stands: Any) -> bool:
    if wanted is None or stands is None:
        return wanted is None and stands is None
    return all(getattr(stands, name) == value for name, value in wanted.items())


def require_fresh(what: str, version: int, stands: Any) -> None:
    now = stands.version if stands is not None else 0
    if version != now:
        who = stands.saved_by if stands is not None else "somebody"
        raise StaleVersion(
            f"{what} was saved by {who} since you opened the page. Nothing of yours was saved: look at what stands now.",
            current=stands,
        )


def write_rows(model: Any, changed: Sequence[tuple[Any, Mapping[str, Any] | None, dict[str, Any]]], by: User) -> int:
    """Insert, update or delete each row in as few statements as there are kinds of change."""
    now = timezone.now()
    made, kept, gone = [], [], []
    for stands, wanted, key in changed:
        if wanted is None:
            gone.append(stands.pk)
        elif stands is None:
            made.append(model(**key, **wanted, saved_by=by, saved_at=now))
        else:
            for name, value in {**wanted, "version": stands.version + 1, "saved_by": by, "saved_at": now}.items():
                setattr(stands, name, value)
            kept.append(stands)
    model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(made)
    if kept:
        names = [name for wanted in changed if wanted[1] for name in wanted[1]]
        model.objects.bulk_update(kept, [*dict.fromkeys(names), "version", "saved_by", "saved_at"])
    return len(changed)
