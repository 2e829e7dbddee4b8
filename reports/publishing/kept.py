"""What is kept of a published paper as plain data: its facts with their class, in canonical JSON, and its digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import is_dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from reports.facts.coding import decode, encode

ROOM = "reports.facts"


def facts_as_data(facts: Any) -> dict[str, Any]:
    """The facts with the name of their class, which is one of the room of facts."""
    kind = type(facts)
    module = kind.__module__.removeprefix(f"{ROOM}.")
    if f"{ROOM}.{module}" != kind.__module__:
        raise TypeError(f"{kind.__name__} is not of {ROOM}.")
    return {"of": f"{module}.{kind.__qualname__}", "facts": encode(facts)}


def facts_from_data(data: dict[str, Any]) -> Any:
    """The facts again, exactly. TypeError for what is no class of facts, or has fields that have gone."""
    module, _, name = str(data["of"]).rpartition(".")
    kind = getattr(import_module(f"{ROOM}.{module}"), name, None) if find_spec(f"{ROOM}.{module}") else None
    if not isinstance(kind, type) or not is_dataclass(kind):
        raise TypeError(f"There are no facts “{data['of']}” any more.")
    return decode(kind, data["facts"])


def canonical(data: Any) -> bytes:
    """The same data always as the same bytes: keys in order, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(data: Any) -> str:
    """The SHA-256 of plain data, by its canonical JSON."""
    return hashlib.sha256(canonical(data)).hexdigest()


def facts_digest(facts: Any) -> str:
    return digest(facts_as_data(facts))
