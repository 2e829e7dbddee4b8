"""Reading what the environment says of hosts and of the database, as people write it."""

from __future__ import annotations

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

POSTGRESQL = "django.db.backends.postgresql"


def listed(env: environ.Env, name: str) -> list[str]:
    """The parts of a variable with commas between, without the spaces that people put around them."""
    return [part for part in (each.strip() for each in env.list(name, default=[])) if part]


def named_server(env: environ.Env) -> dict[str, Any]:
    """The server that DATABASE_URL names. It must be PostgreSQL: the rules about money are its triggers."""
    try:
        found: dict[str, Any] = env.db("DATABASE_URL")
    except ValueError:  # what should be a port is none
        found = {}
    if found.get("ENGINE") != POSTGRESQL or not found["NAME"]:
        raise ImproperlyConfigured(
            "DATABASE_URL must lead to PostgreSQL: postgresql://user:password@host/name. Signs of the password that mean "
            "something in an address are written in percent, such as %2F for a slash."
        )
    return found
