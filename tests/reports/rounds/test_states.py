"""The word for a line's state in a round."""

from __future__ import annotations

import pytest

from reports.rounds.states import STATES, is_sent, state_of
from reports.views.forecast_cells import COLOURS


@pytest.mark.parametrize(
    ("stored", "given", "word"),
    [
        (None, {}, "not started"),
        (None, {"stands": True}, "not started"),
        (None, {"stands": True, "late": True}, "late"),
        (None, {"stands": True, "locked": True}, "carried forward"),
        (None, {"locked": True}, "not started"),
        (None, {"locked": True, "late": True, "stands": True}, "carried forward"),
        ("draft", {}, "draft"),
        ("draft", {"late": True}, "late"),
        ("draft", {"late": True, "locked": True}, "draft"),
        ("submitted", {"late": True}, "submitted"),
        ("queried", {"late": True}, "queried"),
        ("approved", {"late": True, "locked": True}, "approved"),
    ],
)
def test_word_of_a_state(stored: str | None, given: dict[str, bool], word: str) -> None:
    assert state_of(stored, **given) == word


def test_sent_is_submitted_or_approved() -> None:
    assert [state for state in (None, "draft", "submitted", "queried", "approved") if is_sent(state)] == [
        "submitted",
        "approved",
    ]


def test_every_state_has_a_colour_beside_its_word() -> None:
    assert set(COLOURS) == set(STATES)
