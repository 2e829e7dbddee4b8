"""The two kinds of lock on rows: held by one alone, or kept as they are by several; never against what points at them."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Manager, Model, QuerySet

Row = TypeVar("Row", bound=Model)


def held(rows: Manager[Row] | QuerySet[Row]) -> QuerySet[Row]:
    """The rows, locked until the transaction ends: nobody else writes to them, and what names them may still be written.

    Without `of` a join or an ordering would lock its tables as well; without `no_key` a notice that names a place would
    wait for the place's import. Whoever locks several things takes them in the order that `s75/DESIGN.md` gives.
    """
    return rows.select_for_update(of=("self",), no_key=True)


def keep(rows: QuerySet[Row]) -> None:
    """Keep the rows as they are until the transaction ends, in the order of the query; others may keep them as well."""
    try:
        statement, values = rows.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} FOR SHARE", values)
