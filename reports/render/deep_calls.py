"""Room for deep calls: one block of memory for the frames of a piece of work whose hottest calls lie deep.

CPython keeps the frames of calls in blocks of 16 KB. It takes a block where a call no longer fits into the last one, and
gives it back to the system as soon as that call returns. Where hot calls happen to lie at the end of a block, each of
them asks the system for memory: a paper's layout took a third longer, or not, by how deep its caller stood.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")
# Places of 8 bytes. A frame that large gets a block of 256 KB, and 96 KB of it are left for the calls within.
LARGE = 20_000


def with_room(work: Callable[[], Made]) -> Made:
    """What the work returns; the frames of some 300 calls within each other lie in one block."""
    return work()


with_room.__code__ = with_room.__code__.replace(co_stacksize=LARGE)
