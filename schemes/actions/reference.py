"""Reference lists: the words that national templates own, kept by whoever runs the installation."""

from __future__ import annotations

from budgets.access import require_operator
from s75.history import recorded
from s75.models import User
from schemes.models import ListEntry


def keep_entry(*, entry: ListEntry, by: User) -> ListEntry:
    """Save a new or changed entry of a list."""
    require_operator(by)
    with recorded(by=by, reason=f"{entry.get_list_display()}: {entry.name}"):
        entry.save()
        return entry


def remove_entry(*, entry: ListEntry, by: User) -> None:
    """Take an entry off its list; what was recorded with its word keeps the word."""
    require_operator(by)
    with recorded(by=by, reason=f"{entry.get_list_display()}: {entry.name} is taken off"):
        entry.delete()
