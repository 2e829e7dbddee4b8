"""`set_up` may be run at any time, and leaves the embedded database as it found it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from s75.embedded import Server

ROOT = Path(__file__).parents[2]


def set_up(folder: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "S75_DATA": str(folder)}
    subprocess.run([sys.executable, "manage.py", "set_up"], cwd=ROOT, env=environment, check=True)


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
