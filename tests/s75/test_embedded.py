"""The embedded database starts anywhere, comes back after a kill, and stops only when nobody uses it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import psycopg2
import pytest
from django.db.utils import ConnectionHandler, OperationalError
from pytest_django import DjangoDbBlocker

from s75.embedded import Server, database


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of our own: pytest shuts its temporary folders to others, and as root the server runs as another user."""
    with tempfile.TemporaryDirectory(prefix="s75-") as name:
        yield Path(name)


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    server = Server(folder / "a folder" / "postgres", durable=False)
    yield server
    server.stop()


def connect(server: Server, name: str = "s75") -> psycopg2.extensions.connection:
    return psycopg2.connect(host=str(server.socket_folder), user="postgres", dbname=name)


def kill(server: Server) -> None:
    number = int((server.folder / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while server.answers() and time.monotonic() < deadline:
        time.sleep(0.05)


def test_start_makes_the_data_and_the_database_in_a_path_with_a_space(server: Server) -> None:
    server.start(database="s75")
    with closing(connect(server)) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 180000
    assert server.folder.stat().st_mode & 0o077 == 0


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    server = Server(folder / ("deep" * 20) / "postgres", durable=False)
    assert server.socket_folder != server.folder
    server.start(database="s75")
    with closing(connect(server)):
        assert not server.stop()
    assert server.stop()


def test_a_killed_server_comes_back_with_its_data(folder: Path) -> None:
    server = Server(folder / "postgres")
    server.start(database="s75")
    with closing(connect(server)) as connection:
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 42 AS n")
        kill(server)
    server.start(database="s75")
    with closing(connect(server)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT n FROM kept")
        assert cursor.fetchone() == (42,)
    server.stop()


def test_a_dead_servers_number_in_use_by_another_program_does_not_pass_for_it(server: Server) -> None:
    server.start(database="s75")
    left = server.folder / "postmaster.pid"
    lines = left.read_text().split("\n")
    kill(server)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        left.write_text("\n".join([str(other.pid), *lines[1:]]))
        server.start(database="s75")
        other.kill()
    assert server.answers()


def test_an_interrupted_first_start_is_made_good(server: Server) -> None:
    half = server.folder.with_name("postgres.unfinished")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    server.start(database="s75")
    assert server.answers()
    assert not half.exists()


def test_stop_waits_for_the_last_user(server: Server) -> None:
    server.start(database="s75")
    with closing(connect(server)):
        assert not server.stop()
        assert server.answers()
    assert server.stop()
    assert not server.answers()
    assert server.stop()


def test_several_processes_starting_at_once_share_one_server(server: Server) -> None:
    code = (
        "import sys; from pathlib import Path; from s75.embedded import Server;"
        "Server(Path(sys.argv[1]), durable=False).start(database='s75')"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, server.folder]) for _ in range(3)]  # noqa: S603
    assert [process.wait() for process in started] == [0, 0, 0]
    owners = [
        process
        for process in psutil.process_iter(["cmdline"])
        if str(server.folder) in (process.info["cmdline"] or []) and "-D" in process.info["cmdline"]
    ]
    assert len(owners) == 1


def test_the_first_connection_starts_the_server(server: Server, django_db_blocker: DjangoDbBlocker) -> None:
    connection = ConnectionHandler({"default": database(server.folder, durable=False)})["default"]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    connection.close()


def test_an_error_of_a_running_server_is_passed_on(server: Server, django_db_blocker: DjangoDbBlocker) -> None:
    server.start(database="s75")
    missing = database(server.folder, name="missing", durable=False)
    connection = ConnectionHandler({"default": missing})["default"]
    with django_db_blocker.unblock(), pytest.raises(OperationalError, match="missing"):
        connection.ensure_connection()
