"""Rows that many tests begin with: built once through the actions, then copied in, which takes a tenth of the time."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction


@dataclass(frozen=True)
class Snapshot:
    """What a build wrote, as text by table and columns, and what it returned."""

    rows: tuple[tuple[str, str], ...]
    built: bytes

    def put(self) -> Any:
        """Write the rows again, as they were and past every trigger, and return what the build returned, anew."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for target, text in self.rows:
                cursor.copy_expert(f"COPY {target} FROM STDIN", io.StringIO(text))
            cursor.execute("SET LOCAL session_replication_role = origin")
        return pickle.loads(self.built)  # noqa: S301 - our own


def take(build: Callable[[], Any]) -> Snapshot | None:
    """Build, check what is checked at the end of a transaction, note every row that is new, and take it all back.

    The numbers that sequences gave stay given, so that nothing made later meets them. None where the server lets only
    its owner pass triggers, which copying the rows needs.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')::bool")
        if not cursor.fetchone()[0]:
            return None
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
            first = cursor.fetchone()[0]
        built = pickle.dumps(build())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(TARGETS)
            found = [(target, _new_rows(cursor, target, first)) for (target,) in cursor.fetchall()]
        transaction.set_rollback(True)
    return Snapshot(tuple((target, text) for target, text in found if text), built)


TARGETS = """
SELECT format('%I (%s)', table_name, string_agg(format('%I', column_name), ', ' ORDER BY ordinal_position))
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' GROUP BY table_name
"""


def _new_rows(cursor: Any, target: str, first: int) -> str:
    table, columns = target.rstrip(")").split(" (", 1)
    text = io.StringIO()
    cursor.copy_expert(
        f"COPY (SELECT {columns} FROM {table} WHERE xmin::text::bigint >= {int(first)}) TO STDOUT",
        text,
    )
    return text.getvalue()
