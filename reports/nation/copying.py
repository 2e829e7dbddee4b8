"""Rows into tables by COPY, with every trigger and constraint on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection

BATCH = 20_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows to a table, in statements of at most 20,000; how many they were. The table and columns are ours."""
    source, written = iter(rows), 0
    with connection.cursor() as cursor:
        while lines := ["\t".join(map(_text, row)) for row in islice(source, BATCH)]:
            lines.append("")
            cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", StringIO("\n".join(lines)))
            written += len(lines) - 1
    return written


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


def next_ids(table: str, count: int) -> Iterator[int]:
    """So many new numbers for a table's rows, from its own sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return iter([row[0] for row in cursor.fetchall()])


def settle(*tables: str) -> None:
    """Check what waits for the end of the transaction now, and let the planner see how large the tables have become."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
