"""The national conditions: what counts towards each, against its floor."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facts.money import ConditionFacts, SchemeKind, StreamFacts
from reports.figures.conditions import Against, conditions, counts, is_nhs_minimum
from s75.money import ZERO
from tests.reports.figures.made import group, money, pounds, standing

MINIMUM = StreamFacts("NHS minimum", "Minimum NHS Contribution")
GRANT = StreamFacts("iBCF", "iBCF")


def scheme(area: str, commissioner: str, percent: int | None = None) -> SchemeKind:
    return SchemeKind("S1", area, commissioner, None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("kind", "area", "commissioner", "percent", "counted"),
    [
        ("social_care", "Social Care", "LA", None, "100.01"),
        ("social_care", "social care ", "NHS", None, "100.01"),
        ("social_care", "Community Health", "LA", None, "0"),
        ("out_of_hospital", "Community Health", "NHS", None, "100.01"),
        ("out_of_hospital", "Social Care", "NHS", None, "100.01"),
        ("out_of_hospital", "Acute", "NHS", None, "0"),
        ("out_of_hospital", "Community Health", "LA", None, "0"),
        ("out_of_hospital", "Community Health", "Joint", 50, "50.01"),
        ("out_of_hospital", "Community Health", "Joint", 0, "0"),
        ("out_of_hospital", "Acute", "Joint", 50, "0"),
        ("out_of_hospital", "Community Health", "Joint", None, "0"),
        ("out_of_hospital", "Community Health", "", None, "0"),
    ],
)
def test_what_counts(kind: str, area: str, commissioner: str, percent: int | None, counted: str) -> None:
    assert counts(kind, scheme(area, commissioner, percent), money("100.01")) == money(counted)


def test_a_plan_by_hand() -> None:
    """From the minimum: £60 social care by the council, £30 community health by the NHS, £10 acute by the NHS; a forecast
    of £65, £20 and £10. Floors £60 and £25: planned both are met, at outturn the second misses by £5."""
    schemes = [
        SchemeKind("A", "Social Care", "LA"),
        SchemeKind("B", "Community Health", "NHS"),
        SchemeKind("C", "Acute", "NHS"),
    ]
    groups = [
        group(standing(60, 65), scheme="A", stream="NHS minimum"),
        group(standing(30, 20), scheme="B", stream="NHS minimum"),
        group(standing(10, 10), scheme="C", stream="NHS minimum"),
        group(standing(500, 500), scheme="B", stream="iBCF"),
    ]
    floors = [ConditionFacts("social_care", "", money(60)), ConditionFacts("out_of_hospital", "", money(25))]

    care, hospital = conditions(floors, groups, [MINIMUM, GRANT], schemes)

    assert (care.planned, care.forecast) == (Against(money(60), money(60)), Against(money(65), money(60)))
    assert care.planned.met
    assert hospital.planned.met
    assert (hospital.current.margin, hospital.forecast.margin, hospital.forecast.met) == (money(5), money(-5), False)


def test_only_the_minimum_contribution_counts() -> None:
    assert is_nhs_minimum(StreamFacts("anything", " minimum NHS contribution"))
    assert not is_nhs_minimum(GRANT)
    (found,) = conditions([ConditionFacts("social_care", "", ZERO)], [], [GRANT], [])
    assert found.forecast.met


@given(pounds, st.decimals(0, 100, places=4))
def test_joint_commissioning_splits_to_the_penny(amount: Decimal, percent: Decimal) -> None:
    both = SchemeKind("S", "Community Health", "Joint", percent)
    rest = SchemeKind("S", "Community Health", "Joint", 100 - percent)
    nhs, other = counts("out_of_hospital", both, amount), counts("out_of_hospital", rest, amount)
    assert abs(nhs + other - amount) <= Decimal("0.01")
    assert nhs == nhs.quantize(Decimal("0.01"))
