"""`set_up` may be run at any time, and leaves the embedded database as it found it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from s75.embedded import Server

ROOT = Path(__file__).parents[2]


def set_up(folder: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "S75_DATA": str(folder)}
    subprocess.run([sys.executable, "manage.py", "set_up"], cwd=ROOT, env=environment, check=True)  # noqa: S603


def test_set_up_makes_everything_once_and_starts_nothing(tmp_path: Path) -> None:
    set_up(tmp_path)
    server = Server(tmp_path / "postgres")
    made = (tmp_path / "static.collected").stat().st_mtime_ns
    assert not server.answers()
    assert list((tmp_path / "static" / "s75").glob("s75.*.css"))
    set_up(tmp_path)
    assert (tmp_path / "static.collected").stat().st_mtime_ns == made
    assert not server.answers()


def test_set_up_leaves_a_running_server_running(tmp_path: Path) -> None:
    server = Server(tmp_path / "postgres")
    server.start(database="s75")
    set_up(tmp_path)
    assert server.answers()
    assert server.stop()
