"""The tests' database as it stood, to be put back after a test that commits: only the tables that the test changed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.snapshot import lets_pass_triggers, targets

OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
SEQUENCES = "SELECT format('%I', sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
# Servers of ours for tables of a few rows cost more than the rows.
ALONE = "SET max_parallel_workers_per_gather = 0"
MOVE_BACK = (
    "SELECT setval(name::regclass, coalesce(last, 1), last IS NOT NULL) FROM unnest(%s, %s) AS kept (name, last)"
)


@dataclass
class Kept:
    """The rows of every table as text, and by what their change is seen: how many there are, and who wrote last.

    A connection of its own stays open, as a new one would have to learn of every table first.
    """

    rows: dict[str, str]
    marks: dict[str, tuple[int, int]]
    sequences: list[tuple[str, int | None]]
    own: BaseDatabaseWrapper = field(default_factory=connection.copy)

    @classmethod
    def of_now(cls) -> Self | None:
        """The database as it stands; None where the server lets only its owner pass triggers."""
        if not lets_pass_triggers():
            return None
        with connection.cursor() as cursor:
            names = targets(cursor)
            cursor.execute(SEQUENCES)
            sequences = cursor.fetchall()
            return cls({name: _text(cursor, name) for name in names}, _marks(cursor, names), sequences)

    def put_back(self) -> None:
        """End every other session, for a server thread may still write, and put back what differs."""
        connection.close()
        with self._cursor() as cursor:
            cursor.execute(OTHERS)
            changed = [name for name, mark in _marks(cursor, list(self.rows)).items() if mark != self.marks[name]]
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in changed:
                cursor.execute(f"DELETE FROM {_table(name)}")
                cursor.copy_expert(f"COPY {name} FROM STDIN", io.StringIO(self.rows[name]))
            names, last = zip(*self.sequences, strict=True)
            cursor.execute(MOVE_BACK, [list(names), list(last)])
            self.marks |= _marks(cursor, changed)

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """A cursor in a transaction of its own; on a new connection where a test ended the one there was."""
        if self.own.connection is None or not self.own.is_usable():
            self.own.close()
            self.own.connect()
            with self.own.cursor() as cursor:
                cursor.execute(ALONE)
        with self.own.connection, self.own.connection.cursor() as cursor:
            yield cursor


def _marks(cursor: Any, names: list[str]) -> dict[str, tuple[int, int]]:
    if not names:
        return {}
    one = "SELECT %s, count(*), coalesce(max(xmin::text::bigint), 0) FROM {}"
    cursor.execute(" UNION ALL ".join(one.format(_table(name)) for name in names), names)
    return {name: (count, last) for name, count, last in cursor.fetchall()}


def _text(cursor: Any, name: str) -> str:
    text = io.StringIO()
    columns = name.rstrip(")").split(" (", 1)[1]
    cursor.copy_expert(f"COPY (SELECT {columns} FROM {_table(name)}) TO STDOUT", text)
    return text.getvalue()


def _table(name: str) -> str:
    return name.split(" (", 1)[0]
