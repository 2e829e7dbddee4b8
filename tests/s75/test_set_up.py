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
    subprocess.run([sys.executable, "manage.py", "set_up"], cwd=ROOT, env=environment, check=True)


def test_set_up_is_quick_the_second_time_and_leaves_the_server_as_it_was(tmp_path: Path) -> None:
    server = Server(tmp_path / "postgres")
    set_up(tmp_path)
    made = (tmp_path / "static.collected").stat().st_mtime_ns
    assert list((tmp_path / "static" / "s75").glob("s75.*.css"))
    assert not server.answers()
    server.start()
    set_up(tmp_path)
    assert (tmp_path / "static.collected").stat().st_mtime_ns == made
    assert server.answers()
    assert server.stop()
