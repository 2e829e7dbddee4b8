"""Reads several small lists by one statement: each comes as one JSON array."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

Parts = Mapping[str, list[dict[str, Any]]]


def read_parts(parts: Mapping[str, str], parameters: Mapping[str, Any]) -> Parts:
    """The rows of each of our own statements by its name."""
    arrays = ", ".join(f"(SELECT COALESCE(json_agg(part), '[]') FROM ({part}) part)" for part in parts.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {arrays}", parameters)
        return dict(zip(parts, cursor.fetchone() or (), strict=True))
