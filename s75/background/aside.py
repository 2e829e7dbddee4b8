"""Saying how far a task has come, on a connection of its own: the task's own changes are not seen before its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg2 import sql

EVERY = 0.5  # seconds


@contextmanager
def progress_of(table: str, key: int) -> Iterator[Callable[[int], None]]:
    """A function that writes a percentage into a row's column `percent`, at most twice a second.

    The task itself must not change the row before it has left this block: each would wait for the other.
    """
    aside = connection.copy()
    change = sql.SQL("UPDATE {} SET percent = %s WHERE id = %s").format(sql.Identifier(table))
    last = 0.0

    def tell(percent: int) -> None:
        nonlocal last
        if time.monotonic() - last < EVERY:
            return
        last = time.monotonic()
        with aside.cursor() as cursor:
            cursor.execute(change, [percent, key])

    try:
        yield tell
    finally:
        aside.close()
