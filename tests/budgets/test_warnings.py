"""What an agreement's dates and status warn of, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from budgets.warnings import agreement_warnings


@dataclass
class Dated:
    status: str = "signed"
    starts: date = date(2024, 4, 1)
    ends: date | None = None
    review_on: date | None = None


def test_a_signed_agreement_without_dates_warns_of_nothing() -> None:
    assert agreement_warnings(Dated(), date(2030, 1, 1)) == ()


@pytest.mark.parametrize("status", ["draft", "unsigned"])
@pytest.mark.parametrize(
    ("day", "warned"), [(date(2024, 3, 31), False), (date(2024, 4, 1), True), (date(2025, 1, 1), True)]
)
def test_started_but_unsigned(status: str, day: date, warned: bool) -> None:
    found = agreement_warnings(Dated(status), day)
    assert found == (("Started on 1 April 2024 but is not signed.",) if warned else ())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 9, 30), ()),
        (date(2024, 10, 3), ("Its review is due on 1 January 2025.",)),
        (date(2024, 12, 31), ("Its review is due on 1 January 2025.",)),
        (date(2025, 1, 1), ("Its review was due on 1 January 2025.",)),
    ],
)
def test_review_is_due_from_ninety_days_before(day: date, said: tuple[str, ...]) -> None:
    assert agreement_warnings(Dated(review_on=date(2025, 1, 1)), day) == said


def test_ran_out_comes_the_day_after_its_last() -> None:
    one = Dated(ends=date(2025, 3, 31))
    assert agreement_warnings(one, date(2025, 3, 31)) == ()
    assert agreement_warnings(one, date(2025, 4, 1))[0].startswith("Ran out on 31 March 2025.")


def test_several_warnings_come_together_and_an_ended_agreement_has_none() -> None:
    dates = {"ends": date(2025, 3, 31), "review_on": date(2025, 1, 1)}
    assert len(agreement_warnings(Dated("draft", **dates), date(2026, 1, 1))) == 3
    assert agreement_warnings(Dated("ended", **dates), date(2026, 1, 1)) == ()
