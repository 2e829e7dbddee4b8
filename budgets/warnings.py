"""What must not be forgotten about an agreement: that it started unsigned, ran out, or is due for its review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

SOON = timedelta(days=90)
NOT_YET, ENDED = ("draft", "unsigned"), "ended"


class Dated(Protocol):
    """An agreement, as far as its warnings go."""

    status: str
    starts: date
    ends: date | None
    review_on: date | None


def agreement_warnings(agreement: Dated, today: date) -> tuple[str, ...]:
    """Sentences for what is wrong or due on that day, the most serious first; none for an ended agreement."""
    if agreement.status == ENDED:
        return ()
    found = []
    if agreement.status in NOT_YET and agreement.starts <= today:
        found.append(f"Started on {_day(agreement.starts)} but is not signed.")
    if agreement.ends is not None and agreement.ends < today:
        found.append(f"Ran out on {_day(agreement.ends)}. Sign a new agreement, or record that this one has ended.")
    if agreement.review_on is not None and agreement.review_on <= today:
        found.append(f"Its review was due on {_day(agreement.review_on)}.")
    elif agreement.review_on is not None and agreement.review_on <= today + SOON:
        found.append(f"Its review is due on {_day(agreement.review_on)}.")
    return tuple(found)


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
