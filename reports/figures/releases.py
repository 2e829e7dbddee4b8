"""What a closed scheme leaves over: budget that neither its ledgers nor its forecasts need any more."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reports.facts.position import Group
from reports.figures.variance import variance
from s75.money import ZERO


def releases(groups: Iterable[Group]) -> dict[str, Decimal]:
    """By line, current budget − actual − forecast still to come, in £, where anything is left of it.

    It is the line's underspend, so that releasing it leaves the line on budget. Groups are single lines.
    """
    left = {group.line: -variance(group.now) for group in groups if group.now.budget > 0}
    return {line: amount for line, amount in left.items() if amount > ZERO}
