"""The state of a line in a round, in one word: the same on the grid, at closing, at review and in papers."""

from __future__ import annotations

from schemes.models.forecasts import SENT, Forecast

NOT_STARTED, LATE, CARRIED = "not started", "late", "carried forward"
REVIEWED = (Forecast.State.QUERIED.value, Forecast.State.APPROVED.value)

# Every word, in the order in which a round goes, with what it is called.
STATES = {
    NOT_STARTED: "Not started",
    "draft": "Draft",
    LATE: "Late",
    "submitted": "Submitted",
    "queried": "Queried",
    "approved": "Approved",
    CARRIED: "Carried forward",
}


def state_of(stored: str | None, *, locked: bool = False, late: bool = False, stands: bool = False) -> str:
    """The word for a line whose row in the round has this state (None: it has no row).

    What was sent or queried is called so, whatever the day. Else a line is late once its partner's day is past while the
    round is open; in a locked round a line without a row is carried forward where an earlier forecast `stands` for it.
    """
    if stored in SENT or stored == Forecast.State.QUERIED:
        return str(stored)
    if late and not locked:
        return LATE
    if locked and stored is None and stands:
        return CARRIED
    return NOT_STARTED if stored is None else str(stored)


def is_sent(stored: str | None) -> bool:
    """Whether its officer has nothing left to do: it is submitted, or approved already."""
    return stored in SENT
