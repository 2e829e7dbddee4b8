"""A PostgreSQL of our own, for whoever has no database server: it starts at the first connection and stays up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from s75.embedded.server import USER, Server

__all__ = ["Server", "database"]


def database(folder: Path, *, name: str = "s75", durable: bool = True) -> dict[str, Any]:
    """Django's settings for a database of that name on the embedded server in that folder; starts nothing yet.

    Not durable means quicker and not proof against a power cut: for tests.
    """
    server = Server(folder, durable=durable)
    return {
        "ENGINE": "s75.embedded",
        "NAME": name,
        "USER": USER,
        "HOST": str(server.socket_folder),
        "EMBEDDED": server,
    }
