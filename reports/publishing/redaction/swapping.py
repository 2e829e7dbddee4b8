"""What is kept of a published paper with the words taken out of all of its texts."""

from __future__ import annotations

import re
from typing import Any

from reports.models.redactions import MARK
from reports.publishing.files import Kept


def without(kept: Kept, pattern: re.Pattern[str]) -> Kept:
    return Kept(*(_swapped(value, pattern) for value in kept))


def _swapped(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(MARK, value)
    if isinstance(value, list):
        return [_swapped(one, pattern) for one in value]
    if isinstance(value, dict):
        return {key: _swapped(one, pattern) for key, one in value.items()}
    return value
