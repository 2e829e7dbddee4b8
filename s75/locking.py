"""The one kind of lock on rows: each alone, and not against what points at it."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Manager, Model, QuerySet

Row = TypeVar("Row", bound=Model)


def held(rows: Manager[Row] | QuerySet[Row]) -> QuerySet[Row]:
    """The rows, locked until the transaction ends: nobody else writes to them, and what names them may still be written.

    Without `of` a join or an ordering would lock its tables as well; without `no_key` a notice that names a place would
    wait for the place's import. Whoever locks several things takes them in the order that `s75/DESIGN.md` gives.
    """
    return rows.select_for_update(of=("self",), no_key=True)
