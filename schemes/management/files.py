"""The file that a command was given: read whole, unless it is missing or larger than any ledger."""

from __future__ import annotations

from pathlib import Path

from s75.errors import BadInput
from schemes.sources.limits import MAX_FILE


def file_bytes(path: Path) -> bytes:
    """The bytes of a file. BadInput when it cannot be read or is too large, before it is read."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise BadInput(
                f"{path.name} has {size / 1024**2:,.0f} MB; at most {MAX_FILE // 1024**2} MB are read. "
                "Export only the period and the codes that are needed."
            )
        return path.read_bytes()
    except OSError as wrong:
        raise BadInput(f"{path} cannot be read: {wrong.strerror}.") from wrong
