"""Rows into tables by COPY, with every trigger and constraint on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

BATCH = 20_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows to a model's table, in statements of at most 20,000; a column that is not given has its default."""
    defaults = _defaults(model, columns)
    names = ", ".join([*columns, *defaults])
    end = "".join(f"\t{_text(value)}" for value in defaults.values())
    source = iter(rows)
    with connection.cursor() as cursor:
        while lines := ["\t".join(map(_text, row)) + end for row in islice(source, BATCH)]:
            lines.append("")
            cursor.copy_expert(f"COPY {model._meta.db_table} ({names}) FROM STDIN", StringIO("\n".join(lines)))


def _defaults(model: type[Model], columns: Sequence[str]) -> dict[str, Any]:
    """What Django would write to the columns that are not given and may not be empty; the database knows no defaults."""
    left = [
        f for f in model._meta.local_concrete_fields if f.column not in columns and not (f.primary_key or f.generated)
    ]
    return {str(field.column): field.get_default() for field in left if not field.null}


def _text(value: Any) -> str:
    """A value as COPY's text format has it."""
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return f"{{{','.join('NULL' if one is None else str(one) for one in value)}}}"
    if isinstance(value, tuple):
        return json.dumps(value).translate(_ESCAPES)
    return str(value).translate(_ESCAPES)


def next_ids(model: type[Model], count: int) -> Iterator[int]:
    """So many new numbers for a model's rows, from its own sequence."""
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return iter([row[0] for row in cursor.fetchall()])


def settle(*models: type[Model]) -> None:
    """Let the planner see how large the tables have become, and check now what waits for the transaction's end."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {model._meta.db_table}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
