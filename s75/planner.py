"""Tell the database's planner of large writes at once, as it notices them by itself only after a minute or two."""

from __future__ import annotations

from functools import partial

from django.db import connection, models, transaction

MANY = 300  # rows; fewer hardly change what the planner believes


def written(model: type[models.Model], rows: int) -> None:
    """Say that so many rows of a model were written: of many, statistics are read anew when the transaction ends.

    Until then the planner takes the table to be as small as it was, and a page of 1,000 new lines may take seconds.
    """
    if rows >= MANY:
        transaction.on_commit(partial(_read_anew, model._meta.db_table), robust=True)


def _read_anew(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
