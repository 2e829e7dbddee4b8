"""The movement bridge: the steps that lead from one period's variance to the next, and re-add exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from s75.money import total


@dataclass(frozen=True, slots=True)
class Part:
    """A fund's or a scheme's variance in £, before and now."""

    key: str
    label: str
    before: Decimal
    now: Decimal
    illustrative: bool = False

    @property
    def movement(self) -> Decimal:
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the bridge in £; positive is adverse. `key` is empty for all the rest together."""

    key: str
    label: str
    amount: Decimal
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """From `start` over the steps to `end`: start + the sum of the steps is the end, to the penny."""

    start: Decimal
    steps: tuple[Step, ...]
    end: Decimal


def bridge(parts: Sequence[Part], *, largest: int | None = None, rest: str = "All other schemes") -> Bridge:
    """A bridge with a step for each part, or only for the `largest` that moved most; the others make one step. Among
    the largest there is none that did not move."""
    moved = parts if largest is None else [part for part in parts if part.movement]
    kept = _largest(moved, largest)
    steps = [Step(part.key, part.label, part.movement, part.illustrative) for i, part in enumerate(moved) if i in kept]
    others = [part for i, part in enumerate(moved) if i not in kept]
    if others:
        amount = total(part.movement for part in others)
        steps.append(Step("", rest, amount, any(part.illustrative for part in others)))
    return Bridge(total(part.before for part in parts), tuple(steps), total(part.now for part in parts))


def _largest(parts: Sequence[Part], count: int | None) -> set[int]:
    """The places of the parts that moved most, either way; all of them when one more would fit as well as the rest."""
    places = range(len(parts))
    if count is None or len(parts) <= count + 1:
        return set(places)
    return set(sorted(places, key=lambda i: (-abs(parts[i].movement), i))[:count])
