"""What a search finds, as its page shows it: results in groups, each with where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One thing that was found. Without `href` it has no page yet, and `note` says why."""

    text: str
    note: str
    href: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Group:
    """The results of one kind, the most likely first; `more` says that there are further ones."""

    title: str
    results: Sequence[Result]
    more: bool = False


def sorted_groups(groups: Sequence[Group]) -> list[Group]:
    """The groups that found anything, that with the likeliest result first; among equals in the order given."""
    return sorted((group for group in groups if group.results), key=lambda group: group.results[0].rank)
