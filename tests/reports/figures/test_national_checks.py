"""What the national template would reject, each planted alone into a return that has nothing against it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reports.facts.national_return import YEAR_END, ReturnAnswer, ReturnFacts
from reports.figures.national_checks import findings
from tests.reports.returned import ANSWERS, CARE, DFG, HOMES, LINES, NHS, income, returned


def test_a_whole_return_has_nothing_against_it() -> None:
    assert findings(returned()) == ()
    year_end = replace(returned(2023, YEAR_END), period=12, quarter=4)
    assert findings(year_end) == ()


def of(scheme: Any = CARE, **changed: Any) -> ReturnFacts:
    other = HOMES if scheme is CARE else CARE
    return returned(schemes=(replace(scheme, **changed), other))


def lines(place: int, **changed: Any) -> ReturnFacts:
    made = [*LINES]
    made[place] = replace(made[place], **changed)
    return returned(lines=tuple(made))


CARE_OUTPUT = CARE.outputs[0]
CASES: dict[str, tuple[ReturnFacts, str, str]] = {
    "no type": (of(scheme_type=""), "1, Scheme Type", "The scheme has no type."),
    "strange type": (of(HOMES, scheme_type="Grants", outputs=()), "2, Scheme Type", "“Grants” is not a scheme type"),
    "other unsaid": (of(HOMES, scheme_type="Other"), "2, Scheme Type", "does not say what"),
    "strange sub-type": (of(sub_type="Packages"), "1, Sub Types", "“Packages” is not a sub-type of"),
    "no sub-type": (of(sub_type=""), "1, Sub Types", "It has no sub-type."),
    "no area": (of(area=""), "1, Area of Spend", "It has no area of spend."),
    "strange area": (of(area="Social"), "1, Area of Spend", "“Social” is not an area of spend"),
    "no outputs": (of(outputs=()), "1, Planned outputs", "counted in “Hours of care”, and nothing is planned"),
    "unit not listed": (
        of(outputs=(replace(CARE_OUTPUT, unit="Visits"),)), "1, Unit of Measure", "“Visits” is not a unit"
    ),
    "unit of another type": (
        of(outputs=(replace(CARE_OUTPUT, unit="Packages"),)), "1, Unit of Measure", "Plan it in “Hours of care”"
    ),
    "two units": (
        of(outputs=(CARE_OUTPUT, replace(CARE_OUTPUT, unit="Packages"))), "1, Unit of Measure", "takes one unit"
    ),
    "nothing delivered": (
        of(outputs=(replace(CARE_OUTPUT, delivered=CARE_OUTPUT.delivered[:1]),)),
        "1, Outputs delivered to date",
        "Nothing is reported for Q2; a blank is not 0.",
    ),
    "joint without": (of(nhs_percent=None), "1, % NHS", "jointly without a percentage"),
    "joint beyond": (of(nhs_percent=Decimal("104.5000")), "1, % NHS", "The NHS’s part is 104.5%"),
    "no id": (
        replace(of(ref=""), lines=tuple(replace(one, scheme="" if one.scheme == "1" else "2") for one in LINES)),
        "Home care, Scheme ID",
        "The scheme has no ID.",
    ),
    "strange source": (lines(1, source="Winter"), "1, Winter, Source of Funding", "is not a source of the year’s list"),
    "below zero": (lines(1, ledger=Decimal("-3.5")), "1, iBCF, Actual", "£-3.50 is below zero."),
    "source and income": (
        lines(1, original=Decimal(390)), "iBCF, Planned expenditure by source", "£390.00 is not the planned income"
    ),
    "silent": (lines(3, silent=("Bromsgrove",)), "2, DFG, Actual expenditure", "Bromsgrove got money of L4"),
    "unpassed": (
        lines(3, unpassed=("Wychavon",)), "2, DFG, Actual expenditure", "Wychavon reports spend of L4, and nothing is"
    ),
    "passed unseen": (lines(3, ledger=Decimal(500)), "2, DFG, Actual expenditure", "£590.00 of L4 is passed on"),
    "unanswered": (returned(answers=ANSWERS[1:]), f"1, {NHS}, Have there been", "It is not answered."),
    "no word of it": (
        returned(answers=(*ANSWERS[:2], ANSWERS[3])), "1, iBCF, If yes", "There were issues, and no word of them."
    ),
    "too long": (
        returned(answers=(*ANSWERS, ReturnAnswer("issues_text", "x" * 501, "2", DFG))),
        "2, DFG, If yes",
        "The text has 501 characters. Shorten it to 500.",
    ),
    "no quarter's end": (replace(returned(), period=5), "The whole return, Period", "P05 is not the end"),
    "open": (replace(returned(), locked=False), "The whole return, Period", "P06 is still open"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_found_by_its_place_with_a_cure(name: str) -> None:
    facts, where, wrong = CASES[name]
    said = [str(one) for one in findings(facts)]
    assert [one for one in said if one.startswith(where) and wrong in one], said
    assert all(one.cure.endswith(".") for one in findings(facts))


def test_a_change_of_additional_contributions_asks_why() -> None:
    given = (*returned().income, income("Additional LA Contribution", 100, 75))
    facts = replace(returned(2023, YEAR_END, income=given), period=12, quarter=4)
    assert any("differ from the plan by £-25.00. Say why." in str(one) for one in findings(facts))
    told = replace(facts, answers=(ReturnAnswer("additional", "Less was needed."),))
    assert not any("Say why" in str(one) for one in findings(told))


def test_years_without_lists_are_not_held_against_any() -> None:
    facts = returned(2022, lists=type(returned().lists)())
    assert findings(facts) == ()
