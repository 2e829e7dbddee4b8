"""What was drawn last, given again as long as it would show the same: most rows of a page are as they were at its last look."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache


class LastDrawn:
    """The newest drawing at each place, of the `most` places that were looked at last.

    Nothing is ever told that a figure changed: what is shown is read anew each time and compared as a whole, so that what
    differs in anything is drawn anew. Threads may share one, as a place's drawing and what it shows are replaced together.
    """

    def __init__(self, most: int) -> None:
        self._last = lru_cache(maxsize=most)(_Place)

    def draw(self, place: Hashable, shown: object, make: Callable[[], str]) -> str:
        """The drawing of what is `shown` at a place: the last one there if it showed the same, else made now. Whatever the
        drawing depends on stands in one or the other."""
        kept = self._last(place)
        last = kept.last
        if last is not None and last[0] == shown:
            return last[1]
        made = make()
        kept.last = (shown, made)
        return made


class _Place:
    __slots__ = ("last",)

    def __init__(self, _place: Hashable) -> None:
        self.last: tuple[object, str] | None = None
