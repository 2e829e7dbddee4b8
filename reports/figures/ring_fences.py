"""Ring-fences: budget and spend of a stream outside the schemes that it may be spent on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.money import StreamFacts
from reports.facts.position import Group
from reports.figures.variance import add, by


@dataclass(frozen=True, slots=True)
class Stray:
    """What a scheme has of a stream that it is not permitted to, in £: budget and spend to date."""

    stream: str
    fund: str
    scheme: str
    budget: Decimal
    actual: Decimal
    refuses: bool
    illustrative: bool


def strays(groups: Iterable[Group], streams: Iterable[StreamFacts]) -> tuple[Stray, ...]:
    """Every scheme outside a ring-fenced stream's list that has budget or spend of it."""
    fenced = {stream.name: stream for stream in streams if stream.ring_fenced and stream.permitted}
    outside = [g for g in groups if g.stream in fenced and g.scheme not in fenced[g.stream].permitted]
    found = []
    for (stream, fund, scheme), own in by(outside, lambda g: (g.stream, g.fund, g.scheme)).items():
        now = add(group.now for group in own)
        if now.budget or now.actual:
            marked = any(group.illustrative for group in own)
            found.append(Stray(stream, fund, scheme, now.budget, now.actual, fenced[stream].refuses, marked))
    return tuple(found)


def unlisted(streams: Iterable[StreamFacts]) -> tuple[str, ...]:
    """The ring-fenced streams for which nobody has listed the permitted schemes yet."""
    return tuple(stream.name for stream in streams if stream.ring_fenced and not stream.permitted)
