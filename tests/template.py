"""A migrated database to copy test databases from, as a copy takes a second and the migrations many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.core.management import call_command
from django.db import connections

from s75.embedded import Server

ROOT = Path(__file__).parents[1]
PREFIX = "migrated_"
TURN = 75  # the number of the lock that lets one test process at a time make it


def migrated_template(server: Server) -> str:
    """The name of a database with every migration in it; made anew when a migration or a dependency changed."""
    name = PREFIX + _fingerprint()
    server.start()
    with _taking_turns(server) as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            _make(name, cursor)
    return name


def _fingerprint() -> str:
    files = [ROOT / "requirements.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


@contextmanager
def _taking_turns(server: Server) -> Iterator[Any]:
    with closing(psycopg2.connect(host=str(server.socket_folder), user="postgres", dbname="postgres")) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
            yield cursor


def _make(name: str, cursor: Any) -> None:
    unfinished = f"{PREFIX}unfinished"
    cursor.execute(f'CREATE DATABASE "{unfinished}"')
    connection = connections["default"]
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
