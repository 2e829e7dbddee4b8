"""Shares of streams, worked by hand, and that they re-add for any contributions."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.facts.agreement import PaidFacts
from reports.figures.shares import partner_whole, stream_shares, whole
from s75.money import total

PAID = (
    PaidFacts("NHS minimum", "ICB", 2024, Decimal("750.00")),
    PaidFacts("NHS minimum", "ICB", 2023, Decimal("700.00"), illustrative=True),
    PaidFacts("Additional", "ICB", 2024, Decimal("100.00"), confirmed=False),
    PaidFacts("Additional", "Council", 2024, Decimal("300.00")),
    PaidFacts("Additional", "Council", 2023, Decimal("200.00")),
)


def test_each_partner_has_its_share_of_a_stream_this_year_and_last() -> None:
    icb, council = stream_shares(PAID, 2024)["Additional"]
    assert (icb.partner, icb.now.amount, icb.now.percent) == ("ICB", Decimal("100.00"), Decimal(25))
    assert (icb.before.amount, icb.before.percent, icb.change) == (Decimal("0.00"), Decimal(0), Decimal("100.00"))
    assert (council.now.percent, council.before.percent, council.change) == (75, 100, Decimal("100.00"))
    assert not icb.now.confirmed


def test_wholes_add_streams_and_partners() -> None:
    assert whole("Additional", PAID, 2024).now.amount == 400
    assert whole("", PAID, 2024).now.amount == 1150
    icb = partner_whole("ICB", PAID, 2024)
    assert (icb.now.amount, icb.before.amount) == (850, 700)
    assert icb.now.percent == Decimal(850) / Decimal(1150) * 100
    assert icb.before.illustrative
    assert not icb.now.illustrative


def test_a_year_without_money_has_no_share() -> None:
    (icb,) = stream_shares(PAID, 2025)["NHS minimum"]
    assert (icb.now.amount, icb.now.percent, icb.before.amount) == (0, None, 750)


amounts = st.integers(-(10**9), 10**9).map(lambda pence: Decimal(pence) / 100)
contributions = st.lists(
    st.builds(PaidFacts, st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from([2023, 2024]), amounts),
    min_size=1,
)


@given(contributions)
def test_shares_re_add_by_stream_and_by_partner(paid: list[PaidFacts]) -> None:
    everything = whole("", paid, 2024)
    by_stream = [share for shares in stream_shares(paid, 2024).values() for share in shares]
    by_partner = [partner_whole(one, paid, 2024) for one in dict.fromkeys(row.partner for row in paid)]
    for parts in (by_stream, by_partner):
        assert total(part.now.amount for part in parts) == everything.now.amount
        assert total(part.change for part in parts) == everything.change
