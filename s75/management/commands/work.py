"""`work`: does what waits in the background until it is told to end; `--check` says whether that goes on."""

from __future__ import annotations

import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from s75.background.health import health
from s75.background.queue import work_off
from s75.background.schedule import enqueue_due
from s75.background.worker import Worker


class Command(BaseCommand):
    help = "Do what waits in the background: letters, reminders, big files, clearing up. Ends on SIGTERM."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="say whether a worker runs; exit 1 when all is not well"
        )
        parser.add_argument("--once", action="store_true", help="do what is due and waits now, then end")

    def handle(self, *, check: bool, once: bool, **options: Any) -> None:
        autodiscover_modules("tasks")
        if check:
            self._check()
            return
        name = f"{socket.gethostname()}:{os.getpid()}"
        if once:
            enqueue_due(timezone.now())
            self.stdout.write(f"{work_off(name)} tasks done.")
            return
        worker = Worker(name)
        worker.listen()
        worker.run()

    def _check(self) -> None:
        now = health()
        if now.complaints:
            raise CommandError("\n".join(now.complaints), returncode=1)
        self.stdout.write(f"The worker runs; {now.waiting} tasks wait.")
