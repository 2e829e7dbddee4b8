"""Real processes on the tests' database: a web server and a worker to be killed, and a lock that holds one in the middle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0  # seconds; only a test that fails waits so long


def environment(data: Path) -> dict[str, str]:
    """What a process needs to work on the tests' database with the product's own settings."""
    of = connection.settings_dict
    user = quote(of["USER"] or "") + (f":{quote(of['PASSWORD'])}" if of["PASSWORD"] else "")
    at = f"/{of['HOST']}" if of["HOST"].startswith("/") else of["HOST"]  # a socket's folder, or a server's name
    port = f":{of['PORT']}" if of["PORT"] else ""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "s75.settings",
        "DATABASE_URL": f"postgres://{user}@{at}{port}/{of['NAME']}",
        "SECRET_KEY": settings.SECRET_KEY,
        "S75_DATA": str(data),
        "WEB_CONCURRENCY": "1",
    }


@contextmanager
def running(*arguments: str, data: Path, **more: str) -> Iterator[psutil.Process]:
    """A Python process on the tests' database; killed in the end with all its children, if it still runs."""
    started = subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, *arguments], cwd=ROOT, env=environment(data) | more, stdout=subprocess.DEVNULL
    )
    process = psutil.Process(started.pid)
    try:
        yield process
    finally:
        for one in (*process.children(recursive=True), process) if process.is_running() else ():
            one.kill()
        started.wait()


def kill(process: psutil.Process) -> None:
    process.send_signal(signal.SIGKILL)


@contextmanager
def held_at(table: str) -> Iterator[Callable[[], None]]:
    """Whoever writes to a table stops in the middle; the function that it gives waits until somebody does."""
    of = connection.settings_dict
    names = (("user", "USER"), ("password", "PASSWORD"), ("host", "HOST"), ("port", "PORT"), ("dbname", "NAME"))
    ours = psycopg2.connect(**{theirs: of[mine] for theirs, mine in names if of[mine]})
    with closing(ours), ours.cursor() as cursor:
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))

        def wait() -> None:
            until(lambda: _is_waited_for(cursor, table))

        yield wait
        ours.rollback()


def _is_waited_for(cursor: psycopg2.extensions.cursor, table: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table])
    return cursor.fetchone() is not None


def until(condition: Callable[[], object]) -> None:
    """Wait until something is so. TimeoutError when it never is."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it never came to that")
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0
