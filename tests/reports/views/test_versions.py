"""The history of a line's forecasts in words: what each version changed against the one before it in its round."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from reports.facts.line import Version
from reports.views.versions import history

NOON = datetime(2022, 12, 1, 12, tzinfo=UTC)


def version(number: int, march: str | None, *, round: int = 8, words: str = "", state: str = "Draft") -> Version:  # noqa: A002
    figures = (*[None] * 11, None if march is None else Decimal(march), None)
    return Version(round, number, figures, words, "", state, "Officer", NOON, "Forecast in P08")


def changes(*versions: Version) -> list[list[tuple[str, str, str]]]:
    return [[(one.what, one.before, one.after) for one in made.changed] for made in history(versions)]


def test_a_first_version_holds_everything() -> None:
    assert changes(version(1, "10", words="Prices")) == [
        [("P12", "", "£10.00"), ("Explanation", "", "Prices"), ("State", "", "Draft")]
    ]


def test_a_later_version_says_from_what_to_what_and_comes_first() -> None:
    found = changes(version(1, "10"), version(2, "-1234.5", words="Prices"), version(3, "-1234.5", state="Submitted"))

    assert found[1] == [("P12", "£10.00", "−£1,234.50"), ("Explanation", "", "Prices")]
    assert found[0] == [("Explanation", "Prices", ""), ("State", "Draft", "Submitted")]


def test_each_round_begins_anew() -> None:
    found = history([version(1, "10", round=7), version(1, "10", round=8)])

    assert [(one.round, len(one.changed)) for one in found] == [("P08", 2), ("P07", 2)]


def test_a_figure_that_was_taken_away_is_named() -> None:
    assert changes(version(1, "10"), version(2, None))[0] == [("P12", "£10.00", "")]
