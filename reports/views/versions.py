"""The history of a line's forecasts in words: who changed what, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reports.document import Cell
from reports.facts.line import Version
from reports.render.words import print_in_sentence
from s75.years import CLOSING_MONTH, month_label


@dataclass(frozen=True)
class Changed:
    """One thing that a version changed; `before` is empty where there was nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One version of a forecast row, with what it changed."""

    round: str
    version: int
    by: str
    at: datetime
    reason: str
    changed: list[Changed]


def history(versions: Sequence[Version]) -> list[Change]:
    """The versions of a line's forecasts, the newest first; each is held against the one before it in its round."""
    found: list[Change] = []
    before: dict[int, Version] = {}
    for version in versions:
        changed = what_changed(before.get(version.round), version)
        round_name = month_label(version.round)
        found.append(Change(round_name, version.version, version.by, version.at, version.reason, changed))
        before[version.round] = version
    return found[::-1]


def what_changed(before: Version | None, after: Version) -> list[Changed]:
    """Month by month and text by text; of a first version everything that it holds."""
    changed = []
    for month in range(1, CLOSING_MONTH + 1):
        then = before.figures[month - 1] if before else None
        now = after.figures[month - 1]
        if now != then:
            changed.append(Changed(month_label(month), _printed(then), _printed(now)))
    for name in ("explanation", "mitigation", "state"):
        old, new = getattr(before, name) if before else "", getattr(after, name)
        if old != new:
            changed.append(Changed(name.capitalize(), old, new))
    return changed


def _printed(amount: Decimal | None) -> str:
    return "" if amount is None else print_in_sentence(Cell(amount, "pounds"))
