"""RAG and explanation limits: in £ or %, whichever is lower."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from reports.facts.position import ThresholdFacts
from reports.figures.rag import needs_explanation, rag, threshold_for
from tests.reports.figures.made import pounds

SERVICE = ThresholdFacts("scheme", Decimal(100_000), Decimal(5), Decimal(100_000), Decimal(5))
DIRECTORATE = ThresholdFacts("directorate", Decimal(250_000), Decimal(5), None, None)
WHOLE = ThresholdFacts("fund", Decimal(1_000_000), Decimal("0.5"), None, None)
OFF = ThresholdFacts("scheme", None, None, None, None)
BRIGHTON = [
    ("Health, SEN & Disability", 46_267, 652, "Red"),
    ("Education & Skills", 10_283, 66, "Amber"),
    ("S75 SPFT 2021/22", 22_546, -1_196, "Green"),
    ("S75 SPFT 2024/25", 20_636, 1_735, "Red"),
    ("Transport, an income budget", -3_870, 1_278, "Red"),
    ("Public Health", 2_687, 0, "Green"),
]


@pytest.mark.parametrize(("name", "budget", "gap", "colour"), BRIGHTON)
def test_rag_as_brighton_and_hove_prints_it(name: str, budget: int, gap: int, colour: str) -> None:
    assert rag(Decimal(gap * 1000), Decimal(budget * 1000), SERVICE) == colour


@pytest.mark.parametrize(
    ("gap", "budget", "limits", "colour"),
    [
        ("100000.00", "46267000", SERVICE, "Red"),  # the £ limit is the lower one, and is reached
        ("99999.99", "46267000", SERVICE, "Amber"),
        ("50.00", "1000", SERVICE, "Red"),  # the % limit is the lower one, and is reached
        ("49.99", "1000", SERVICE, "Amber"),
        ("50.00", "-1000", SERVICE, "Red"),  # of the absolute budget
        ("0.01", "0", SERVICE, "Red"),  # any overspend is beyond 5% of nothing
        ("-0.01", "0", SERVICE, "Green"),
        ("0", "0", SERVICE, "Green"),
        ("240000", "46267000", DIRECTORATE, "Amber"),
        ("250000", "46267000", DIRECTORATE, "Red"),
        ("653287.29", "130657459", WHOLE, "Amber"),  # a penny less than 0.5%
        ("653287.30", "130657459", WHOLE, "Red"),
        ("1000000", "999999999", WHOLE, "Red"),
        ("9999999", "1", OFF, "Amber"),  # without limits nothing is red
    ],
)
def test_rag_at_the_limits(gap: str, budget: str, limits: ThresholdFacts, colour: str) -> None:
    assert rag(Decimal(gap), Decimal(budget), limits) == colour


@pytest.mark.parametrize(
    ("gap", "budget", "limits", "needed"),
    [
        ("100000", "46267000", SERVICE, True),
        ("-100000", "46267000", SERVICE, True),  # an underspend alike
        ("99999.99", "46267000", SERVICE, False),
        ("-50", "1000", SERVICE, True),
        ("0.01", "0", SERVICE, True),
        ("0", "0", SERVICE, False),
        ("0", "1000", SERVICE, False),
        ("0.01", "0", ThresholdFacts("scheme", None, None, Decimal(10), None), False),
        ("1000000", "10", OFF, False),
    ],
)
def test_needs_explanation(gap: str, budget: str, limits: ThresholdFacts, needed: bool) -> None:
    assert needs_explanation(Decimal(gap), Decimal(budget), limits) is needed


@given(pounds, pounds)
def test_a_sign_of_the_budget_changes_nothing(gap: Decimal, budget: Decimal) -> None:
    assert rag(gap, budget, SERVICE) == rag(gap, -budget, SERVICE)
    assert needs_explanation(gap, budget, SERVICE) == needs_explanation(-gap, budget, SERVICE)


def test_threshold_for_a_fund_and_level() -> None:
    limits = {"bcf": (SERVICE, WHOLE)}

    assert threshold_for(limits, "bcf", "fund") is WHOLE
    assert threshold_for(limits, "bcf", "scheme") is SERVICE
    assert threshold_for(limits, "mh", "fund") is None
    assert threshold_for({"bcf": (WHOLE,)}, "bcf", "scheme") is None
