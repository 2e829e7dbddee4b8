"""Rows that many tests begin with: built once through the actions, then copied in, which takes a tenth of the time."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection, transaction

TARGETS = """
SELECT format('%I (%s)', table_name, string_agg(format('%I', column_name), ', ' ORDER BY ordinal_position))
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
GROUP BY table_name
"""
SEQUENCES = "SELECT format('%I', sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
# The number under which this part of the transaction writes: what is new has that one or a later one.
MARK = "CREATE TEMP TABLE mark AS SELECT 1; SELECT xmin::text::bigint FROM mark"
MOVED = """
SELECT setval(name::regclass, greatest(last, pg_sequence_last_value(name::regclass)))
FROM unnest(%s, %s) AS moved (name, last)
"""


def targets(cursor: Any) -> list[str]:
    """Every table with the columns that can be written, as COPY names them."""
    cursor.execute(TARGETS)
    return [target for (target,) in cursor.fetchall()]


def lets_pass_triggers() -> bool:
    """Whether the server lets this account write past triggers, as copying rows needs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')::bool")
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class Snapshot:
    """What a build wrote, as text by table and columns, how far it moved sequences, and what it returned."""

    rows: tuple[tuple[str, str], ...]
    sequences: tuple[tuple[str, int], ...]
    built: bytes

    def put(self) -> Any:
        """Write the rows again, as they were and past every trigger, and return what the build returned, anew."""
        names, last = zip(*self.sequences, strict=True)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for target, text in self.rows:
                cursor.copy_expert(f"COPY {target} FROM STDIN", io.StringIO(text))
            cursor.execute("SET LOCAL session_replication_role = origin")
            cursor.execute(MOVED, [list(names), list(last)])
        return pickle.loads(self.built)  # noqa: S301 - our own


def take(build: Callable[[], Any]) -> Snapshot | None:
    """Build, check what is checked at the end of a transaction, note every row that is new, and take it all back.

    None where the server lets only its owner pass triggers, which copying the rows needs.
    """
    if not lets_pass_triggers():
        return None
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(MARK)
            first = cursor.fetchone()[0]
            cursor.execute("DROP TABLE mark")  # a build may ask for another one
            cursor.execute(SEQUENCES)
            before = dict(cursor.fetchall())
        built = pickle.dumps(build())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            tables = [target for target in targets(cursor) if not target.startswith("cache ")]
            found = [(target, _new_rows(cursor, target, first)) for target in tables]
            cursor.execute(SEQUENCES)
            moved = [(name, last) for name, last in cursor.fetchall() if last != before[name]]
        transaction.set_rollback(True)
    return Snapshot(tuple((target, text) for target, text in found if text), tuple(moved), built)


def _new_rows(cursor: Any, target: str, first: int) -> str:
    table, columns = target.rstrip(")").split(" (", 1)
    text = io.StringIO()
    rows = f"SELECT {columns} FROM {table} WHERE xmin::text::bigint >= {int(first)}"
    cursor.copy_expert(f"COPY ({rows}) TO STDOUT", text)
    return text.getvalue()


_kept: dict[tuple[Any, ...], Snapshot | None] = {}


def once(build: Callable[..., Any], *args: Any) -> Any:
    """What `build` gives, its rows in the database: built the first time it is asked for, copied in from then on."""
    key = (build, *args)
    if key not in _kept:
        _kept[key] = take(partial(build, *args))
    if kept := _kept[key]:
        return kept.put()
    made = build(*args)
    with connection.cursor() as cursor:  # as its own transaction's end would
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return made
