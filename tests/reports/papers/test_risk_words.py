"""Risk rules in plain English: every kind, over and under, and what pays before anything is shared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.facts.risk import RuleFacts, TierFacts
from reports.papers.risk_words import since, words_of
from tests.reports.figures.made import money
from tests.reports.figures.risks import fixed, rule, under

NAMES = {"WCC": "the council", "ICB": "the ICB"}
FIRST = "An overspend is first met by underspends elsewhere in the fund"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (fixed(WCC="62.5", ICB="37.5"), f"{FIRST}. What is left is shared between the council (62.5%) and the ICB (37.5%)."),
        (
            rule("contributions", contingency="Winter", uncommitted_first=True),
            f"{FIRST}, then by the reserve “Winter”, then by contributions that no budget uses. What is left is shared "
            "between the partners in proportion to their contributions.",
        ),
        (rule("bearer", bearer="ICB", underspends_first=False), "An overspend is borne by the ICB alone."),
        (rule("none"), "An overspend is not shared: each partner bears its own lines."),
        (
            rule("none", scheme="S1"),
            "An overspend on Reablement is not shared: each partner bears its own lines.",
        ),
        (
            rule("tiers", tiers=(TierFacts(money("1,000.50"), (("WCC", Decimal(100)),)),), underspends_first=False),
            "An overspend is borne in steps: the first £1,000.50 by the council alone; above £1,000.50 by agreement.",
        ),
        (
            rule("tiers", tiers=(TierFacts(None, (("WCC", Decimal(100)),)),), underspends_first=False),
            "An overspend is borne in steps: all of it by the council alone.",
        ),
        (under(fixed(WCC=50, ICB=50)), "An underspend goes back to the council (50%) and the ICB (50%)."),
        (
            under(rule("contributions")),
            "An underspend goes back to the partners in proportion to their contributions.",
        ),
        (under(rule("bearer", bearer="XYZ")), "An underspend goes back to XYZ alone."),
        (under(fixed(WCC=100), use="carry"), "An underspend is carried forward in the fund."),
        (under(fixed(WCC=100), use="keep"), "An underspend is kept in the fund as contingency."),
        (under(fixed(WCC=100), use="redeploy"), "An underspend is redeployed in the fund by agreement."),
    ],
)  # fmt: skip
def test_a_rule_in_words(made: RuleFacts, said: str) -> None:
    assert words_of(made, NAMES, schemes={"S1": "Reablement"}) == said


def test_since_when_it_counts() -> None:
    assert since(rule("none", month=8)) == "from P08 2022-23"
