"""Claims: income is the lesser of spend and ceiling, and what is beyond is named."""

from __future__ import annotations

import pytest

from reports.figures.claims import Claim, ceiling_of, claims
from tests.reports.figures.made import group, money, standing
from tests.reports.figures.test_settlement import source


@pytest.mark.parametrize(
    ("spend", "income", "headroom", "beyond"),
    [("0", "0", "2600000", "0"), ("2599999.99", "2599999.99", "0.01", "0"), ("2600000", "2600000", "0", "0"),
     ("2600000.01", "2600000", "0", "0.01")],
)  # fmt: skip
def test_income_is_spend_up_to_the_ceiling(spend: str, income: str, headroom: str, beyond: str) -> None:
    claim = Claim(money(spend), money("2600000"))
    assert (claim.income, claim.headroom, claim.beyond) == (money(income), money(headroom), money(beyond))


def test_a_claim_takes_the_spend_of_its_own_lines_only() -> None:
    """£40 in the ledger and £110 by the year's end against a ceiling of £100: £60 left now, £10 borne by the ICB."""
    groups = [
        group(standing(100, 70, actual=money(40), actual_in=money(40)), stream="claim", contributor="ICB"),
        group(standing(100, 500), stream="claim", contributor="WCC"),
        group(standing(100, 500), contributor="ICB", stream="other"),
    ]
    grant = source("ICB", 100)

    (found,) = claims([source("ICB", 100, claim=True, stream="claim", ceiling=money(100)), grant], groups)

    assert (found.to_date.income, found.to_date.headroom) == (money(40), money(60))
    assert (found.forecast.spend, found.forecast.income, found.forecast.beyond) == (money(110), money(100), money(10))
    assert not found.illustrative


def test_without_a_ceiling_what_was_agreed_is_the_most() -> None:
    assert ceiling_of(source("ICB", 75, claim=True)) == money(75)
