"""Reference lists: the words that national templates own, kept by administrators and whoever runs the installation."""

from __future__ import annotations

from budgets.access import require_lists, require_operator
from s75.errors import BadInput
from s75.history import recorded
from s75.models import User
from schemes.models import ListEntry

FIRST, LAST = 0, 9999  # the years of an entry that always was, and of one that lasts


def keep_entry(*, entry: ListEntry, by: User) -> ListEntry:
    """Save a new or changed entry of a list. BadInput when the same word stands there in one of its years already."""
    require_lists(by)
    with recorded(by=by, reason=f"{entry.get_list_display()}: {entry.name}"):
        _check_entry(entry)
        entry.save()
        return entry


def _check_entry(entry: ListEntry) -> None:
    first, last = entry.first_year or FIRST, entry.last_year or LAST
    if last < first:
        raise BadInput("Its last year cannot be before its first.")
    if entry.within and entry.list != ListEntry.List.SUB_TYPE:
        raise BadInput("Only a sub-type belongs to a scheme type. Leave the scheme type empty.")
    same = ListEntry.objects.filter(list=entry.list, name__iexact=entry.name, within__iexact=entry.within)
    for other in same.exclude(pk=entry.pk):
        if first <= (other.last_year or LAST) and (other.first_year or FIRST) <= last:
            raise BadInput(f"“{other.name}” is on the list in one of these years already.")


def remove_entry(*, entry: ListEntry, by: User) -> None:
    """Take an entry off its list; what was recorded with its word keeps the word."""
    require_operator(by)
    with recorded(by=by, reason=f"{entry.get_list_display()}: {entry.name} is taken off"):
        entry.delete()
