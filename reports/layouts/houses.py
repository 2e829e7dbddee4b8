"""The house layouts that come with the product, each a file beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from reports.layouts import Layout
from reports.layouts.data import from_data

FOLDER = Path(__file__).parent
NAMES = ("plain", "worcestershire", "nottinghamshire", "durham", "staffordshire")


@cache
def house(name: str) -> Layout:
    """The layout of that name; KeyError when there is none, NoLayout when its file is wrong."""
    if name not in NAMES:
        raise KeyError(name)
    return from_data(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def houses() -> dict[str, Layout]:
    """Every house layout by its name, the plain one first."""
    return {name: house(name) for name in NAMES}
