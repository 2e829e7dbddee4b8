"""Gunicorn's settings: threads, because the pages wait for the database more than they compute."""

from __future__ import annotations

import gc
import os
from importlib import import_module
from pathlib import Path

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
timeout = 120
graceful_timeout = 30
control_socket_disable = True  # it would sit in a home folder that several servers share
max_requests = 5_000
max_requests_jitter = 500
if Path("/dev/shm").is_dir():  # noqa: S108 - heartbeats only, and a slow disk must not look like a dead worker
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def post_worker_init(worker: object) -> None:
    """Load every page's module now, and not while the first people wait."""
    import_module("s75.urls")
    settle()


def settle() -> None:
    """What is loaded stays for good, so that looking for dead objects need not go through it at every turn."""
    gc.collect()
    gc.freeze()
