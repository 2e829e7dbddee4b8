"""The worker: takes tasks one after another, keeps to the schedule, outlives a lost database, ends when told to."""

from __future__ import annotations

import logging
import signal
import threading
import time
from types import FrameType

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from s75.background.health import EVERY, sign
from s75.background.queue import run, take
from s75.background.schedule import enqueue_due

log = logging.getLogger(__name__)
IDLE = 1.0  # seconds between two looks into an empty queue
SCHEDULE = 60.0  # seconds between two looks at the schedule
LONGEST_WAIT = 30.0  # seconds between two tries to reach the database


class Worker:
    """One process's worker. A first signal lets the task in hand end; a second ends it at once, and undoes the task."""

    def __init__(self, name: str, *, idle: float = IDLE) -> None:
        self.name, self.idle = name, idle
        self.ending = threading.Event()
        self._looked = -SCHEDULE
        self._failures = 0

    def listen(self) -> None:
        """End on SIGTERM and SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        if self.ending.is_set():
            raise SystemExit(1)
        self.ending.set()

    def run(self) -> None:
        """Work until told to end."""
        threading.Thread(target=self._live, name="sign of life", daemon=True).start()
        while not self.ending.is_set():
            if not self.turn():
                self.ending.wait(self.idle)
        connection.close()

    def turn(self) -> bool:
        """Look at the schedule when it is time, and run one task; whether there was one."""
        try:
            close_old_connections()
            self._keep_to_schedule()
            task = take(self.name)
            if task is not None:
                run(task)
            self._failures = 0
        except (OperationalError, InterfaceError) as lost:
            self._wait_for_database(lost)
            return False
        return task is not None

    def _keep_to_schedule(self) -> None:
        if time.monotonic() - self._looked >= SCHEDULE:
            enqueue_due(timezone.now())
            self._looked = time.monotonic()

    def _wait_for_database(self, lost: Exception) -> None:
        self._failures += 1
        wait = min(2.0 ** min(self._failures, 10) / 2, LONGEST_WAIT)
        log.warning("The database is not to be reached; trying again in %.0f s: %s", wait, str(lost).strip())
        connection.close()
        self.ending.wait(wait)

    def _live(self) -> None:
        """Give signs of life from a thread of its own, also while a long task is in hand."""
        while not self.ending.is_set():
            try:
                sign(self.name)
            except (DatabaseError, InterfaceError) as lost:
                log.info("No sign of life could be given: %s", str(lost).strip())
            finally:
                connection.close()
            self.ending.wait(EVERY)
