"""`set_up` may be run at any time, and leaves the embedded database as it found it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError

from s75.embedded import Server
from s75.management.commands.set_up import require_usable_server

ROOT = Path(__file__).parents[2]


def set_up(folder: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "S75_DATA": str(folder)}
    subprocess.run([sys.executable, "manage.py", "set_up"], cwd=ROOT, env=environment, check=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((140_012, "UTF8", True, "ann", "pool"), "The server is PostgreSQL 14; s75 needs 15 or newer."),
        ((150_004, "LATIN1", True, "ann", "pool"), "ENCODING 'UTF8'"),
        ((150_004, "UTF8", False, "ann", "pool"), 'ALTER DATABASE "pool" OWNER TO "ann"'),
    ],
)
def test_a_server_that_cannot_do_is_refused_with_the_cure(found: tuple[object, ...], said: str) -> None:
    cursor = mock.MagicMock()
    cursor.return_value.__enter__.return_value.fetchone.return_value = found
    with mock.patch("s75.management.commands.set_up.connection.cursor", cursor), pytest.raises(CommandError) as refused:
        require_usable_server()
    assert said in str(refused.value)


def test_a_database_that_is_not_reached_is_named_in_a_sentence() -> None:
    broken = mock.patch("s75.management.commands.set_up.connection.cursor", side_effect=OperationalError("no\nroute"))
    with broken, pytest.raises(CommandError, match=r"^The database cannot be reached. Check DATABASE_URL. no route$"):
        require_usable_server()


def test_set_up_is_quick_the_second_time_and_leaves_the_server_as_it_was() -> None:
    with tempfile.TemporaryDirectory(prefix="s75-") as name:  # pytest's own are shut to the server's user
        folder = Path(name)
        server = Server(folder / "postgres")
        server.start()  # no database in it yet, as where a first start was broken off
        set_up(folder)
        made = (folder / "static.collected").stat().st_mtime_ns
        assert list((folder / "static" / "s75").glob("s75.*.css"))
        assert server.answers()
        assert server.stop()
        set_up(folder)
        assert (folder / "static.collected").stat().st_mtime_ns == made
        assert not server.answers()
