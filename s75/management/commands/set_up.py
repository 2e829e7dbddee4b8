"""`set_up`: brings the database, the cache table and the static files up to date, and leaves nothing running."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections

OLDEST_VERSION = 15


class Command(BaseCommand):
    help = "Bring the database, the cache table and the static files up to date; safe to run at any time."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        server = settings.DATABASES["default"].get("EMBEDDED")
        was_up = server is not None and server.answers()
        if server is not None:
            server.start(database=settings.DATABASES["default"]["NAME"])  # a first start may have ended half way
        require_usable_server()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        collect_static_files()
        connections.close_all()
        if server is not None and not was_up:
            server.stop()


def require_usable_server() -> None:
    """CommandError, with what to do, unless the server answers, is new enough, and lets this account make tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), "
                "has_schema_privilege('public', 'CREATE'), current_user, current_database()"
            )
            version, encoding, may, user, name = cursor.fetchone()
    except OperationalError as error:
        raise CommandError(
            f"The database cannot be reached. Check DATABASE_URL. {' '.join(str(error).split())}"
        ) from error
    if version < OLDEST_VERSION * 10_000:
        raise CommandError(f"The server is PostgreSQL {version // 10_000}; s75 needs {OLDEST_VERSION} or newer.")
    if encoding != "UTF8":
        raise CommandError(f"The database {name} is in {encoding}. Make it anew: CREATE DATABASE … ENCODING 'UTF8'.")
    if not may:
        raise CommandError(
            f'{user} may not make tables. An administrator runs: ALTER DATABASE "{name}" OWNER TO "{user}"'
        )


def collect_static_files() -> None:
    """Collect and compress the static files afresh, unless they are the same as the last time."""
    root = Path(settings.STATIC_ROOT)
    note = root.with_name(f"{root.name}.collected")
    now = _fingerprint()
    if root.is_dir() and note.exists() and note.read_text() == now:
        return
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    note.write_text(now)


def _fingerprint() -> str:
    """A digest of the static files' names, sizes and times of change, as finding them all costs little."""
    lines = [settings.STORAGES["staticfiles"]["BACKEND"]]
    for finder in get_finders():
        for name, storage in finder.list([]):
            lines.append(f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
